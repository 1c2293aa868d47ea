package io.swarmbid.host.report.record;

import java.util.Arrays;

/**
 * A value that changes in steps over time, in bounded memory: exact up to its limit of points, then thinned. Thinning
 * keeps the first, least, greatest and last point of each of limit / 8 equal spans of time (the M4 aggregation of
 * Jugel
 * et al., VLDB 2014), so no extreme is ever lost. Means stay true after thinning, to the width of a cell: areas are
 * kept apart. Times must not decrease. Not thread safe.
 */
public final class StepSeries {
    private static final int POINTS_PER_SPAN = 4;

    private final int limit;
    private long[] at = new long[8];
    private double[] value = new double[8];
    private int size;
    private AreaGrid areas;

    /** @param limit the most points that are held; at least 16. */
    public StepSeries(final int limit) {
        this.limit = Math.max(16, limit);
    }

    /** From this time on the value is this. Of several values at one instant the last counts. */
    public void set(final long time, final double newValue) {
        if (size > 0 && value[size - 1] == newValue) {
            return;
        }
        if (size > 0 && time <= at[size - 1]) {
            value[size - 1] = newValue;
            return;
        }
        if (size == limit) {
            thin();
        }
        if (areas != null) {
            areas.add(at[size - 1], time, value[size - 1]);
        }
        if (size == at.length) {
            at = Arrays.copyOf(at, Math.min(limit, size * 2));
            value = Arrays.copyOf(value, at.length);
        }
        at[size] = time;
        value[size++] = newValue;
    }

    /** Adds to the value that holds now. */
    public void add(final long time, final double change) {
        set(time, last() + change);
    }

    /** The value that holds now; 0 before the first. */
    public double last() {
        return size == 0 ? 0 : value[size - 1];
    }

    /** How many points are held. */
    public int size() {
        return size;
    }

    /** When point i begins, nanoseconds. */
    public long at(final int i) {
        return at[i];
    }

    /** The value from point i to the next. */
    public double value(final int i) {
        return value[i];
    }

    /** Whether every step is still here. */
    public boolean isExact() {
        return areas == null;
    }

    /** The greatest value; 0 if there is none. */
    public double max() {
        double max = 0;
        for (int i = 0; i < size; i++) {
            max = Math.max(max, value[i]);
        }
        return max;
    }

    /** The mean over a span of time; 0 before the first point, the last value after the last. */
    public double mean(final long from, final long to) {
        if (to <= from || size == 0) {
            return 0;
        }
        if (areas == null) {
            return exactArea(from, to) / (to - from);
        }
        final long last = at[size - 1];
        final double tail = to > last ? (to - Math.max(from, last)) * value[size - 1] : 0;
        return (areas.area(from, Math.min(to, last)) + tail) / (to - from);
    }

    private double exactArea(final long from, final long to) {
        int i = Arrays.binarySearch(at, 0, size, from);
        i = i < 0 ? Math.max(0, -i - 2) : i;
        double area = 0;
        for (; i < size && at[i] < to; i++) {
            final long end = i + 1 < size ? Math.min(to, at[i + 1]) : to;
            final long start = Math.max(from, at[i]);
            area += end > start ? (double) (end - start) * value[i] : 0;
        }
        return area;
    }

    private void thin() {
        if (areas == null) {
            areas = new AreaGrid(at[0]);
            for (int i = 0; i + 1 < size; i++) {
                areas.add(at[i], at[i + 1], value[i]);
            }
        }
        final int spans = limit / (2 * POINTS_PER_SPAN);
        final double width = Math.max(1.0, (at[size - 1] - at[0] + 1.0) / spans);
        final long origin = at[0];
        int kept = 0;
        int from = 0;
        while (from < size) {
            final long span = (long) ((at[from] - origin) / width);
            int to = from;
            int least = from;
            int greatest = from;
            while (to < size && (long) ((at[to] - origin) / width) == span) {
                least = value[to] < value[least] ? to : least;
                greatest = value[to] > value[greatest] ? to : greatest;
                to++;
            }
            kept = keep(kept, from, least, greatest, to - 1);
            from = to;
        }
        size = kept;
    }

    private int keep(
            final int kept, final int first, final int least, final int greatest, final int last) {
        int end = kept;
        for (int i = first; i <= last; i++) {
            if (i == first || i == least || i == greatest || i == last) {
                at[end] = at[i];
                value[end++] = value[i];
            }
        }
        return end;
    }
}
