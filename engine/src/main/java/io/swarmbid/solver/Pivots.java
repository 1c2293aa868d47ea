package io.swarmbid.solver;

import io.swarmbid.arithmetic.Int128;

/**
 * What a cleared instance would be worth without each of its winners: Clarke's pivots, the base of VCG charges (Clarke,
 * Multipart pricing of public goods, 1971). A winner's charge over its reserve is the pivot less what the others make now.
 *
 * <p>With one scarce kind all pivots come from one divide and conquer: the programme over all tasks outside a range is
 * extended by the one half to get to the other, so that m open tasks cost about log m programmes, not m. With several kinds
 * each winner's pivot is a clearing of its own. Not threadsafe; no allocation after construction.
 */
public final class Pivots {
    private static final int KINDS = ClearingProblem.KINDS;
    private static final int LIMIT_GROWTH = 8;
    private static final int FIRST_LIMIT_SHIFT = 6;

    private final int maxVrus;
    private final long[] valueHigh;
    private final long[] valueLow;
    private final boolean[] isProven;
    private final int[] core;
    private final long[] loss;
    private final long[][] tables;
    private final int[] use;
    private final ClearingProblem reduced;
    private final ClearingSolver others;
    private final Int128 value = new Int128();
    private ClearingProblem problem;
    private ClearingSolver solver;
    private Losses losses;
    private int[] bundle;
    private long limit;
    private long price;
    private int size;
    private int rest;
    private int width;
    private long budget;
    private long operations;
    private boolean exact;

    /** The sizes are those of the {@link ClearingSolver#ClearingSolver solver} whose results it looks at. */
    public Pivots(final int maxTasks, final int maxChoices, final int maxVrus, final int cells) {
        this.maxVrus = maxVrus;
        valueHigh = new long[maxTasks];
        valueLow = new long[maxTasks];
        isProven = new boolean[maxTasks];
        core = new int[maxTasks];
        loss = new long[maxTasks];
        use = new int[maxTasks];
        tables = new long[34 - Integer.numberOfLeadingZeros(maxTasks)][maxVrus + 1];
        reduced = new ClearingProblem(maxTasks, maxChoices);
        others = new ClearingSolver(maxTasks, maxChoices, maxVrus, cells);
    }

    /**
     * Finds the pivots of a problem that was just solved.
     *
     * @param operationsBudget steps that may be taken, over all pivots. A pivot that they do not suffice for is what the others
     *     make now, or better: its task's charge is too low rather than too high.
     * @return whether each pivot is proven to be the optimum without the task.
     */
    public boolean find(
            final ClearingProblem of, final ClearingSolver solved, final long operationsBudget) {
        problem = of;
        solver = solved;
        losses = solved.losses;
        budget = operationsBudget;
        operations = 0;
        exact = solved.isExact();
        int scarce = 0;
        int kind = 0;
        for (int each = KINDS - 1; each >= 0; each--) {
            if (solved.isScarce[each]) {
                scarce++;
                kind = each;
            }
        }
        for (int task = 0; task < of.tasks; task++) {
            put(task, othersNow(task));
            isProven[task] = solved.units(task) == 0;
        }
        if (scarce <= 1) {
            findOfOneKind(kind);
        } else {
            findOfSeveralKinds();
        }
        return exact;
    }

    /** The greatest net value of all tasks but one, femto per hour. Overwritten by the next call. */
    public Int128 valueWithout(final int task) {
        return value.set(valueHigh[task], valueLow[task]);
    }

    /** Steps taken by the last {@link #find}. */
    public long operations() {
        return operations;
    }

    private void put(final int task, final Int128 found) {
        valueHigh[task] = found.high();
        valueLow[task] = found.low();
    }

    private Int128 othersNow(final int task) {
        value.set(solver.value().high(), solver.value().low());
        final long net = problem.net(task, solver.units(task));
        return value.subtract(net >> 63, net);
    }

    private void findOfSeveralKinds() {
        int left = 0;
        for (int task = 0; task < problem.tasks; task++) {
            left += isProven[task] ? 0 : 1;
        }
        for (int task = 0; task < problem.tasks; task++) {
            if (!isProven[task]) {
                reduced.copyWithout(problem, task, solver);
                others.solve(reduced, (budget - operations) / left--);
                operations += others.operations();
                put(task, others.value());
                exact &= others.isExact();
            }
        }
    }

    private void findOfOneKind(final int kind) {
        price = solver.dual(kind);
        bundle = problem.bundle[kind];
        long most = 0;
        for (int task = 0; task < problem.tasks; task++) {
            if (!isProven[task]) {
                most = Math.max(most, lossOf(task));
            }
        }
        limit = most >> FIRST_LIMIT_SHIFT;
        while (true) {
            gather(kind);
            final long steps = steps();
            if (width >= maxVrus + 1 || operations + steps > budget) {
                exact = false;
                return;
            }
            operations += steps;
            descend();
            if (settle() || limit >= most) {
                return;
            }
            limit = limit > most / LIMIT_GROWTH ? most : Math.max(1, limit * LIMIT_GROWTH);
        }
    }

    /** bound without the task - value without it, as known so far. */
    private long lossOf(final int task) {
        boundWithout(task);
        value.subtract(valueHigh[task], valueLow[task]);
        return Math.min(Hulls.INFINITE, value.saturated());
    }

    private void boundWithout(final int task) {
        final int best = losses.best[task];
        final long net = problem.net(task, best);
        value.set(solver.bound().high(), solver.bound().low());
        value.subtract(net >> 63, net);
        value.addProduct(Losses.times(bundle[task], price), best);
    }

    /** The open tasks, what is left for them, and the most that the removal of a settled winner adds to it. */
    private void gather(final int kind) {
        size = 0;
        long used = 0;
        int widest = 0;
        for (int task = 0; task < problem.tasks; task++) {
            int possible = 0;
            final int first = problem.first[task];
            for (int at = first; at < first + losses.count[task]; at++) {
                possible += losses.loss[at] <= limit ? 1 : 0;
            }
            if (possible > 1) {
                core[size++] = task;
                use[task] = -1;
            } else {
                use[task] = bundle[task] * losses.best[task];
                used += use[task];
                widest = isProven[task] ? widest : Math.max(widest, use[task]);
            }
        }
        rest = (int) (problem.capacity[kind] - used);
        width = rest + widest;
    }

    private long steps() {
        long choices = 0;
        for (int i = 0; i < size; i++) {
            choices += losses.count[core[i]];
        }
        final int depth = 33 - Integer.numberOfLeadingZeros(size);
        return problem.first[problem.tasks] + choices * (depth + 1) * (width + 1L);
    }

    /** Fills {@link #loss} of each winner. */
    private void descend() {
        for (int c = 0; c <= width; c++) {
            tables[0][c] = within(Losses.times(c, price));
        }
        final int last = tables.length - 1;
        System.arraycopy(tables[0], 0, tables[last], 0, width + 1);
        for (int i = 0; i < size; i++) {
            extend(tables[last], core[i]);
        }
        for (int task = 0; task < problem.tasks; task++) {
            loss[task] = use[task] >= 0 && !isProven[task] ? at(last, rest + use[task]) : 0;
        }
        if (size > 0) {
            divide(0, 0, size);
        }
    }

    /** Table {@code depth} holds all open tasks but those from {@code from} to {@code to}. */
    private void divide(final int depth, final int from, final int to) {
        if (to - from == 1) {
            loss[core[from]] = at(depth, rest);
            return;
        }
        final int middle = (from + to) >>> 1;
        final long[] next = tables[depth + 1];
        System.arraycopy(tables[depth], 0, next, 0, width + 1);
        for (int i = middle; i < to; i++) {
            extend(next, core[i]);
        }
        divide(depth + 1, from, middle);
        System.arraycopy(tables[depth], 0, next, 0, width + 1);
        for (int i = from; i < middle; i++) {
            extend(next, core[i]);
        }
        divide(depth + 1, middle, to);
    }

    private long at(final int depth, final int capacity) {
        return capacity < 0 ? Hulls.INFINITE : tables[depth][capacity];
    }

    private long within(final long sum) {
        return sum <= limit ? sum : Hulls.INFINITE;
    }

    /** Adds a task to a table in place, from the largest capacity down: table[c] = least loss with c for the tasks in it. */
    private void extend(final long[] table, final int task) {
        final int first = problem.first[task];
        final int end = first + losses.count[task];
        final int each = bundle[task];
        for (int c = width; c >= 0; c--) {
            long least = Hulls.INFINITE;
            for (int at = first; at < end; at++) {
                final int from = c - each * losses.units[at];
                if (from >= 0) {
                    least = Math.min(least, table[from] + losses.loss[at]);
                }
            }
            table[c] = within(least);
        }
    }

    /** Takes the losses that are proven by the limit; true if all are. */
    private boolean settle() {
        boolean all = true;
        for (int task = 0; task < problem.tasks; task++) {
            if (isProven[task]) {
                continue;
            }
            if (loss[task] <= limit) {
                boundWithout(task);
                value.subtract(0, loss[task]);
                put(task, value);
                isProven[task] = true;
            } else {
                all = false;
            }
        }
        return all;
    }
}
