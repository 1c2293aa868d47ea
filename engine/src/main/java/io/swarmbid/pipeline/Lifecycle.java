package io.swarmbid.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whether the engine takes commands, shared by all its threads. A command that was accepted is processed, even one that
 * was published while another thread closed the engine:
 *
 * <ul>
 *   <li>The closing thread leaves the open state, fences, and then reads the ring's cursor: the boundary.
 *   <li>A producer publishes, fences (in multi-producer mode its claim has done so), and then reads the state.
 * </ul>
 *
 * <p>So a producer whose command lies beyond the boundary sees that the engine is closing; one that sees it waits,
 * for an instant, until the boundary is known, and then knows whether its command counts.
 */
final class Lifecycle {
    private static final int OPEN = 0;
    private static final int CLOSING = 1;
    private static final int CLOSED = 2;
    private static final int FAILED = 3;
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Lifecycle.class, "state", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ErrorHandler errorHandler;
    private volatile int state = OPEN;
    private volatile long boundary = UNKNOWN;
    private volatile EngineFailedException failure;

    Lifecycle(final ErrorHandler errorHandler) {
        this.errorHandler = errorHandler;
    }

    boolean isOpen() {
        return state == OPEN;
    }

    boolean isClosing() {
        return state == CLOSING;
    }

    boolean isFailed() {
        return state == FAILED;
    }

    boolean isClosed() {
        return state == CLOSED;
    }

    /** What made the engine stop, null if it did not fail. */
    EngineFailedException failure() {
        return failure;
    }

    /** Begins to close, unless that has happened before. Any thread. */
    void beginClose(final IngestRing ring) {
        if (STATE.compareAndSet(this, OPEN, CLOSING)) {
            VarHandle.fullFence();
            boundary = ring.cursor();
        }
    }

    /** The last sequence of the ring that counts. Only while closing; waits for the instant until it is known. */
    long boundary() {
        long last = boundary;
        while (last == UNKNOWN) {
            Thread.onSpinWait();
            last = boundary;
        }
        return last;
    }

    /** Whether a command counts that was published and then found the engine no longer open. */
    boolean counts(final long sequence) {
        return state == FAILED || sequence <= boundary();
    }

    void endClose() {
        STATE.compareAndSet(this, CLOSING, CLOSED);
    }

    /**
     * Stops the engine and tells the host. Only the first failure counts; a later one is noted with it.
     *
     * @return the failure that counts.
     */
    EngineFailedException fail(
            final long inputSequence, final String where, final Throwable cause) {
        final EngineFailedException mine = new EngineFailedException(inputSequence, where, cause);
        synchronized (this) {
            if (failure != null) {
                failure.addSuppressed(mine);
                return failure;
            }
            failure = mine;
            state = FAILED;
        }
        try {
            errorHandler.onError(inputSequence, mine);
        } catch (final Throwable inHandler) {
            mine.addSuppressed(inHandler);
        }
        return mine;
    }
}
