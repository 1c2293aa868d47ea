package io.swarmbid.decision;

import io.swarmbid.memory.Work;

/** VRU numbers of one kind as inclusive ranges, ascending. Reusable, not threadsafe. */
final class RangeList {
    private final long[] bits;

    /** Words from this one to before {@link #words} may have bits. */
    private int firstWord;

    private int words;

    RangeList(final int capacity) {
        bits = new long[(capacity + 63) >>> 6];
        firstWord = bits.length;
    }

    void clear() {
        for (int word = firstWord; word < words; word++) {
            bits[word] = 0;
        }
        firstWord = bits.length;
        words = 0;
    }

    void add(final int vru) {
        final int word = vru >>> 6;
        bits[word] |= 1L << vru;
        firstWord = Math.min(firstWord, word);
        words = Math.max(words, word + 1);
    }

    /** The first VRU at or after a number that is on the list, or -1. */
    int nextSet(final int from) {
        for (int vru = Math.max(from, firstWord << 6); vru < words << 6; vru = (vru | 63) + 1) {
            Work.step();
            final long word = bits[vru >>> 6] >>> vru;
            if (word != 0) {
                return vru + Long.numberOfTrailingZeros(word);
            }
        }
        return -1;
    }

    /** The last VRU of the range that starts at a number on the list. */
    int lastOfRange(final int first) {
        int vru = first;
        while (vru < words << 6) {
            Work.step();
            final long word = ~(bits[vru >>> 6] >>> vru);
            final int run = Long.numberOfTrailingZeros(word);
            if (run < 64 - (vru & 63)) {
                return vru + run - 1;
            }
            vru = (vru | 63) + 1;
        }
        return vru - 1;
    }

    boolean isEmpty() {
        return words == 0;
    }
}
