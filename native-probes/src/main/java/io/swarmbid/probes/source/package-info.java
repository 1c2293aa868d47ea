/** What can be sampled, as plain records, and the interface of the two readers that sample it. Any thread. */
package io.swarmbid.probes.source;
