package io.swarmbid.pipeline;

import java.util.concurrent.locks.LockSupport;

/**
 * How a consuming thread waits while its ring is empty, and how a producer ends that wait.
 *
 * <p>{@link WaitStrategy#BLOCKING} loses no wake-up: the first idle call only announces that the consumer is about to
 * sleep, so the consumer looks at its ring once more before the second call sleeps. A producer publishes, fences, and
 * then looks for the announcement. One of the two sees the other.
 */
final class Waiter {
    /** Longest sleep, so that a host's clock that runs ahead of real time still gets its timers fired. */
    private static final long LONGEST_SLEEP_NS = 100_000_000L;

    private final WaitStrategy strategy;
    private final long parkNs;
    private int idles;
    private volatile Thread sleeper;

    Waiter(final WaitStrategy strategy, final long parkNs) {
        this.strategy = strategy;
        this.parkNs = parkNs;
    }

    /** Whether a producer must fence and {@link #wake()} after it published. */
    boolean needsWaking() {
        return strategy == WaitStrategy.BLOCKING;
    }

    /** Whether this is an idle call at which to look at the clock: a spinning thread looks at its ring more often. */
    boolean clockIsDue() {
        return strategy != WaitStrategy.BUSY_SPIN || (idles & 15) == 0;
    }

    /** The consumer found something. */
    void reset() {
        idles = 0;
        if (sleeper != null) {
            sleeper = null;
        }
    }

    /**
     * The consumer found nothing.
     *
     * @param longestNs after which it must look again whatever happens.
     */
    void idle(final long longestNs) {
        idles++;
        switch (strategy) {
            case BUSY_SPIN -> Thread.onSpinWait();
            case YIELDING, PARKING -> strategy.pause(idles, Math.min(parkNs, longestNs));
            default -> sleep(longestNs);
        }
    }

    private void sleep(final long longestNs) {
        if (sleeper == null) {
            sleeper = Thread.currentThread();
            return;
        }
        LockSupport.parkNanos(Math.min(LONGEST_SLEEP_NS, longestNs));
    }

    /** Ends a sleep, or an intention to sleep. Any thread, after a full fence. */
    void wake() {
        final Thread thread = sleeper;
        if (thread != null) {
            sleeper = null;
            LockSupport.unpark(thread);
        }
    }
}
