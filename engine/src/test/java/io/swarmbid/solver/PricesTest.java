package io.swarmbid.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** That the shortcuts of the search for prices leave it where a plain one ends. */
final class PricesTest {
    private static final long PROBLEMS = Long.getLong("swarmbid.prices", 20_000);
    private static final int MAX_TASKS = 32;
    private static final int MAX_UNITS = 32;

    private final ClearingProblem problem =
            new ClearingProblem(MAX_TASKS, MAX_TASKS * (MAX_UNITS + 1));
    private final Hulls hulls = new Hulls(MAX_TASKS, MAX_TASKS * (MAX_UNITS + 1));

    /** Any number of kinds, capacities and bundles of every size, net values up to the largest, concave or not. */
    private void draw(final SplittableRandom random) {
        final int kinds = random.nextInt(1, 4);
        final int vrus = 1 << random.nextInt(1, 18);
        final int bundle = random.nextInt(4) > 0 ? vrus / 2 : 4;
        final long scale = 1L << random.nextInt(1, 62);
        problem.begin(
                random.nextInt(vrus + 1),
                kinds > 1 ? random.nextInt(vrus + 1) : 0,
                kinds > 2 ? random.nextInt(vrus + 1) : 0);
        final int tasks = random.nextInt(1, random.nextBoolean() ? 9 : MAX_TASKS + 1);
        for (int count = 0; count < tasks; count++) {
            final int most = random.nextInt(1, MAX_UNITS + 1);
            final int task =
                    problem.add(
                            1 + random.nextInt(bundle),
                            kinds > 1 ? random.nextInt(bundle + 1) : 0,
                            kinds > 2 ? random.nextInt(bundle + 1) : 0,
                            0,
                            0,
                            most);
            final boolean concave = random.nextBoolean();
            final long step = random.nextLong(1, scale);
            problem.net(task, 0, 0);
            long sum = 0;
            for (int n = 1; n <= most; n++) {
                sum = Math.min((1L << 62) - 1, sum + step / n);
                problem.net(task, n, concave ? sum : random.nextLong(-scale, scale));
            }
        }
        problem.widen();
        assertTrue(hulls.build(problem));
    }

    @Test
    void shouldEndWhereAPlainSearchEnds() {
        final Prices prices = new Prices(hulls, MAX_TASKS);
        final PlainPrices plain = new PlainPrices(hulls);
        final boolean[] isScarce = new boolean[ClearingProblem.KINDS];
        int priced = 0;
        for (long seed = 1; seed <= PROBLEMS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            draw(random);
            for (int kind = 0; kind < isScarce.length; kind++) {
                isScarce[kind] = problem.capacity[kind] > 0 && random.nextInt(4) > 0;
            }
            prices.find(problem, isScarce);
            plain.find(problem, isScarce);
            final String what = "seed " + seed;
            assertArrayEquals(plain.prices, prices.perVru(), what);
            assertEquals(0, plain.bound().compareTo(prices.bound()), what);
            for (int task = 0; task < problem.tasks; task++) {
                final long price = Losses.pricePerUnit(problem, task, plain.prices);
                assertEquals(price, prices.ofUnit(task), what);
                final int vertex = hulls.wantedVertex(task, price);
                assertEquals(hulls.units(vertex), prices.wanted(task), what);
                priced += price > 0 ? 1 : 0;
            }
        }
        assertTrue(priced > PROBLEMS, "few tasks had a price: " + priced);
    }
}
