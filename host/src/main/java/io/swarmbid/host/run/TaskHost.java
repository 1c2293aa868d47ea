package io.swarmbid.host.run;

import io.swarmbid.host.actuator.DrainSignal;
import java.io.IOException;

/** What the decisions move: tasks' processes. Called by the decision thread alone. */
interface TaskHost {
    /**
     * Starts a task's command under its first grant.
     *
     * @param cpuPpm millionths of a vCPU, above 0.
     * @throws IOException saying why it could not be started.
     */
    void start(RunTask task, long cpuPpm, long memoryBytes) throws IOException;

    /**
     * Puts a new grant into effect.
     *
     * @param cpuPpm millionths of a vCPU, above 0; a paused task goes on.
     * @throws IOException if the kernel refuses.
     */
    void change(RunTask task, long cpuPpm, long memoryBytes) throws IOException;

    /**
     * Stops a task where it stands.
     *
     * @throws IOException if the kernel refuses.
     */
    void pause(RunTask task) throws IOException;

    /**
     * Tells a task's command, by a signal that it asked for, that it loses some of what it has when its grace ends.
     *
     * @throws IOException if the kernel refuses.
     */
    void tell(RunTask task, DrainSignal signal) throws IOException;

    /** Ends a task's processes; returns at once. */
    void stop(RunTask task);

    /** A command could not be started, or the kernel refused a grant. */
    void failed(RunTask task, boolean isStart, IOException why);
}
