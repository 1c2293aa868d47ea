package io.swarmbid.host.actuator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A control file of the kernel, opened once; every value is one write at offset 0. Not threadsafe.
 */
final class ControlFile implements Closeable {
    private static final int VALUE_LENGTH_MAX = 64;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(VALUE_LENGTH_MAX);

    private ControlFile(final Path path, final FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static ControlFile open(final Path path) throws IOException {
        return new ControlFile(path, FileChannel.open(path, StandardOpenOption.WRITE));
    }

    /**
     * Writes to a file that is not worth keeping open.
     *
     * @param path of an existing control file
     * @param value without a line end
     */
    static void write(final Path path, final String value) throws IOException {
        try (ControlFile file = open(path)) {
            file.write(value);
        }
    }

    /**
     * Writes one value.
     *
     * @param value ASCII, without a line end
     * @throws IOException when the kernel refuses it; the message names the file and the value
     */
    void write(final String value) throws IOException {
        buffer.clear();
        buffer.put(value.getBytes(StandardCharsets.US_ASCII)).put((byte) '\n').flip();
        try {
            channel.write(buffer, 0);
        } catch (final IOException refused) {
            throw new IOException(
                    path + ": cannot write " + value + ": " + refused.getMessage(), refused);
        }
    }

    void write(final long value) throws IOException {
        write(Long.toString(value));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
