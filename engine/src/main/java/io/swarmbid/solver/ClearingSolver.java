package io.swarmbid.solver;

import io.swarmbid.arithmetic.Int128;
import java.util.Arrays;

/**
 * Clears an instance: finds the permitted units of each task that fit and whose net values sum to the most.
 *
 * <p>With at most one scarce kind (one that cannot hold what all tasks could take), the result is the optimum, and
 * {@link #isExact} says so, unless the operations or the table run out. Among optima the <b>tie rule</b> chooses: in
 * order of arrival, each task keeps the units it holds if an optimum that agrees with the choices before has it so, and
 * else takes the most units that such an optimum gives it. Units that fewer permitted units match in net value are never
 * taken (held ones may be kept). With fewer operations than that takes, the result is a feasible one, never worse than
 * the held units where these are permitted and fit, and the same on every machine.
 *
 * <p>Not threadsafe; no allocation after construction.
 */
public final class ClearingSolver {
    private static final int NO_KIND = -1;

    /** From one limit on the loss of a choice to the next. */
    private static final int LIMIT_GROWTH = 8;

    private static final int FIRST_LIMIT_SHIFT = 6;

    private final Hulls hulls;
    private final Losses losses;
    private final DenseCore dense;
    private final long[] prices = new long[ClearingProblem.KINDS];
    private final int[] units;
    private final int[] candidate;
    private final Int128 value = new Int128();
    private final Int128 other = new Int128();
    private ClearingProblem problem;
    private long budget;
    private long operations;
    private boolean exact;

    /**
     * @param maxTasks of the problems it will be given, as {@code maxChoices}.
     * @param maxVrus of one kind.
     * @param cells of the table that holds decisions: tasks whose units are open, times reachable capacities. A problem that
     *     needs more is not solved exactly. Two bytes each.
     */
    public ClearingSolver(
            final int maxTasks, final int maxChoices, final int maxVrus, final int cells) {
        hulls = new Hulls(maxTasks, maxChoices);
        losses = new Losses(maxTasks, maxChoices);
        dense = new DenseCore(maxTasks, maxVrus, cells);
        units = new int[maxTasks];
        candidate = new int[maxTasks];
    }

    /**
     * Solves a problem.
     *
     * @param operationsBudget steps that may be taken; the result is a feasible one at any budget.
     * @return false if no choice of permitted units fits; the results are undefined then.
     */
    public boolean solve(final ClearingProblem of, final long operationsBudget) {
        problem = of;
        budget = operationsBudget;
        operations = of.first[of.tasks];
        exact = false;
        Arrays.fill(prices, 0);
        if (!hulls.build(of) || !fewestFit()) {
            return false;
        }
        final int scarce = onlyScarceKind();
        if (scarce >= NO_KIND) {
            solveOneKind(scarce);
        } else {
            solveSeveralKinds();
        }
        total(units, value);
        return true;
    }

    /** The units of a task in the solution. */
    public int units(final int task) {
        return units[task];
    }

    /** The net value of the solution, femto per hour. Overwritten by the next call. */
    public Int128 value() {
        return value;
    }

    /** Whether the solution is proven to be the best, by the tie rule too if there is at most one scarce kind. */
    public boolean isExact() {
        return exact;
    }

    /** Steps taken by the last solution: choices looked at and cells filled. */
    public long operations() {
        return operations;
    }

    /** Price per VRU of a kind at which the relaxed demand (with parts of hull segments) meets the capacity, femto per hour. */
    public long dual(final int kind) {
        return prices[kind];
    }

    private boolean fewestFit() {
        for (int kind = 0; kind < ClearingProblem.KINDS; kind++) {
            long used = 0;
            for (int task = 0; task < problem.tasks; task++) {
                used += (long) problem.bundle[kind][task] * hulls.fewest(task);
            }
            if (used > problem.capacity[kind]) {
                return false;
            }
        }
        return true;
    }

    /** The only kind that cannot hold all that is wanted at price 0, {@link #NO_KIND} if there is none, less if several. */
    private int onlyScarceKind() {
        int scarce = NO_KIND;
        for (int kind = 0; kind < ClearingProblem.KINDS; kind++) {
            if (used(kind, 0) > problem.capacity[kind]) {
                scarce = scarce == NO_KIND ? kind : NO_KIND - 1;
            }
        }
        return scarce;
    }

    private long used(final int kind, final long price) {
        final int[] bundle = problem.bundle[kind];
        long used = 0;
        for (int task = 0; task < problem.tasks; task++) {
            final long perUnit = Losses.times(bundle[task], price);
            used += (long) bundle[task] * hulls.wanted(task, perUnit);
        }
        operations += problem.tasks;
        return used;
    }

    private void solveOneKind(final int scarce) {
        final int kind = Math.max(0, scarce);
        prices[kind] = scarce == NO_KIND ? 0 : clearingPrice(kind);
        losses.compute(problem, hulls, prices);
        operations += problem.first[problem.tasks];
        long gap = greedy(kind);
        long limit = gap >> FIRST_LIMIT_SHIFT;
        while (true) {
            final long loss =
                    dense.solve(
                            problem,
                            losses,
                            kind,
                            prices[kind],
                            limit,
                            budget - operations,
                            candidate);
            operations += dense.operations();
            if (loss == DenseCore.STOPPED) {
                return;
            }
            if (loss <= gap) {
                gap = loss;
                System.arraycopy(candidate, 0, units, 0, problem.tasks);
            }
            if (gap <= limit) {
                exact = gap < Hulls.INFINITE;
                return;
            }
            limit = limit > gap / LIMIT_GROWTH ? gap : Math.max(1, limit * LIMIT_GROWTH);
        }
    }

    /** The lowest price per VRU of a kind at which what is wanted fits. */
    private long clearingPrice(final int kind) {
        long low = 0;
        long high = 0;
        for (int task = 0; task < problem.tasks; task++) {
            final int bundle = problem.bundle[kind][task];
            if (bundle > 0) {
                high = Math.max(high, (hulls.steepest(task) + bundle - 1) / bundle);
            }
        }
        while (low < high) {
            final long middle = (low + high) >>> 1;
            if (used(kind, middle) <= problem.capacity[kind]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * Starts from the best answers to the price, which fit, and lets each task in order of arrival grow into what is left,
     * if it gains; the held units instead where they are better. Returns the loss of the solution.
     */
    private long greedy(final int kind) {
        final int[] bundle = problem.bundle[kind];
        long free = problem.capacity[kind];
        for (int task = 0; task < problem.tasks; task++) {
            units[task] = losses.best[task];
            free -= (long) bundle[task] * units[task];
        }
        for (int task = 0; task < problem.tasks; task++) {
            final int first = problem.first[task];
            int chosen = units[task];
            for (int at = first; at < first + losses.count[task]; at++) {
                final int n = losses.units[at];
                if (problem.net(task, n) > problem.net(task, chosen)
                        && (long) bundle[task] * (n - units[task]) <= free) {
                    chosen = n;
                }
            }
            free -= (long) bundle[task] * (chosen - units[task]);
            units[task] = chosen;
        }
        operations += problem.first[problem.tasks];
        preferHeld();
        return lossOfUnits(kind);
    }

    private void preferHeld() {
        for (int task = 0; task < problem.tasks; task++) {
            if (!problem.permits(task, problem.current[task])) {
                return;
            }
        }
        if (!fits(problem.current)) {
            return;
        }
        total(units, value);
        total(problem.current, other);
        if (other.compareTo(value) >= 0) {
            System.arraycopy(problem.current, 0, units, 0, problem.tasks);
        }
    }

    private boolean fits(final int[] chosen) {
        for (int kind = 0; kind < ClearingProblem.KINDS; kind++) {
            long used = 0;
            for (int task = 0; task < problem.tasks; task++) {
                used += (long) problem.bundle[kind][task] * chosen[task];
            }
            if (used > problem.capacity[kind]) {
                return false;
            }
        }
        return true;
    }

    private long lossOfUnits(final int kind) {
        long free = problem.capacity[kind];
        long loss = 0;
        for (int task = 0; task < problem.tasks; task++) {
            free -= (long) problem.bundle[kind][task] * units[task];
            loss = Math.min(Hulls.INFINITE, loss + losses.lossOf(task, units[task]));
        }
        return Math.min(Hulls.INFINITE, loss + Losses.times((int) free, prices[kind]));
    }

    private void total(final int[] chosen, final Int128 sum) {
        sum.zero();
        for (int task = 0; task < problem.tasks; task++) {
            sum.add(problem.net(task, chosen[task]));
        }
    }

    /** Keeps the held units where these are permitted and fit, else gives each task its fewest. */
    private void solveSeveralKinds() {
        for (int task = 0; task < problem.tasks; task++) {
            units[task] = hulls.fewest(task);
        }
        preferHeld();
    }
}
