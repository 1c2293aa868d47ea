package io.swarmbid.host.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A file that cannot be written; the message names it, says why, and what would help. */
public final class UnwritableException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_CHAIN = 16;

    UnwritableException(final Path path, final IOException cause) {
        super(
                Printable.of(
                        path
                                + " cannot be written ("
                                + FileTrouble.why(cause)
                                + "); make room there, or take another directory"),
                cause);
    }

    /** The one that a failure comes from, if it comes from one. */
    public static Optional<UnwritableException> in(final Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < LONGEST_CHAIN; i++) {
            if (cause instanceof UnwritableException found) {
                return Optional.of(found);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
