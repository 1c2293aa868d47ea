package io.swarmbid.bench.optimum;

import io.swarmbid.solver.ClearingProblem;
import io.swarmbid.solver.ClearingSolver;

/** The engine's solver by itself, with so many operations; no task holds anything before. */
final class SolverClearer implements Clearer {
    static final long AMPLE = 1L << 26;

    private static final int MAX_TASKS = 1 << 15;
    private static final int MAX_CHOICES = 1 << 20;
    private static final int MAX_VRUS = 1 << 17;
    private static final int CELLS = 1 << 21;

    private final ClearingProblem problem = new ClearingProblem(MAX_TASKS, MAX_CHOICES);
    private final ClearingSolver solver =
            new ClearingSolver(MAX_TASKS, MAX_CHOICES, MAX_VRUS, CELLS);
    private final long budget;

    SolverClearer(final long budget) {
        this.budget = budget;
    }

    @Override
    public long clear(final Instance instance, final int[] units) {
        final long start = System.nanoTime();
        instance.fill(problem);
        if (!solver.solve(problem, budget)) {
            throw new IllegalStateException("nothing fits, not even no units");
        }
        final long elapsedNs = System.nanoTime() - start;
        for (int task = 0; task < instance.bids().size(); task++) {
            units[task] = solver.units(task);
        }
        return elapsedNs;
    }

    boolean isExact() {
        return solver.isExact();
    }

    long operations() {
        return solver.operations();
    }
}
