package io.swarmbid.host.report.record;

/**
 * The area under a step function in a fixed number of cells of equal width; when time runs past the last,
 * neighbours are
 * merged and the width doubles. Not thread safe.
 */
final class AreaGrid {
    private static final int CELLS = 1024;
    private static final long FIRST_WIDTH_NS = 1_000;

    private final double[] cells = new double[CELLS];
    private final long origin;
    private long width = FIRST_WIDTH_NS;
    private long filledTo;

    AreaGrid(final long origin) {
        this.origin = origin;
        this.filledTo = origin;
    }

    /** Adds a rectangle; what lies before the origin is dropped. */
    void add(final long from, final long to, final double height) {
        while ((to - origin) / width >= CELLS) {
            for (int i = 0; i < CELLS; i++) {
                cells[i] = 2 * i < CELLS ? cells[2 * i] + cells[2 * i + 1] : 0;
            }
            width *= 2;
        }
        filledTo = Math.max(filledTo, to);
        for (long start = Math.max(from, origin); start < to; ) {
            final int cell = (int) ((start - origin) / width);
            final long end = Math.min(to, origin + (cell + 1) * width);
            cells[cell] += height * (end - start);
            start = end;
        }
    }

    /** The area over a span, as far as there is any; of a cell that is cut, the part that the span covers. */
    double area(final long from, final long to) {
        final long end = Math.min(to, filledTo);
        double area = 0;
        for (long start = Math.max(from, origin); start < end; ) {
            final long cell = (start - origin) / width;
            final long cellStart = origin + cell * width;
            final long filled = Math.min(width, filledTo - cellStart);
            final long stop = Math.min(end, cellStart + filled);
            area += cells[(int) cell] * (stop - start) / filled;
            start = stop;
        }
        return area;
    }
}
