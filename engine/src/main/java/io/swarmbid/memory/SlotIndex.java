package io.swarmbid.memory;

import org.agrona.BitUtil;

/**
 * Finds the slot of an id: open addressing with linear probing and backward-shift deletion (Knuth, volume 3, 6.4,
 * algorithm R), at most half full, off-heap. Ids are above 0. Nothing that is decided depends on its order. Not
 * threadsafe.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                       id (64 bits, 0: free)                   |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             slot                              |
 *  +---------------------------------------------------------------+
 *  |                            padding                            |
 *  +---------------------------------------------------------------+
 * </pre>
 */
public final class SlotIndex {
    /** Returned for an id that is not there. */
    public static final int MISSING = -1;

    private static final int ENTRY = 16;
    private static final int SLOT = 8;

    private final Block entries;
    private final int mask;

    /** An index for up to {@code capacity} ids. */
    public SlotIndex(final Arena arena, final MemoryTag tag, final int capacity) {
        final int size = BitUtil.findNextPositivePowerOfTwo(Math.max(4, capacity)) * 2;
        entries = arena.allocate(tag, (long) size * ENTRY);
        mask = size - 1;
    }

    private int home(final long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    }

    /** The slot of an id, or {@link #MISSING}. */
    public int get(final long id) {
        for (int at = home(id); ; at = (at + 1) & mask) {
            Work.step();
            final long found = entries.getLong(at * ENTRY);
            if (found == id) {
                return entries.getInt(at * ENTRY + SLOT);
            }
            if (found == 0) {
                return MISSING;
            }
        }
    }

    /** Adds an id that is not there. */
    public void put(final long id, final int slot) {
        int at = home(id);
        while (entries.getLong(at * ENTRY) != 0) {
            at = (at + 1) & mask;
        }
        entries.putLong(at * ENTRY, id);
        entries.putInt(at * ENTRY + SLOT, slot);
    }

    /** Removes an id that is there. */
    public void remove(final long id) {
        int hole = home(id);
        while (entries.getLong(hole * ENTRY) != id) {
            hole = (hole + 1) & mask;
        }
        int at = hole;
        while (true) {
            Work.step();
            at = (at + 1) & mask;
            final long moving = entries.getLong(at * ENTRY);
            if (moving == 0) {
                break;
            }
            if (((at - home(moving)) & mask) >= ((at - hole) & mask)) {
                entries.putLong(hole * ENTRY, moving);
                entries.putInt(hole * ENTRY + SLOT, entries.getInt(at * ENTRY + SLOT));
                hole = at;
            }
        }
        entries.putLong(hole * ENTRY, 0);
    }
}
