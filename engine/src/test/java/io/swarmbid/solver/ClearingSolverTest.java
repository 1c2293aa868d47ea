package io.swarmbid.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.arithmetic.Int128;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against plain dynamic programming. {@code -Dswarmbid.instances} and {@code -Dswarmbid.seed} take more and others. */
final class ClearingSolverTest {
    private static final long INSTANCES = Long.getLong("swarmbid.instances", 5_000);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final long AMPLE = 1L << 40;

    private final ClearingProblem problem = new ClearingProblem(64, 4_096);
    private final ClearingSolver solver = new ClearingSolver(64, 4_096, 1_024, 1 << 17);

    private final Pivots pivots = new Pivots(64, 4_096, 1_024, 1 << 15);

    private BigInteger value() {
        return big(solver.value());
    }

    private static BigInteger big(final Int128 number) {
        return BigInteger.valueOf(number.high())
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(number.low())));
    }

    private static int[] units(final ClearingSolver solver, final int tasks) {
        final int[] units = new int[tasks];
        for (int task = 0; task < tasks; task++) {
            units[task] = solver.units(task);
        }
        return units;
    }

    @Test
    void shouldFindTheOptimumOfOneKindByTheTieRule() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INSTANCES; seed++) {
            final RandomProblem random =
                    new RandomProblem(new SplittableRandom(seed), 1, 12, 1 + (int) (seed % 40));
            final String what = "seed " + seed + ": " + random;
            assertTrue(solver.solve(random.fill(problem), AMPLE), what);
            assertTrue(solver.isExact(), what);
            final PlainSearch plain = new PlainSearch(random, -1);
            assertEquals(plain.value(), value(), what);
            assertArrayEquals(plain.units(), units(solver, random.tasks.size()), what);
        }
    }

    @Test
    void shouldFindTheOptimumOfSeveralKinds() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INSTANCES; seed++) {
            final RandomProblem random =
                    new RandomProblem(new SplittableRandom(seed), 3, 10, 1 + (int) (seed % 24));
            final String what = "seed " + seed + ": " + random;
            assertTrue(solver.solve(random.fill(problem), AMPLE), what);
            assertTrue(solver.isExact(), what);
            assertEquals(new PlainSearch(random, -1).value(), value(), what);
            assertTrue(solver.bound().compareTo(solver.value()) >= 0, what);
        }
    }

    @Test
    void shouldFindWhatEachWinnerTakesFromTheOthers() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INSTANCES / 10; seed++) {
            final int kinds = seed % 4 == 0 ? 3 : 1;
            final RandomProblem random =
                    new RandomProblem(new SplittableRandom(seed), kinds, 10, 1 + (int) (seed % 24));
            final String what = "seed " + seed + ": " + random;
            assertTrue(solver.solve(random.fill(problem), AMPLE), what);
            assertTrue(pivots.find(problem, solver, AMPLE), what);
            for (int task = 0; task < random.tasks.size(); task++) {
                final BigInteger expected = new PlainSearch(random, task).value();
                assertEquals(expected, big(pivots.valueWithout(task)), what + "\nwithout " + task);
            }
        }
    }

    @Test
    void shouldNeverTakeAPivotBelowWhatTheOthersMakeNow() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INSTANCES / 10; seed++) {
            final SplittableRandom source = new SplittableRandom(seed);
            final RandomProblem random = new RandomProblem(source, source.nextInt(1, 4), 10, 24);
            assertTrue(solver.solve(random.fill(problem), source.nextInt(2_000)));
            pivots.find(problem, solver, source.nextInt(2_000));
            for (int task = 0; task < random.tasks.size(); task++) {
                final long net = problem.net(task, solver.units(task));
                final BigInteger others = value().subtract(BigInteger.valueOf(net));
                final BigInteger pivot = big(pivots.valueWithout(task));
                assertTrue(pivot.compareTo(others) >= 0, "seed " + seed + " task " + task);
            }
        }
    }

    @Test
    void shouldFindTheOptimumOfLargeInstancesWithManyTies() {
        final ClearingProblem large = new ClearingProblem(1_024, 16_384);
        final ClearingSolver wide = new ClearingSolver(1_024, 16_384, 1_024, 1 << 20);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + Math.max(3, INSTANCES / 1_000); seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int vrus = random.nextInt(512, 1_025);
            final int tasks = random.nextInt(100, 700);
            final int levels = random.nextInt(1, 30);
            final long[] best = new long[vrus + 1];
            large.begin(vrus, 0, 0);
            for (int task = 0; task < tasks; task++) {
                final int bundle = random.nextInt(1, 5);
                final int most = random.nextInt(1, 9);
                final long[] net = new long[most + 1];
                large.add(bundle, 0, 0, 0, 0, most);
                for (int n = 1; n <= most; n++) {
                    net[n] = net[n - 1] + 1_000_000_000_000L * random.nextInt(-1, levels);
                    large.net(task, n, net[n]);
                }
                for (int left = vrus; left >= 0; left--) {
                    for (int n = 1; n <= most && n * bundle <= left; n++) {
                        best[left] = Math.max(best[left], best[left - n * bundle] + net[n]);
                    }
                }
            }
            assertTrue(wide.solve(large, AMPLE), "seed " + seed);
            assertTrue(wide.isExact(), "seed " + seed);
            assertEquals(best[vrus], wide.value().saturated(), "seed " + seed);
        }
    }

    @Test
    void shouldKeepWhatIsHeldOrDoBetterAtAnyBudget() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INSTANCES; seed++) {
            final SplittableRandom source = new SplittableRandom(seed);
            final RandomProblem random =
                    new RandomProblem(source, source.nextInt(1, 4), 12, 1 + (int) (seed % 40));
            final String what = "seed " + seed + ": " + random;
            assertTrue(solver.solve(random.fill(problem), source.nextInt(500)), what);
            final int[] left = random.capacity.clone();
            BigInteger sum = BigInteger.ZERO;
            BigInteger held = BigInteger.ZERO;
            for (int task = 0; task < random.tasks.size(); task++) {
                final int n = solver.units(task);
                assertTrue(problem.permits(task, n), what);
                for (int kind = 0; kind < 3; kind++) {
                    left[kind] -= n * problem.bundle(task, kind);
                }
                sum = sum.add(BigInteger.valueOf(problem.net(task, n)));
                held = held.add(BigInteger.valueOf(problem.net(task, problem.held(task))));
            }
            assertTrue(left[0] >= 0 && left[1] >= 0 && left[2] >= 0, what);
            assertEquals(sum, value(), what);
            assertTrue(sum.compareTo(held) >= 0, what);
        }
    }

    @Test
    void shouldRefuseWhatCannotFit() {
        problem.begin(4, 0, 0);
        problem.net(problem.add(1, 0, 0, 5, 5, 5), 5, 100);
        assertFalse(solver.solve(problem, AMPLE));
    }

    @Test
    void shouldSayThatATableIsFull() {
        final ClearingProblem small = new ClearingProblem(2, 5).begin(8, 0, 0);
        assertEquals(0, small.add(1, 0, 0, 0, 0, 2));
        assertEquals(ClearingProblem.FULL, small.add(1, 0, 0, 0, 0, 2));
        assertEquals(1, small.add(1, 0, 0, 0, 0, 1));
        assertEquals(ClearingProblem.FULL, small.add(1, 0, 0, 0, 0, 0));
    }
}
