/**
 * The plain-Java reader: the same frame as the native one, from the same kernel files. In: probes. Out: rows. It is the
 * fallback where the library cannot be loaded, and the oracle that the native parsers are tested against. The thread of
 * the probe set.
 */
package io.swarmbid.probes.procfs;
