package io.swarmbid.host.run;

/** Waiting for threads to end. */
final class Threads {
    private Threads() {}

    /** Waits however often it is interrupted, and hands an interruption on. */
    static void join(final Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
