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
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads a snapshot. The whole file is checked before anything in it is believed. One thread. */
final class SnapshotReader implements AutoCloseable {
    private static final int BUFFER = 1 << 20;
    private static final int LONGEST_TEXT = 1 << 16;

    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder());
    private final Path path;
    private FileChannel channel;
    private final SnapshotHead head;
    private final long end;
    private long at;

    /**
     * Opens a snapshot and checks it.
     *
     * @throws JournalDamagedException if it is not as it was written.
     */
    SnapshotReader(final Path path) {
        this.path = path;
        if (!OwnerFiles.isFileOrNone(path)) {
            throw damage(0, "this is no plain file");
        }
        try {
            end =
                    Uninterrupted.run(
                            () -> {
                                channel = OwnerFiles.open(path);
                                return channel.size() - Integer.BYTES;
                            });
        } catch (final IOException e) {
            throw JournalDirectory.unreadable(path, e);
        }
        try {
            verify();
            refill();
            head = SnapshotHead.read(buffer);
            if (head == null) {
                throw damage(0, "this is no snapshot of this version");
            }
            final String name = JournalDirectory.snapshotName(head.position());
            if (!path.endsWith(name)) {
                throw damage(0, "by its head it is " + name);
            }
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    private JournalDamagedException damage(final long offset, final String what) {
        return new JournalDamagedException(
                path,
                offset,
                0,
                what + " (where it is removed, an earlier snapshot or the journal replaces it)");
    }

    private void verify() {
        if (end < SnapshotHead.LENGTH) {
            throw damage(Math.max(0, end), "the file was cut");
        }
        final CRC32C checksum = new CRC32C();
        at = 0;
        while (at < end) {
            buffer.clear().limit(0);
            refill();
            checksum.update(buffer);
        }
        final ByteBuffer last = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
        read(last, end);
        if (last.getInt(0) != (int) checksum.getValue()) {
            throw damage(end, "the file does not match its checksum");
        }
        at = 0;
        buffer.clear().limit(0);
    }

    private void read(final ByteBuffer to, final long from) {
        final long start = from - to.position();
        try {
            Uninterrupted.run(
                    () -> {
                        fill(to, start);
                        return null;
                    });
        } catch (final IOException e) {
            throw JournalDirectory.unreadable(path, e);
        }
    }

    /** Reads what the buffer has room for, from where an interrupt that closed the channel has left off. */
    private void fill(final ByteBuffer to, final long start) throws IOException {
        if (!channel.isOpen()) {
            channel = OwnerFiles.open(path);
        }
        while (to.hasRemaining()) {
            final long next = start + to.position();
            if (channel.read(to, next) < 0) {
                throw damage(next, "the file was cut");
            }
        }
    }

    private void refill() {
        buffer.compact();
        buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + end - at));
        final int before = buffer.position();
        read(buffer, at);
        at += buffer.position() - before;
        buffer.flip();
    }

    private void require(final int bytes) {
        if (buffer.remaining() < bytes) {
            refill();
            if (buffer.remaining() < bytes) {
                throw damage(at, "the file ends too early");
            }
        }
    }

    SnapshotHead head() {
        return head;
    }

    /**
     * Loads what follows the head into a table and an arena that are new.
     *
     * @throws JournalException if it was written under other settings or by another version.
     */
    void load(final Settings settings, final SymbolTable symbols, final Arena arena) {
        SettingsText.requireSame(SettingsText.parse(text(), path), settings, path);
        for (int symbol = 1; symbol < head.position().symbols(); symbol++) {
            Replayer.intern(symbols, symbol, new String(text(), StandardCharsets.UTF_8));
        }
        boolean sameShape = nextInt() == arena.pieces();
        for (int piece = 0; sameShape && piece < arena.pieces(); piece++) {
            sameShape = nextInt() == arena.piece(piece).capacity();
        }
        if (!sameShape) {
            throw new JournalException(
                    path + " was written by another version, whose state has another shape");
        }
        for (int piece = nextInt(); piece != SnapshotWriter.NO_PIECE; piece = nextInt()) {
            run(piece, nextInt(), nextInt(), arena);
        }
    }

    private void run(final int piece, final int offset, final int length, final Arena arena) {
        if (piece < 0
                || piece >= arena.pieces()
                || offset < 0
                || length < 0
                || length > arena.piece(piece).capacity() - offset) {
            throw damage(at, "bytes beyond the state");
        }
        final UnsafeBuffer memory = arena.piece(piece);
        int done = 0;
        while (done < length) {
            require(1);
            final int count = Math.min(length - done, buffer.remaining());
            memory.putBytes(offset + done, buffer, count);
            done += count;
        }
    }

    private byte[] text() {
        final int length = nextInt();
        if (length < 0 || length > LONGEST_TEXT) {
            throw damage(at, "a text of " + length + " bytes");
        }
        require(length);
        final byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private int nextInt() {
        require(Integer.BYTES);
        return buffer.getInt();
    }

    @Override
    public void close() {
        BufferUtil.free(buffer);
        try {
            channel.close();
        } catch (final IOException e) {
            throw new JournalException("closing " + path, e);
        }
    }
}
