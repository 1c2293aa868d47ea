package io.swarmbid.host.report;

import io.swarmbid.host.report.draw.TimeScale;
import io.swarmbid.host.report.draw.Track;
import io.swarmbid.host.report.record.History;
import io.swarmbid.host.report.record.Kind;
import io.swarmbid.host.report.record.RunRecord;
import io.swarmbid.host.report.record.StepSeries;
import io.swarmbid.host.report.record.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Layers of a stacked plot, the largest first and the rest as one. Where there are few steps every one is drawn;
 * else the
 * layers are means over equal spans, and a line of their sum has to show the extremes.
 */
final class Stacks {
    private static final int COLOURS = 10;
    private static final int MAX_LAYERS = 10;
    private static final int LAYERS_OF_MANY = 8;
    private static final int MAX_EXACT = 600;
    private static final int SPANS = 360;

    private Stacks() {}

    /** The colour of a task, the same in every plot where it is free. */
    static String style(final RunRecord run, final Task task) {
        final int place = run.holders().indexOf(task);
        return place < 0 || place >= COLOURS ? "co" : "c" + place;
    }

    /** Whether the layers over this series show every step. */
    static boolean isExact(final StepSeries total) {
        return total.isExact() && total.size() <= MAX_EXACT;
    }

    private record Layer(String label, String style, double[] value, double area) {}

    /** VRUs of a kind by task, on one instance or, with id 0, on all. */
    static List<Track> byTask(
            final RunRecord run,
            final TimeScale time,
            final StepSeries total,
            final long instance,
            final Kind kind) {
        final long[] at = times(time, total);
        final List<Layer> layers = new ArrayList<>();
        for (final Task task : run.holders()) {
            final double[] value = held(task, at, time.endNs(), instance, kind);
            final double area = area(value, at, time.endNs());
            if (area > 0) {
                layers.add(new Layer(Words.task(task), style(run, task), value, area));
            }
        }
        return tracks(layers, at, time, total, "others");
    }

    /** One layer a series; what the total (null: their sum) has beyond those shown is the rest. */
    static List<Track> of(
            final TimeScale time,
            final List<String> labels,
            final List<StepSeries> series,
            final StepSeries total,
            final String rest) {
        final TreeSet<Long> steps = new TreeSet<>();
        boolean isExact = true;
        for (final StepSeries one : series) {
            isExact &= isExact(one);
            for (int i = 0; i < one.size() && steps.size() <= MAX_EXACT; i++) {
                steps.add(one.at(i));
            }
        }
        final long[] at =
                isExact && steps.size() <= MAX_EXACT
                        ? steps.stream().mapToLong(Long::longValue).toArray()
                        : spans(time);
        final List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            final double[] value = means(series.get(i), at, time.endNs());
            layers.add(
                    new Layer(
                            labels.get(i),
                            "c" + i % COLOURS,
                            value,
                            area(value, at, time.endNs())));
        }
        return tracks(layers, at, time, total, rest);
    }

    private static long[] times(final TimeScale time, final StepSeries total) {
        if (!isExact(total)) {
            return spans(time);
        }
        final long[] at = new long[total.size()];
        Arrays.setAll(at, total::at);
        return at;
    }

    private static long[] spans(final TimeScale time) {
        final long[] at = new long[SPANS];
        Arrays.setAll(at, i -> time.startNs() + (long) (time.spanNs() / SPANS * i));
        return at;
    }

    private static long end(final long[] at, final int i, final long endNs) {
        return i + 1 < at.length ? at[i + 1] : Math.max(endNs, at[i]);
    }

    private static double area(final double[] value, final long[] at, final long endNs) {
        double area = 0;
        for (int i = 0; i < value.length; i++) {
            area += value[i] * (end(at, i, endNs) - at[i]);
        }
        return area;
    }

    private static double[] means(final StepSeries series, final long[] at, final long endNs) {
        final double[] value = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            final long to = end(at, i, endNs);
            value[i] = to > at[i] ? series.mean(at[i], to) : series.last();
        }
        return value;
    }

    private static double[] held(
            final Task task,
            final long[] at,
            final long endNs,
            final long instance,
            final Kind kind) {
        final double[] value = new double[at.length];
        final History history = task.history();
        final double perUnit = task.bundle(kind);
        if (perUnit == 0 || at.length == 0) {
            return value;
        }
        for (int s = 0; s < history.size(); s++) {
            if (history.units(s) == 0 || instance != 0 && history.instance(s) != instance) {
                continue;
            }
            final long from = history.from(s);
            final long to = history.to(s);
            int i = Arrays.binarySearch(at, from);
            i = i < 0 ? Math.max(0, -i - 2) : i;
            for (; i < at.length && at[i] < to; i++) {
                final long cellEnd = end(at, i, endNs);
                final double overlap = Math.min(to, cellEnd) - Math.max(from, at[i]);
                if (overlap > 0) {
                    value[i] += perUnit * history.units(s) * overlap / (cellEnd - at[i]);
                }
            }
        }
        return value;
    }

    private static List<Track> tracks(
            final List<Layer> all,
            final long[] at,
            final TimeScale time,
            final StepSeries total,
            final String rest) {
        all.sort(Comparator.comparingDouble(Layer::area).reversed());
        final int named = all.size() <= MAX_LAYERS ? all.size() : LAYERS_OF_MANY;
        final double[] others =
                total == null ? sum(all, at.length) : means(total, at, time.endNs());
        final TreeSet<String> taken = new TreeSet<>();
        final List<Track> tracks = new ArrayList<>();
        for (final Layer layer : all.subList(0, named)) {
            final String style =
                    taken.contains(layer.style) || "co".equals(layer.style)
                            ? free(taken)
                            : layer.style;
            taken.add(style);
            tracks.add(new Track(layer.label, style, at, layer.value, time.endNs()));
            for (int i = 0; i < others.length; i++) {
                others[i] -= layer.value[i];
            }
        }
        final double visible =
                0.02 * Math.max(1e-9, Arrays.stream(sum(all, at.length)).max().orElse(0));
        for (int i = 0; i < others.length; i++) {
            others[i] = Math.max(0, others[i]);
        }
        if (Arrays.stream(others).anyMatch(value -> value > visible)) {
            tracks.add(new Track(rest, "co", at, others, time.endNs()));
        }
        return tracks;
    }

    private static double[] sum(final List<Layer> layers, final int length) {
        final double[] sum = new double[length];
        for (final Layer layer : layers) {
            for (int i = 0; i < length; i++) {
                sum[i] += layer.value[i];
            }
        }
        return sum;
    }

    private static String free(final TreeSet<String> taken) {
        for (int i = 0; i < COLOURS; i++) {
            if (!taken.contains("c" + i)) {
                return "c" + i;
            }
        }
        return "co";
    }
}
