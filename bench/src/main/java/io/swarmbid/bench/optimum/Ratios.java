package io.swarmbid.bench.optimum;

import io.swarmbid.bench.results.Results;
import java.util.Locale;

/** Values against what they could be: mean and worst ratio. */
final class Ratios {
    private int count;
    private double sum;
    private double worst = 1;

    /** An instance in which nothing can be made counts as 1. */
    void add(final double value, final double best) {
        final double ratio = best <= 0 ? 1 : Math.min(1, value / best);
        count++;
        sum += ratio;
        worst = Math.min(worst, ratio);
    }

    boolean isEmpty() {
        return count == 0;
    }

    double mean() {
        return sum / count;
    }

    double worst() {
        return worst;
    }

    /** Adds mean and worst, if there are any. */
    void addTo(final Results results, final String row, final String contender) {
        if (count > 0) {
            results.add(row, contender, "mean", mean());
            results.add(row, contender, "worst", worst);
            results.add(row, contender, "instances", count);
        }
    }

    /** Mean / worst; never rounded up to 1. */
    @Override
    public String toString() {
        return count == 0 ? "-" : share(mean()) + " / " + share(worst);
    }

    private static String share(final double ratio) {
        return ratio == 1 ? "1" : String.format(Locale.ROOT, "%.6f", Math.floor(ratio * 1e6) / 1e6);
    }
}
