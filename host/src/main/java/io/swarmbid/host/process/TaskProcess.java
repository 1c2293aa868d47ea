package io.swarmbid.host.process;

import io.swarmbid.host.actuator.TaskGroup;

/** A task that runs, or is paused. Thread-safe. */
public final class TaskProcess {
    private final long taskId;
    private final TaskGroup group;
    private final long startNs;
    private volatile Process process;
    private volatile boolean stopping;

    TaskProcess(final long taskId, final TaskGroup group, final long startNs) {
        this.taskId = taskId;
        this.group = group;
        this.startNs = startNs;
    }

    /** As given at the start. */
    public long taskId() {
        return taskId;
    }

    /** For grants, counters and the list of processes. The process's end closes it. */
    public TaskGroup group() {
        return group;
    }

    /** Of the first process, which is the command itself. */
    public long pid() {
        return process.pid();
    }

    /** Whether that has not ended yet. */
    public boolean isLive() {
        return process.isAlive();
    }

    /** {@link System#nanoTime} at the start. */
    public long startNs() {
        return startNs;
    }

    void process(final Process started) {
        process = started;
    }

    /** Kills the task, even when its first process has not reached its group yet. */
    void kill() {
        process.destroyForcibly();
        group.kill();
    }

    void stopping() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }
}
