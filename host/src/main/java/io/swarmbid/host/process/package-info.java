/**
 * Runs the workload's commands as real processes inside the groups of an {@link
 * io.swarmbid.host.actuator.Actuator}.
 *
 * <p>In: a command line and its first grant. Out: its end, once, with the reason. Nothing is
 * executed but the workload's own commands, the few words of shell that put them into their group,
 * and {@code head} and {@code cat} where output is kept.
 *
 * <p>{@link io.swarmbid.host.process.TaskProcesses} is driven by one host thread; ends are reported
 * on a thread of its own.
 */
package io.swarmbid.host.process;
