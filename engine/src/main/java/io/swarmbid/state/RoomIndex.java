package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;

/**
 * Finds the next instance, in the order of ids, that has room for a demand: a node holds the most that any child has free,
 * kind by kind. Three counts of 20 bits share a word, with a guard bit above each, so that all kinds are compared at once
 * (Warren, Hacker's Delight, 2-18). Not threadsafe, no allocation.
 */
final class RoomIndex extends WideTree {
    private static final int LANE_BITS = 21;
    private static final int MOST = (1 << 20) - 1;
    private static final long GUARDS = 1L << 20 | 1L << 41 | 1L << 62;

    /** An index in which nothing has room. */
    RoomIndex(final Arena arena, final MemoryTag tag, final int capacity) {
        super(arena, tag, capacity, 0);
    }

    /** A demand or a room; more than 2^20 - 1 of a kind count as that, which no instance has. */
    static long pack(final int vcpu, final int memory, final int accelerator) {
        return lane(vcpu) | lane(memory) << LANE_BITS | lane(accelerator) << 2 * LANE_BITS;
    }

    /** Whether there is room for a demand in a room. */
    static boolean holds(final long room, final long demand) {
        return ((room | GUARDS) - demand & GUARDS) == GUARDS;
    }

    /** A room at least as large, of which there are few: each count a power of two less one. */
    static long roundUp(final long room) {
        long up = 0;
        for (int shift = 0; shift <= 2 * LANE_BITS; shift += LANE_BITS) {
            final long count = room >>> shift & MOST;
            up |= (count == 0 ? 0 : 2 * Long.highestOneBit(count) - 1) << shift;
        }
        return up;
    }

    /** Kind by kind the most that any instance has. */
    long most() {
        return root();
    }

    private static long lane(final int count) {
        return Math.min(Math.max(0, count), MOST);
    }

    @Override
    long summary(
            final int level, final int first, final long said, final long before, final long now) {
        if (!mayShrink(said, before, now)) {
            return largest(said, now);
        }
        long most = get(level, first);
        for (int child = 1; child < FAN; child++) {
            most = largest(most, get(level, first + child));
        }
        return most;
    }

    /** Whether some kind's most was that of a child which now has less. */
    private static boolean mayShrink(final long most, final long before, final long now) {
        final long wasMost = (before | GUARDS) - most;
        final long hasAtLeast = (now | GUARDS) - before;
        return (wasMost & ~hasAtLeast & GUARDS) != 0;
    }

    /** Kind by kind the larger count. */
    private static long largest(final long a, final long b) {
        final long atLeast = (a | GUARDS) - b & GUARDS;
        final long lanes = atLeast - (atLeast >>> 20);
        return a & lanes | b & ~lanes & ~GUARDS;
    }

    @Override
    boolean isOpen(final long room, final long demand) {
        return holds(room, demand);
    }

    @Override
    int open(final int level, final int first, final long demand) {
        int bits = 0;
        for (int child = 0; child < FAN; child++) {
            final long lacking = ~((get(level, first + child) | GUARDS) - demand) & GUARDS;
            bits |= (int) (lacking - 1 >>> Long.SIZE - 1) << child;
        }
        return bits;
    }
}
