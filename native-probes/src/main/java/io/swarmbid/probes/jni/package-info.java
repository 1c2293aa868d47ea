/**
 * The native reader and how its library is found. In: probes and the address of a frame. Out: rows, by one call per
 * sample. The thread of the probe set; loading may happen on any thread and happens once per process.
 */
package io.swarmbid.probes.jni;
