package io.swarmbid.crash;

import io.swarmbid.memory.XxHash64;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What left an engine before it was killed, in a mapped file that outlives it: how far commands were acknowledged, and
 * the hash of every decision that was handed over.
 */
final class Witness implements AutoCloseable {
    private static final int ACKNOWLEDGED = 0;
    private static final int FIRST = BitUtil.CACHE_LINE_LENGTH;
    private static final int LAST = 2 * BitUtil.CACHE_LINE_LENGTH;
    private static final int HASHES = 3 * BitUtil.CACHE_LINE_LENGTH;
    private static final int BYTES = 128 << 20;
    private static final int SEQUENCE_OFFSET = 8;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer memory;
    private final byte[] bytes = new byte[1 << 14];

    Witness(final Path file) {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
            memory = new UnsafeBuffer(mapped);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void acknowledged(final long sequence) {
        memory.putLongRelease(ACKNOWLEDGED, sequence);
    }

    long acknowledged() {
        return memory.getLongVolatile(ACKNOWLEDGED);
    }

    /** Notes a decision; what no longer fits is not noted. */
    void decision(final DirectBuffer buffer, final int offset, final int length) {
        final long sequence = buffer.getLong(offset + SEQUENCE_OFFSET);
        if (memory.getLong(FIRST) == 0) {
            memory.putLong(FIRST, sequence);
        }
        final int slot = slot(sequence);
        if (slot < BYTES) {
            memory.putLong(slot, hash(buffer, offset, length));
            memory.putLongRelease(LAST, sequence);
        }
    }

    private int slot(final long sequence) {
        return (int) (HASHES + Math.min(BYTES, (sequence - memory.getLong(FIRST)) * Long.BYTES));
    }

    private long hash(final DirectBuffer buffer, final int offset, final int length) {
        buffer.getBytes(offset, bytes, 0, length);
        return XxHash64.hash(bytes, 0, length, 0);
    }

    /** The last decision that was noted, 0 if none was. */
    long lastDecision() {
        return memory.getLongVolatile(LAST);
    }

    /** Whether a decision that was noted is this one, or none of that sequence was noted. */
    boolean agrees(final DirectBuffer buffer, final int offset, final int length) {
        final long sequence = buffer.getLong(offset + SEQUENCE_OFFSET);
        return memory.getLong(FIRST) == 0
                || sequence < memory.getLong(FIRST)
                || sequence > lastDecision()
                || memory.getLong(slot(sequence)) == hash(buffer, offset, length);
    }

    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }
}
