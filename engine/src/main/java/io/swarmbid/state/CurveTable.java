package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;
import io.swarmbid.memory.SlotStack;

/**
 * Speed-up curves with their concave hulls, each distinct one kept once and counted. A curve is S(1..max) in ppm, the
 * fewest units, and the least S that is permitted (a deadline may leave only the faster units). Not threadsafe.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                             key                               |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          references                           |
 *  +---------------------------------------------------------------+
 *  |                             max                               |
 *  +---------------------------------------------------------------+
 *  |                            fewest                             |
 *  +---------------------------------------------------------------+
 *  |                       least S permitted                       |
 *  +---------------------------------------------------------------+
 *  |                           largest S                           |
 *  +---------------------------------------------------------------+
 *  |                  fewest units that are permitted              |
 *  +---------------------------------------------------------------+
 *  |                   most units that are permitted               |
 *  +---------------------------------------------------------------+
 *  |                       S(0) .. S(maxUnits)                    ...
 *  +---------------------------------------------------------------+
 *  |   vertex above 0 .. maxUnits (16 bits each, 0: none)         ...
 *  +---------------------------------------------------------------+
 *  |   vertex below 0 .. maxUnits (16 bits each)                  ...
 *  +---------------------------------------------------------------+
 * </pre>
 */
public final class CurveTable {
    /** Returned when no slot is free. */
    public static final int FULL = -1;

    private static final int KEY = 0;
    private static final int REFERENCES = KEY + Long.BYTES;
    private static final int MAX = REFERENCES + Integer.BYTES;
    private static final int FEWEST = MAX + Integer.BYTES;
    private static final int LEAST = FEWEST + Integer.BYTES;
    private static final int LARGEST = LEAST + Integer.BYTES;
    private static final int FIRST_PERMITTED = LARGEST + Integer.BYTES;
    private static final int MOST = FIRST_PERMITTED + Integer.BYTES;
    private static final int VALUES = MOST + Integer.BYTES;

    private final Block buffer;
    private final SlotIndex index;
    private final SlotStack slots;
    private final int[] values;
    private final int above;
    private final int below;
    private final int length;

    public CurveTable(final Arena arena, final int capacity, final int maxUnits) {
        above = VALUES + (maxUnits + 1) * Integer.BYTES;
        below = above + (maxUnits + 1) * Short.BYTES;
        length = (below + (maxUnits + 1) * Short.BYTES + 63) & ~63;
        buffer = arena.allocate(MemoryTag.CURVES, (long) capacity * length);
        index = new SlotIndex(arena, MemoryTag.CURVES, capacity);
        slots = new SlotStack(arena, MemoryTag.CURVES, capacity);
        values = new int[maxUnits + 1];
    }

    /** Where the caller writes S(1..max) before {@link #acquire}; entry 0 stays 0. */
    public int[] candidate() {
        return values;
    }

    /** Copies S(1..max) of a curve to the candidate. */
    public void copyToCandidate(final int slot) {
        for (int n = 1; n <= max(slot); n++) {
            values[n] = speedup(slot, n);
        }
    }

    /**
     * Counts a reference to the candidate curve.
     *
     * @param max units described.
     * @param fewest units of the task, at least 1.
     * @param leastSpeedup that is permitted, ppm.
     * @return the slot, or {@link #FULL}.
     */
    public int acquire(final int max, final int fewest, final int leastSpeedup) {
        return acquire(max, fewest, max, leastSpeedup);
    }

    /**
     * Counts a reference to the candidate curve.
     *
     * @param max units described.
     * @param fewest units of the task, at least 1.
     * @param most units that are permitted.
     * @param leastSpeedup that is permitted, ppm.
     * @return the slot, or {@link #FULL}.
     */
    public int acquire(final int max, final int fewest, final int most, final int leastSpeedup) {
        int firstPermitted = 0;
        int least = Integer.MAX_VALUE;
        for (int n = most; n >= fewest; n--) {
            if (values[n] >= leastSpeedup) {
                firstPermitted = n;
                least = Math.min(least, values[n]);
            }
        }
        long key = key(max, fewest, most, least);
        int slot = index.get(key);
        while (slot >= 0 && !same(slot, max, fewest, most, least)) {
            key++;
            slot = index.get(key);
        }
        if (slot < 0) {
            slot = slots.take();
            if (slot == SlotStack.FULL) {
                return FULL;
            }
            write(slot, key, max, fewest, least);
            buffer.putInt(slot * length + MOST, most);
            buffer.putInt(slot * length + FIRST_PERMITTED, firstPermitted);
            hull(slot, max, fewest, most, least);
            index.put(key, slot);
        }
        buffer.putInt(slot * length + REFERENCES, buffer.getInt(slot * length + REFERENCES) + 1);
        return slot;
    }

    /** Gives a reference back. */
    public void release(final int slot) {
        final int left = buffer.getInt(slot * length + REFERENCES) - 1;
        buffer.putInt(slot * length + REFERENCES, left);
        if (left == 0) {
            index.remove(buffer.getLong(slot * length + KEY));
            slots.give(slot);
        }
    }

    private long key(final int max, final int fewest, final int most, final int least) {
        long hash = (long) max << 40 ^ (long) fewest << 20 ^ (long) most << 52 ^ least;
        for (int n = 1; n <= max; n++) {
            hash = (hash ^ values[n]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash >>> 1 | 1;
    }

    private boolean same(
            final int slot, final int max, final int fewest, final int most, final int least) {
        if (max(slot) != max
                || buffer.getInt(slot * length + FEWEST) != fewest
                || buffer.getInt(slot * length + MOST) != most
                || buffer.getInt(slot * length + LEAST) != least) {
            return false;
        }
        for (int n = 1; n <= max; n++) {
            if (speedup(slot, n) != values[n]) {
                return false;
            }
        }
        return true;
    }

    private void write(
            final int slot, final long key, final int max, final int fewest, final int least) {
        final int at = slot * length;
        buffer.putLong(at + KEY, key);
        buffer.putInt(at + REFERENCES, 0);
        buffer.putInt(at + MAX, max);
        buffer.putInt(at + FEWEST, fewest);
        buffer.putInt(at + LEAST, least);
        int largest = 0;
        buffer.putInt(at + VALUES, 0);
        for (int n = 1; n <= max; n++) {
            buffer.putInt(at + VALUES + n * Integer.BYTES, values[n]);
            largest = Math.max(largest, values[n]);
        }
        buffer.putInt(at + LARGEST, largest);
    }

    /** Gift wrapping from 0 (Jarvis 1973); points on a straight line are all vertices. */
    private void hull(
            final int slot, final int max, final int fewest, final int most, final int least) {
        final int at = slot * length;
        int vertex = 0;
        while (true) {
            int best = 0;
            for (int n = Math.max(fewest, vertex + 1); n <= most; n++) {
                if (values[n] >= least
                        && values[n] > values[vertex]
                        && (best == 0
                                || (long) (values[n] - values[vertex]) * (best - vertex)
                                        > (long) (values[best] - values[vertex]) * (n - vertex))) {
                    best = n;
                }
            }
            final int end = best == 0 ? max : best;
            for (int n = vertex; n < end; n++) {
                buffer.putShort(at + above + n * Short.BYTES, (short) best);
            }
            for (int n = vertex + 1; n <= end; n++) {
                buffer.putShort(at + below + n * Short.BYTES, (short) vertex);
            }
            if (best == 0) {
                buffer.putShort(at + above + max * Short.BYTES, (short) 0);
                return;
            }
            vertex = best;
        }
    }

    /** S(n) in ppm. */
    public int speedup(final int slot, final int units) {
        return buffer.getInt(slot * length + VALUES + units * Integer.BYTES);
    }

    /** The smallest vertex above n, 0 if there is none. */
    public int vertexAbove(final int slot, final int units) {
        return buffer.getShort(slot * length + above + units * Short.BYTES);
    }

    /** The largest vertex below n, n at least 1; 0 is one. */
    public int vertexBelow(final int slot, final int units) {
        return buffer.getShort(slot * length + below + units * Short.BYTES);
    }

    public int max(final int slot) {
        return buffer.getInt(slot * length + MAX);
    }

    /** The largest S, permitted or not. */
    public int largestSpeedup(final int slot) {
        return buffer.getInt(slot * length + LARGEST);
    }

    /** The smallest permitted n above 0; 0 if none is. */
    public int firstPermitted(final int slot) {
        return buffer.getInt(slot * length + FIRST_PERMITTED);
    }

    /** The least S of the permitted numbers of units. */
    public int leastPermitted(final int slot) {
        return buffer.getInt(slot * length + LEAST);
    }

    /** Whether n units, at least 1, are permitted. */
    public boolean permits(final int slot, final int units) {
        return units >= buffer.getInt(slot * length + FEWEST)
                && units <= buffer.getInt(slot * length + MOST)
                && speedup(slot, units) >= buffer.getInt(slot * length + LEAST);
    }

    /** Distinct curves held. */
    public int size() {
        return slots.inUse();
    }
}
