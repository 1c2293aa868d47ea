package io.swarmbid.solver;

import io.swarmbid.arithmetic.Int128;

/**
 * Clears an instance: finds the permitted units of each task that fit and whose net values sum to the most.
 *
 * <p>With at most one scarce kind (one that cannot hold what all tasks could take), the result is the optimum, and
 * {@link #isExact} says so, unless the operations or the table run out. Among optima the <b>tie rule</b> chooses: in
 * order of arrival, each task keeps the units it holds if an optimum that agrees with the choices before has it so, and
 * else takes the most units that such an optimum gives it. Units that fewer permitted units match in net value are never
 * taken (held ones may be kept).
 *
 * <p>With several scarce kinds it is the optimum where {@link #isExact} says so, one of several perhaps; with more than 32
 * tasks the search stops within 2^-13 of the {@link #bound}. With fewer operations than it takes, the result is a feasible
 * one, never worse than the held units where these are permitted and fit. In all cases it depends on the problem, the sizes
 * and the budget alone.
 *
 * <p>Not threadsafe; no allocation after construction.
 */
public final class ClearingSolver {
    private static final int KINDS = ClearingProblem.KINDS;

    /** From one limit on the loss of a choice to the next. */
    private static final int LIMIT_GROWTH = 4;

    private static final int FIRST_LIMIT_SHIFT = 6;

    /** Cells to a state of the sparse core. */
    private static final int STATES_SHIFT = 4;

    private final Hulls hulls;
    final Losses losses;
    private final Prices prices;
    private final Greedy greedy = new Greedy();
    private final DenseCore dense;
    private final BranchAndBound branching;
    final boolean[] isScarce = new boolean[KINDS];
    private final int[] units;
    private final int[] candidate;
    private final long[] duals = new long[KINDS];
    private final Int128 bound = new Int128();
    private final Int128 value = new Int128();
    private final Int128 other = new Int128();
    private ClearingProblem problem;
    private long budget;
    private long operations;
    private long gap;
    private boolean exact;

    /**
     * @param maxTasks of the problems it will be given, as {@code maxChoices}.
     * @param maxVrus of one kind, at most 524,288.
     * @param cells of the tables that hold decisions. One scarce kind: tasks whose units are open, times reachable
     *     capacities. Several: 16 times the states of all stages. A problem that needs more is not solved exactly. 5 bytes each.
     */
    public ClearingSolver(
            final int maxTasks, final int maxChoices, final int maxVrus, final int cells) {
        hulls = new Hulls(maxTasks, maxChoices);
        losses = new Losses(maxTasks, maxChoices);
        prices = new Prices(hulls, maxTasks);
        dense = new DenseCore(maxTasks, maxVrus, cells);
        branching =
                new BranchAndBound(
                        hulls,
                        losses,
                        prices,
                        greedy,
                        new SparseCore(maxTasks, Math.max(16, cells >> STATES_SHIFT)));
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
        of.widen();
        if (!hulls.build(of) || !hulls.fewestFit()) {
            return false;
        }
        losses.list(of);
        final int scarce = findScarce();
        prices.find(of, isScarce);
        losses.price(prices);
        operations += prices.operations() + of.first[of.tasks];
        System.arraycopy(prices.perVru(), 0, duals, 0, KINDS);
        bound.set(prices.bound().high(), prices.bound().low());
        startingSolution();
        if (scarce <= 1) {
            solveOneKind();
        } else {
            exact = branching.solve(of, isScarce, budget - operations, units, candidate);
            operations += branching.operations();
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
        return duals[kind];
    }

    /**
     * What it takes to matter, in a problem with VRUs of one kind: were a task added whose net value of any units is less than
     * this a VRU, no solution that gives it some would be as good as the best one; if it is not more, none would be better.
     * It follows from the bound: at a price at which it holds, such a task would lose more than the best solution is under it.
     *
     * @return femto per hour; 0 where that cannot be said of any, or the solution is not proven to be the best.
     */
    public long entry(final int kind) {
        if (!exact) {
            return 0;
        }
        other.set(bound.high(), bound.low()).subtract(value.high(), value.low());
        return Math.max(0, prices.highest(kind) - Math.max(0, other.saturated()));
    }

    /** No solution is above it, femto per hour: the value of the relaxation at the {@link #dual} prices. */
    public Int128 bound() {
        return bound;
    }

    /** Finds the kinds that cannot hold the most that all tasks could take; returns their number. */
    private int findScarce() {
        int scarce = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            long used = 0;
            for (int task = 0; task < problem.tasks; task++) {
                used += (long) problem.bundle[kind][task] * losses.most(task);
            }
            isScarce[kind] = used > problem.capacity[kind];
            scarce += isScarce[kind] ? 1 : 0;
        }
        return scarce;
    }

    private int onlyKind() {
        return isScarce[1] ? 1 : isScarce[2] ? 2 : 0;
    }

    private void solveOneKind() {
        final int kind = onlyKind();
        long limit = gap >> FIRST_LIMIT_SHIFT;
        while (true) {
            final long loss =
                    dense.solve(
                            problem,
                            losses,
                            kind,
                            prices.perVru()[kind],
                            limit,
                            budget - operations,
                            candidate);
            operations += dense.operations();
            if (loss == DenseCore.STOPPED) {
                return;
            }
            improve(loss);
            if (gap <= limit) {
                exact = gap < Hulls.INFINITE;
                return;
            }
            limit = nextLimit(limit);
        }
    }

    private long nextLimit(final long limit) {
        return limit > gap / LIMIT_GROWTH ? gap : Math.max(1, limit * LIMIT_GROWTH);
    }

    private void improve(final long loss) {
        if (loss <= gap) {
            gap = loss;
            System.arraycopy(candidate, 0, units, 0, problem.tasks);
        }
    }

    /** The greedy solution, or the held units where they are no worse; else the fewest of each. */
    private void startingSolution() {
        final boolean found = greedy.fill(problem, losses, units);
        operations += greedy.operations();
        if (!found) {
            for (int task = 0; task < problem.tasks; task++) {
                units[task] = hulls.fewest(task);
            }
        }
        if (isHeldPossible()) {
            total(units, value);
            total(problem.current, other);
            if (other.compareTo(value) >= 0) {
                System.arraycopy(problem.current, 0, units, 0, problem.tasks);
            }
        }
        gap = lossOfUnits();
    }

    private boolean isHeldPossible() {
        for (int task = 0; task < problem.tasks; task++) {
            if (!problem.permits(task, problem.current[task])) {
                return false;
            }
        }
        for (int kind = 0; kind < KINDS; kind++) {
            if (free(kind, problem.current) < 0) {
                return false;
            }
        }
        return true;
    }

    private long free(final int kind, final int[] chosen) {
        long free = problem.capacity[kind];
        for (int task = 0; task < problem.tasks; task++) {
            free -= (long) problem.bundle[kind][task] * chosen[task];
        }
        return free;
    }

    private long lossOfUnits() {
        long loss = 0;
        for (int task = 0; task < problem.tasks; task++) {
            loss = Math.min(Hulls.INFINITE, loss + losses.lossOf(task, units[task]));
        }
        for (int kind = 0; kind < KINDS; kind++) {
            final long unused = Losses.times(free(kind, units), prices.perVru()[kind]);
            loss = Math.min(Hulls.INFINITE, loss + unused);
        }
        return loss;
    }

    private void total(final int[] chosen, final Int128 sum) {
        sum.zero();
        for (int task = 0; task < problem.tasks; task++) {
            sum.add(problem.net(task, chosen[task]));
        }
    }
}
