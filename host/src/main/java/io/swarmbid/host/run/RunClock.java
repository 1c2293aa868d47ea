package io.swarmbid.host.run;

import java.util.function.LongSupplier;

/** The clock of a run, shared by the engine and the host: nanoseconds since {@link #start}, 0 before. Threadsafe. */
final class RunClock implements LongSupplier {
    private volatile long startNs;
    private volatile boolean started;

    void start() {
        startNs = System.nanoTime();
        started = true;
    }

    /** The time of the run at a value of {@link System#nanoTime()}. */
    long at(final long nanoTime) {
        return started ? Math.max(0, nanoTime - startNs) : 0;
    }

    @Override
    public long getAsLong() {
        return at(System.nanoTime());
    }
}
