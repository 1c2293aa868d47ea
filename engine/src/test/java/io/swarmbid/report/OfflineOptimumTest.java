package io.swarmbid.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The least cost in hindsight against every plan that there is. */
final class OfflineOptimumTest {
    private static final int SPANS = 6;
    private static final int POOLS = 3;

    /** The least over all plans from a span on, being in a pool when it begins. */
    private static double search(
            final double[][] held, final double[][] move, final int span, final int pool) {
        if (span == held.length) {
            return 0;
        }
        double least = Double.MAX_VALUE;
        for (int to = 0; to < POOLS; to++) {
            final double there = to == pool ? 0 : move[span][to];
            least = Math.min(least, there + held[span][to] + search(held, move, span + 1, to));
        }
        return least;
    }

    private static double[][] random(final SplittableRandom random, final int most) {
        final double[][] rows = new double[SPANS][POOLS];
        for (final double[] row : rows) {
            for (int pool = 0; pool < POOLS; pool++) {
                row[pool] = random.nextInt(most);
            }
        }
        return rows;
    }

    @Test
    void shouldCostWhatTheBestOfAllPlansCosts() {
        for (int seed = 0; seed < 500; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final double[][] held = random(random, 20);
            final double[][] move = random(random, 10);
            final double[] entry = random(random, 10)[0];
            final OfflineOptimum optimum = new OfflineOptimum(entry);
            double least = Double.MAX_VALUE;
            for (int pool = 0; pool < POOLS; pool++) {
                final double[][] first = move.clone();
                first[0] = new double[POOLS];
                Arrays.fill(first[0], 1e9);
                least = Math.min(least, entry[pool] + search(held, first, 0, pool));
            }
            for (int span = 0; span < SPANS; span++) {
                if (span > 0) {
                    optimum.mayMove(move[span]);
                }
                optimum.hold(held[span]);
            }
            assertEquals(least, optimum.cost(), "seed " + seed);
        }
    }

    @Test
    void shouldMoveOnlyWhereItSavesMoreThanTheMove() {
        final OfflineOptimum optimum = new OfflineOptimum(new double[2]);
        optimum.hold(new double[] {1, 5});
        optimum.mayMove(new double[] {3, 3});
        optimum.hold(new double[] {5, 3});
        assertEquals(6, optimum.cost());
        assertEquals(0, optimum.moves());
        optimum.mayMove(new double[] {3, 3});
        optimum.hold(new double[] {9, 1});
        assertEquals(8, optimum.cost());
        assertEquals(1, optimum.moves());
    }

    @Test
    void shouldEnterAPoolThatComesLaterByAMoveAlone() {
        final OfflineOptimum optimum = new OfflineOptimum(new double[] {0});
        optimum.hold(new double[] {10});
        final OfflineOptimum without = optimum.copy();
        optimum.mayMove(new double[] {1, 2});
        optimum.hold(new double[] {10, 1});
        without.hold(new double[] {10});
        assertEquals(13, optimum.cost());
        assertEquals(1, optimum.moves());
        assertEquals(20, without.cost());
    }
}
