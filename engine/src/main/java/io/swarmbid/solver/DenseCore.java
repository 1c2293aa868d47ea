package io.swarmbid.solver;

import java.util.Arrays;

/**
 * The dynamic programme for one scarce kind: a multiple-choice knapsack over the choices that lose no more than a limit.
 * The tasks that have more than one are the core. Losses take the place of values, so that 64 bits are enough, and the
 * table covers only the capacity that is reachable (Pisinger, A minimal algorithm for the multiple-choice knapsack
 * problem, 1995). Not threadsafe.
 */
final class DenseCore {
    /** Returned where the table has no room or the operations do not suffice. */
    static final long STOPPED = -1;

    private final int maxWidth;
    private final char[] chosen;
    private long[] below;
    private long[] above;
    private final int[] core;
    private final int[] low;
    private final int[] high;

    /** Where a core task's row of {@link #chosen} begins, less its lowest capacity. */
    private final int[] row;

    private ClearingProblem problem;
    private Losses losses;
    private int[] bundle;
    private long limit;
    private int size;
    private int rest;
    private long operations;

    DenseCore(final int maxTasks, final int maxVrus, final int cells) {
        maxWidth = maxVrus + 1;
        chosen = new char[cells];
        below = new long[maxWidth];
        above = new long[maxWidth];
        core = new int[maxTasks];
        low = new int[maxTasks + 1];
        high = new int[maxTasks + 1];
        row = new int[maxTasks];
    }

    /** Steps taken by the last {@link #solve}: a choice looked at, or a cell of the table. */
    long operations() {
        return operations;
    }

    /**
     * Finds the choices of least loss, capacity left over included, among those that lose at most {@code mostLoss}. Among
     * equals, in order of arrival, each task takes the first of its choices that is still possible.
     *
     * @param kind the scarce one; the others are not looked at.
     * @param price of a VRU that is left over, femto per hour.
     * @param result takes the units of each task, if a solution was found.
     * @return the least loss; {@link Hulls#INFINITE} if no solution loses less; {@link #STOPPED}.
     */
    long solve(
            final ClearingProblem of,
            final Losses choices,
            final int kind,
            final long price,
            final long mostLoss,
            final long budget,
            final int[] result) {
        problem = of;
        losses = choices;
        bundle = of.bundle[kind];
        limit = mostLoss;
        operations = 0;
        long steps = gather(of.capacity[kind]);
        if (rest < 0 || !windows()) {
            return Hulls.INFINITE;
        }
        int cells = 0;
        for (int i = 0; i < size; i++) {
            final long width = high[i] - low[i] + 1L;
            if (cells + width > chosen.length || width > maxWidth) {
                return STOPPED;
            }
            row[i] = cells - low[i];
            cells += (int) width;
            steps += width * losses.count[core[i]];
        }
        if (operations + steps > budget) {
            return STOPPED;
        }
        operations += steps;
        for (int c = low[size]; c <= high[size]; c++) {
            above[c - low[size]] = within(Losses.times(c, price));
        }
        for (int i = size - 1; i >= 0; i--) {
            fill(i);
            final long[] swapped = above;
            above = below;
            below = swapped;
        }
        final long least = above[rest - low[0]];
        if (least < Hulls.INFINITE) {
            walk(result);
        }
        return least;
    }

    private long within(final long loss) {
        return loss <= limit ? loss : Hulls.INFINITE;
    }

    /** Fills {@link #core}; what the others use is taken from {@link #rest}. Returns the steps taken. */
    private long gather(final int capacity) {
        size = 0;
        long used = 0;
        long steps = 0;
        for (int task = 0; task < problem.tasks; task++) {
            int possible = 0;
            final int first = problem.first[task];
            for (int at = first; at < first + losses.count[task]; at++) {
                possible += losses.loss[at] <= limit ? 1 : 0;
            }
            steps += losses.count[task];
            if (possible > 1) {
                core[size++] = task;
            } else {
                used += (long) bundle[task] * losses.best[task];
            }
        }
        rest = (int) Math.max(-1, capacity - used);
        return steps;
    }

    /** Capacities at which each stage can stand; false if none. Stage i is before the choice of core task i. */
    private boolean windows() {
        int least = 0;
        for (int i = 0; i < size; i++) {
            least += least(core[i]);
        }
        if (least > rest) {
            return false;
        }
        int highest = rest;
        int lowest = rest;
        for (int i = 0; i <= size; i++) {
            high[i] = highest;
            low[i] = Math.max(least, lowest);
            if (i < size) {
                highest -= least(core[i]);
                lowest -= Math.min(lowest, most(core[i]));
                least -= least(core[i]);
            }
        }
        return true;
    }

    private int least(final int task) {
        return bundle[task] * extreme(task, -1);
    }

    private int most(final int task) {
        return bundle[task] * extreme(task, 1);
    }

    private int extreme(final int task, final int sign) {
        int extreme = losses.best[task];
        final int first = problem.first[task];
        for (int at = first; at < first + losses.count[task]; at++) {
            if (losses.loss[at] <= limit && (losses.units[at] - extreme) * sign > 0) {
                extreme = losses.units[at];
            }
        }
        return extreme;
    }

    /** below[c] = least over the choices of loss + above[c - use], for each capacity c of stage i. */
    private void fill(final int i) {
        final int task = core[i];
        final int from = low[i];
        Arrays.fill(below, 0, high[i] - from + 1, Hulls.INFINITE);
        final int first = problem.first[task];
        for (int at = first; at < first + losses.count[task]; at++) {
            final long loss = losses.loss[at];
            if (loss > limit) {
                continue;
            }
            final int use = bundle[task] * losses.units[at];
            final int end = Math.min(high[i], high[i + 1] + use);
            final char choice = (char) (at - first);
            for (int c = Math.max(from, low[i + 1] + use); c <= end; c++) {
                final long sum = above[c - use - low[i + 1]] + loss;
                if (sum < below[c - from]) {
                    below[c - from] = sum;
                    chosen[row[i] + c] = choice;
                }
            }
        }
    }

    private void walk(final int[] result) {
        for (int task = 0; task < problem.tasks; task++) {
            result[task] = losses.best[task];
        }
        int capacity = rest;
        for (int i = 0; i < size; i++) {
            final int task = core[i];
            result[task] = losses.units[problem.first[task] + chosen[row[i] + capacity]];
            capacity -= bundle[task] * result[task];
        }
    }
}
