package io.swarmbid.bench.optimum;

/** The optimum of one kind by the textbook's dynamic programme over the whole capacity. */
final class PlainProgramme {
    private PlainProgramme() {}

    /** The greatest net value, femto per hour. */
    static long optimum(final Instance instance) {
        final int capacity = instance.capacity()[0];
        final long[] best = new long[capacity + 1];
        for (final Instance.Bid bid : instance.bids()) {
            final int each = bid.bundle()[0];
            for (int left = capacity; left >= 0; left--) {
                long most = best[left];
                for (int n = bid.fewest(); n <= bid.most() && n * each <= left; n++) {
                    most = Math.max(most, best[left - n * each] + bid.net()[n]);
                }
                best[left] = most;
            }
        }
        return best[capacity];
    }
}
