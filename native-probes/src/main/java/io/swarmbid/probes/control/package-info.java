/**
 * Small actions on processes and cgroup files: affinity, nice, signals, one value written to an open file. In: a
 * process id or a path. Out: an outcome, never an exception for what the kernel refuses. Any thread, but an action may
 * take milliseconds in the kernel, so not the engine thread.
 */
package io.swarmbid.probes.control;
