package io.swarmbid.learning;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;

/**
 * Records by key, so many at most: a new one takes the place of the one that was touched the longest ago. Off-heap. Not
 * threadsafe, no allocation. What follows the header is the caller's.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                              key                              |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                     slot touched before it                    |
 *  +---------------------------------------------------------------+
 *  |                     slot touched after it                     |
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class RecentTable {
    static final int NONE = -1;

    /** Bytes before what is the caller's. */
    static final int HEADER = 16;

    private static final int KEY = 0;
    private static final int BEFORE = KEY + Long.BYTES;
    private static final int AFTER = BEFORE + Integer.BYTES;

    private static final int OLDEST = 0;
    private static final int NEWEST = OLDEST + Integer.BYTES;
    private static final int SIZE = NEWEST + Integer.BYTES;
    private static final int ENDS = SIZE + 2 * Integer.BYTES;

    /** The records; that of a slot begins at {@link #at}. */
    final Block records;

    private final Block ends;
    private final SlotIndex index;
    private final int capacity;
    private final int length;

    /** A table of records of {@code length} bytes, the header included. */
    RecentTable(final Arena arena, final int capacity, final int length) {
        this.capacity = capacity;
        this.length = length;
        ends = arena.allocate(MemoryTag.LEARNING, ENDS);
        records = arena.allocate(MemoryTag.LEARNING, (long) capacity * length);
        index = new SlotIndex(arena, MemoryTag.LEARNING, capacity);
        ends.putInt(OLDEST, NONE);
        ends.putInt(NEWEST, NONE);
    }

    /** Where the record of a slot begins. */
    int at(final int slot) {
        return slot * length;
    }

    /** The slot of a key, {@link #NONE} if there is no record of it. */
    int find(final long key) {
        return index.get(key);
    }

    /** The slot of a key, which becomes the one touched last; a new record is all zero. */
    int touch(final long key) {
        int slot = index.get(key);
        if (slot >= 0) {
            unlink(slot);
        } else {
            slot = fresh();
            records.setMemory(at(slot), length, (byte) 0);
            records.putLong(at(slot) + KEY, key);
            index.put(key, slot);
        }
        link(ends.getInt(NEWEST), slot);
        link(slot, NONE);
        return slot;
    }

    /** A slot for a new key: one not used yet, else that of the key touched the longest ago. */
    private int fresh() {
        final int size = ends.getInt(SIZE);
        if (size < capacity) {
            ends.putInt(SIZE, size + 1);
            return size;
        }
        final int slot = oldest();
        unlink(slot);
        index.remove(key(slot));
        return slot;
    }

    private void unlink(final int slot) {
        link(records.getInt(at(slot) + BEFORE), after(slot));
    }

    /** Makes two slots neighbours; none before is the oldest end, none after the newest. */
    private void link(final int before, final int after) {
        if (before == NONE) {
            ends.putInt(OLDEST, after);
        } else {
            records.putInt(at(before) + AFTER, after);
        }
        if (after == NONE) {
            ends.putInt(NEWEST, before);
        } else {
            records.putInt(at(after) + BEFORE, before);
        }
    }

    /** The slot touched the longest ago, {@link #NONE} if there is none. */
    int oldest() {
        return ends.getInt(OLDEST);
    }

    /** The slot touched next after one, {@link #NONE} after the last. */
    int after(final int slot) {
        return records.getInt(at(slot) + AFTER);
    }

    long key(final int slot) {
        return records.getLong(at(slot) + KEY);
    }
}
