package io.swarmbid.solver;

import io.swarmbid.arithmetic.Int128;
import java.util.Arrays;

/** The search of {@link Prices} step by step, asking every task at every step what it wants. The oracle of its shortcuts. */
final class PlainPrices {
    private static final int KINDS = ClearingProblem.KINDS;
    private static final int MAX_ROUNDS = 12;

    /** The bound's progress counts from its share of 2^-PRECISION on. */
    private static final int PRECISION = 26;

    private static final int MAX_INDIFFERENT = 6;

    final long[] prices = new long[KINDS];

    private final Hulls hulls;
    private final long[] at = new long[KINDS];
    private final long[] used = new long[KINDS];
    private final int[] direction = new int[KINDS];
    private final int[][] normals = new int[MAX_INDIFFERENT + KINDS][KINDS];
    private final Int128 bound = new Int128();
    private final Int128 before = new Int128();
    private ClearingProblem problem;

    PlainPrices(final Hulls hulls) {
        this.hulls = hulls;
    }

    /** The bound at the prices, after {@link #find}. */
    Int128 bound() {
        return bound;
    }

    /**
     * Finds the prices. With one scarce kind its price is the lowest at which what is wanted fits, exactly; with several the
     * bound comes within a small share of its least.
     *
     * @param isScarce the kinds that may have one; the others have price 0.
     */
    void find(final ClearingProblem of, final boolean[] isScarce) {
        Arrays.fill(prices, 0);
        findFromHere(of, isScarce);
    }

    /** As {@link #find}, from the prices of a problem that differs little. */
    void findFromHere(final ClearingProblem of, final boolean[] isScarce) {
        problem = of;
        int kinds = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            kinds += isScarce[kind] ? 1 : 0;
        }
        for (int round = 0; round < MAX_ROUNDS; round++) {
            before.set(bound.high(), bound.low());
            for (int kind = 0; kind < KINDS; kind++) {
                if (isScarce[kind]) {
                    along(kind == 0 ? 1 : 0, kind == 1 ? 1 : 0, kind == 2 ? 1 : 0);
                }
            }
            if (kinds <= 1) {
                break;
            }
            if (round > 0) {
                alongKinks(isScarce);
            }
            computeBound();
            if (round > 1 && !hasFallen()) {
                return;
            }
        }
        computeBound();
    }

    private boolean hasFallen() {
        final long share =
                Math.max(1, (before.high() << (64 - PRECISION)) | (before.low() >>> PRECISION));
        before.subtract(bound.high(), bound.low());
        return before.isAtLeast(share);
    }

    private long wanted(final int task, final long price) {
        return hulls.units(hulls.wantedVertex(task, price));
    }

    private void computeBound() {
        bound.zero();
        use(prices);
        for (int task = 0; task < problem.tasks; task++) {
            final long price = Losses.pricePerUnit(problem, task, prices);
            bound.add(problem.net(task, (int) wanted(task, price)));
        }
        for (int kind = 0; kind < KINDS; kind++) {
            bound.addProduct(prices[kind], problem.capacity[kind] - used[kind]);
        }
    }

    private void use(final long[] prices) {
        used[0] = 0;
        used[1] = 0;
        used[2] = 0;
        for (int task = 0; task < problem.tasks; task++) {
            final long n = wanted(task, Losses.pricePerUnit(problem, task, prices));
            used[0] += problem.bundle[0][task] * n;
            used[1] += problem.bundle[1][task] * n;
            used[2] += problem.bundle[2][task] * n;
        }
    }

    /** Whether the bound does not fall any more from {@code step} on in a direction. */
    private boolean isPast(final long step) {
        for (int kind = 0; kind < KINDS; kind++) {
            at[kind] = prices[kind] + step * direction[kind];
        }
        use(at);
        long slope = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            slope += direction[kind] * (problem.capacity[kind] - used[kind]);
        }
        return slope >= 0;
    }

    /** Moves the prices along a line to where the bound is least. */
    private void along(final int d0, final int d1, final int d2) {
        direction[0] = d0;
        direction[1] = d1;
        direction[2] = d2;
        long least = -Hulls.INFINITE;
        long most = Hulls.INFINITE;
        long scale = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            final int d = direction[kind];
            if (d > 0) {
                least = Math.max(least, -(prices[kind] / d));
                most = Math.min(most, (Hulls.INFINITE - prices[kind]) / d);
            } else if (d < 0) {
                most = Math.min(most, prices[kind] / -d);
                least = Math.max(least, -((Hulls.INFINITE - prices[kind]) / -d));
            }
            scale = Math.max(scale, prices[kind]);
        }
        long width = Math.max(1 << 10, scale >> 8);
        long low;
        long high;
        if (isPast(0)) {
            high = 0;
            low = Math.max(least, -width);
            while (low > least && isPast(low)) {
                high = low;
                width = Math.min(width << 1, Hulls.INFINITE >> 1);
                low = Math.max(least, low - width);
            }
            if (low == least && isPast(least)) {
                high = least;
            }
        } else {
            low = 0;
            high = Math.min(most, width);
            while (high < most && !isPast(high)) {
                low = high;
                width = Math.min(width << 1, Hulls.INFINITE >> 1);
                high = high > most - width ? most : high + width;
            }
        }
        while (high - low > 1 && high > least) {
            final long middle = low + ((high - low) >>> 1);
            if (isPast(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        for (int kind = 0; kind < KINDS; kind++) {
            prices[kind] += high * direction[kind];
        }
    }

    /** Follows the lines along which the tasks that are indifferent at the prices remain so. */
    private void alongKinks(final boolean[] isScarce) {
        int count = 0;
        for (int task = 0; task < problem.tasks && count < MAX_INDIFFERENT; task++) {
            final long price = Losses.pricePerUnit(problem, task, prices);
            final long near = Math.max(4, price >> (PRECISION - 4));
            if (wanted(task, Math.max(0, price - near))
                    != wanted(task, Math.min(Hulls.INFINITE, price + near))) {
                count = addNormal(count, task);
            }
        }
        final int bundles = count;
        for (int kind = 0; kind < KINDS; kind++) {
            Arrays.fill(normals[count], 0);
            normals[count++][kind] = 1;
        }
        for (int i = 0; i < bundles; i++) {
            for (int k = i + 1; k < count; k++) {
                alongBoth(normals[i], normals[k], isScarce);
            }
        }
    }

    private int addNormal(final int count, final int task) {
        for (int i = 0; i < count; i++) {
            if (normals[i][0] == problem.bundle[0][task]
                    && normals[i][1] == problem.bundle[1][task]
                    && normals[i][2] == problem.bundle[2][task]) {
                return count;
            }
        }
        for (int kind = 0; kind < KINDS; kind++) {
            normals[count][kind] = problem.bundle[kind][task];
        }
        return count + 1;
    }

    /** Along the line that is square to both. */
    private void alongBoth(final int[] a, final int[] b, final boolean[] isScarce) {
        final int d0 = a[1] * b[2] - a[2] * b[1];
        final int d1 = a[2] * b[0] - a[0] * b[2];
        final int d2 = a[0] * b[1] - a[1] * b[0];
        final boolean leaves =
                d0 != 0 && !isScarce[0] || d1 != 0 && !isScarce[1] || d2 != 0 && !isScarce[2];
        if (!leaves && (d0 != 0 || d1 != 0 || d2 != 0)) {
            along(d0, d1, d2);
        }
    }
}
