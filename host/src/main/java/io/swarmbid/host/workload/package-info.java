/**
 * Workloads: which commands bid for this machine, and how the machine is cut up for them.
 *
 * <p>In: a YAML file, or the built-in one. Out: immutable records that hold only what the engine
 * accepts, or all mistakes of the file at once, each with its line. Read once, before anything
 * starts.
 */
package io.swarmbid.host.workload;
