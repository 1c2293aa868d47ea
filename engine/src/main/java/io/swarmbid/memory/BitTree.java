package io.swarmbid.memory;

import java.util.Arrays;

/**
 * A set of numbers below a capacity that finds its next member: a bitmap off-heap, over it one of its words that are not 0,
 * and so on up to a single word. A van Emde Boas tree with 64 children a node: a change or a search looks at one word a
 * level, and goes up only as far as it must. Not threadsafe, no allocation.
 */
public final class BitTree {
    /** Returned when there is no next member. */
    public static final int NONE = -1;

    private static final int FAN_BITS = 6;
    private static final int FAN = 1 << FAN_BITS;
    private static final int MOST_LEVELS = 6;

    private final Block words;
    private final int[] offset;
    private final int[] width;

    /** An empty set of numbers from 0 to before a capacity above 0. */
    public BitTree(final Arena arena, final MemoryTag tag, final int capacity) {
        final int[] offsets = new int[MOST_LEVELS];
        final int[] widths = new int[MOST_LEVELS];
        int levels = 0;
        int total = 0;
        int count = capacity;
        do {
            count = count + FAN - 1 >>> FAN_BITS;
            offsets[levels] = total;
            widths[levels] = count;
            total += count;
            levels++;
        } while (count > 1);
        offset = Arrays.copyOf(offsets, levels);
        width = Arrays.copyOf(widths, levels);
        words = arena.allocate(tag, (long) total * Long.BYTES);
    }

    private long word(final int level, final int place) {
        Work.step();
        return words.getLong((offset[level] + place) * Long.BYTES);
    }

    private void word(final int level, final int place, final long word) {
        words.putLong((offset[level] + place) * Long.BYTES, word);
    }

    /** Whether a number is in the set. */
    public boolean contains(final int number) {
        return (word(0, number >>> FAN_BITS) >>> number & 1) != 0;
    }

    /** Puts a number into the set; nothing happens if it is there. */
    public void add(final int number) {
        int at = number;
        for (int level = 0; level < offset.length; level++) {
            final int place = at >>> FAN_BITS;
            final long before = word(level, place);
            word(level, place, before | 1L << at);
            if (before != 0) {
                return;
            }
            at = place;
        }
    }

    /** Takes a number out of the set; nothing happens if it is not there. */
    public void remove(final int number) {
        int at = number;
        for (int level = 0; level < offset.length; level++) {
            final int place = at >>> FAN_BITS;
            final long now = word(level, place) & ~(1L << at);
            word(level, place, now);
            if (now != 0) {
                return;
            }
            at = place;
        }
    }

    /** The smallest member that is not below a number, or {@link #NONE}. */
    public int next(final int from) {
        int level = 0;
        int at = from;
        while (at >>> FAN_BITS < width[level]) {
            final long rest = word(level, at >>> FAN_BITS) >>> at;
            if (rest != 0) {
                at += Long.numberOfTrailingZeros(rest);
                if (level == 0) {
                    return at;
                }
                level--;
                at <<= FAN_BITS;
            } else {
                level++;
                if (level == offset.length) {
                    return NONE;
                }
                at = (at >>> FAN_BITS) + 1;
            }
        }
        return NONE;
    }
}
