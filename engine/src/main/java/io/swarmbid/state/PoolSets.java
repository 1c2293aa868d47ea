package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;
import io.swarmbid.memory.SlotStack;

/**
 * Sets of permitted pools, each kept once and counted: 256 bits by pool slot. Slot 0 is the set of all pools, also
 * those that are still to come. Not threadsafe.
 */
public final class PoolSets {
    /** The set of all pools. */
    public static final int ALL = 0;

    /** Most sets that are kept at one time, that of all pools not counted. */
    public static final int MOST = 8_192;

    private static final int WORDS = 4;
    private static final int REFERENCES = WORDS * Long.BYTES;
    private static final int LENGTH = 64;

    private final Block sets;
    private final SlotIndex index;
    private final SlotStack slots;
    private final long[] candidate = new long[WORDS];

    public PoolSets(final Arena arena, final int capacity) {
        sets = arena.allocate(MemoryTag.QUEUE, (long) (capacity + 1) * LENGTH);
        index = new SlotIndex(arena, MemoryTag.QUEUE, capacity + 1);
        slots = new SlotStack(arena, MemoryTag.QUEUE, capacity + 1);
        slots.take();
        sets.setMemory(0, WORDS * Long.BYTES, (byte) 0xFF);
    }

    /** Starts the description of a set. */
    public void begin() {
        java.util.Arrays.fill(candidate, 0);
    }

    /** Adds a pool to the description. */
    public void include(final int pool) {
        candidate[pool >>> 6] |= 1L << pool;
    }

    private long described() {
        return key(candidate[0], candidate[1], candidate[2], candidate[3]);
    }

    /** Whether the described set is there, or has room. */
    public boolean canAcquire() {
        return !slots.isFull() || index.get(described()) >= 0;
    }

    /** Counts a reference to the described set; {@link #canAcquire} says that there can be one. */
    public int acquire() {
        final long key = described();
        int slot = index.get(key);
        if (slot < 0) {
            slot = slots.take();
            for (int i = 0; i < WORDS; i++) {
                sets.putLong(slot * LENGTH + i * Long.BYTES, candidate[i]);
            }
            sets.putInt(slot * LENGTH + REFERENCES, 0);
            index.put(key, slot);
        }
        sets.putInt(slot * LENGTH + REFERENCES, sets.getInt(slot * LENGTH + REFERENCES) + 1);
        return slot;
    }

    /** Gives a reference back. */
    public void release(final int slot) {
        if (slot == ALL) {
            return;
        }
        final int left = sets.getInt(slot * LENGTH + REFERENCES) - 1;
        sets.putInt(slot * LENGTH + REFERENCES, left);
        if (left == 0) {
            index.remove(key(word(slot, 0), word(slot, 1), word(slot, 2), word(slot, 3)));
            slots.give(slot);
        }
    }

    public boolean permits(final int slot, final int pool) {
        return (word(slot, pool >>> 6) >>> pool & 1) != 0;
    }

    private long word(final int slot, final int word) {
        return sets.getLong(slot * LENGTH + word * Long.BYTES);
    }

    private static long key(final long w0, final long w1, final long w2, final long w3) {
        long hash = w0 * 0x9E3779B97F4A7C15L;
        hash = (hash ^ hash >>> 29 ^ w1) * 0xC2B2AE3D27D4EB4FL;
        hash = (hash ^ hash >>> 32 ^ w2) * 0x165667B19E3779F9L;
        hash = (hash ^ hash >>> 31 ^ w3) * 0x9E3779B97F4A7C15L;
        return hash >>> 1 | 1;
    }
}
