package io.swarmbid.pipeline;

import java.util.function.LongSupplier;

/**
 * {@link System#nanoTime} since the launch, on top of the logical time that was recovered. A warm-up's stands still while
 * its engine works, so that what comes due there does not depend on how slow the code still is.
 */
final class EngineClock implements LongSupplier {
    /** All bits while it runs, none while it stands: without a branch, the code that a warm-up trains is the same. */
    private long running = -1;

    private long originNs = System.nanoTime();

    /** Shows that time now, and runs. Before any other thread reads the clock. */
    void goOnFrom(final long timeNs) {
        running = -1;
        originNs = System.nanoTime() - timeNs;
    }

    /** Shows that time until told otherwise. For one thread. */
    void standAt(final long timeNs) {
        running = 0;
        originNs = -timeNs;
    }

    @Override
    public long getAsLong() {
        return (System.nanoTime() & running) - originNs;
    }
}
