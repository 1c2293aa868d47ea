package io.swarmbid.pipeline;

import io.swarmbid.journal.JournalTrouble;

/** Where the engine reports what it cannot return to a caller. It never logs by itself. */
@FunctionalInterface
public interface ErrorHandler {
    /** Says nothing: {@link SwarmEngine#close()} still throws. */
    ErrorHandler NONE = (inputSequence, failure) -> {};

    /**
     * The engine has stopped. Called once, on the thread that failed; it must not wait for the engine.
     *
     * @param inputSequence of the command at which it happened; 0 for one of the engine's own timers.
     * @param failure whose message says where, and whose cause is what was thrown.
     */
    void onError(long inputSequence, EngineFailedException failure);

    /**
     * The decision ring is full, so the engine waits for the handler; nothing is lost. Called on the engine thread once
     * for each wait, before it.
     *
     * @param decisions handed to the ring so far.
     */
    default void onHandlerLag(final long decisions) {}

    /**
     * The journal could not write what it will need, as on a full disk; the engine goes on in what it has. Called on the
     * journal's thread, for the next segment once each second until it can be made. What it throws stops the engine.
     */
    default void onJournalTrouble(final JournalTrouble trouble) {}
}
