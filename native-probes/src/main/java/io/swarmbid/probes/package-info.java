/**
 * Real counters of this machine, its processes and its cgroups, at the price of a few system calls and no garbage.
 *
 * <p>In: probes ({@link io.swarmbid.probes.source.Probe}), each of which takes a slot of a {@link
 * io.swarmbid.probes.ProbeSet}. Out: after {@link io.swarmbid.probes.ProbeSet#sample()}, one off-heap {@link
 * io.swarmbid.probes.frame.ProbeFrame frame} with a row per slot, each with a state and a validity bit per field.
 *
 * <p>Thread: a set belongs to one thread at a time, normally the host's sampling thread; never the engine thread, since
 * every sample makes system calls. The frame is read by that thread, or by another after a hand-over.
 *
 * <p>The packages in the order of the flow: {@code frame} (the layout), {@code source} (what can be read), {@code
 * procfs} (the plain-Java reader) and {@code jni} (the native one), {@code control} (what can be done to a process),
 * and this one, the face.
 */
package io.swarmbid.probes;
