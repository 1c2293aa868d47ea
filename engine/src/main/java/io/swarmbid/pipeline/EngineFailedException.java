package io.swarmbid.pipeline;

/** The engine has stopped because something threw. Its cause is what was thrown. */
public final class EngineFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long inputSequence;

    EngineFailedException(final long inputSequence, final String where, final Throwable cause) {
        super(
                "the engine stopped at input " + inputSequence + ", in " + where + ": " + cause,
                cause);
        this.inputSequence = inputSequence;
    }

    /** The input at which it happened; 0 for one of the engine's own timers. */
    public long inputSequence() {
        return inputSequence;
    }
}
