package io.swarmbid.host.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written from its beginning to its end. What a write could not put there as a whole it takes back, so that
 * whole lines stay; a failure names the file. Not threadsafe.
 */
public final class OutputFile extends OutputStream {
    /** What a file is called until it is whole. */
    public static final String UNFINISHED = ".part";

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    private final Path path;
    private final FileChannel channel;
    private long size;

    private OutputFile(final Path path, final FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        size = channel.size();
    }

    /**
     * Makes a file, or empties it.
     *
     * @throws UnwritableException if it cannot be made.
     */
    public static OutputFile create(final Path path) throws IOException {
        return open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    /**
     * Goes on at the end of a file.
     *
     * @throws UnwritableException if it cannot be opened.
     */
    public static OutputFile append(final Path path) throws IOException {
        return open(path, StandardOpenOption.APPEND);
    }

    private static OutputFile open(final Path path, final StandardOpenOption... options)
            throws IOException {
        try {
            return new OutputFile(path, FileChannel.open(path, options));
        } catch (final IOException e) {
            throw new UnwritableException(path, e);
        }
    }

    /**
     * Puts a whole file in the place of whatever was there. Where that fails, what was there stays.
     *
     * @throws UnwritableException if it cannot be written.
     */
    public static void replace(final Path path, final Content content) throws IOException {
        final Path unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
        try {
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                content.write(out);
            }
            Files.move(
                    unfinished,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw new UnwritableException(path, e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    @Override
    public void write(final int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(final byte[] bytes, final int offset, final int length) throws IOException {
        final ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            size += length;
        } catch (final IOException e) {
            takeBack(e);
            throw new UnwritableException(path, e);
        }
    }

    private void takeBack(final IOException failure) {
        try {
            channel.truncate(size);
        } catch (final IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new UnwritableException(path, e);
        }
    }
}
