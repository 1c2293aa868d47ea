package io.swarmbid.bench.optimum;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** Times of the same work, again and again. */
final class Rounds {
    private Rounds() {}

    /** The median of so many rounds, after so many to warm up, or as many as fit into so many seconds if those are more. */
    static double median(
            final int warmUps, final double seconds, final int rounds, final DoubleSupplier ns) {
        final long start = System.nanoTime();
        for (int i = 0; i < warmUps || System.nanoTime() - start < seconds * 1e9; i++) {
            ns.getAsDouble();
        }
        final double[] times = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            times[i] = ns.getAsDouble();
        }
        return middle(times);
    }

    /** The middle one, of an even number the upper. */
    static double middle(final double[] times) {
        final double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
