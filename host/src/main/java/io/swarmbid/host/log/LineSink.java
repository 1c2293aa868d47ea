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

    void flush() {
        hash.update(json.array(), 0, json.length());
        if (out != null) {
            try {
                out.write(json.array(), 0, json.length());
                out.flush();
            } catch (final IOException e) {
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
        flush();
        if (out != null) {
            try {
                out.close();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
