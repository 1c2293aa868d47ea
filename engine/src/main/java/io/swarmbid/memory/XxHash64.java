package io.swarmbid.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 by Yann Collet (<a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">specification</a>),
 * streaming: feed bytes in any pieces, read the digest at any time. Not threadsafe, no allocation after construction.
 */
public final class XxHash64 {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE = 32;

    private final byte[] pending = new byte[STRIPE];
    private final long seed;
    private int pendingLength;
    private long total;
    private long acc1;
    private long acc2;
    private long acc3;
    private long acc4;

    public XxHash64(final long seed) {
        this.seed = seed;
        reset();
    }

    /** Forgets everything fed so far. */
    public void reset() {
        acc1 = seed + P1 + P2;
        acc2 = seed + P2;
        acc3 = seed;
        acc4 = seed - P1;
        total = 0;
        pendingLength = 0;
    }

    /** Takes over everything fed to another, whose seed is the same. */
    public void copyFrom(final XxHash64 other) {
        if (seed != other.seed) {
            throw new IllegalArgumentException("seeds differ: " + seed + " and " + other.seed);
        }
        System.arraycopy(other.pending, 0, pending, 0, STRIPE);
        pendingLength = other.pendingLength;
        total = other.total;
        acc1 = other.acc1;
        acc2 = other.acc2;
        acc3 = other.acc3;
        acc4 = other.acc4;
    }

    /** The hash of one array in one go. */
    public static long hash(
            final byte[] bytes, final int offset, final int length, final long seed) {
        final XxHash64 hash = new XxHash64(seed);
        hash.update(bytes, offset, length);
        return hash.digest();
    }

    /** Feeds one 64-bit word, least significant byte first. */
    public void updateLong(final long value) {
        if (pendingLength <= STRIPE - Long.BYTES) {
            LONGS.set(pending, pendingLength, value);
            pendingLength += Long.BYTES;
            total += Long.BYTES;
            if (pendingLength == STRIPE) {
                stripe(pending, 0);
                pendingLength = 0;
            }
        } else {
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                updateByte((byte) (value >>> shift));
            }
        }
    }

    private void updateByte(final byte value) {
        pending[pendingLength++] = value;
        total++;
        if (pendingLength == STRIPE) {
            stripe(pending, 0);
            pendingLength = 0;
        }
    }

    /** Feeds bytes. */
    public void update(final byte[] bytes, final int offset, final int length) {
        int at = offset;
        final int end = offset + length;
        while (pendingLength > 0 && at < end) {
            updateByte(bytes[at++]);
        }
        while (end - at >= STRIPE) {
            stripe(bytes, at);
            at += STRIPE;
            total += STRIPE;
        }
        while (at < end) {
            updateByte(bytes[at++]);
        }
    }

    private void stripe(final byte[] bytes, final int at) {
        acc1 = round(acc1, (long) LONGS.get(bytes, at));
        acc2 = round(acc2, (long) LONGS.get(bytes, at + 8));
        acc3 = round(acc3, (long) LONGS.get(bytes, at + 16));
        acc4 = round(acc4, (long) LONGS.get(bytes, at + 24));
    }

    /** The hash of what was fed so far. More may follow. */
    public long digest() {
        long hash;
        if (total >= STRIPE) {
            hash =
                    Long.rotateLeft(acc1, 1)
                            + Long.rotateLeft(acc2, 7)
                            + Long.rotateLeft(acc3, 12)
                            + Long.rotateLeft(acc4, 18);
            hash = merge(merge(merge(merge(hash, acc1), acc2), acc3), acc4);
        } else {
            hash = seed + P5;
        }
        hash += total;
        int at = 0;
        for (; at + 8 <= pendingLength; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONGS.get(pending, at)), 27) * P1 + P4;
        }
        for (; at + 4 <= pendingLength; at += 4) {
            hash =
                    Long.rotateLeft(
                                            hash
                                                    ^ Integer.toUnsignedLong(
                                                                    (int) INTS.get(pending, at))
                                                            * P1,
                                            23)
                                    * P2
                            + P3;
        }
        for (; at < pendingLength; at++) {
            hash = Long.rotateLeft(hash ^ Byte.toUnsignedLong(pending[at]) * P5, 11) * P1;
        }
        return avalanche(hash);
    }

    private static long round(final long acc, final long lane) {
        return Long.rotateLeft(acc + lane * P2, 31) * P1;
    }

    private static long merge(final long hash, final long acc) {
        return (hash ^ round(0, acc)) * P1 + P4;
    }

    private static long avalanche(final long value) {
        long hash = value ^ (value >>> 33);
        hash *= P2;
        hash ^= hash >>> 29;
        hash *= P3;
        return hash ^ (hash >>> 32);
    }
}
