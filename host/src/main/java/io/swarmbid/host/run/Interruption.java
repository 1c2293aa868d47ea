package io.swarmbid.host.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in order when the JVM is asked to end by Ctrl-C, SIGTERM or SIGHUP: the run is told to stop, and the JVM
 * ends when it has written its files, with the run's own exit status.
 */
final class Interruption {
    private static final long PATIENCE_SECONDS = 30;
    private static final int GAVE_UP = 1;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final LiveRun run;
    private final Thread hook = new Thread(this::interrupted, "swarmbid-shutdown");
    private volatile int exitStatus;

    private Interruption(final LiveRun run) {
        this.run = run;
    }

    /** Watches over a run until {@link #finished}. */
    static Interruption of(final LiveRun run) {
        final Interruption interruption = new Interruption(run);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void interrupted() {
        run.stop();
        int status = GAVE_UP;
        try {
            if (finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                status = exitStatus;
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        run.killAll();
        // Not exit(): that would wait for this thread; and the JVM's own status would be the
        // signal's.
        Runtime.getRuntime().halt(status);
    }

    /** The run is over and all is said. */
    void finished(final int status) {
        exitStatus = status;
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException shuttingDown) {
            // The hook ends the JVM now; whoever goes on here could only get in its way.
            Threads.join(hook);
        }
    }
}
