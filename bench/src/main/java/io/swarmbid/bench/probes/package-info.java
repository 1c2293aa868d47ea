/**
 * Figures of the native probes beside bare system calls and OSHI. In: a hundred idle processes. Out: a table of medians
 * and ratios. One thread.
 */
package io.swarmbid.bench.probes;
