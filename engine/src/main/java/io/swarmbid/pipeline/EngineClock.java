package io.swarmbid.pipeline;

import java.util.function.LongSupplier;

/** {@link System#nanoTime} since the launch, on top of the logical time that was recovered. */
final class EngineClock implements LongSupplier {
    private long originNs = System.nanoTime();

    /** Shows that time now. Before any other thread reads the clock. */
    void goOnFrom(final long timeNs) {
        originNs = System.nanoTime() - timeNs;
    }

    @Override
    public long getAsLong() {
        return System.nanoTime() - originNs;
    }
}
