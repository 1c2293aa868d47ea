package io.swarmbid.bench.results;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;

/** One figure of several contenders below each other: a dot at the median, a line from least to most, on a logarithmic axis. */
public final class SpreadPlot {
    private static final int LEFT = 210;
    private static final int LINE = 26;

    private SpreadPlot() {}

    /** SVG of times in nanoseconds, above 0. */
    public static String ofTimes(final String title, final Map<String, Spread> spreads) {
        return of(title, spreads, Chart::time, SpreadPlot::time);
    }

    /**
     * SVG of numbers above 0.
     *
     * @param unit that stands behind each, with a blank before it.
     */
    public static String ofNumbers(
            final String title, final Map<String, Spread> spreads, final String unit) {
        return of(title, spreads, Chart::number, each -> Spread.number(each) + unit);
    }

    private static String time(final double nanos) {
        if (nanos < 1e3) {
            return Spread.number(nanos) + " ns";
        }
        return nanos < 1e6
                ? Spread.number(nanos / 1e3) + " \u00b5s"
                : Spread.number(nanos / 1e6) + " ms";
    }

    private static String of(
            final String title,
            final Map<String, Spread> spreads,
            final IntFunction<String> label,
            final DoubleFunction<String> words) {
        final double least =
                spreads.values().stream().mapToDouble(Spread::least).min().orElseThrow();
        final double most = spreads.values().stream().mapToDouble(Spread::most).max().orElseThrow();
        final int count = spreads.size();
        final List<String> names = List.copyOf(spreads.keySet());
        final Chart chart =
                new Chart(
                        title,
                        LEFT,
                        LINE * (count + 1),
                        Chart.Axis.decades(least, most, label),
                        new Chart.Axis(
                                0,
                                count + 1,
                                place ->
                                        place == 0 || place > count
                                                ? ""
                                                : names.get(count - place)),
                        Chart.DISTINCT);
        int place = count;
        for (final Spread spread : spreads.values()) {
            final double from = Math.log10(spread.least());
            final double to = Math.log10(spread.most());
            chart.whisker(1, from, to, place);
            chart.dots(1, List.of(new double[] {Math.log10(spread.median()), place}));
            chart.remark(from, to, place, words.apply(spread.median()));
            place--;
        }
        return chart.svg();
    }
}
