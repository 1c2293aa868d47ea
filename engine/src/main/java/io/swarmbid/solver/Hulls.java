package io.swarmbid.solver;

import io.swarmbid.arithmetic.Int128;

/**
 * The upper concave hull of each task's net value over its permitted units, from the fewest to the most: how many units
 * the task wants at a price. Not threadsafe.
 */
final class Hulls {
    /** Prices and losses are cut off here. */
    static final long INFINITE = (1L << 62) - 1;

    private final int[] vertices;
    private final int[] units;

    /** Of the segment that ends in the vertex: slope per unit, rounded up. */
    private final long[] slope;

    private ClearingProblem problem;

    Hulls(final int maxTasks, final int maxChoices) {
        vertices = new int[maxTasks];
        units = new int[maxChoices];
        slope = new long[maxChoices];
    }

    /** Computes the hulls of a problem; false if some task has no permitted units. */
    boolean build(final ClearingProblem of) {
        problem = of;
        for (int task = 0; task < of.tasks; task++) {
            if (!build(task)) {
                return false;
            }
        }
        return true;
    }

    /** One task's: Andrew's monotone chain; a segment that does not rise is never wanted, and left out. */
    boolean build(final int task) {
        final int first = problem.first[task];
        final long[] nets = problem.net;
        final int zero = problem.zero(task);
        long highest = ClearingProblem.FORBIDDEN;
        int top = first - 1;
        for (int n = problem.from[task]; n <= problem.to[task]; n++) {
            final long net = nets[zero + n];
            if (net <= highest) {
                continue;
            }
            highest = net;
            while (top > first && !isConcave(task, units[top - 1], units[top], n)) {
                top--;
            }
            units[++top] = n;
        }
        for (int vertex = first + 1; vertex <= top; vertex++) {
            slope[vertex] = slope(task, units[vertex - 1], units[vertex]);
        }
        vertices[task] = top - first + 1;
        return top >= first;
    }

    private boolean isConcave(final int task, final int low, final int middle, final int high) {
        final long base = problem.net(task, middle);
        return Int128.compareProducts(
                        base - problem.net(task, low),
                        high - middle,
                        problem.net(task, high) - base,
                        middle - low)
                > 0;
    }

    private long slope(final int task, final int low, final int high) {
        final long rise = problem.net(task, high) - problem.net(task, low);
        return (rise - 1) / (high - low) + 1;
    }

    /** The fewest units of a task, which it holds at any price. */
    int fewest(final int task) {
        return units[problem.first[task]];
    }

    /** The units with the greatest net value. */
    int most(final int task) {
        return units[problem.first[task] + vertices[task] - 1];
    }

    /** At this price per unit, its first slope rounded up, a task wants no more than its fewest; 0 if it has no segment. */
    long steepest(final int task) {
        return vertices[task] > 1 ? slope[problem.first[task] + 1] : 0;
    }

    /** The first vertex of a task: its fewest units. */
    int first(final int task) {
        return problem.first[task];
    }

    /** The last vertex of a task: the units with the greatest net value. */
    int last(final int task) {
        return problem.first[task] + vertices[task] - 1;
    }

    /** The units of a vertex. */
    int units(final int vertex) {
        return units[vertex];
    }

    /** The slope per unit, rounded up, of the segment that ends in a vertex; of a first one without meaning. */
    long slope(final int vertex) {
        return slope[vertex];
    }

    /** The vertex with the fewest units among those with the greatest net value less price * units. */
    int wantedVertex(final int task, final long pricePerUnit) {
        return wantedVertex(first(task), last(task), pricePerUnit);
    }

    /** The same, where it is known to lie between two of the task's vertices, themselves included. */
    int wantedVertex(final int least, final int most, final long pricePerUnit) {
        int low = least;
        int high = most;
        while (low < high) {
            final int middle = (low + high + 1) >>> 1;
            if (slope[middle] > pricePerUnit) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Whether there is room for the fewest units of every task. */
    boolean fewestFit() {
        for (int kind = 0; kind < ClearingProblem.KINDS; kind++) {
            long used = 0;
            for (int task = 0; task < problem.tasks; task++) {
                used += (long) problem.bundle[kind][task] * fewest(task);
            }
            if (used > problem.capacity[kind]) {
                return false;
            }
        }
        return true;
    }
}
