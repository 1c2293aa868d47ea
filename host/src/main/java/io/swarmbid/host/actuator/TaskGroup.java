package io.swarmbid.host.actuator;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The processes of one task and the limits they run under.
 *
 * <p>The life of a group: {@link Actuator#prepare}, start the command behind {@link #launcher()}
 * with {@link #environment()} added, tell {@link #started}, then {@link #cpu} and {@link #memory}
 * at every grant and revoke, and {@link #close} when the task has ended. Methods are thread-safe;
 * none blocks for longer than a write to a control file, except {@link #kill} and {@link #close}.
 */
public interface TaskGroup extends AutoCloseable {
    /** A memory limit that is none, in bytes. */
    long UNLIMITED = Long.MAX_VALUE;

    /** The task's name as given to {@link Actuator#prepare}. */
    String name();

    /**
     * Words to put before the task's own command line, so that its first instruction already runs
     * under the limits. The process that they start becomes the command itself: same pid.
     */
    List<String> launcher();

    /**
     * Variables to add to the task's environment; they let a later run recognise what a killed one
     * has left behind.
     */
    Map<String, String> environment();

    /**
     * Tells the group the first process of the task. A cgroup knows its processes anyway.
     *
     * @throws IOException when the limits could not be put on it
     */
    void started(long pid) throws IOException;

    /**
     * Sets the CPU that all processes of the task may use together, from the next accounting period
     * on.
     *
     * @param cpuPpm micro-vCPU (1,000,000 = one vCPU); 0 pauses the task, more resumes it
     * @throws IOException when the kernel refuses
     */
    void cpu(long cpuPpm) throws IOException;

    /**
     * Asks for a memory limit; returns at once. Lowering may take the kernel milliseconds, or be
     * impossible while the task uses more: it is tried again until it holds or is superseded, and
     * never kills. {@link #memoryLimit()} tells how far it is.
     *
     * @param bytes the limit, or {@link #UNLIMITED}
     */
    void memory(long bytes);

    /** The memory limit asked for, the one that holds, and what stands between them. */
    MemoryLimit memoryLimit();

    /** Stops all processes of the task where they stand, new ones too. Their memory stays. */
    void pause() throws IOException;

    /** Lets the processes of a paused task go on. */
    void resume() throws IOException;

    /** Whether the task is paused. */
    boolean paused();

    /** The live processes of the task, in no particular order. */
    long[] pids() throws IOException;

    /**
     * CPU time that the task has used so far, in nanoseconds. From a cgroup it includes processes
     * that have ended; otherwise only those that live and the children that they have waited for.
     */
    long cpuTimeNs() throws IOException;

    /**
     * How often the kernel killed a process of the task for its memory limit; 0 where that cannot
     * be known.
     */
    long outOfMemoryKills();

    /** The directories to read counters from; empty when the task has no cgroup. */
    Optional<CgroupPaths> cgroup();

    /**
     * Kills all processes of the task, paused or not; returns when they are gone, or after two
     * seconds.
     */
    void kill();

    /** Kills what is left, and removes the group. Idempotent. */
    @Override
    void close();
}
