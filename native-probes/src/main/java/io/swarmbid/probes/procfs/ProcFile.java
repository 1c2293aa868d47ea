package io.swarmbid.probes.procfs;

import io.swarmbid.probes.frame.ProbeState;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * A kernel file that is kept open and read again and again. A RandomAccessFile and not a channel: an interrupt of the
 * sampling thread would close a channel for good.
 */
final class ProcFile implements AutoCloseable {
    private final RandomAccessFile file;
    private final ProbeState opened;
    private ProbeState failure = ProbeState.OK;

    private ProcFile(final RandomAccessFile file, final ProbeState opened) {
        this.file = file;
        this.opened = opened;
    }

    /** Never fails: a file that cannot be opened says so whenever it is read. */
    static ProcFile open(final String path) {
        try {
            return new ProcFile(new RandomAccessFile(path, "r"), ProbeState.OK);
        } catch (final IOException refused) {
            return new ProcFile(null, stateOf(refused));
        }
    }

    boolean isOpen() {
        return file != null;
    }

    /** One read from the start; below zero on failure, which {@link #failure()} then explains. */
    int read(final byte[] into) {
        if (file == null) {
            failure = opened;
            return -1;
        }
        try {
            file.seek(0);
            return Math.max(0, file.read(into));
        } catch (final IOException failed) {
            failure = stateOf(failed);
            return -1;
        }
    }

    ProbeState failure() {
        return failure;
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (final IOException unlikely) {
                throw new java.io.UncheckedIOException(unlikely);
            }
        }
    }

    /** Plain Java gives no errno, only its text. */
    private static ProbeState stateOf(final IOException failed) {
        final String message = String.valueOf(failed.getMessage());
        if (message.contains("No such process") || message.contains("No such device")) {
            return ProbeState.GONE;
        }
        if (message.contains("No such file") || message.contains("Not a directory")) {
            return ProbeState.ABSENT;
        }
        if (message.contains("ermission denied")
                || message.contains("not permitted")
                || message.contains("oo many open files")) {
            return ProbeState.DENIED;
        }
        return ProbeState.UNSUPPORTED;
    }
}
