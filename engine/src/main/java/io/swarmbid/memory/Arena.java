package io.swarmbid.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Off-heap memory taken once at start, by tag, up to a limit, and freed as a whole. Zeroed. Not threadsafe.
 */
public final class Arena implements AutoCloseable {
    private static final int ALIGNMENT = 64;

    private final long[] bytesByTag = new long[MemoryTag.values().length];
    private final List<ByteBuffer> buffers = new ArrayList<>();
    private final List<UnsafeBuffer> pieces = new ArrayList<>();
    private final long limit;
    private long total;

    /**
     * @param limit most bytes that the arena gives.
     */
    public Arena(final long limit) {
        this.limit = limit;
    }

    /**
     * A zeroed piece of memory, aligned to a cache line.
     *
     * @throws IllegalStateException naming tag, request and limit if it does not fit.
     */
    public Block allocate(final MemoryTag tag, final long bytes) {
        final UnsafeBuffer piece = allocateShared(tag, bytes);
        return new Block(piece.byteBuffer(), piece.wrapAdjustment(), piece.capacity());
    }

    /** As {@link #allocate}, where ordered access or a message's buffer is wanted. */
    public UnsafeBuffer allocateShared(final MemoryTag tag, final long bytes) {
        if (bytes > Integer.MAX_VALUE - 64 || total + bytes > limit) {
            throw new IllegalStateException(
                    "off-heap memory for "
                            + tag
                            + ": "
                            + bytes
                            + " bytes asked, "
                            + total
                            + " of "
                            + limit
                            + " in use; lower the limits (maxTasks, maxInstances) or raise the arena's");
        }
        final ByteBuffer buffer = ByteBuffer.allocateDirect((int) bytes + ALIGNMENT);
        final int skip = (int) (-BufferUtil.address(buffer) & (ALIGNMENT - 1));
        buffers.add(buffer);
        total += bytes;
        bytesByTag[tag.ordinal()] += bytes;
        final UnsafeBuffer piece = new UnsafeBuffer(buffer, skip, (int) bytes);
        pieces.add(piece);
        return piece;
    }

    /** Bytes in use under a tag. */
    public long bytes(final MemoryTag tag) {
        return bytesByTag[tag.ordinal()];
    }

    /** Bytes in use. */
    public long totalBytes() {
        return total;
    }

    /** Pieces given out. */
    public int pieces() {
        return pieces.size();
    }

    /** A piece by the order in which they were given out, from 0: all that an arena holds, for who copies or saves it. */
    public UnsafeBuffer piece(final int place) {
        return pieces.get(place);
    }

    /** Whether another arena gave out pieces of the same lengths in the same order. */
    public boolean isShapedLike(final Arena other) {
        if (pieces.size() != other.pieces.size()) {
            return false;
        }
        for (int place = 0; place < pieces.size(); place++) {
            if (pieces.get(place).capacity() != other.pieces.get(place).capacity()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes over the bytes of an arena of the same shape.
     *
     * @throws IllegalArgumentException if the shapes differ.
     */
    public void copyFrom(final Arena other) {
        if (!isShapedLike(other)) {
            throw new IllegalArgumentException(
                    "the arenas differ in shape: "
                            + other.total
                            + " bytes in "
                            + other.pieces.size()
                            + " pieces, "
                            + total
                            + " in "
                            + pieces.size());
        }
        for (int place = 0; place < pieces.size(); place++) {
            final UnsafeBuffer piece = pieces.get(place);
            piece.putBytes(0, other.pieces.get(place), 0, piece.capacity());
        }
    }

    /** Frees everything. Buffers given out must not be used any more. */
    @Override
    public void close() {
        buffers.forEach(BufferUtil::free);
        buffers.clear();
        pieces.clear();
        total = 0;
        java.util.Arrays.fill(bytesByTag, 0);
    }
}
