/** Native counters of this machine: one call samples many sources into one off-heap frame. */
package io.swarmbid.probes;
