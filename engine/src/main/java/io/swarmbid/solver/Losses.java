package io.swarmbid.solver;

import io.swarmbid.arithmetic.Int128;

/**
 * What each choice of units loses against its task's best answer to given prices: net(best) - net(n) - price * (best - n),
 * at least 0. A choice that some fewer permitted units match in net value is dominated and left out, unless the task
 * holds it and no fewer units are better. Not threadsafe.
 */
final class Losses {
    final int[] best;
    final int[] count;

    /** The choices of a task from {@code problem.first[task]} on: held units first, then from the most to the fewest. */
    final int[] units;

    final long[] loss;

    private final Int128 exact = new Int128();
    private ClearingProblem problem;

    Losses(final int maxTasks, final int maxChoices) {
        best = new int[maxTasks];
        count = new int[maxTasks];
        units = new int[maxChoices];
        loss = new long[maxChoices];
    }

    /** Computes the losses of every task at prices per VRU. */
    void compute(final ClearingProblem of, final Hulls hulls, final long[] prices) {
        problem = of;
        for (int task = 0; task < of.tasks; task++) {
            final long price = pricePerUnit(of, task, prices);
            best[task] = hulls.wanted(task, price);
            compute(task, price);
        }
    }

    /** The price of one unit of a task, cut off at {@link Hulls#INFINITE}. */
    static long pricePerUnit(final ClearingProblem problem, final int task, final long[] prices) {
        long sum = 0;
        for (int kind = 0; kind < ClearingProblem.KINDS; kind++) {
            sum += times(problem.bundle[kind][task], prices[kind]);
            sum = Math.min(sum, Hulls.INFINITE);
        }
        return sum;
    }

    /** units * price, cut off at {@link Hulls#INFINITE}. */
    static long times(final int units, final long price) {
        final long product = units * price;
        return Math.multiplyHigh(units, price) != 0 || product < 0 || product > Hulls.INFINITE
                ? Hulls.INFINITE
                : product;
    }

    private void compute(final int task, final long price) {
        final int held = problem.current[task];
        int end = problem.first[task];
        long highest = ClearingProblem.FORBIDDEN;
        boolean keepsHeld = false;
        for (int n = problem.lowest[task]; n <= problem.highest[task]; n++) {
            final long net = problem.net(task, n);
            if (net == ClearingProblem.FORBIDDEN) {
                continue;
            }
            if (n == held) {
                keepsHeld = net >= highest;
            } else if (net > highest) {
                units[end++] = n;
            }
            highest = Math.max(highest, net);
        }
        if (keepsHeld) {
            units[end++] = held;
        }
        reverse(problem.first[task], keepsHeld ? end - 1 : end);
        if (keepsHeld) {
            moveToFront(problem.first[task], end - 1);
        }
        count[task] = end - problem.first[task];
        for (int at = problem.first[task]; at < end; at++) {
            loss[at] = loss(task, units[at], price);
        }
    }

    private void reverse(final int from, final int to) {
        for (int low = from, high = to - 1; low < high; low++, high--) {
            final int swapped = units[low];
            units[low] = units[high];
            units[high] = swapped;
        }
    }

    private void moveToFront(final int front, final int at) {
        final int moved = units[at];
        System.arraycopy(units, front, units, front + 1, at - front);
        units[front] = moved;
    }

    private long loss(final int task, final int n, final long price) {
        exact.zero().add(problem.net(task, best[task]) - problem.net(task, n));
        exact.addProduct(price, n - best[task]);
        return Math.min(exact.saturated(), Hulls.INFINITE);
    }

    /** The loss of a choice of units, {@link Hulls#INFINITE} if it is not among the choices. */
    long lossOf(final int task, final int n) {
        final int end = problem.first[task] + count[task];
        for (int at = problem.first[task]; at < end; at++) {
            if (units[at] == n) {
                return loss[at];
            }
        }
        return Hulls.INFINITE;
    }
}
