package io.swarmbid.solver;

import io.swarmbid.arithmetic.Int128;

/**
 * The choices of each task, and what each loses against its task's best answer to given prices:
 * net(best) - net(n) - price * (best - n), at least 0. Units that some fewer permitted units match in net value are
 * dominated and no choice, unless the task holds them and no fewer units are better. Not threadsafe.
 */
final class Losses {
    final int[] best;
    final int[] count;

    /** The choices of a task from {@code problem.first[task]} on: held units first, then from the most to the fewest. */
    final int[] units;

    final long[] loss;

    /** By task: the smallest loss of a choice besides the best, {@link Hulls#INFINITE} if there is none. */
    final long[] leastOther;

    private final long[] price;
    private final Int128 exact = new Int128();
    private ClearingProblem problem;

    Losses(final int maxTasks, final int maxChoices) {
        best = new int[maxTasks];
        count = new int[maxTasks];
        units = new int[maxChoices];
        loss = new long[maxChoices];
        leastOther = new long[maxTasks];
        price = new long[maxTasks];
    }

    /** Lists the choices of every task of a problem. */
    void list(final ClearingProblem of) {
        problem = of;
        for (int task = 0; task < of.tasks; task++) {
            list(task);
        }
    }

    void list(final int task) {
        final int held = problem.current[task];
        final long[] nets = problem.net;
        final int zero = problem.zero(task);
        int end = problem.first[task];
        long highest = ClearingProblem.FORBIDDEN;
        boolean keepsHeld = false;
        for (int n = problem.from[task]; n <= problem.to[task]; n++) {
            final long net = nets[zero + n];
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
        reverse(problem.first[task], end);
        if (keepsHeld) {
            units[end] = held;
            moveToFront(problem.first[task], end++);
        }
        count[task] = end - problem.first[task];
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

    /** Computes best answers and losses at prices that were just found. */
    void price(final Prices found) {
        for (int task = 0; task < problem.tasks; task++) {
            price[task] = found.ofUnit(task);
            best[task] = found.wanted(task);
            long least = Hulls.INFINITE;
            for (int at = problem.first[task]; at < problem.first[task] + count[task]; at++) {
                loss[at] = lossOf(task, units[at]);
                least = units[at] == best[task] ? least : Math.min(least, loss[at]);
            }
            leastOther[task] = least;
        }
    }

    /** The loss of permitted units of a task, cut off at {@link Hulls#INFINITE}. */
    long lossOf(final int task, final int n) {
        final int more = n - best[task];
        final long paid = price[task] * more;
        final long given = problem.net(task, best[task]) - problem.net(task, n);
        final long loss = paid + given;
        final boolean isLong = Math.multiplyHigh(price[task], more) == paid >> (Long.SIZE - 1);
        if (isLong && ((paid ^ loss) & (given ^ loss)) >= 0) {
            return Math.min(loss, Hulls.INFINITE);
        }
        exact.zero().add(given);
        exact.addProduct(price[task], more);
        return Math.min(exact.saturated(), Hulls.INFINITE);
    }

    /** The price of one unit of a task, cut off at {@link Hulls#INFINITE}. */
    static long pricePerUnit(final ClearingProblem problem, final int task, final long[] prices) {
        final long two =
                Math.min(
                        Hulls.INFINITE,
                        times(problem.bundle[0][task], prices[0])
                                + times(problem.bundle[1][task], prices[1]));
        return Math.min(Hulls.INFINITE, two + times(problem.bundle[2][task], prices[2]));
    }

    /** units * price, cut off at {@link Hulls#INFINITE}. */
    static long times(final long units, final long price) {
        final long product = units * price;
        return Math.multiplyHigh(units, price) != 0 || product < 0 || product > Hulls.INFINITE
                ? Hulls.INFINITE
                : product;
    }

    /** The most units among a task's choices. */
    int most(final int task) {
        final int first = problem.first[task];
        final int second = first + Math.min(1, count[task] - 1);
        return Math.max(units[first], units[second]);
    }
}
