package io.swarmbid.bench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Latencies by percentile as SVG, in the way that is usual since HdrHistogram: across, the logarithm of 1 / (1 -
 * share), so that each nine takes as much room; up, the logarithm of the nanoseconds.
 */
public final class PercentilePlot {
    private static final String[] COLOURS = {
        "#7f7f7f", "#c7c7c7", "#1f5fa8", "#9dbfe4", "#b5502c", "#e3b09d"
    };
    private static final int WIDTH = 720;
    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int RIGHT = WIDTH - 36;
    private static final int BOTTOM = 350;
    private static final int LEGEND = BOTTOM + 48;
    private static final int LEGEND_LINE = 18;
    private static final int LEGEND_COLUMNS = 2;
    private static final int NINES = 5;

    private final StringBuilder svg = new StringBuilder();
    private final int fromDecade;
    private final int toDecade;
    private final int height;

    private PercentilePlot(final Map<String, Histogram> curves) {
        long least = Long.MAX_VALUE;
        long most = 1;
        for (final Histogram curve : curves.values()) {
            least = Math.min(least, Math.max(1, curve.getValueAtPercentile(1)));
            most = Math.max(most, curve.getMaxValue());
        }
        final int lines = (curves.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
        height = LEGEND + LEGEND_LINE * lines;
        fromDecade = (int) Math.floor(Math.log10(least));
        toDecade = Math.max(fromDecade + 1, (int) Math.ceil(Math.log10(most)));
    }

    /** Writes a plot with one curve for each name. */
    public static void write(
            final Path file, final String title, final Map<String, Histogram> curves)
            throws IOException {
        final PercentilePlot plot = new PercentilePlot(curves);
        plot.frame(title);
        int index = 0;
        for (final Map.Entry<String, Histogram> curve : curves.entrySet()) {
            plot.curve(index++, curve.getKey(), curve.getValue());
        }
        plot.svg.append("</svg>\n");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, plot.svg);
    }

    private void frame(final String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH, height);
        text(LEFT, TOP - 18, "start", title + ", latency by percentile");
        for (int decade = fromDecade; decade <= toDecade; decade++) {
            final double y = y(Math.pow(10, decade));
            line(LEFT, y, RIGHT, y);
            text(LEFT - 8, y + 4, "end", time(decade));
        }
        for (int nines = 0; nines <= NINES; nines++) {
            final double x = x(1 - Math.pow(10, -nines));
            line(x, TOP, x, BOTTOM);
            text(x, BOTTOM + 18, "middle", percent(nines));
        }
    }

    private static String time(final int decade) {
        final String[] units = {"ns", "\u00b5s", "ms", "s"};
        final int unit = Math.min(units.length - 1, decade / 3);
        return "1" + "0".repeat(decade - 3 * unit) + " " + units[unit];
    }

    private static String percent(final int nines) {
        return switch (nines) {
            case 0 -> "0 %";
            case 1 -> "90 %";
            case 2 -> "99 %";
            default -> "99." + "9".repeat(nines - 2) + " %";
        };
    }

    private void curve(final int index, final String name, final Histogram histogram) {
        final String colour = COLOURS[index % COLOURS.length];
        svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"").append(colour);
        svg.append("\" points=\"");
        for (double exponent = 0; exponent <= NINES; exponent += 0.02) {
            final double share = 1 - Math.pow(10, -exponent);
            if (histogram.getTotalCount() * (1 - share) < 1) {
                break;
            }
            final long value = Math.max(1, histogram.getValueAtPercentile(100 * share));
            add("%.1f,%.1f ", x(share), y(value));
        }
        svg.append("\"/>\n");
        final int y = LEGEND + LEGEND_LINE * (index / LEGEND_COLUMNS);
        final int x = LEFT + (RIGHT - LEFT) / LEGEND_COLUMNS * (index % LEGEND_COLUMNS);
        add(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                x, y - 4, x + 24, y - 4, colour);
        text(x + 32, y, "start", name);
    }

    private static double x(final double share) {
        return LEFT + (RIGHT - LEFT) * -Math.log10(1 - share) / NINES;
    }

    private double y(final double nanos) {
        return BOTTOM - (BOTTOM - TOP) * (Math.log10(nanos) - fromDecade) / (toDecade - fromDecade);
    }

    private void line(final double x1, final double y1, final double x2, final double y2) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
                x1, y1, x2, y2);
    }

    private void text(final double x, final double y, final String anchor, final String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
    }

    private void add(final String format, final Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
