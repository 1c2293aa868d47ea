package io.swarmbid.learning;

import io.swarmbid.arithmetic.BinaryLog;

/**
 * Places on a scale of logarithms with a weight each. They come in runs that ascend, and are merged. Votes for one place
 * count as one of their weights together. Not threadsafe, no allocation.
 */
final class Votes {
    /** A vote is its place, offset by this, above its weight of 32 bits. */
    private static final long OFFSET = 1L << 20;

    private static final int WEIGHT_BITS = 32;

    private long[] votes;
    private long[] spare;
    private final long[] below;
    private final int[] starts;
    private int size;
    private int runs;
    private long comparisons;

    /** Room for so many votes in so many runs. */
    Votes(final int votes, final int runs) {
        this.votes = new long[votes];
        spare = new long[votes];
        below = new long[votes];
        starts = new int[runs + 1];
    }

    void clear() {
        size = 0;
        runs = 0;
    }

    /** What is added next begins a run. */
    void begin() {
        starts[runs++] = size;
    }

    /** Adds a vote whose place is not below that of the one before in its run. */
    void add(final int place, final int weight) {
        final long vote = place + OFFSET << WEIGHT_BITS | weight;
        size = put(votes, starts[runs - 1], size, vote);
    }

    int size() {
        return size;
    }

    int place(final int i) {
        return (int) ((votes[i] >>> WEIGHT_BITS) - OFFSET);
    }

    int weight(final int i) {
        return (int) votes[i];
    }

    /** How often two votes were compared to merge them, ever. */
    long comparisons() {
        return comparisons;
    }

    /** Makes one run of all. */
    void merge() {
        starts[runs] = size;
        while (runs > 1) {
            int end = 0;
            int merged = 0;
            for (int run = 0; run < runs; run += 2) {
                final int start = end;
                end = mergeTwo(starts[run], starts[run + 1], starts[Math.min(run + 2, runs)], end);
                starts[merged++] = start;
            }
            runs = merged;
            starts[runs] = end;
            size = end;
            final long[] swapped = votes;
            votes = spare;
            spare = swapped;
        }
    }

    /** Merges two neighbouring runs into the spare votes from a place on; where they end there. */
    private int mergeTwo(final int low, final int middle, final int high, final int from) {
        int one = low;
        int other = middle;
        int end = from;
        while (one < middle && other < high) {
            comparisons++;
            end = put(spare, from, end, votes[one] <= votes[other] ? votes[one++] : votes[other++]);
        }
        while (one < middle) {
            end = put(spare, from, end, votes[one++]);
        }
        while (other < high) {
            end = put(spare, from, end, votes[other++]);
        }
        return end;
    }

    /** Appends a vote to a run, to its last vote where that is for the same place; where the run ends. */
    private static int put(final long[] to, final int start, final int end, final long vote) {
        if (end > start && to[end - 1] >>> WEIGHT_BITS == vote >>> WEIGHT_BITS) {
            to[end - 1] += (int) vote;
            return end;
        }
        to[end] = vote;
        return end + 1;
    }

    /** The lowest place up to which 19 / 20 of the weight of the merged votes are reached. */
    int quantile() {
        long total = 0;
        for (int i = 0; i < size; i++) {
            total += weight(i);
        }
        int at = 0;
        for (long sum = weight(0); 20 * sum < 19 * total; sum += weight(at)) {
            at++;
        }
        return place(at);
    }

    /** One more vote joins those merged. */
    void join(final int place, final int weight) {
        final long vote = place + OFFSET << WEIGHT_BITS | weight;
        int at = size++;
        for (; at > 0 && votes[at - 1] > vote; at--) {
            votes[at] = votes[at - 1];
        }
        votes[at] = vote;
    }

    /** The place at which the votes, each counted by its distance, weigh most; the lowest such. */
    int mode() {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum = (i == 0 ? 0 : faded(sum, i - 1)) + weight(i);
            below[i] = sum;
        }
        long above = 0;
        long most = 0;
        int best = 0;
        for (int i = size - 1; i >= 0; i--) {
            if (i < size - 1) {
                above = faded(above + weight(i + 1), i);
            }
            if (below[i] + above >= most) {
                most = below[i] + above;
                best = i;
            }
        }
        return place(best);
    }

    /** What a weight counts at the next vote's place, on either side of the gap above the i-th. */
    private long faded(final long weight, final int i) {
        final int gap = place(i + 1) - place(i);
        return weight * BinaryLog.decay(gap) >> 30;
    }
}
