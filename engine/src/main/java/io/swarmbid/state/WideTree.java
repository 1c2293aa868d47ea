package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.Work;

/**
 * A tree with eight children a node, one cache line each, over words by place, that a search goes up and down: an update or
 * a search touches one line a level. What a node says of its children, and which of them a search may enter, is for the
 * index built on it to say. A word above all of them tells at once of a search that finds nothing. Not threadsafe, no
 * allocation.
 */
abstract class WideTree {
    static final int FAN_BITS = 3;
    static final int FAN = 1 << FAN_BITS;
    private static final int MOST_LEVELS = 11;

    private final Block words;
    private final int[] offset = new int[MOST_LEVELS];
    private final int[] width = new int[MOST_LEVELS];
    private final int levels;
    private final int root;

    /** A tree in which every word has this value. */
    WideTree(final Arena arena, final MemoryTag tag, final int capacity, final long value) {
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
        root = total;
        words = arena.allocate(tag, (total + 1L) * Long.BYTES);
        for (int word = 0; value != 0 && word <= total; word++) {
            words.putLong(word * Long.BYTES, value);
        }
    }

    /** Whether a search for this may enter what is said to be so. */
    abstract boolean isOpen(long said, long sought);

    /** A bit for each of the eight children from {@code first} on that a search for this may enter. */
    abstract int open(int level, int first, long sought);

    /**
     * What the node above the eight children from {@code first} on says of them, one of which has changed.
     *
     * @param said what it said before.
     * @param before what the child was.
     * @param now what it is, here already.
     */
    abstract long summary(int level, int first, long said, long before, long now);

    /** The word at a place. */
    final long get(final int place) {
        return get(0, place);
    }

    /** Sets the word at a place, and what the nodes above it say, as far as that changes. */
    final void set(final int place, final long word) {
        int at = place;
        long before = get(0, place);
        long now = word;
        for (int level = 0; before != now; at >>= FAN_BITS) {
            Work.step();
            put(level, at, now);
            if (++level == levels) {
                words.putLong(
                        root * Long.BYTES, summary(level - 1, at & -FAN, root(), before, now));
                return;
            }
            final long said = get(level, at >> FAN_BITS);
            now = summary(level - 1, at & -FAN, said, before, now);
            before = said;
        }
    }

    /** What is said of all places. */
    final long root() {
        return words.getLong(root * Long.BYTES);
    }

    /** The first place from {@code from} on that the search may enter, -1 if there is none. */
    final int next(final int from, final long sought) {
        if (!isOpen(root(), sought)) {
            return -1;
        }
        // From the start the way down is the shorter one.
        int level = from == 0 ? levels - 1 : 0;
        int at = from;
        while (at < width[level]) {
            Work.step();
            final int open = open(level, at & -FAN, sought) >>> (at & FAN - 1);
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

    /** Levels, the places themselves included. */
    final int levels() {
        return levels;
    }

    final long get(final int level, final int at) {
        return words.getLong((offset[level] + at) * Long.BYTES);
    }

    private void put(final int level, final int at, final long value) {
        words.putLong((offset[level] + at) * Long.BYTES, value);
    }
}
