package io.swarmbid.host.log;

import io.swarmbid.memory.XxHash64;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Collects lines in one buffer, hashes them and writes them out in large pieces. Not threadsafe. */
final class LineSink {
    private static final int FLUSH_BYTES = 1 << 16;

    private final JsonBytes json = new JsonBytes();
    private final XxHash64 hash = new XxHash64(0);
    private final OutputStream out;
    private IOException failure;

    /** Lines go to {@code out}; where it is null they are hashed only. */
    LineSink(final OutputStream out) {
        this.out = out;
    }

    /** A sink that goes on with what another has hashed so far, and has written out. */
    LineSink(final LineSink other, final OutputStream out) {
        this(out);
        other.flush();
        hash.copyFrom(other.hash);
    }

    JsonBytes json() {
        return json;
    }

    void endLine() {
        json.raw('\n');
        if (json.length() >= FLUSH_BYTES) {
            flush();
        }
    }

    /** Writes out what there is. Once that has failed it fails for good, so that no line stands there twice. */
    void flush() {
        if (failure != null) {
            throw new UncheckedIOException(failure);
        }
        if (json.length() == 0) {
            return;
        }
        hash.update(json.array(), 0, json.length());
        if (out != null) {
            try {
                out.write(json.array(), 0, json.length());
                out.flush();
            } catch (final IOException e) {
                failure = e;
                throw new UncheckedIOException(e);
            }
        }
        json.clear();
    }

    long digest() {
        flush();
        return hash.digest();
    }

    void close() {
        try {
            flush();
        } finally {
            closeFile();
        }
    }

    private void closeFile() {
        if (out != null) {
            try {
                out.close();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
