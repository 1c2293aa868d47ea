package io.swarmbid.solver;

import io.swarmbid.arithmetic.Int128;

/**
 * Several scarce kinds: at each node the prices of the relaxation, a greedy solution, and the sparse programme over the
 * choices that can still matter. Where that runs out of room, the task that is indifferent between the two most distant
 * choices is held to the one side, then to the other. What a gang's hull pretends to sell in parts is thereby settled, and
 * the bounds close in. Depth first. Not threadsafe.
 */
final class BranchAndBound {
    private static final int MAX_DEPTH = 40;

    /** From one limit on the loss of a choice to the next. */
    private static final int LIMIT_GROWTH = 4;

    /** A first limit of a smaller share of the gap proves less often than it costs. */
    private static final int FIRST_LIMIT_SHIFT = 4;

    /** A choice that loses no more than this share of the gap loses next to nothing. */
    private static final int NEXT_TO_NOTHING_SHIFT = 6;

    /** States that a stage keeps, at most, while a node can still branch. */
    private static final int WIDTH = 64;

    /** With more tasks than this, a solution this close to the bound is good enough. */
    private static final int EXACT_TASKS = 32;

    private static final int ENOUGH_SHIFT = 13;

    private final Hulls hulls;
    private final Losses losses;
    private final Prices prices;
    private final Greedy greedy;
    private final SparseCore sparse;
    private final long[] boundHigh = new long[MAX_DEPTH + 1];
    private final long[] boundLow = new long[MAX_DEPTH + 1];
    private final Int128 value = new Int128();
    private final Int128 scratch = new Int128();
    private ClearingProblem problem;
    private boolean[] isScarce;
    private int[] units;
    private int[] candidate;
    private long budget;
    private long operations;
    private boolean proven;

    BranchAndBound(
            final Hulls hulls,
            final Losses losses,
            final Prices prices,
            final Greedy greedy,
            final SparseCore sparse) {
        this.hulls = hulls;
        this.losses = losses;
        this.prices = prices;
        this.greedy = greedy;
        this.sparse = sparse;
    }

    long operations() {
        return operations;
    }

    /**
     * Improves a solution, at prices and losses that were just found for the whole problem.
     *
     * @param best the solution so far, and the result.
     * @param other room for another.
     * @return whether the result is the optimum.
     */
    boolean solve(
            final ClearingProblem of,
            final boolean[] scarceKinds,
            final long operationsBudget,
            final int[] best,
            final int[] other) {
        problem = of;
        isScarce = scarceKinds;
        budget = operationsBudget;
        units = best;
        candidate = other;
        operations = 0;
        proven = true;
        total(best, value);
        explore(0);
        of.widen();
        return proven;
    }

    private void total(final int[] chosen, final Int128 sum) {
        sum.zero();
        for (int task = 0; task < problem.tasks; task++) {
            sum.add(problem.net(task, chosen[task]));
        }
    }

    /** What the solution so far is below the bound of the node at a depth, at least 0. */
    private long gap(final int depth) {
        scratch.set(boundHigh[depth], boundLow[depth]);
        scratch.subtract(value.high(), value.low());
        return Math.max(0, Math.min(Hulls.INFINITE, scratch.saturated()));
    }

    private boolean isSpent() {
        if (operations >= budget) {
            proven = false;
            return true;
        }
        final long gap = gap(0);
        if (problem.tasks > EXACT_TASKS && gap > 0) {
            scratch.set(boundHigh[0], boundLow[0]);
            scratch.addScaled(-1, -gap, 1 << ENOUGH_SHIFT);
            if (scratch.isAtLeast(0)) {
                proven = false;
                return true;
            }
        }
        return false;
    }

    /** Solves what the ranges of the problem leave; prices and losses are those of the node. */
    private void explore(final int depth) {
        boundHigh[depth] = prices.bound().high();
        boundLow[depth] = prices.bound().low();
        if (gap(depth) == 0 || isSpent() || isSolved(depth, WIDTH)) {
            return;
        }
        final int task = depth < MAX_DEPTH ? mostIndifferent(gap(depth)) : -1;
        if (task < 0) {
            proven &= isSolved(depth, Integer.MAX_VALUE);
            return;
        }
        final int split = split(task);
        final int from = problem.from[task];
        final int to = problem.to[task];
        final int side = losses.best[task] >= split ? 1 : 0;
        for (int i = 0; i < 2; i++) {
            problem.from[task] = (side ^ i) == 1 ? split : from;
            problem.to[task] = (side ^ i) == 1 ? to : split - 1;
            if (gap(depth) > 0 && !isSpent()) {
                enter(task, depth + 1);
            }
        }
        problem.from[task] = from;
        problem.to[task] = to;
        hulls.build(task);
        losses.list(task);
    }

    private void enter(final int task, final int depth) {
        losses.list(task);
        if (!hulls.build(task) || !hulls.fewestFit()) {
            return;
        }
        prices.findFromHere(problem, isScarce);
        losses.price(prices);
        operations += prices.operations() + problem.first[problem.tasks];
        if (greedy.fill(problem, losses, candidate)) {
            total(candidate, scratch);
            keepIfBetter();
        }
        operations += greedy.operations();
        explore(depth);
    }

    /** Takes the candidate, whose value is in {@link #scratch}, if it is better. */
    private void keepIfBetter() {
        if (scratch.compareTo(value) > 0) {
            value.set(scratch.high(), scratch.low());
            System.arraycopy(candidate, 0, units, 0, problem.tasks);
        }
    }

    /** Widens the limit until the least loss is within it: true; or until the states have no room. */
    private boolean isSolved(final int depth, final int width) {
        long gap = gap(depth);
        long limit = gap >> FIRST_LIMIT_SHIFT;
        while (true) {
            final long loss =
                    sparse.solve(
                            problem,
                            losses,
                            prices.perVru(),
                            isScarce,
                            limit,
                            Math.min(width, sparse.maxWidth()),
                            budget - operations,
                            candidate);
            operations += sparse.operations();
            if (loss < gap) {
                total(candidate, scratch);
                keepIfBetter();
                gap = gap(depth);
            }
            if (!sparse.isTruncated() && gap <= limit) {
                return true;
            }
            if (sparse.isTruncated() && (loss < Hulls.INFINITE || limit >= gap)) {
                return false;
            }
            limit = limit > gap / (2 * LIMIT_GROWTH) ? gap : Math.max(1, limit * LIMIT_GROWTH);
        }
    }

    /** Of the tasks with another choice that loses next to nothing, the one for which most is at stake between the two; -1. */
    private int mostIndifferent(final long gap) {
        int most = -1;
        long stake = 0;
        for (int task = 0; task < problem.tasks; task++) {
            final int other = nearest(task);
            if (other >= 0 && losses.lossOf(task, other) <= gap >> NEXT_TO_NOTHING_SHIFT) {
                final long price = Losses.pricePerUnit(problem, task, prices.perVru());
                final long worth = Losses.times(Math.abs(other - losses.best[task]), price);
                if (worth > stake) {
                    stake = worth;
                    most = task;
                }
            }
        }
        operations += problem.first[problem.tasks];
        return most;
    }

    /** The choice besides the best one that loses least; -1 if there is none. */
    private int nearest(final int task) {
        int nearest = -1;
        long least = Hulls.INFINITE;
        final int first = problem.first[task];
        for (int at = first; at < first + losses.count[task]; at++) {
            if (losses.units[at] != losses.best[task] && losses.loss[at] < least) {
                least = losses.loss[at];
                nearest = losses.units[at];
            }
        }
        return nearest;
    }

    /** The fewest units of the upper side. */
    private int split(final int task) {
        return Math.max(losses.best[task], nearest(task));
    }
}
