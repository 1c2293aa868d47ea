package io.swarmbid.pipeline;

/**
 * What a watchdog found.
 *
 * @param subject the engine, the decisions, or the name of another {@link Watched}.
 * @param finding what is wrong with it.
 * @param waiting how much waited when it was looked at: commands, decisions, attempts.
 * @param done the subject's count of what it has done.
 * @param lastedNs for how long it had been so.
 */
public record Alarm(String subject, Finding finding, long waiting, long done, long lastedNs) {
    /** The engine thread: commands that wait, commands and timers that were done. */
    public static final String ENGINE = "engine";

    /** The thread that hands over decisions: those that wait, those that the handlers have returned from. */
    public static final String DECISIONS = "decisions";

    /** The thread that prepares the journal's next segment: attempts that failed, segments that it has prepared. */
    public static final String JOURNAL = "journal";

    /** What can be wrong. */
    public enum Finding {
        /** There was work, and nothing of it was done. */
        STALLED,
        /** It gets on, but more waits than should. */
        BEHIND
    }
}
