package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.Work;

/**
 * Finds the next instance, in the order of ids, whose rank is under a limit: a node holds the least of its children. Not
 * threadsafe, no allocation.
 */
final class RankIndex extends WideTree {
    /** An index in which every rank is {@link Long#MAX_VALUE}. */
    RankIndex(final Arena arena, final MemoryTag tag, final int capacity) {
        super(arena, tag, capacity, Long.MAX_VALUE);
    }

    /** The first of the places from {@code from} to before {@code to} with the least rank, -1 if all are the largest number. */
    int least(final int from, final int to) {
        if (root() == Long.MAX_VALUE) {
            return -1;
        }
        int foundAt = -1;
        int foundLevel = 0;
        long least = Long.MAX_VALUE;
        int low = from;
        int high = to;
        for (int level = 0; low < high; level++) {
            final boolean isTop = level == levels() - 1;
            final int lowEnd = isTop ? high : Math.min(high, low + FAN - 1 & -FAN);
            final int highStart = isTop ? high : Math.max(lowEnd, high & -FAN);
            for (int at = low; at < high; at = at + 1 == lowEnd ? highStart : at + 1) {
                Work.step();
                final long rank = get(level, at);
                if (rank < least
                        || rank == least
                                && rank < Long.MAX_VALUE
                                && at << level * FAN_BITS < foundAt << foundLevel * FAN_BITS) {
                    least = rank;
                    foundAt = at;
                    foundLevel = level;
                }
            }
            low = low + FAN - 1 >> FAN_BITS;
            high >>= FAN_BITS;
        }
        while (foundLevel > 0) {
            foundLevel--;
            foundAt <<= FAN_BITS;
            while (get(foundLevel, foundAt) != least) {
                foundAt++;
            }
        }
        return foundAt;
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
    boolean isOpen(final long rank, final long limit) {
        return rank < limit;
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
