package io.swarmbid.pipeline;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the engine has done so far. Any thread may read while it runs: every figure is whole and never goes back,
 * but two of them need not belong to the same instant.
 */
public final class EngineCounters {
    /** Longs between two counters, so that no two share a pair of cache lines. */
    private static final int STRIDE = 16;

    private static final int COMMANDS = STRIDE;
    private static final int DECISIONS = 2 * STRIDE;
    private static final int CLAMPED = 3 * STRIDE;
    private static final int BATCHES = 4 * STRIDE;
    private static final int HANDED_OVER = 5 * STRIDE;
    private static final int LAG_WAITS = 6 * STRIDE;
    private static final int LAG_NS = 7 * STRIDE;
    private static final int TIMER_EVENTS = 8 * STRIDE;
    private static final int REFUSED_RING_FULL = 9 * STRIDE;

    private final AtomicLongArray values = new AtomicLongArray(10 * STRIDE);

    EngineCounters() {}

    /** Commands that the engine applied, the closing tick and those before a recovery among them. */
    public long commands() {
        return values.getOpaque(COMMANDS);
    }

    /** Decisions that the core has made, those before a recovery included. */
    public long decisions() {
        return values.getOpaque(DECISIONS);
    }

    /** Decisions that the handlers have returned from, or that were made before a recovery; the rest are on their way. */
    public long handedOver() {
        return values.getOpaque(HANDED_OVER);
    }

    /** Commands whose stamp lay behind the engine's logical time and was raised to it. */
    public long clampedStamps() {
        return values.getOpaque(CLAMPED);
    }

    /** Runs of commands that the engine found in its ring at once. */
    public long batches() {
        return values.getOpaque(BATCHES);
    }

    /** Times that the engine woke for a timer between commands. */
    public long timerEvents() {
        return values.getOpaque(TIMER_EVENTS);
    }

    /** Times that the engine waited because the handlers lagged and the decision ring was full. */
    public long handlerLagWaits() {
        return values.getOpaque(LAG_WAITS);
    }

    /** Nanoseconds that the engine waited so. */
    public long handlerLagNs() {
        return values.getOpaque(LAG_NS);
    }

    /** Commands that the form that does not wait refused because the ring was full. */
    public long refusedRingFull() {
        return values.getOpaque(REFUSED_RING_FULL);
    }

    /** Goes on from what was done before this engine. */
    void begin(final long commands, final long decisions) {
        values.setOpaque(COMMANDS, commands);
        values.setOpaque(DECISIONS, decisions);
        values.setOpaque(HANDED_OVER, decisions);
    }

    void onCommand() {
        add(COMMANDS, 1);
    }

    void decisions(final long count) {
        values.setOpaque(DECISIONS, count);
    }

    void onClamped() {
        add(CLAMPED, 1);
    }

    void onBatch() {
        add(BATCHES, 1);
    }

    void onTimerEvent() {
        add(TIMER_EVENTS, 1);
    }

    void onHandedOver() {
        add(HANDED_OVER, 1);
    }

    void onHandlerLag(final long waitedNs) {
        add(LAG_WAITS, 1);
        add(LAG_NS, waitedNs);
    }

    /** The only counter with more than one writer. */
    void onRefusedRingFull() {
        values.getAndIncrement(REFUSED_RING_FULL);
    }

    private void add(final int counter, final long count) {
        values.setOpaque(counter, values.getPlain(counter) + count);
    }
}
