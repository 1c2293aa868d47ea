package io.swarmbid.pipeline;

import java.util.concurrent.locks.LockSupport;

/** What the engine's threads do while there is nothing to do, from the lowest latency to the lowest use of a CPU. */
public enum WaitStrategy {
    /** Never gives its CPU up. Needs a core for each of the engine's threads. */
    BUSY_SPIN,
    /** Spins a little, then offers its CPU to other threads after each look. */
    YIELDING,
    /** Spins and yields a little, then sleeps for {@link EngineConfig#parkNs} between looks. */
    PARKING,
    /** Sleeps until it is woken. Publishing then costs a memory fence, and a system call where the engine sleeps. */
    BLOCKING;

    /** Looks in a row that find nothing before the next, more patient step. */
    static final int PATIENCE = 100;

    /** One step of waiting for room in a full ring, where nobody wakes the one who waits. */
    void pause(final int attempt, final long parkNs) {
        if (this == BUSY_SPIN || attempt < PATIENCE) {
            Thread.onSpinWait();
        } else if (this == YIELDING || attempt < 2 * PATIENCE) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(parkNs);
        }
    }
}
