package io.swarmbid.bench.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Latencies by percentile, in the way that is usual since HdrHistogram: across, the logarithm of 1 / (1 - share), so
 * that each nine takes as much room; up, the logarithm of the nanoseconds.
 */
public final class PercentilePlot {
    private static final int NINES = 5;
    private static final int LEFT = 70;
    private static final int HEIGHT = 310;
    private static final double STEP = 0.02;

    private PercentilePlot() {}

    /** SVG with one curve for each name; the first is the floor. */
    public static String of(final String title, final Map<String, Histogram> curves) {
        return of(title, curves, Chart.DISTINCT);
    }

    /** The same, where every two curves belong together. */
    public static String ofPairs(final String title, final Map<String, Histogram> curves) {
        return of(title, curves, Chart.PAIRED);
    }

    private static String of(
            final String title, final Map<String, Histogram> curves, final List<String> colours) {
        long least = Long.MAX_VALUE;
        long most = 1;
        for (final Histogram curve : curves.values()) {
            least = Math.min(least, Math.max(1, curve.getValueAtPercentile(1)));
            most = Math.max(most, curve.getMaxValue());
        }
        final Chart chart =
                new Chart(
                        title + ", latency by percentile",
                        LEFT,
                        HEIGHT,
                        new Chart.Axis(0, NINES, PercentilePlot::percent),
                        Chart.Axis.decades(least, most, Chart::time),
                        colours);
        int index = 0;
        for (final Histogram curve : curves.values()) {
            chart.curve(index++, points(curve));
        }
        chart.legend(List.copyOf(curves.keySet()));
        return chart.svg();
    }

    private static String percent(final int nines) {
        return switch (nines) {
            case 0 -> "0 %";
            case 1 -> "90 %";
            case 2 -> "99 %";
            default -> "99." + "9".repeat(nines - 2) + " %";
        };
    }

    /** As far as there is at least one value beyond. */
    private static List<double[]> points(final Histogram histogram) {
        final List<double[]> points = new ArrayList<>();
        for (double exponent = 0; exponent <= NINES; exponent += STEP) {
            final double share = 1 - Math.pow(10, -exponent);
            if (histogram.getTotalCount() * (1 - share) < 1) {
                break;
            }
            final long value = Math.max(1, histogram.getValueAtPercentile(100 * share));
            points.add(new double[] {exponent, Math.log10(value)});
        }
        return points;
    }
}
