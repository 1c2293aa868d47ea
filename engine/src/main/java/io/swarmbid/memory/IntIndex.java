package io.swarmbid.memory;

import org.agrona.BitUtil;

/**
 * Finds the slot of an id of 32 bits: what {@link SlotIndex} does, at half the size, so that twice as many entries share a
 * cache line. Ids are from 1 to 2^32 - 1. Nothing that is decided depends on its order. Not threadsafe.
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

    private final Block entries;
    private final int mask;

    /** An index for up to {@code capacity} ids. */
    public IntIndex(final Arena arena, final MemoryTag tag, final int capacity) {
        final int size = BitUtil.findNextPositivePowerOfTwo(Math.max(4, capacity)) * 2;
        entries = arena.allocate(tag, (long) size * Long.BYTES);
        mask = size - 1;
    }

    private int home(final long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & mask;
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
        for (int at = home(id); ; at = at + 1 & mask) {
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
            at = at + 1 & mask;
        }
        entry(at, id << 32 | slot);
    }

    /** Removes an id that is there. */
    public void remove(final long id) {
        int hole = home(id);
        while (idOf(entry(hole)) != id) {
            hole = hole + 1 & mask;
        }
        int at = hole;
        while (true) {
            Work.step();
            at = at + 1 & mask;
            final long moving = entry(at);
            if (moving == 0) {
                break;
            }
            if ((at - home(idOf(moving)) & mask) >= (at - hole & mask)) {
                entry(hole, moving);
                hole = at;
            }
        }
        entry(hole, 0);
    }
}
