package io.swarmbid.pipeline;

import java.util.function.BooleanSupplier;

/** Waits for other threads. A test that waits has a timeout of its own. */
final class Await {
    private Await() {}

    static void until(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while waiting");
            }
            Thread.yield();
        }
    }
}
