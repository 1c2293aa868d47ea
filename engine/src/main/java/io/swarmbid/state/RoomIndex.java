package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;

/**
 * Finds the next instance, in the order of ids, that has room for a demand. A tree with eight children a node, one cache
 * line each, over the free VRUs of the instances by place; a node holds the most that any child has free, kind by kind.
 * Three counts of 20 bits share a word, with a guard bit above each, so that all kinds are compared at once (Warren,
 * Hacker's Delight, 2-18). An update or a search touches one line a level. Not threadsafe, no allocation.
 */
final class RoomIndex {
    private static final int LANE_BITS = 21;
    private static final int MOST = (1 << 20) - 1;
    private static final long GUARDS = 1L << 20 | 1L << 41 | 1L << 62;
    private static final int FAN_BITS = 3;
    private static final int FAN = 1 << FAN_BITS;
    private static final int MOST_LEVELS = 11;

    private final Block words;
    private final int[] offset = new int[MOST_LEVELS];
    private final int[] width = new int[MOST_LEVELS];
    private final int levels;

    RoomIndex(final Arena arena, final MemoryTag tag, final int capacity) {
        int total = 0;
        int level = 0;
        int nodes = Math.max(1, capacity);
        do {
            nodes = nodes + FAN - 1 & -FAN;
            offset[level] = total;
            width[level] = nodes;
            total += nodes;
            nodes >>= FAN_BITS;
        } while (width[level++] > FAN);
        levels = level;
        words = arena.allocate(tag, (long) total * Long.BYTES);
    }

    /** A demand or a room; more than 2^20 - 1 of a kind count as that, which no instance has. */
    static long pack(final int vcpu, final int memory, final int accelerator) {
        return lane(vcpu) | lane(memory) << LANE_BITS | lane(accelerator) << 2 * LANE_BITS;
    }

    private static long lane(final int count) {
        return Math.min(Math.max(0, count), MOST);
    }

    /** The room at a place. */
    long room(final int place) {
        return get(0, place);
    }

    /** Sets the room at a place. */
    void room(final int place, final long room) {
        int at = place;
        long before = get(0, place);
        long now = room;
        for (int level = 0; before != now; at >>= FAN_BITS) {
            put(level, at, now);
            if (++level == levels) {
                return;
            }
            final long most = get(level, at >> FAN_BITS);
            now = mayShrink(most, before, now) ? most(level - 1, at & -FAN) : largest(most, now);
            before = most;
        }
    }

    /** Whether some kind's most was that of a child which now has less. */
    private static boolean mayShrink(final long most, final long before, final long now) {
        final long wasMost = (before | GUARDS) - most;
        final long hasAtLeast = (now | GUARDS) - before;
        return (wasMost & ~hasAtLeast & GUARDS) != 0;
    }

    private long most(final int level, final int first) {
        long most = get(level, first);
        for (int child = 1; child < FAN; child++) {
            most = largest(most, get(level, first + child));
        }
        return most;
    }

    /** Kind by kind the larger count. */
    private static long largest(final long a, final long b) {
        final long atLeast = (a | GUARDS) - b & GUARDS;
        final long lanes = atLeast - (atLeast >>> 20);
        return a & lanes | b & ~lanes & ~GUARDS;
    }

    /** The first place from {@code from} on with room for the demand, -1 if there is none. */
    int next(final int from, final long demand) {
        // From the start the way down is the shorter one.
        int level = from == 0 ? levels - 1 : 0;
        int at = from;
        while (at < width[level]) {
            final int open = sufficient(level, at & -FAN, demand) >>> (at & FAN - 1);
            if (open == 0) {
                if (++level == levels) {
                    return -1;
                }
                at = (at >> FAN_BITS) + 1;
            } else {
                at += Integer.numberOfTrailingZeros(open);
                if (level == 0) {
                    return at;
                }
                level--;
                at <<= FAN_BITS;
            }
        }
        return -1;
    }

    /** A bit for each of the children from {@code first} on that has room for the demand. */
    private int sufficient(final int level, final int first, final long demand) {
        int bits = 0;
        for (int child = 0; child < FAN; child++) {
            final long lacking = ~((get(level, first + child) | GUARDS) - demand) & GUARDS;
            bits |= (int) (lacking - 1 >>> Long.SIZE - 1) << child;
        }
        return bits;
    }

    private long get(final int level, final int at) {
        return words.getLong((offset[level] + at) * Long.BYTES);
    }

    private void put(final int level, final int at, final long value) {
        words.putLong((offset[level] + at) * Long.BYTES, value);
    }
}
