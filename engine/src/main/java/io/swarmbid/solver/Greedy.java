package io.swarmbid.solver;

import io.swarmbid.arithmetic.Int128;

/**
 * A first solution: the best answers to the prices; where they do not fit, the choices that lose least per unit of what is
 * short; then the growth that gains most as long as any fits. Not threadsafe.
 */
final class Greedy {
    private static final int KINDS = ClearingProblem.KINDS;

    private final long[] free = new long[KINDS];
    private ClearingProblem problem;
    private Losses losses;
    private long operations;

    long operations() {
        return operations;
    }

    /** Fills the units of each task; false if it found nothing that fits. */
    boolean fill(final ClearingProblem of, final Losses choices, final int[] units) {
        problem = of;
        losses = choices;
        operations = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            free[kind] = of.capacity[kind];
        }
        for (int task = 0; task < of.tasks; task++) {
            units[task] = choices.best[task];
            take(task, units[task]);
        }
        while (isShort()) {
            if (!shrink(units)) {
                return false;
            }
        }
        grow(units);
        return true;
    }

    private void take(final int task, final int units) {
        for (int kind = 0; kind < KINDS; kind++) {
            free[kind] -= (long) problem.bundle[kind][task] * units;
        }
    }

    private boolean isShort() {
        return free[0] < 0 || free[1] < 0 || free[2] < 0;
    }

    /** VRUs of what is short that a task frees with so many units less. */
    private long relief(final int task, final int less) {
        long relief = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            if (free[kind] < 0) {
                relief += Math.min(-free[kind], (long) problem.bundle[kind][task] * less);
            }
        }
        return relief;
    }

    private boolean shrink(final int[] units) {
        int bestTask = -1;
        int bestUnits = 0;
        long bestLoss = 0;
        long bestRelief = 1;
        for (int task = 0; task < problem.tasks; task++) {
            final long now = losses.lossOf(task, units[task]);
            final int first = problem.first[task];
            for (int at = first; at < first + losses.count[task]; at++) {
                final int less = units[task] - losses.units[at];
                final long relief = less > 0 ? relief(task, less) : 0;
                final long loss = Math.max(0, losses.loss[at] - now);
                if (relief > 0
                        && (bestTask < 0
                                || Int128.compareProducts(loss, bestRelief, bestLoss, relief)
                                        < 0)) {
                    bestTask = task;
                    bestUnits = losses.units[at];
                    bestLoss = loss;
                    bestRelief = relief;
                }
            }
        }
        operations += problem.first[problem.tasks];
        if (bestTask < 0) {
            return false;
        }
        take(bestTask, bestUnits - units[bestTask]);
        units[bestTask] = bestUnits;
        return true;
    }

    /** In order of arrival each task grows by what gains most and fits. */
    private void grow(final int[] units) {
        for (int task = 0; task < problem.tasks; task++) {
            final int first = problem.first[task];
            int chosen = units[task];
            for (int at = first; at < first + losses.count[task]; at++) {
                final int n = losses.units[at];
                if (problem.net(task, n) > problem.net(task, chosen)
                        && fits(task, n - units[task])) {
                    chosen = n;
                }
            }
            take(task, chosen - units[task]);
            units[task] = chosen;
        }
        operations += problem.first[problem.tasks];
    }

    private boolean fits(final int task, final int more) {
        for (int kind = 0; kind < KINDS; kind++) {
            if ((long) problem.bundle[kind][task] * more > free[kind]) {
                return false;
            }
        }
        return true;
    }
}
