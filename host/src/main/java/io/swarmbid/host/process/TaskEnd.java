package io.swarmbid.host.process;

/**
 * The end of a task's process.
 *
 * @param taskId as given at the start
 * @param status how it ended
 * @param exitCode of the process; 128 + n when signal n ended it
 * @param reason one line for people
 * @param cpuTimeNs CPU time that the task used, nanoseconds
 * @param elapsedNs from start to end, nanoseconds
 */
public record TaskEnd(
        long taskId, Status status, int exitCode, String reason, long cpuTimeNs, long elapsedNs) {
    /** How a process ended. */
    public enum Status {
        /** Exit status 0. */
        DONE,
        /** Another exit status, or a signal. */
        FAILED,
        /** The host stopped it. */
        STOPPED
    }
}
