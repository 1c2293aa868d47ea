package io.swarmbid.solver;

import java.util.Arrays;

/**
 * Prices per VRU that move along a line to where the bound of {@link Prices} is least. Along it the bound's slope is the
 * capacity less what the tasks want, which changes where a task comes to another vertex of its hull. Where that makes it turn
 * is found by selection: the middle change of a middle task tells on which side it is; when few changes are left they are
 * walked through. No step is tried but those of changes, unless prices or slopes are cut off. Not threadsafe.
 */
final class LineSearch {
    private static final int KINDS = ClearingProblem.KINDS;

    /** With so few changes left a line is walked from one to the next. */
    private static final int FEW = 16;

    final long[] prices = new long[KINDS];

    private final Hulls hulls;
    private final long[] at = new long[KINDS];
    private final int[] direction = new int[KINDS];

    /** By task: the vertex of its hull that it wants at the prices. */
    private final int[] cursor;

    /** By kind: the VRUs that all of them want. */
    private final long[] used = new long[KINDS];

    /** By task: its price per unit at the prices, and what a step adds to it. */
    private final long[] base;

    private final long[] rate;

    /** The tasks that may want another vertex at one end of the search's interval than at the other. */
    private final int[] open;

    private int openTasks;

    /** By task: the vertices that it may want within the interval, and what it wants at the step in hand. */
    private final int[] lowest;

    private final int[] highest;
    private final int[] now;

    /** By open task: when its next change is due. */
    private final long[] due;

    /** Along the direction: the capacity less what tasks want that are open no more. */
    private long room;

    /** How fast the bound rises at the ends of the search's interval, where it was there. */
    private long slopeBelow;

    private long slopeAbove;

    /** How often open tasks may want another vertex within the interval, in all. */
    private int changes;

    /** Whether some slope, and whether some price or slope, is cut off, so that changes do not come at even paces. */
    private boolean isSteep;

    private boolean isCutOff;
    private ClearingProblem problem;
    private int moves;
    private long operations;

    LineSearch(final Hulls hulls, final int maxTasks) {
        this.hulls = hulls;
        cursor = new int[maxTasks];
        base = new long[maxTasks];
        rate = new long[maxTasks];
        open = new int[maxTasks];
        lowest = new int[maxTasks];
        highest = new int[maxTasks];
        now = new int[maxTasks];
        due = new long[maxTasks];
    }

    /** Begins with a problem, at the prices as they are. */
    void begin(final ClearingProblem of) {
        problem = of;
        moves = 0;
        operations = of.tasks;
        isSteep = false;
        isCutOff = false;
        Arrays.fill(used, 0);
        for (int task = 0; task < of.tasks; task++) {
            base[task] = Losses.pricePerUnit(of, task, prices);
            cursor[task] = hulls.first(task);
            for (int kind = 0; kind < KINDS; kind++) {
                used[kind] += (long) of.bundle[kind][task] * hulls.fewest(task);
            }
            want(task, hulls.wantedVertex(task, base[task]));
            isSteep |= hulls.steepest(task) > Hulls.INFINITE;
            isCutOff |= base[task] >= Hulls.INFINITE;
        }
        isCutOff |= isSteep;
    }

    long operations() {
        return operations;
    }

    /** How often the prices have moved since it began. */
    int moves() {
        return moves;
    }

    /** The price of a unit of a task, cut off at {@link Hulls#INFINITE}. */
    long ofUnit(final int task) {
        return base[task];
    }

    /** The vertex that a task wants: of those that bring most the one with the fewest units. */
    int vertex(final int task) {
        return cursor[task];
    }

    /** The VRUs of a kind that all tasks want. */
    long used(final int kind) {
        return used[kind];
    }

    /** Moves the prices along a line to where the bound is least: to the first step from which on it does not fall any more. */
    void along(final int d0, final int d1, final int d2) {
        direction[0] = d0;
        direction[1] = d1;
        direction[2] = d2;
        final long here = slopeHere();
        final boolean isUp = here < 0;
        if (!hasRoom(isUp)) {
            return;
        }
        openHere(here);
        if (isCutOff) {
            moveTo(bisect(least(), most(), isUp), false);
            return;
        }
        final long step = firstPast(isUp);
        if (step == 0 || isWithinLimits(step)) {
            moveTo(step, true);
        } else {
            moveTo(step < 0 ? least() : most(), false);
        }
    }

    /** How fast the bound rises at step 0: along the direction, the capacity less what tasks want. */
    private long slopeHere() {
        long slope = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            slope += direction[kind] * (problem.capacity[kind] - used[kind]);
        }
        return slope;
    }

    /** Whether the prices can go one step up or down the line. */
    private boolean hasRoom(final boolean isUp) {
        for (int kind = 0; kind < KINDS; kind++) {
            final long price = prices[kind] + (isUp ? direction[kind] : -direction[kind]);
            if (price < 0 || price > Hulls.INFINITE) {
                return false;
            }
        }
        return true;
    }

    private boolean isWithinLimits(final long step) {
        for (int kind = 0; kind < KINDS; kind++) {
            final long added = step * direction[kind];
            final long price = prices[kind] + added;
            if (Math.multiplyHigh(step, direction[kind]) != added >> (Long.SIZE - 1)
                    || price < 0
                    || price > Hulls.INFINITE) {
                return false;
            }
        }
        return true;
    }

    private long least() {
        long least = -Hulls.INFINITE;
        for (int kind = 0; kind < KINDS; kind++) {
            final int d = direction[kind];
            if (d > 0) {
                least = Math.max(least, -(prices[kind] / d));
            } else if (d < 0) {
                least = Math.max(least, -((Hulls.INFINITE - prices[kind]) / -d));
            }
        }
        return least;
    }

    private long most() {
        long most = Hulls.INFINITE;
        for (int kind = 0; kind < KINDS; kind++) {
            final int d = direction[kind];
            if (d > 0) {
                most = Math.min(most, (Hulls.INFINITE - prices[kind]) / d);
            } else if (d < 0) {
                most = Math.min(most, prices[kind] / -d);
            }
        }
        return most;
    }

    /**
     * Opens the tasks whose price the direction changes, with the vertices that they may want on the side of step 0 on which
     * the bound is least.
     *
     * @param here how fast the bound rises at step 0: above it is least where it falls.
     */
    private void openHere(final long here) {
        final int tasks = problem.tasks;
        final int[] bundle0 = problem.bundle[0];
        final int[] bundle1 = problem.bundle[1];
        final int[] bundle2 = problem.bundle[2];
        final long d0 = direction[0];
        final long d1 = direction[1];
        final long d2 = direction[2];
        final boolean isUp = here < 0;
        long left = d0 * problem.capacity[0] + d1 * problem.capacity[1] + d2 * problem.capacity[2];
        int opened = 0;
        int possible = 0;
        for (int task = 0; task < tasks; task++) {
            final long change = d0 * bundle0[task] + d1 * bundle1[task] + d2 * bundle2[task];
            // What it may want: fewer units where its price rises with the steps in hand, else
            // more. No branch foresees it.
            final int vertex = cursor[task];
            final int first = hulls.first(task);
            final int last = hulls.last(task);
            final long wanted = change * hulls.units(vertex);
            final boolean takesLess = change > 0 == isUp;
            final int low = takesLess ? first : vertex;
            final int high = takesLess ? vertex : last;
            final int between = change == 0 ? 0 : high - low;
            rate[task] = change;
            lowest[task] = low;
            highest[task] = high;
            open[opened] = task;
            opened += between > 0 ? 1 : 0;
            possible += between;
            left -= between > 0 ? 0 : wanted;
        }
        openTasks = opened;
        changes = possible;
        room = left;
        slopeBelow = here;
        slopeAbove = here;
        operations += tasks;
    }

    /** The first step from which on the bound does not fall any more, if prices had no limits; all changes are at even paces. */
    private long firstPast(final boolean isUp) {
        while (changes > FEW) {
            final int task = open[openTasks >>> 1];
            final long step = change(task, (lowest[task] + highest[task] + 1) >>> 1);
            if (isPast(step) && !isPast(step - 1)) {
                return step;
            }
        }
        return isUp ? walk(-slopeBelow, true) : walk(slopeAbove + 1, false);
    }

    /**
     * Goes from one end of the interval from change to change.
     *
     * @param lacking how far the bound's slope must change.
     */
    private long walk(final long lacking, final boolean isUp) {
        for (int i = 0; i < openTasks; i++) {
            final int task = open[i];
            now[task] = rate[task] > 0 == isUp ? highest[task] : lowest[task] + 1;
            due[i] = due(task, isUp);
        }
        long left = lacking;
        while (true) {
            int next = 0;
            long first = Long.MAX_VALUE;
            for (int i = 0; i < openTasks; i++) {
                if (due[i] < first) {
                    first = due[i];
                    next = i;
                }
            }
            if (first == Long.MAX_VALUE) {
                return isUp ? Long.MAX_VALUE : Long.MIN_VALUE;
            }
            final int task = open[next];
            final int vertex = now[task];
            left -= Math.abs(rate[task]) * (hulls.units(vertex) - hulls.units(vertex - 1));
            if (left <= 0) {
                return isUp ? first : ~first;
            }
            now[task] += rate[task] > 0 == isUp ? -1 : 1;
            due[next] = due(task, isUp);
        }
    }

    /** When the next change of a task is due on a walk: its step, or below its complement; the largest number after the last. */
    private long due(final int task, final boolean isUp) {
        final int vertex = now[task];
        if (vertex <= lowest[task] || vertex > highest[task]) {
            return Long.MAX_VALUE;
        }
        final long step = change(task, vertex);
        return isUp ? step : ~step;
    }

    /** The first step at which a task has changed between a vertex and the one before it. */
    private long change(final int task, final int vertex) {
        final long above = base[task] - hulls.slope(vertex);
        return rate[task] > 0
                ? -Math.floorDiv(above, rate[task])
                : Math.floorDiv(above, -rate[task]) + 1;
    }

    /** The same where prices are cut off, by trying, within limits. */
    private long bisect(final long least, final long most, final boolean isUp) {
        long low = isUp ? 0 : least - 1;
        long high = isUp ? most : 0;
        while (high - low > 1) {
            final long middle = low + ((high - low) >>> 1);
            if (isPast(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /**
     * Takes a step.
     *
     * @param isKnown whether what tasks want there, which are open no more, is known.
     */
    private void moveTo(final long step, final boolean isKnown) {
        if (step == 0) {
            return;
        }
        moves++;
        for (int kind = 0; kind < KINDS; kind++) {
            prices[kind] += step * direction[kind];
        }
        boolean isCut = isSteep;
        for (int task = 0; task < problem.tasks; task++) {
            if (rate[task] != 0) {
                final long price =
                        isCutOff ? Losses.pricePerUnit(problem, task, prices) : priceAt(task, step);
                base[task] = price;
                want(
                        task,
                        isKnown
                                ? hulls.wantedVertex(lowest[task], highest[task], price)
                                : hulls.wantedVertex(task, price));
            }
            isCut |= base[task] >= Hulls.INFINITE;
        }
        isCutOff = isCut;
    }

    /** Notes what a task wants at the prices. */
    private void want(final int task, final int vertex) {
        final long more = hulls.units(vertex) - hulls.units(cursor[task]);
        if (more != 0) {
            cursor[task] = vertex;
            for (int kind = 0; kind < KINDS; kind++) {
                used[kind] += problem.bundle[kind][task] * more;
            }
        }
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
        final boolean isPast = slope >= 0;
        if (isPast) {
            slopeAbove = slope;
        } else {
            slopeBelow = slope;
        }
        narrow(isPast);
        return isPast;
    }

    /** Ends the interval at the step in hand, above or below: what a task wants changes one way only along a line. */
    private void narrow(final boolean isUpperEnd) {
        changes = 0;
        int left = 0;
        for (int i = 0; i < openTasks; i++) {
            final int task = open[i];
            if (rate[task] > 0 == isUpperEnd) {
                lowest[task] = now[task];
            } else {
                highest[task] = now[task];
            }
            final int possible = highest[task] - lowest[task];
            if (possible > 0) {
                open[left++] = task;
                changes += possible;
            } else {
                room -= rate[task] * hulls.units(lowest[task]);
            }
        }
        openTasks = left;
    }

    /** The price of a unit after a step, cut off at {@link Hulls#INFINITE}; far beyond the limits of prices also below 0. */
    private long priceAt(final int task, final long step) {
        final long from = base[task];
        if (from < Hulls.INFINITE) {
            final long added = step * rate[task];
            final long high = Math.multiplyHigh(step, rate[task]);
            if (high != added >> (Long.SIZE - 1)) {
                return high < 0 ? -Hulls.INFINITE : Hulls.INFINITE;
            }
            return added > Hulls.INFINITE - from ? Hulls.INFINITE : from + added;
        }
        for (int kind = 0; kind < KINDS; kind++) {
            at[kind] = prices[kind] + step * direction[kind];
        }
        return Losses.pricePerUnit(problem, task, at);
    }
}
