package io.swarmbid.solver;

import io.swarmbid.arithmetic.Int128;
import java.util.Arrays;

/**
 * The prices per VRU that minimise the bound: the sum of what each task's best answer is worth to it, and of price times
 * capacity. These are the duals of the relaxation in which a task may take parts of its hull's segments. The bound is
 * convex and piecewise linear, so along a line it is least where some task changes what it wants. The lines are the kinds
 * themselves, and, where the search is caught in a kink, the directions in which tasks that are just indifferent stay so. Not
 * threadsafe.
 */
final class Prices {
    private static final int KINDS = ClearingProblem.KINDS;
    private static final int MAX_ROUNDS = 12;

    /** The bound's progress counts from its share of 2^-PRECISION on. */
    private static final int PRECISION = 26;

    private static final int MAX_INDIFFERENT = 6;

    private final Hulls hulls;
    private final LineSearch line;
    private final int[][] normals = new int[MAX_INDIFFERENT + KINDS][KINDS];
    private final Int128 bound = new Int128();
    private final Int128 before = new Int128();

    /** How often the prices had moved after each kind's was searched last, and before the kinks were. */
    private final int[] searchedAt = new int[KINDS];

    private int kinksSearchedAt;
    private ClearingProblem problem;
    private long operations;

    Prices(final Hulls hulls, final int maxTasks) {
        this.hulls = hulls;
        line = new LineSearch(hulls, maxTasks);
    }

    long operations() {
        return operations + line.operations();
    }

    /** The price of a VRU by kind, after {@link #find}; to be read only. */
    long[] perVru() {
        return line.prices;
    }

    /** The price of a unit of a task at the prices, after {@link #find}, cut off at {@link Hulls#INFINITE}. */
    long ofUnit(final int task) {
        return line.ofUnit(task);
    }

    /** The units that a task wants at the prices, after {@link #find}: the fewest of those that bring most. */
    int wanted(final int task) {
        return hulls.units(line.vertex(task));
    }

    /**
     * Of a problem with VRUs of one kind: the highest price, or one little lower, at which the bound is still what it is. Where
     * all that there is is wanted, the first task that would want less sets it.
     */
    long highest(final int kind) {
        if (line.used(kind) < problem.capacity[kind]) {
            return line.prices[kind];
        }
        long highest = Hulls.INFINITE;
        for (int task = 0; task < problem.tasks; task++) {
            final int vertex = line.vertex(task);
            if (vertex > hulls.first(task)) {
                highest = Math.min(highest, (hulls.slope(vertex) - 1) / problem.bundle[kind][task]);
            }
        }
        return Math.max(line.prices[kind], highest);
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
        Arrays.fill(line.prices, 0);
        findFromHere(of, isScarce);
    }

    /** As {@link #find}, from the prices of a problem that differs little. */
    void findFromHere(final ClearingProblem of, final boolean[] isScarce) {
        problem = of;
        operations = 0;
        int kinds = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            kinds += isScarce[kind] ? 1 : 0;
        }
        kinksSearchedAt = -1;
        Arrays.fill(searchedAt, -1);
        line.begin(of);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            final int movesBefore = line.moves();
            before.set(bound.high(), bound.low());
            for (int kind = 0; kind < KINDS; kind++) {
                if (isScarce[kind] && searchedAt[kind] != line.moves()) {
                    line.along(kind == 0 ? 1 : 0, kind == 1 ? 1 : 0, kind == 2 ? 1 : 0);
                    searchedAt[kind] = line.moves();
                }
            }
            if (kinds <= 1) {
                break;
            }
            if (round > 0) {
                if (kinksSearchedAt != line.moves()) {
                    kinksSearchedAt = line.moves();
                    alongKinks(isScarce);
                }
                if (line.moves() == movesBefore) {
                    return;
                }
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

    private void computeBound() {
        bound.zero();
        for (int task = 0; task < problem.tasks; task++) {
            bound.add(problem.net(task, hulls.units(line.vertex(task))));
        }
        for (int kind = 0; kind < KINDS; kind++) {
            bound.addProduct(line.prices[kind], problem.capacity[kind] - line.used(kind));
        }
        operations += problem.tasks;
    }

    /** Follows the lines along which the tasks that are indifferent at the prices remain so. */
    private void alongKinks(final boolean[] isScarce) {
        int count = 0;
        for (int task = 0; task < problem.tasks && count < MAX_INDIFFERENT; task++) {
            if (isIndifferent(task)) {
                count = addNormal(count, task);
            }
        }
        operations += problem.tasks;
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

    /** Whether it would want something else at a price that hardly differs. */
    private boolean isIndifferent(final int task) {
        final long price = line.ofUnit(task);
        final long near = Math.max(4, price >> (PRECISION - 4));
        final int vertex = line.vertex(task);
        return vertex < hulls.last(task) && hulls.slope(vertex + 1) > Math.max(0, price - near)
                || vertex > hulls.first(task)
                        && hulls.slope(vertex) <= Math.min(Hulls.INFINITE, price + near);
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
            line.along(d0, d1, d2);
        }
    }
}
