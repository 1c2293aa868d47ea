package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The speed-up of a class is learned from reported progress, and replaces what customers declare.
 * {@code -Dswarmbid.curves=DIR} adds measured curves: files {@code *-placements.csv} with columns placement (digits: replicas
 * on each node), local_bsz and step_time.
 */
final class SpeedupLearningTest {
    private static final long SEED = 3;
    private static final long COST = 1_000_000;
    private static final long MINUTE = 60_000_000_000L;
    private static final int MOST = 16;

    /** Twice its cost where the speed-up is perfect. */
    private static final long BID = 2 * COST;

    private static Market market(final long learning) {
        final Market market = new Market(Market.plain().with(Setting.LEARNING, learning));
        market.oneInstance(MOST, COST);
        return market;
    }

    private static TaskSpec task(final Market market, final long id, final int min, final int max) {
        final TaskSpec task = Market.task(id, BID, min, max);
        task.className = market.symbols.intern("train");
        task.customer = market.symbols.intern("acme");
        return task;
    }

    /** A task that holds n units for two minutes, and reports as much progress as a curve says, and some error. */
    private static void teach(final Market market, final long id, final int n, final long pacePpm) {
        final TaskSpec task = task(market, id, n, n);
        task.bid = 100 * COST;
        task.work = 2 * MINUTE / 1_000_000 * pacePpm;
        market.send(market.writer.task(task));
        assertEquals(n, market.unitsOf(id));
        market.send(market.writer.progress(id, 0));
        market.at += 2 * MINUTE;
        market.send(market.writer.progress(id, task.work));
        market.send(market.writer.complete(id, CompleteStatus.DONE));
    }

    /** Five tasks on each of some numbers of units; each is off by up to 5 %, and one in five by far. */
    private static void teach(final Market market, final long[] truth, final int... units) {
        final SplittableRandom random = new SplittableRandom(SEED);
        long id = 1_000;
        for (int round = 0; round < 5; round++) {
            for (final int n : units) {
                final boolean outlier = round == 2;
                final long share = outlier ? 300_000 : 950_000 + random.nextInt(100_001);
                teach(market, id++, n, truth[n] * share / 1_000_000);
            }
        }
    }

    /** What a task that declares perfect speed-up brings above cost by the truth, in millionths of a unit's cost. */
    private static long surplus(final Market market, final long id, final long[] truth) {
        market.send(market.writer.task(task(market, id, 1, MOST)));
        final int n = market.unitsOf(id);
        market.send(market.writer.cancel(id));
        return 2 * truth[n] - 1_000_000L * n;
    }

    private static long surplusOfOneWhoKnows(final long[] truth) {
        try (Market market = market(0)) {
            final TaskSpec task = task(market, 1, 1, MOST);
            for (int n = 1; n <= MOST; n++) {
                task.tablePpm[n - 1] = (int) truth[n];
            }
            task.tableLength = MOST;
            market.send(market.writer.task(task));
            final int n = market.unitsOf(1);
            return 2 * truth[n] - 1_000_000L * n;
        }
    }

    private static long[] amdahl(final long serialPpm) {
        final long[] truth = new long[MOST + 1];
        for (int n = 1; n <= MOST; n++) {
            truth[n] = n * 1_000_000_000_000L / (1_000_000 + (n - 1) * serialPpm);
        }
        return truth;
    }

    @Test
    void shouldGiveOnlyTheUnitsThatPayByTheSpeedUpThatWasMeasured() {
        final long[] truth = amdahl(200_000);
        try (Market market = market(1)) {
            final long declared = surplus(market, 1, truth);
            assertTrue(declared < 0, "sixteen units are held, for the speed-up of four");
            teach(market, truth, 1, 2, 4, 8, 16);
            final long learned = surplus(market, 2, truth);
            final long best = surplusOfOneWhoKnows(truth);
            assertTrue(100 * learned >= 95 * best, learned + " of " + best + ", seed " + SEED);
        }
    }

    @Test
    void shouldPassOverADipThatWasMeasured() {
        final long[] truth = amdahl(20_000);
        for (int n = 5; n <= 7; n++) {
            truth[n] = truth[4] * 9 / 10;
        }
        try (Market market = market(1)) {
            teach(market, truth, 4, 5, 6, 7, 8);
            market.send(market.writer.task(task(market, 1, 1, 7)));
            assertEquals(4, market.unitsOf(1), "what is over four slows it down");
            market.send(market.writer.cancel(1));
            market.send(market.writer.task(task(market, 2, 1, 8)));
            assertEquals(8, market.unitsOf(2), "beyond the dip it gains again");
        }
    }

    @Test
    void shouldNotTakeFewReportsForATruth() {
        final long[] truth = amdahl(500_000);
        try (Market market = market(1)) {
            teach(market, 1_000, 16, truth[16]);
            teach(market, 1_001, 16, truth[16]);
            market.send(market.writer.task(task(market, 1, 1, MOST)));
            assertEquals(MOST, market.unitsOf(1));
            market.send(market.writer.cancel(1));
            teach(market, 1_002, 16, truth[16]);
            market.send(market.writer.task(task(market, 2, 1, MOST)));
            assertTrue(market.unitsOf(2) < MOST, "units " + market.unitsOf(2));
        }
    }

    @Test
    void shouldGoByWhatCustomersDeclareWhileLearningIsOff() {
        final long[] truth = amdahl(500_000);
        try (Market market = market(0)) {
            teach(market, truth, 4, 8, 16);
            market.send(market.writer.task(task(market, 1, 1, MOST)));
            assertEquals(MOST, market.unitsOf(1));
        }
    }

    @Test
    void shouldForgetWhatIsNotTriedAnyMore() {
        final long[] truth = amdahl(500_000);
        try (Market market = market(1)) {
            teach(market, truth, 16);
            for (int i = 0; i < 64; i++) {
                teach(market, 2_000 + i, 1, 1_000_000);
            }
            market.send(market.writer.task(task(market, 1, 1, MOST)));
            assertEquals(MOST, market.unitsOf(1));
        }
    }

    @Test
    void shouldNotPayForUnitsThatTasksOfTheClassLeftIdle() {
        try (Market market = market(1)) {
            for (int i = 0; i < 3; i++) {
                final TaskSpec task = task(market, 1_000 + i, 1, 8);
                market.send(market.writer.task(task));
                assertEquals(8, market.unitsOf(1_000 + i));
                for (int sample = 0; sample < 40; sample++) {
                    market.send(market.writer.usage(1_000 + i, 200_000));
                    market.at += 5_000_000_000L;
                }
                market.send(market.writer.complete(1_000 + i, CompleteStatus.DONE));
            }
            market.send(market.writer.task(task(market, 1, 1, 8)));
            assertTrue(market.unitsOf(1) < 8, "held " + market.unitsOf(1) + ", a fifth was used");
            assertTrue(market.unitsOf(1) >= 1);
        }
    }

    @Test
    void shouldComeCloseToTheBestOnMeasuredCurves() throws IOException {
        final String folder = System.getProperty("swarmbid.curves");
        assumeTrue(folder != null, "no curves given");
        long declared = 0;
        long learned = 0;
        long best = 0;
        int curves = 0;
        for (final long[] truth : measured(Path.of(folder))) {
            try (Market market = market(1)) {
                declared += surplus(market, 1, truth);
                teach(market, truth, 1, 2, 3, 4, 6, 8, 10, 12, 14, 16);
                learned += surplus(market, 2, truth);
                best += surplusOfOneWhoKnows(truth);
                curves++;
            }
        }
        if (Boolean.getBoolean("swarmbid.print")) {
            System.out.printf(
                    "%d curves, surplus / unit cost: declared %.2f, learned %.2f, known %.2f%n",
                    curves, declared / 1e6, learned / 1e6, best / 1e6);
        }
        assertTrue(10 * learned >= 9 * best, learned + " of " + best + ", declared " + declared);
    }

    /** S(0..16) by file and batch size, the best placement of each number of replicas. */
    private static List<long[]> measured(final Path folder) throws IOException {
        final List<long[]> curves = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (final Path file : files.sorted().toList()) {
                if (file.toString().endsWith("-placements.csv")) {
                    curves.addAll(measuredIn(file));
                }
            }
        }
        return curves;
    }

    private static List<long[]> measuredIn(final Path file) throws IOException {
        final Map<String, double[]> steps = new TreeMap<>();
        for (final String line : Files.readAllLines(file)) {
            final String[] fields = line.split(",");
            if (!Character.isDigit(line.charAt(0))) {
                continue;
            }
            final int n = fields[0].chars().map(digit -> digit - '0').sum();
            if (n <= MOST) {
                final double[] of = steps.computeIfAbsent(fields[1], none -> new double[MOST + 1]);
                final double step = Double.parseDouble(fields[2]);
                of[n] = of[n] == 0 ? step : Math.min(of[n], step);
            }
        }
        final List<long[]> curves = new ArrayList<>();
        for (final double[] of : steps.values()) {
            final long[] truth = new long[MOST + 1];
            boolean complete = true;
            for (int n = 1; n <= MOST; n++) {
                complete &= of[n] > 0;
                truth[n] = of[n] > 0 ? Math.round(1e6 * n * of[1] / of[n]) : 0;
            }
            if (complete) {
                curves.add(truth);
            }
        }
        return curves;
    }
}
