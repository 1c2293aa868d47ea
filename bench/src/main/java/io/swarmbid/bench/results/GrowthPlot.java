package io.swarmbid.bench.results;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** How figures grow with a size, both axes logarithmic: what grows like a power of the size is a straight line. */
public final class GrowthPlot {
    private static final int LEFT = 70;
    private static final int HEIGHT = 310;

    private GrowthPlot() {}

    /**
     * SVG of times, with one curve for each name.
     *
     * @param curves points, each a size and nanoseconds, both above 0.
     */
    public static String ofTimes(final String title, final Map<String, List<double[]>> curves) {
        return of(title, curves, Chart::time);
    }

    /** The same of numbers. */
    public static String ofCounts(final String title, final Map<String, List<double[]>> curves) {
        return of(title, curves, Chart::number);
    }

    private static String of(
            final String title,
            final Map<String, List<double[]>> curves,
            final IntFunction<String> label) {
        final DoubleSummaryStatistics sizes = new DoubleSummaryStatistics();
        final DoubleSummaryStatistics values = new DoubleSummaryStatistics();
        for (final List<double[]> curve : curves.values()) {
            for (final double[] point : curve) {
                sizes.accept(point[0]);
                values.accept(point[1]);
            }
        }
        final Chart chart =
                new Chart(
                        title,
                        LEFT,
                        HEIGHT,
                        Chart.Axis.decades(sizes.getMin(), sizes.getMax(), Chart::number),
                        Chart.Axis.decades(values.getMin(), values.getMax(), label),
                        Chart.DISTINCT);
        int index = 0;
        for (final List<double[]> curve : curves.values()) {
            final List<double[]> points = new ArrayList<>();
            for (final double[] point : curve) {
                points.add(new double[] {Math.log10(point[0]), Math.log10(point[1])});
            }
            chart.curve(index, points);
            chart.dots(index, points);
            index++;
        }
        chart.legend(List.copyOf(curves.keySet()));
        return chart.svg();
    }
}
