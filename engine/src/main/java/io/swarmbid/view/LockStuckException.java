package io.swarmbid.view;

/** A lock inside a map could not be had in time: most likely a process was killed that held it. */
final class LockStuckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LockStuckException(final String map, final long waitedMs) {
        super(map + ": a lock has been held for " + waitedMs + " ms");
    }
}
