package io.swarmbid.host.report.draw;

/**
 * One line or layer of a plot: value[i] holds from at[i] to at[i + 1], the last to the end.
 *
 * @param label what it shows; untrusted.
 * @param style the class of its colour.
 * @param at times, nanoseconds, increasing.
 * @param value as many values, none below 0.
 * @param endNs where it ends, nanoseconds.
 */
public record Track(String label, String style, long[] at, double[] value, long endNs) {
    private static final int MAX_LABEL = 48;

    /** Cuts a label that would crowd out the others. */
    public Track {
        label = Figures.cut(label, MAX_LABEL);
    }

    /** The greatest value; 0 if there is none. */
    public double max() {
        double max = 0;
        for (final double v : value) {
            max = Math.max(max, v);
        }
        return max;
    }

    /** The mean over a span; time outside the track counts as 0. */
    public double mean(final long from, final long to) {
        double area = 0;
        for (int i = 0; i < at.length && at[i] < to; i++) {
            final long start = Math.max(from, at[i]);
            final long end = Math.min(to, i + 1 < at.length ? at[i + 1] : endNs);
            area += end > start ? (end - start) * value[i] : 0;
        }
        return to > from ? area / (to - from) : 0;
    }
}
