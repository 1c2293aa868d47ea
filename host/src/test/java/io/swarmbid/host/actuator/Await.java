package io.swarmbid.host.actuator;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread or the kernel does; a test's timeout interrupts it. */
final class Await {
    private Await() {}

    interface Condition {
        boolean holds() throws IOException;
    }

    static void until(final Condition condition) throws IOException {
        while (!condition.holds()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("waited in vain");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
