package io.swarmbid.solver;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The optimum by plain dynamic programming over what is left of each kind, with the tie rule: the first of equals. */
final class PlainSearch {
    private record State(int task, int c0, int c1, int c2) {}

    private record Answer(BigInteger value, int units) {}

    private final RandomProblem problem;
    private final Map<State, Answer> known = new HashMap<>();
    private final int left;

    /** @param left a task to leave out, -1 for none. */
    PlainSearch(final RandomProblem problem, final int left) {
        this.problem = problem;
        this.left = left;
    }

    /** The greatest value; null if nothing fits. */
    BigInteger value() {
        return best(start()).value;
    }

    int[] units() {
        final int[] units = new int[problem.tasks.size()];
        State state = start();
        for (int task = 0; task < units.length; task++) {
            units[task] = best(state).units;
            state = after(state, units[task]);
        }
        return units;
    }

    private State start() {
        return new State(0, problem.capacity[0], problem.capacity[1], problem.capacity[2]);
    }

    private State after(final State state, final int units) {
        final int[] bundle = problem.tasks.get(state.task).bundle();
        return new State(
                state.task + 1,
                state.c0 - units * bundle[0],
                state.c1 - units * bundle[1],
                state.c2 - units * bundle[2]);
    }

    private Answer best(final State state) {
        if (state.c0 < 0 || state.c1 < 0 || state.c2 < 0) {
            return new Answer(null, 0);
        }
        if (state.task == problem.tasks.size()) {
            return new Answer(BigInteger.ZERO, 0);
        }
        final Answer seen = known.get(state);
        if (seen != null) {
            return seen;
        }
        Answer best = new Answer(null, 0);
        final RandomProblem.Task task = problem.tasks.get(state.task);
        for (final int n : state.task == left ? List.of(0) : problem.choices(task)) {
            final BigInteger rest = best(after(state, n)).value;
            if (rest != null) {
                final BigInteger sum =
                        rest.add(BigInteger.valueOf(state.task == left ? 0 : task.net()[n]));
                if (best.value == null || sum.compareTo(best.value) > 0) {
                    best = new Answer(sum, n);
                }
            }
        }
        known.put(state, best);
        return best;
    }
}
