package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;

/**
 * Finds the next instance, in the order of ids, whose rank is under a limit: a tree with eight children a node, one cache
 * line each, over numbers by place; a node holds the least of its children. An update or a search touches one line a level.
 * Not threadsafe, no allocation.
 */
final class RankIndex {
    private static final int FAN_BITS = 3;
    private static final int FAN = 1 << FAN_BITS;
    private static final int MOST_LEVELS = 11;

    private final Block words;
    private final int[] offset = new int[MOST_LEVELS];
    private final int[] width = new int[MOST_LEVELS];
    private final int levels;

    /** An index in which every rank is {@link Long#MAX_VALUE}. */
    RankIndex(final Arena arena, final MemoryTag tag, final int capacity) {
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
        for (int word = 0; word < total; word++) {
            words.putLong(word * Long.BYTES, Long.MAX_VALUE);
        }
    }

    /** Sets the rank at a place. */
    void rank(final int place, final long rank) {
        int at = place;
        long before = get(0, place);
        long now = rank;
        for (int level = 0; before != now; at >>= FAN_BITS) {
            put(level, at, now);
            if (++level == levels) {
                return;
            }
            final long least = get(level, at >> FAN_BITS);
            now = before == least ? least(level - 1, at & -FAN) : Math.min(least, now);
            before = least;
        }
    }

    private long least(final int level, final int first) {
        long least = get(level, first);
        for (int child = 1; child < FAN; child++) {
            least = Math.min(least, get(level, first + child));
        }
        return least;
    }

    /** The first place from {@code from} on whose rank is under the limit, -1 if there is none. */
    int next(final int from, final long limit) {
        int level = from == 0 ? levels - 1 : 0;
        int at = from;
        while (at < width[level]) {
            final int open = under(level, at & -FAN, limit) >>> (at & FAN - 1);
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

    /** The first place with the least rank, -1 if every rank is {@link Long#MAX_VALUE}. */
    int first() {
        int at = 0;
        for (int level = levels - 1; ; level--) {
            final int first = at;
            for (int child = first + 1; child < first + FAN; child++) {
                at = get(level, child) < get(level, at) ? child : at;
            }
            if (level == 0) {
                return get(0, at) == Long.MAX_VALUE ? -1 : at;
            }
            at <<= FAN_BITS;
        }
    }

    /** A bit for each of the children from {@code first} on that is under the limit. */
    private int under(final int level, final int first, final long limit) {
        int bits = 0;
        for (int child = 0; child < FAN; child++) {
            bits |= (get(level, first + child) < limit ? 1 : 0) << child;
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
