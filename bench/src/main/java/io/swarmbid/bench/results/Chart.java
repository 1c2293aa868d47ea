package io.swarmbid.bench.results;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** A frame with a grid, curves, dots and a legend, as SVG. Places are given by the axes' numbers, mostly exponents. */
final class Chart {
    /**
     * An axis with a line at each whole number.
     *
     * @param label of a line.
     */
    record Axis(int from, int to, IntFunction<String> label) {
        /** Whole decades that hold all values from the least to the most, which are above 0. */
        static Axis decades(
                final double least, final double most, final IntFunction<String> label) {
            final int from = (int) Math.floor(Math.log10(least));
            return new Axis(from, Math.max(from + 1, (int) Math.ceil(Math.log10(most))), label);
        }

        private double share(final double at) {
            return (at - from) / (to - from);
        }
    }

    /** Colours of curves that have nothing to do with each other; the first is a floor's. */
    static final List<String> DISTINCT =
            List.of("#7f7f7f", "#1f5fa8", "#b5502c", "#3d8a4e", "#8a5fa8", "#b8961c");

    /** Colours of curves of which every two belong together. */
    static final List<String> PAIRED =
            List.of("#7f7f7f", "#c7c7c7", "#1f5fa8", "#9dbfe4", "#b5502c", "#e3b09d");

    private static final int WIDTH = 720;
    private static final int TOP = 40;
    private static final int RIGHT = WIDTH - 36;
    private static final int LEGEND_GAP = 48;
    private static final int LEGEND_LINE = 18;
    private static final int LEGEND_COLUMNS = 2;

    private final StringBuilder svg = new StringBuilder();
    private final int left;
    private final int bottom;
    private final Axis across;
    private final Axis up;
    private final List<String> colours;
    private int height;

    /**
     * @param left room for what stands left of the grid, pixels.
     * @param height of the grid, pixels.
     */
    Chart(
            final String title,
            final int left,
            final int height,
            final Axis across,
            final Axis up,
            final List<String> colours) {
        this.left = left;
        this.colours = colours;
        this.across = across;
        this.up = up;
        bottom = TOP + height;
        this.height = bottom + LEGEND_GAP / 2 + 8;
        text(8, TOP - 18, "start", title);
        for (int line = up.from; line <= up.to; line++) {
            line(left, y(line), RIGHT, y(line), "#dddddd", 1);
            text(left - 8, y(line) + 4, "end", up.label.apply(line));
        }
        for (int line = across.from; line <= across.to; line++) {
            line(x(line), TOP, x(line), bottom, "#dddddd", 1);
            text(x(line), bottom + 18, "middle", across.label.apply(line));
        }
    }

    /** Lines of a logarithmic axis of times, by the exponent of their nanoseconds. */
    static String time(final int exponent) {
        final String[] units = {"ns", "\u00b5s", "ms", "s"};
        final int unit = Math.max(0, Math.min(units.length - 1, Math.floorDiv(exponent, 3)));
        return power(exponent - 3 * unit) + " " + units[unit];
    }

    /** Lines of a logarithmic axis of numbers. */
    static String number(final int exponent) {
        final String[] units = {"", "k", "M", "G"};
        final int unit = Math.max(0, Math.min(units.length - 1, Math.floorDiv(exponent, 3)));
        return power(exponent - 3 * unit) + units[unit];
    }

    private static String power(final int exponent) {
        return exponent >= 0 ? "1" + "0".repeat(exponent) : "0." + "0".repeat(-exponent - 1) + "1";
    }

    /** A line through points, each x and y; one alone is a dot. */
    void curve(final int index, final List<double[]> points) {
        add(
                "<polyline fill=\"none\" stroke-width=\"2\" stroke-linecap=\"round\" stroke=\"%s\" points=\"",
                colour(index));
        for (final double[] point : points) {
            add("%.1f,%.1f ", x(point[0]), y(point[1]));
        }
        svg.append("\"/>\n");
    }

    /** A dot at each of some points. */
    void dots(final int index, final List<double[]> points) {
        for (final double[] point : points) {
            add(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>%n",
                    x(point[0]), y(point[1]), colour(index));
        }
    }

    /** A thin line from one place across to another, at a height. */
    void whisker(final int index, final double from, final double to, final double at) {
        line(x(from), y(at), x(to), y(at), colour(index), 2);
    }

    /** Words right of what reaches from one place across to another, or left of it where there is no room. */
    void remark(final double from, final double to, final double height, final String words) {
        final boolean isNearRight = x(to) > RIGHT - 90;
        text(
                isNearRight ? x(from) - 9 : x(to) + 9,
                y(height) + 4,
                isNearRight ? "end" : "start",
                words);
    }

    /** Names of the curves, in their order. */
    void legend(final List<String> names) {
        final int first = bottom + LEGEND_GAP;
        for (int index = 0; index < names.size(); index++) {
            final int y = first + LEGEND_LINE * (index / LEGEND_COLUMNS);
            final int x = left + (RIGHT - left) / LEGEND_COLUMNS * (index % LEGEND_COLUMNS);
            line(x, y - 4, x + 24, y - 4, colour(index), 2);
            text(x + 32, y, "start", names.get(index));
        }
        height = first + LEGEND_LINE * ((names.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS);
    }

    /** All of it. */
    String svg() {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n",
                WIDTH,
                height,
                svg);
    }

    private String colour(final int index) {
        return colours.get(index % colours.size());
    }

    private double x(final double at) {
        return left + (RIGHT - left) * across.share(at);
    }

    private double y(final double at) {
        return bottom - (bottom - TOP) * up.share(at);
    }

    private void line(
            final double x1,
            final double y1,
            final double x2,
            final double y2,
            final String colour,
            final int width) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>%n",
                x1, y1, x2, y2, colour, width);
    }

    private void text(final double x, final double y, final String anchor, final String text) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x, y, anchor, Markup.escape(text));
    }

    private void add(final String format, final Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
