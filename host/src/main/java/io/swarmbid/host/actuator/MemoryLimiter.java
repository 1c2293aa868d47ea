package io.swarmbid.host.actuator;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that changes memory limits: the kernel reclaims inside the write, milliseconds long,
 * or refuses for now. What does not settle is tried again.
 */
final class MemoryLimiter implements AutoCloseable {
    private static final long RETRY_MS = 50;

    private final ScheduledThreadPoolExecutor executor;

    MemoryLimiter() {
        executor =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            final Thread thread = new Thread(task, "swarmbid-memory-limits");
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** One attempt at what is wanted by then; true when there is nothing more to do. */
    @FunctionalInterface
    interface Attempt {
        boolean settle();
    }

    void submit(final Attempt attempt) {
        schedule(attempt, 0);
    }

    private void schedule(final Attempt attempt, final long delayMs) {
        try {
            executor.schedule(
                    () -> {
                        if (!attempt.settle()) {
                            schedule(attempt, RETRY_MS);
                        }
                    },
                    delayMs,
                    TimeUnit.MILLISECONDS);
        } catch (final RejectedExecutionException closed) {
            // Closing: the groups are about to be removed.
            return;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
