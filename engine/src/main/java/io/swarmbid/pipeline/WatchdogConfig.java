package io.swarmbid.pipeline;

import java.util.Objects;

/** What a watchdog looks for, and whom it tells. Not threadsafe. */
public final class WatchdogConfig {
    private static final long LONGEST_NS = 3_600_000_000_000L;

    private final WatchdogHandler handler;
    private long patienceNs = 1_000_000_000;
    private long decisionBound = 4_096;

    public WatchdogConfig(final WatchdogHandler handler) {
        this.handler = Objects.requireNonNull(handler, "handler");
    }

    /**
     * How long something may be so before it is told, nanoseconds. The watchdog looks four times as often. Default 1 s.
     *
     * @throws IllegalArgumentException unless it is 1,000,000 to 3,600,000,000,000.
     */
    public WatchdogConfig patienceNs(final long nanoseconds) {
        if (nanoseconds < 1_000_000 || nanoseconds > LONGEST_NS) {
            throw new IllegalArgumentException(
                    "patienceNs="
                            + nanoseconds
                            + " is out of range; it takes 1000000 to "
                            + LONGEST_NS);
        }
        patienceNs = nanoseconds;
        return this;
    }

    /**
     * Decisions that may wait for the handlers. Default 4,096.
     *
     * @throws IllegalArgumentException if it is negative.
     */
    public WatchdogConfig decisionBound(final long decisions) {
        if (decisions < 0) {
            throw new IllegalArgumentException(
                    "decisionBound=" + decisions + " is out of range; it takes 0 or more");
        }
        decisionBound = decisions;
        return this;
    }

    WatchdogHandler handler() {
        return handler;
    }

    long patienceNs() {
        return patienceNs;
    }

    long decisionBound() {
        return decisionBound;
    }
}
