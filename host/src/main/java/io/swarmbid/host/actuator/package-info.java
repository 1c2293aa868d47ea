/**
 * Gives each task's processes the CPU and memory that the auction granted.
 *
 * <p>In: a grant in micro-vCPU and bytes. Out: a small write to a control file of the kernel
 * (cgroup v2 or v1), or, where the machine lets nothing better, an affinity and a nice value.
 * {@link io.swarmbid.host.actuator.Actuators#detect} picks the best that this machine allows and
 * says why.
 *
 * <p>One host thread drives an {@link io.swarmbid.host.actuator.Actuator}; a thread of its own
 * lowers memory limits, because the kernel may block there; any thread (a shutdown hook) may close
 * it.
 */
package io.swarmbid.host.actuator;
