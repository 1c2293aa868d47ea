package io.swarmbid.memory;

import org.agrona.BitUtil;

/**
 * Finds the slot of an id of 32 bits: what {@link SlotIndex} does, at half the size, so that eight entries share a cache
 * line. The ids of a block of eight share their home line, as hosts count ids up and what lives together came together. A
 * probe goes on in the next line, one place further on: that takes it through the whole table, and what shares a line out of
 * each other's way. Ids are from 1 to 2^32 - 1. Nothing that is decided depends on its order. Not threadsafe.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                             slot                              |
 *  +---------------------------------------------------------------+
 *  |                   id (32 bits, 0: free entry)                 |
 *  +---------------------------------------------------------------+
 * </pre>
 */
public final class IntIndex {
    /** Returned for an id that is not there. */
    public static final int MISSING = -1;

    private static final int LINE_BITS = 3;
    private static final int LINE = 1 << LINE_BITS;

    /** From one place to the next of a probe. */
    private static final int STRIDE = LINE + 1;

    /** The inverse of the stride modulo any power of two: how many probes lie between two places. */
    private static final int PROBES = inverse(STRIDE);

    private final Block entries;
    private final int mask;

    /** An index for up to {@code capacity} ids. */
    public IntIndex(final Arena arena, final MemoryTag tag, final int capacity) {
        final int size = BitUtil.findNextPositivePowerOfTwo(Math.max(4, capacity)) * 2;
        entries = arena.allocate(tag, (long) size * Long.BYTES);
        mask = size - 1;
    }

    /** Newton's iteration; each step doubles the bits that are right (Warren, Hacker's Delight, 10-16). */
    private static int inverse(final int odd) {
        int inverse = odd;
        for (int right = 3; right < Integer.SIZE; right *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    /** In its block's line, at a place that depends on the block too: ids a block apart do not crowd one place. */
    private int home(final long id) {
        final long hash = (id >>> LINE_BITS) * 0x9E3779B97F4A7C15L;
        return ((int) (hash >>> 32) ^ (int) id & LINE - 1) & mask;
    }

    private static long idOf(final long entry) {
        return entry >>> 32;
    }

    private long entry(final int at) {
        return entries.getLong(at * Long.BYTES);
    }

    private void entry(final int at, final long entry) {
        entries.putLong(at * Long.BYTES, entry);
    }

    /** The slot of an id, or {@link #MISSING}. */
    public int get(final long id) {
        for (int at = home(id); ; at = at + STRIDE & mask) {
            Work.step();
            final long entry = entry(at);
            if (idOf(entry) == id) {
                return (int) entry;
            }
            if (entry == 0) {
                return MISSING;
            }
        }
    }

    /** Adds an id that is not there. */
    public void put(final long id, final int slot) {
        int at = home(id);
        while (entry(at) != 0) {
            at = at + STRIDE & mask;
        }
        entry(at, id << 32 | slot);
    }

    /** Removes an id that is there. */
    public void remove(final long id) {
        int hole = home(id);
        while (idOf(entry(hole)) != id) {
            hole = hole + STRIDE & mask;
        }
        int at = hole;
        while (true) {
            Work.step();
            at = at + STRIDE & mask;
            final long moving = entry(at);
            if (moving == 0) {
                break;
            }
            if (((at - home(idOf(moving))) * PROBES & mask) >= ((at - hole) * PROBES & mask)) {
                entry(hole, moving);
                hole = at;
            }
        }
        entry(hole, 0);
    }
}
