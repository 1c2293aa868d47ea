package io.swarmbid.solver;

import io.swarmbid.arithmetic.Int128;
import java.util.Arrays;

/**
 * The prices per VRU that minimise the bound: the sum of what each task's best answer is worth to it, and of price times
 * capacity. These are the duals of the relaxation in which a task may take parts of its hull's segments. The bound is
 * convex and piecewise linear, so an exact search along a line is a bisection. The lines are the kinds themselves, and,
 * where the search is caught in a kink, the directions in which tasks that are just indifferent stay so. Not threadsafe.
 */
final class Prices {
    private static final int KINDS = ClearingProblem.KINDS;
    private static final int MAX_ROUNDS = 12;

    /** A price is exact to its share of 2^-PRECISION, the bound's progress is judged at the same. */
    private static final int PRECISION = 26;

    private static final int MAX_INDIFFERENT = 6;

    final long[] prices = new long[KINDS];

    private final Hulls hulls;
    private final long[] at = new long[KINDS];
    private final int[] direction = new int[KINDS];
    private final int[][] normals = new int[MAX_INDIFFERENT + KINDS][KINDS];
    private final Int128 bound = new Int128();
    private final Int128 before = new Int128();

    /** By task: the vertex of its hull that it wants at the prices. */
    private final int[] cursor;

    /** The tasks that may want another vertex at one end of the search's interval than at the other. */
    private final int[] open;

    /** By open task: the vertices that it may want within the interval, and what it wants at the step in hand. */
    private final int[] lowest;

    private final int[] highest;
    private final int[] now;

    /** By task: its price per unit at the prices. */
    private final long[] base;

    /** By open task: what a step adds to its price per unit. */
    private final long[] rate;

    private int openTasks;

    /** Along the direction: the capacity less what tasks want that are open no more. */
    private long room;

    private ClearingProblem problem;
    private long operations;
    private boolean isSingle;

    Prices(final Hulls hulls, final int maxTasks) {
        this.hulls = hulls;
        cursor = new int[maxTasks];
        open = new int[maxTasks];
        lowest = new int[maxTasks];
        highest = new int[maxTasks];
        now = new int[maxTasks];
        base = new long[maxTasks];
        rate = new long[maxTasks];
    }

    long operations() {
        return operations;
    }

    /** The price of a unit of a task at the prices, after {@link #find}, cut off at {@link Hulls#INFINITE}. */
    long ofUnit(final int task) {
        return base[task];
    }

    /** The units that a task wants at the prices, after {@link #find}: the fewest of those that bring most. */
    int wanted(final int task) {
        return hulls.units(cursor[task]);
    }

    /** The bound at the prices, after {@link #find}. */
    Int128 bound() {
        return bound;
    }

    /**
     * Finds the prices. With one scarce kind its price is the lowest at which what is wanted fits, exactly; with several the
     * bound comes within a small share of its least.
     *
     * @param isScarce the kinds that may have one; the others have price 0.
     */
    void find(final ClearingProblem of, final boolean[] isScarce) {
        Arrays.fill(prices, 0);
        findFromHere(of, isScarce);
    }

    /** As {@link #find}, from the prices of a problem that differs little. */
    void findFromHere(final ClearingProblem of, final boolean[] isScarce) {
        problem = of;
        operations = 0;
        int kinds = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            kinds += isScarce[kind] ? 1 : 0;
        }
        isSingle = kinds == 1;
        for (int task = 0; task < of.tasks; task++) {
            base[task] = Losses.pricePerUnit(of, task, prices);
            cursor[task] = hulls.wantedVertex(task, base[task]);
        }
        operations += of.tasks;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            before.set(bound.high(), bound.low());
            for (int kind = 0; kind < KINDS; kind++) {
                if (isScarce[kind]) {
                    along(kind == 0 ? 1 : 0, kind == 1 ? 1 : 0, kind == 2 ? 1 : 0);
                }
            }
            if (kinds <= 1) {
                break;
            }
            if (round > 0) {
                alongKinks(isScarce);
            }
            computeBound();
            if (round > 1 && !hasFallen()) {
                return;
            }
        }
        computeBound();
    }

    private boolean hasFallen() {
        final long share =
                Math.max(1, (before.high() << (64 - PRECISION)) | (before.low() >>> PRECISION));
        before.subtract(bound.high(), bound.low());
        return before.isAtLeast(share);
    }

    private void computeBound() {
        bound.zero();
        long used0 = 0;
        long used1 = 0;
        long used2 = 0;
        for (int task = 0; task < problem.tasks; task++) {
            final int n = hulls.units(cursor[task]);
            bound.add(problem.net(task, n));
            used0 += (long) problem.bundle[0][task] * n;
            used1 += (long) problem.bundle[1][task] * n;
            used2 += (long) problem.bundle[2][task] * n;
        }
        bound.addProduct(prices[0], problem.capacity[0] - used0);
        bound.addProduct(prices[1], problem.capacity[1] - used1);
        bound.addProduct(prices[2], problem.capacity[2] - used2);
        operations += problem.tasks;
    }

    /** Moves the prices along a line to where the bound is least. */
    private void along(final int d0, final int d1, final int d2) {
        direction[0] = d0;
        direction[1] = d1;
        direction[2] = d2;
        long least = -Hulls.INFINITE;
        long most = Hulls.INFINITE;
        long scale = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            final int d = direction[kind];
            if (d > 0) {
                least = Math.max(least, -(prices[kind] / d));
                most = Math.min(most, (Hulls.INFINITE - prices[kind]) / d);
            } else if (d < 0) {
                most = Math.min(most, prices[kind] / -d);
                least = Math.max(least, -((Hulls.INFINITE - prices[kind]) / -d));
            }
            scale = Math.max(scale, prices[kind]);
        }
        final long precision = isSingle ? 1 : Math.max(1, scale >> PRECISION);
        long width = Math.max(1 << 10, scale >> 8);
        boolean isEndPast = true;
        long low;
        long high;
        if (isPastHere()) {
            high = 0;
            low = Math.max(least, -width);
            while (low > least && isPast(low)) {
                high = low;
                width = Math.min(width << 1, Hulls.INFINITE >> 1);
                low = Math.max(least, low - width);
            }
            if (low == least && high > least && isPast(least)) {
                high = least;
            }
        } else {
            low = 0;
            high = Math.min(most, isSingle ? furthest() : width);
            final long unchanged = scale == 0 ? firstChange() : 0;
            while (high < most && !isSingle && (high < unchanged || !isPast(high))) {
                low = high;
                width = Math.min(width << 1, Hulls.INFINITE >> 1);
                high = high > most - width ? most : high + width;
            }
            isEndPast = high < most;
        }
        while (high - low > precision && high > least) {
            if (isEndPast && isOneChangeLeft()) {
                moveTo(bisect(low, high, precision, onlyChange()));
                return;
            }
            final long middle = low + ((high - low) >>> 1);
            if (isPast(middle)) {
                high = middle;
                isEndPast = true;
            } else {
                low = middle;
            }
        }
        moveTo(high);
    }

    /** Whether all that may still change within the interval is that one task wants the next vertex. */
    private boolean isOneChangeLeft() {
        final int task = open[0];
        return openTasks == 1
                && lowest[task] + 1 == highest[task]
                && base[task] < Hulls.INFINITE
                && hulls.slope(highest[task]) <= Hulls.INFINITE;
    }

    /** The first step at which that task wants it. */
    private long onlyChange() {
        final int task = open[0];
        final long above = base[task] - hulls.slope(highest[task]);
        return rate[task] > 0
                ? -Math.floorDiv(above, rate[task])
                : Math.floorDiv(above, -rate[task]) + 1;
    }

    /** The upper end to which the bisection comes of an interval in which the bound does not fall any more from a step on. */
    private static long bisect(
            final long from, final long to, final long precision, final long change) {
        long low = from;
        long high = to;
        while (high - low > precision) {
            final long middle = low + ((high - low) >>> 1);
            if (middle >= change) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private void moveTo(final long step) {
        if (step == 0) {
            return;
        }
        for (int i = 0; i < openTasks; i++) {
            final int task = open[i];
            cursor[task] = hulls.wantedVertex(lowest[task], highest[task], priceAt(task, step));
        }
        for (int kind = 0; kind < KINDS; kind++) {
            prices[kind] += step * direction[kind];
        }
        for (int task = 0; task < problem.tasks; task++) {
            base[task] = Losses.pricePerUnit(problem, task, prices);
        }
    }

    /**
     * Opens the tasks whose price the direction changes, at step 0.
     *
     * @return whether the bound does not fall any more from here on.
     */
    private boolean isPastHere() {
        room = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            room += (long) direction[kind] * problem.capacity[kind];
        }
        openTasks = 0;
        long slope = room;
        for (int task = 0; task < problem.tasks; task++) {
            final long change =
                    (long) direction[0] * problem.bundle[0][task]
                            + (long) direction[1] * problem.bundle[1][task]
                            + (long) direction[2] * problem.bundle[2][task];
            if (change != 0) {
                rate[task] = change;
                lowest[task] = hulls.first(task);
                highest[task] = hulls.last(task);
                now[task] = cursor[task];
                open[openTasks++] = task;
                slope -= change * hulls.units(cursor[task]);
            }
        }
        operations += problem.tasks;
        narrow(slope >= 0);
        return slope >= 0;
    }

    /** Whether the bound does not fall any more from a step on, which is within the interval of the search and ends it then. */
    private boolean isPast(final long step) {
        long slope = room;
        for (int i = 0; i < openTasks; i++) {
            final int task = open[i];
            final int vertex = hulls.wantedVertex(lowest[task], highest[task], priceAt(task, step));
            now[task] = vertex;
            slope -= rate[task] * hulls.units(vertex);
        }
        operations += openTasks;
        narrow(slope >= 0);
        return slope >= 0;
    }

    /** Ends the interval at the step in hand, above or below: what a task wants changes one way only along a line. */
    private void narrow(final boolean isUpperEnd) {
        int left = 0;
        for (int i = 0; i < openTasks; i++) {
            final int task = open[i];
            if (rate[task] > 0 == isUpperEnd) {
                lowest[task] = now[task];
            } else {
                highest[task] = now[task];
            }
            if (lowest[task] < highest[task]) {
                open[left++] = task;
            } else {
                cursor[task] = lowest[task];
                room -= rate[task] * hulls.units(lowest[task]);
            }
        }
        openTasks = left;
    }

    /** The price of a unit after a step, cut off at {@link Hulls#INFINITE}. */
    private long priceAt(final int task, final long step) {
        final long from = base[task];
        if (from < Hulls.INFINITE) {
            final long added = step * rate[task];
            return Math.multiplyHigh(step, rate[task]) != added >> (Long.SIZE - 1)
                            || added > Hulls.INFINITE - from
                    ? Hulls.INFINITE
                    : from + added;
        }
        for (int kind = 0; kind < KINDS; kind++) {
            at[kind] = prices[kind] + step * direction[kind];
        }
        return Losses.pricePerUnit(problem, task, at);
    }

    /** Of one kind: the step at which all want their fewest. */
    private long furthest() {
        long furthest = 1;
        for (int i = 0; i < openTasks; i++) {
            final int task = open[i];
            final long steepest = hulls.steepest(task);
            if (steepest >= Hulls.INFINITE) {
                return Hulls.INFINITE;
            }
            furthest = Math.max(furthest, (steepest - base[task] - 1) / rate[task] + 1);
        }
        return furthest;
    }

    /** Before this step no task wants anything else; 0 where that would take more to find than it saves. */
    private long firstChange() {
        long first = Hulls.INFINITE;
        for (int i = 0; i < openTasks; i++) {
            final int task = open[i];
            if (rate[task] < 0) {
                return 0;
            }
            first = Math.min(first, (hulls.slope(highest[task]) - base[task] - 1) / rate[task] + 1);
        }
        return first;
    }

    /** Follows the lines along which the tasks that are indifferent at the prices remain so. */
    private void alongKinks(final boolean[] isScarce) {
        int count = 0;
        for (int task = 0; task < problem.tasks && count < MAX_INDIFFERENT; task++) {
            if (isIndifferent(task)) {
                count = addNormal(count, task);
            }
        }
        operations += problem.tasks;
        final int bundles = count;
        for (int kind = 0; kind < KINDS; kind++) {
            Arrays.fill(normals[count], 0);
            normals[count++][kind] = 1;
        }
        for (int i = 0; i < bundles; i++) {
            for (int k = i + 1; k < count; k++) {
                alongBoth(normals[i], normals[k], isScarce);
            }
        }
    }

    /** Whether it would want something else at a price that hardly differs. */
    private boolean isIndifferent(final int task) {
        final long price = base[task];
        final long near = Math.max(4, price >> (PRECISION - 4));
        final int vertex = cursor[task];
        return vertex < hulls.last(task) && hulls.slope(vertex + 1) > Math.max(0, price - near)
                || vertex > hulls.first(task)
                        && hulls.slope(vertex) <= Math.min(Hulls.INFINITE, price + near);
    }

    private int addNormal(final int count, final int task) {
        for (int i = 0; i < count; i++) {
            if (normals[i][0] == problem.bundle[0][task]
                    && normals[i][1] == problem.bundle[1][task]
                    && normals[i][2] == problem.bundle[2][task]) {
                return count;
            }
        }
        for (int kind = 0; kind < KINDS; kind++) {
            normals[count][kind] = problem.bundle[kind][task];
        }
        return count + 1;
    }

    /** Along the line that is square to both. */
    private void alongBoth(final int[] a, final int[] b, final boolean[] isScarce) {
        final int d0 = a[1] * b[2] - a[2] * b[1];
        final int d1 = a[2] * b[0] - a[0] * b[2];
        final int d2 = a[0] * b[1] - a[1] * b[0];
        final boolean leaves =
                d0 != 0 && !isScarce[0] || d1 != 0 && !isScarce[1] || d2 != 0 && !isScarce[2];
        if (!leaves && (d0 != 0 || d1 != 0 || d2 != 0)) {
            along(d0, d1, d2);
        }
    }
}
