package io.swarmbid.journal;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.files.Uninterrupted;
import io.swarmbid.memory.Arena;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes a state to a file: head, settings, strings, the lengths of the arena's pieces, then of each piece what is not
 * zero, and last the CRC32C of all that. One thread; one file each.
 */
final class SnapshotWriter implements AutoCloseable {
    /** Grain in which zeros are left out. */
    static final int BLOCK = 4_096;

    /** Stands where the number of a piece would, behind the last run. */
    static final int NO_PIECE = -1;

    private static final int BUFFER = 1 << 20;

    /** Part of the work. */
    private interface Step {
        void run() throws IOException;
    }

    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder());
    private final Path temporary;
    private FileChannel channel;
    private long written;

    private SnapshotWriter(final Path temporary) throws IOException {
        this.temporary = temporary;
        Uninterrupted.run(
                () -> {
                    Files.deleteIfExists(temporary);
                    channel = OwnerFiles.create(temporary);
                    return channel;
                });
    }

    /**
     * Writes a snapshot and puts it in its place, when it is complete and on the disk.
     *
     * @return bytes of the file.
     */
    static long write(
            final JournalDirectory directory,
            final SnapshotHead head,
            final Settings settings,
            final SymbolTable symbols,
            final Arena arena) {
        final Path path = directory.snapshot(head.position());
        final Path temporary = JournalDirectory.temporary(path);
        try (SnapshotWriter writer = new SnapshotWriter(temporary)) {
            writer.put(head, settings, symbols, arena);
            directory.publish(temporary, path);
            return writer.written;
        } catch (final IOException e) {
            directory.discard(temporary, e);
            throw new NotWrittenException(
                    "writing the snapshot " + path + "; is the disk full?", e);
        }
    }

    private void put(
            final SnapshotHead head,
            final Settings settings,
            final SymbolTable symbols,
            final Arena arena)
            throws IOException {
        head.write(buffer);
        putBytes(SettingsText.of(settings));
        for (int symbol = 1; symbol < head.position().symbols(); symbol++) {
            putBytes(symbols.text(symbol).getBytes(StandardCharsets.UTF_8));
        }
        putInt(arena.pieces());
        for (int piece = 0; piece < arena.pieces(); piece++) {
            putInt(arena.piece(piece).capacity());
        }
        for (int piece = 0; piece < arena.pieces(); piece++) {
            putPiece(piece, arena.piece(piece));
        }
        putInt(NO_PIECE);
        flush();
        buffer.putInt((int) checksum.getValue());
        flush();
        uninterrupted(() -> channel.force(true));
    }

    private void putPiece(final int number, final UnsafeBuffer piece) throws IOException {
        int at = nextBlock(piece, 0, true);
        while (at < piece.capacity()) {
            final int end = nextBlock(piece, at, false);
            putInt(number);
            putInt(at);
            putInt(end - at);
            putBytes(piece, at, end);
            at = nextBlock(piece, end, true);
        }
    }

    /** The first block, from an offset on, that holds something or does not. */
    private static int nextBlock(
            final UnsafeBuffer piece, final int from, final boolean holdsSomething) {
        int at = from;
        while (at < piece.capacity()) {
            final int end = Math.min(piece.capacity(), at + BLOCK);
            if (isZero(piece, at, end) != holdsSomething) {
                return at;
            }
            at = end;
        }
        return piece.capacity();
    }

    private static boolean isZero(final UnsafeBuffer piece, final int from, final int end) {
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            if (piece.getLong(at) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (piece.getByte(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private void putInt(final int value) throws IOException {
        if (buffer.remaining() < Integer.BYTES) {
            flush();
        }
        buffer.putInt(value);
    }

    private void putBytes(final byte[] bytes) throws IOException {
        putInt(bytes.length);
        putBytes(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private void putBytes(final UnsafeBuffer source, final int from, final int end)
            throws IOException {
        int at = from;
        while (at < end) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            final int length = Math.min(end - at, buffer.remaining());
            source.getBytes(at, buffer, length);
            at += length;
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        checksum.update(buffer.duplicate());
        final int length = buffer.remaining();
        uninterrupted(() -> OwnerFiles.write(channel, buffer.rewind(), written));
        written += length;
        buffer.clear();
    }

    /** Goes on in the file where an interrupt has closed the channel. */
    private void uninterrupted(final Step step) throws IOException {
        Uninterrupted.run(
                () -> {
                    if (!channel.isOpen()) {
                        channel = OwnerFiles.open(temporary, StandardOpenOption.WRITE);
                    }
                    step.run();
                    return null;
                });
    }

    @Override
    public void close() throws IOException {
        BufferUtil.free(buffer);
        channel.close();
    }
}
