package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;

/**
 * Finds the next instance, in the order of ids, whose rank is under a limit: a node holds the least of its children. Not
 * threadsafe, no allocation.
 */
final class RankIndex extends WideTree {
    /** An index in which every rank is {@link Long#MAX_VALUE}. */
    RankIndex(final Arena arena, final MemoryTag tag, final int capacity) {
        super(arena, tag, capacity, Long.MAX_VALUE);
    }

    /** The first place with the least rank, -1 if every rank is {@link Long#MAX_VALUE}. */
    int first() {
        int at = 0;
        for (int level = levels() - 1; ; level--) {
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

    @Override
    long summary(
            final int level, final int first, final long said, final long before, final long now) {
        if (before != said) {
            return Math.min(said, now);
        }
        long least = get(level, first);
        for (int child = 1; child < FAN; child++) {
            least = Math.min(least, get(level, first + child));
        }
        return least;
    }

    @Override
    int open(final int level, final int first, final long limit) {
        int bits = 0;
        for (int child = 0; child < FAN; child++) {
            bits |= (get(level, first + child) < limit ? 1 : 0) << child;
        }
        return bits;
    }
}
