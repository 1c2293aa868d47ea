package io.swarmbid.host.actuator;

import java.io.IOException;
import java.util.List;

/**
 * Puts grants into effect. Made by {@link Actuators#detect}; driven by one thread; {@link #close()}
 * may come from any.
 */
public interface Actuator extends AutoCloseable {
    /** Which mechanism this is. */
    ActuatorKind kind();

    /** What it does and where, in one line. */
    String description();

    /**
     * What it does not enforce, one sentence each; empty when it enforces CPU, memory and pauses.
     */
    List<String> shortcomings();

    /**
     * Makes the place where a task's processes will run, limits set, before any of them starts.
     *
     * @param name of the task, for people; any characters, need not be unique
     * @param cpuPpm the first CPU grant in micro-vCPU (1,000,000 = one vCPU); at least 1
     * @param memoryBytes the memory limit, or {@link TaskGroup#UNLIMITED}
     * @return the group, empty and not paused
     * @throws IOException when the kernel refuses; nothing is left behind then
     */
    TaskGroup prepare(String name, long cpuPpm, long memoryBytes) throws IOException;

    /**
     * Kills every process of every group that is still open and removes the groups. Idempotent;
     * waits at most a few seconds.
     */
    @Override
    void close();
}
