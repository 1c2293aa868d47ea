package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import org.agrona.concurrent.UnsafeBuffer;

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

    private final UnsafeBuffer words;
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
        if (get(0, place) == room) {
            return;
        }
        put(0, place, room);
        int at = place;
        for (int level = 1; level < levels; level++) {
            final int first = at & -FAN;
            long most = get(level - 1, first);
            for (int child = 1; child < FAN; child++) {
                most = largest(most, get(level - 1, first + child));
            }
            at >>= FAN_BITS;
            if (get(level, at) == most) {
                return;
            }
            put(level, at, most);
        }
    }

    /** Kind by kind the larger count. */
    private static long largest(final long a, final long b) {
        final long atLeast = (a | GUARDS) - b & GUARDS;
        final long lanes = atLeast - (atLeast >>> 20);
        return a & lanes | b & ~lanes & ~GUARDS;
    }

    private static boolean suffices(final long room, final long demand) {
        return ((room | GUARDS) - demand & GUARDS) == GUARDS;
    }

    /** The first place from {@code from} on with room for the demand, -1 if there is none. */
    int next(final int from, final long demand) {
        int at = from;
        int level = 0;
        while (at < width[level]) {
            final int end = (at | FAN - 1) + 1;
            while (at < end && !suffices(get(level, at), demand)) {
                at++;
            }
            if (at == end) {
                if (level + 1 == levels) {
                    return -1;
                }
                level++;
                at >>= FAN_BITS;
            } else if (level == 0) {
                return at;
            } else {
                level--;
                at <<= FAN_BITS;
            }
        }
        return -1;
    }

    private long get(final int level, final int at) {
        return words.getLong((offset[level] + at) * Long.BYTES);
    }

    private void put(final int level, final int at, final long value) {
        words.putLong((offset[level] + at) * Long.BYTES, value);
    }
}
