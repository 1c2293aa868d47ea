package io.swarmbid.bench.optimum;

/** Something that clears an instance. */
interface Clearer {
    /**
     * Clears an instance.
     *
     * @param units takes the units of each task.
     * @return nanoseconds that the clearing itself took.
     */
    long clear(Instance instance, int[] units);

    /** Net value of the units, femto per hour; fails where they are not permitted or do not fit. */
    static long value(final Instance instance, final int[] units) {
        final long[] left = {
            instance.capacity()[0], instance.capacity()[1], instance.capacity()[2]
        };
        long value = 0;
        for (int i = 0; i < instance.bids().size(); i++) {
            final Instance.Bid bid = instance.bids().get(i);
            if (units[i] != 0 && (units[i] < bid.fewest() || units[i] > bid.most())) {
                throw new IllegalStateException("task " + i + " got " + units[i] + " units");
            }
            for (int kind = 0; kind < 3; kind++) {
                left[kind] -= (long) units[i] * bid.bundle()[kind];
            }
            value = Math.addExact(value, bid.net()[units[i]]);
        }
        if (left[0] < 0 || left[1] < 0 || left[2] < 0) {
            throw new IllegalStateException("more was given than there is");
        }
        return value;
    }
}
