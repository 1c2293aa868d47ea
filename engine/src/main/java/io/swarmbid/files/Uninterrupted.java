package io.swarmbid.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Work on files that an interrupt cannot break off. A {@link java.nio.channels.FileChannel} is closed under a thread whose
 * interrupt flag is set, or is set meanwhile; but an interrupt is a matter between a host and its thread, and neither a
 * fault of the disk nor a reason to stop the engine.
 */
public final class Uninterrupted {
    /**
     * Work that can be done again from its beginning, with channels of its own.
     *
     * @param <T> what it gives.
     */
    public interface Work<T> {
        T run() throws IOException;
    }

    private Uninterrupted() {}

    /** Does it, as often as interrupts break it off; the calling thread is interrupted afterwards if it was. */
    public static <T> T run(final Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (final ClosedByInterruptException e) {
                    interrupted = true;
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
