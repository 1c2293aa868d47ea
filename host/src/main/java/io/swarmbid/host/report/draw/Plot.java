package io.swarmbid.host.report.draw;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Step lines and stacked step areas over time, as inline SVG with a legend and a table of means. Coordinates are
 * tenths
 * of a pixel. The page's script reads values back from the paths when the pointer rests on them.
 */
public final class Plot {
    private static final int LEFT = 64;
    private static final int RIGHT = 18;
    private static final int TOP = 10;
    private static final int BOTTOM = 22;
    private static final int FINE = 10;
    private static final int SLICES = 12;
    private static final double WIDE = 40;
    private static final Set<String> COUNTED = Set.of("tasks", "instances", "VRUs");

    private final String title;
    private final String unit;
    private final TimeScale time;
    private final int width;
    private final int height;
    private final List<Track> layers = new ArrayList<>();
    private final List<Track> lines = new ArrayList<>();
    private double least;
    private double bottom;

    /**
     * @param title what the plot shows.
     * @param unit of the values.
     * @param time the span.
     * @param width in pixels, marks included.
     * @param height likewise.
     */
    public Plot(
            final String title,
            final String unit,
            final TimeScale time,
            final int width,
            final int height) {
        this.title = title;
        this.unit = unit;
        this.time = time;
        this.width = width;
        this.height = height;
    }

    /** Stacks one layer on those before it. All layers must have the same times. */
    public Plot layer(final Track layer) {
        layers.add(layer);
        return this;
    }

    /** Draws a line over the layers. */
    public Plot line(final Track line) {
        lines.add(line);
        return this;
    }

    /** The axis reaches at least to this value. */
    public Plot reach(final double value) {
        least = Math.max(least, value);
        return this;
    }

    /** The axis goes by powers of ten, from this value up; what is less lies on it. For lines alone. */
    public Plot powers(final double from) {
        bottom = from;
        return this;
    }

    /** The axis goes by powers of ten if the lines' values differ so much that an even one would hide the lesser. */
    public Plot powersIfWide() {
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        for (final Track line : lines) {
            for (final double value : line.value()) {
                lowest = value > 0 ? Math.min(lowest, value) : lowest;
                highest = Math.max(highest, value);
            }
        }
        final boolean isWide = highest >= WIDE * lowest;
        return isWide ? powers(Math.pow(10, Math.floor(Math.log10(lowest)))) : this;
    }

    private double top() {
        double top = least;
        for (final Track line : lines) {
            top = Math.max(top, line.max());
        }
        for (int i = 0; !layers.isEmpty() && i < layers.get(0).at().length; i++) {
            double sum = 0;
            for (final Track layer : layers) {
                sum += layer.value()[i];
            }
            top = Math.max(top, sum);
        }
        return top > 0 ? top : 1;
    }

    /** Writes figure, legend and table. */
    public void write(final Markup page) {
        final double top = bottom > 0 ? Math.max(10 * bottom, top() * 1.3) : top() * 1.04;
        page.open("figure", "class", "plot");
        page.open("figcaption").leaf("b", title).text(" (" + unit + ")").close();
        svg(page, top);
        if (width > 500) {
            legend(page);
            table(page);
        }
        page.close().line();
    }

    /** Writes the drawing alone. */
    private void svg(final Markup page, final double top) {
        page.open(
                "svg",
                "viewBox",
                "0 0 " + width + " " + height,
                "role",
                "img",
                "aria-label",
                title + " over time, in " + unit + "; " + describe(),
                "data-top",
                (float) top,
                "data-bottom",
                (float) bottom,
                "data-height",
                plotHeight() * FINE,
                "data-width",
                plotWidth() * FINE,
                "data-span",
                (float) (time.spanNs() / time.unitNs()),
                "data-time",
                time.unit());
        grid(page, top);
        page.open(
                "g", "class", "data", "transform", "translate(" + LEFT + " " + TOP + ") scale(.1)");
        paths(page, top);
        page.close();
        page.empty(
                "line", "class", "cursor", "y1", TOP, "y2", TOP + plotHeight(), "x1", -9, "x2", -9);
        page.close();
    }

    private void paths(final Markup page, final double top) {
        final List<String> stacked = new ArrayList<>();
        double[] below = layers.isEmpty() ? null : new double[layers.get(0).at().length];
        for (final Track layer : layers) {
            final double[] sum = below.clone();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += layer.value()[i];
            }
            stacked.add(path(layer.at(), sum, layer.endNs(), top, true));
            below = sum;
        }
        final List<Integer> order = new ArrayList<>();
        for (int i = 0; i < stacked.size(); i++) {
            order.add(i);
        }
        Collections.reverse(order);
        for (final int i : order) {
            final Track layer = layers.get(i);
            page.empty(
                    "path",
                    "class",
                    "area " + layer.style(),
                    "data-label",
                    layer.label(),
                    "d",
                    stacked.get(i));
        }
        for (final Track line : lines) {
            final String d = path(line.at(), line.value(), line.endNs(), top, false);
            page.empty("path", "class", "line " + line.style(), "data-label", line.label(), "d", d);
        }
    }

    private String path(
            final long[] at,
            final double[] value,
            final long endNs,
            final double top,
            final boolean isArea) {
        final StringBuilder d = new StringBuilder();
        final int floor = plotHeight() * FINE;
        int lastX = 0;
        int lastY = floor;
        for (int i = 0; i < at.length; i++) {
            final int x = x(at[i]);
            final int y = (int) Math.round(floor - height(value[i], top) * floor);
            if (d.length() == 0) {
                d.append('M').append(x).append(' ').append(isArea ? floor : y);
                lastX = x;
                lastY = isArea ? floor : y;
            }
            if (y != lastY) {
                if (x != lastX) {
                    d.append('h').append(x - lastX);
                    lastX = x;
                }
                d.append('v').append(y - lastY);
                lastY = y;
            }
        }
        if (d.length() > 0) {
            d.append('H').append(x(endNs));
            d.append(isArea ? "V" + floor + "Z" : "");
        }
        return d.toString();
    }

    /** Where a value stands between bottom and top, as a share. */
    private double height(final double value, final double top) {
        return bottom > 0
                ? Math.log(Math.max(bottom, value) / bottom) / Math.log(top / bottom)
                : Math.max(0, value) / top;
    }

    private int x(final long at) {
        return (int) Math.round(time.position(at) * plotWidth() * FINE);
    }

    private int plotWidth() {
        return width - LEFT - RIGHT;
    }

    private int plotHeight() {
        return height - TOP - BOTTOM;
    }

    private void grid(final Markup page, final double top) {
        final double round = Ticks.step(top, height > 150 ? 5 : 4);
        final double step = COUNTED.contains(unit) ? Math.max(1, round) : round;
        page.open("g", "class", "grid");
        if (bottom > 0) {
            for (double value = bottom; value <= top; value *= 10) {
                mark(page, value, top);
            }
        } else {
            for (int i = 0; i * step <= top; i++) {
                mark(page, i * step, top);
            }
        }
        timeMarks(page, time, LEFT, plotWidth(), TOP + plotHeight(), width > 500 ? 10 : 4);
        page.close();
    }

    private void mark(final Markup page, final double value, final double top) {
        final double y = TOP + plotHeight() * (1 - height(value, top));
        page.empty("line", "x1", LEFT, "x2", width - RIGHT, "y1", px(y), "y2", px(y));
        page.leaf("text", Figures.number(value), "class", "y", "x", LEFT - 6, "y", px(y + 4));
    }

    /** Marks along a time axis, the unit with the last. */
    public static void timeMarks(
            final Markup page,
            final TimeScale time,
            final int left,
            final int length,
            final int y,
            final int atMost) {
        final double span = time.spanNs() / time.unitNs();
        final double step = time.tickStep(atMost);
        final int last = (int) (span / step * (1 + 1e-9));
        for (int i = 0; i <= last; i++) {
            final double x = left + length * i * step / span;
            final String figure = Figures.number(i * step);
            page.empty("line", "class", "mark", "x1", px(x), "x2", px(x), "y1", y, "y2", y + 4);
            page.leaf(
                    "text",
                    i == last ? figure + " " + time.unit() : figure,
                    "class",
                    "x",
                    "x",
                    px(x),
                    "y",
                    y + 16);
        }
    }

    private static String px(final double value) {
        final double rounded = Math.round(value * 10) / 10.0;
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }

    private List<Track> all() {
        final List<Track> all = new ArrayList<>(lines);
        for (int i = layers.size() - 1; i >= 0; i--) {
            all.add(layers.get(i));
        }
        return all;
    }

    private String describe() {
        final StringBuilder text = new StringBuilder();
        for (final Track track : all()) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(track.label())
                    .append(" at most ")
                    .append(Figures.number(track.max()));
        }
        return Figures.cut(text.toString(), 400);
    }

    private void legend(final Markup page) {
        page.open("ul", "class", "legend");
        for (final Track track : all()) {
            final boolean isLine = lines.contains(track);
            page.open("li");
            page.leaf("i", "", "class", (isLine ? "stroke " : "fill ") + track.style());
            page.leaf("bdi", track.label()).close();
        }
        page.close();
    }

    private void table(final Markup page) {
        final List<Track> tracks = all();
        page.open("details")
                .leaf("summary", "The same as a table: means over " + SLICES + " equal spans");
        page.open("div", "class", "scroll").open("table").open("thead").open("tr");
        page.leaf("th", "from, " + time.unit(), "class", "n");
        tracks.forEach(track -> page.leaf("th", track.label(), "class", "n"));
        page.close(2).open("tbody");
        final long slice = Math.max(1, (time.endNs() - time.startNs()) / SLICES);
        for (int i = 0; i < SLICES; i++) {
            final long from = time.startNs() + i * slice;
            page.open("tr").leaf("td", time.format(from), "class", "n");
            tracks.forEach(
                    track ->
                            page.leaf(
                                    "td",
                                    Figures.number(track.mean(from, from + slice)),
                                    "class",
                                    "n"));
            page.close();
        }
        page.open("tr").leaf("td", "highest", "class", "n");
        tracks.forEach(track -> page.leaf("td", Figures.number(track.max()), "class", "n"));
        page.close(5);
    }
}
