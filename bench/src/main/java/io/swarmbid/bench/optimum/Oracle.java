package io.swarmbid.bench.optimum;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;

/** Upper bounds on the value of an instance, femto per hour, by programs that share nothing with the engine's solver. */
final class Oracle {
    /** Values are handed over in nano, so that their sum stays in the range of the oracles. */
    private static final long NANO = 1_000_000;

    /** Femto in one unit of the linear programmes' objective. */
    private static final double SCALE = 1e14;

    /**
     * What an oracle found.
     *
     * @param value of the best solution, femto per hour.
     * @param bound no solution is above it, femto per hour.
     * @param isProven whether they are the same.
     */
    record Answer(double value, double bound, boolean isProven) {}

    private Oracle() {}

    /** Loads the native libraries. */
    static void load() {
        Loader.loadNativeLibraries();
    }

    /** The linear relaxation, each choice of units a variable from 0 to 1. GLOP. */
    static double linearBound(final Instance instance) {
        final MPSolver solver = programme("GLOP", instance);
        if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
            throw new IllegalStateException("the linear oracle found no optimum");
        }
        final double bound = solver.objective().value() * SCALE;
        solver.delete();
        return bound;
    }

    /** The best that SCIP finds in so many seconds, femto per hour; each choice of units a variable, 0 or 1. */
    static double mixedInteger(final Instance instance, final double seconds) {
        final MPSolver solver = programme("SCIP", instance);
        solver.setTimeLimit((long) (seconds * 1e3));
        final MPSolver.ResultStatus status = solver.solve();
        if (status != MPSolver.ResultStatus.OPTIMAL && status != MPSolver.ResultStatus.FEASIBLE) {
            throw new IllegalStateException("SCIP found no solution: " + status);
        }
        final double value = solver.objective().value() * SCALE;
        solver.delete();
        return value;
    }

    private static MPSolver programme(final String name, final Instance instance) {
        final MPSolver solver = MPSolver.createSolver(name);
        final MPObjective objective = solver.objective();
        objective.setMaximization();
        final MPConstraint[] room = new MPConstraint[3];
        for (int kind = 0; kind < 3; kind++) {
            room[kind] = solver.makeConstraint(0, instance.capacity()[kind]);
        }
        for (final Instance.Bid bid : instance.bids()) {
            final MPConstraint one = solver.makeConstraint(0, 1);
            for (int n = bid.fewest(); n <= bid.most(); n++) {
                final MPVariable chosen = solver.makeVar(0, 1, !name.equals("GLOP"), "");
                one.setCoefficient(chosen, 1);
                objective.setCoefficient(chosen, bid.net()[n] / SCALE);
                for (int kind = 0; kind < 3; kind++) {
                    room[kind].setCoefficient(chosen, (double) bid.bundle()[kind] * n);
                }
            }
        }
        return solver;
    }

    /** The integer optimum by CP-SAT, or what it knows after so many seconds of its own deterministic time. */
    static Answer integer(final Instance instance, final double seconds) {
        final CpModel model = new CpModel();
        final LinearExprBuilder value = LinearExpr.newBuilder();
        final LinearExprBuilder[] used = {
            LinearExpr.newBuilder(), LinearExpr.newBuilder(), LinearExpr.newBuilder()
        };
        for (final Instance.Bid bid : instance.bids()) {
            final Literal[] choices = new Literal[bid.most() - bid.fewest() + 1];
            for (int n = bid.fewest(); n <= bid.most(); n++) {
                final Literal chosen = model.newBoolVar("");
                choices[n - bid.fewest()] = chosen;
                value.addTerm(chosen, Math.floorDiv(bid.net()[n], NANO));
                for (int kind = 0; kind < 3; kind++) {
                    used[kind].addTerm(chosen, (long) bid.bundle()[kind] * n);
                }
            }
            model.addAtMostOne(choices);
        }
        for (int kind = 0; kind < 3; kind++) {
            model.addLessOrEqual(used[kind], instance.capacity()[kind]);
        }
        model.maximize(value);
        final CpSolver solver = new CpSolver();
        solver.getParameters()
                .setNumWorkers(1)
                .setRandomSeed(1)
                .setRelativeGapLimit(0)
                .setMaxDeterministicTime(seconds);
        final CpSolverStatus status = solver.solve(model);
        final double slack = NANO * (double) instance.bids().size();
        return new Answer(
                solver.objectiveValue() * NANO,
                solver.bestObjectiveBound() * NANO + slack,
                status == CpSolverStatus.OPTIMAL);
    }
}
