package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * One instance of one kind with gangs, dips and mixed bundles: after a tick the surplus is the optimum, whatever the
 * order of arrival; and a market at rest stays at rest. {@code -Dswarmbid.instances} and {@code -Dswarmbid.seed} take
 * more and other instances.
 */
final class TickTest {
    private static final long INSTANCES = Long.getLong("swarmbid.instances", 200);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int STEADY_TICKS = 1_000;

    /** Demand of 0.5 to 4 times the capacity; a third of the tasks each with Amdahl's curve, a gang, and dips. */
    private static List<TaskSpec> randomTasks(
            final SplittableRandom random, final int vcpus, final long cost) {
        final List<TaskSpec> tasks = new ArrayList<>();
        final int demand = Math.max(1, vcpus * (5 + random.nextInt(36)) / 10);
        for (int asked = 0; asked < demand; ) {
            final int bundle = 1 + random.nextInt(4);
            final TaskSpec task =
                    Bids.randomTask(random, tasks.size() + 1, Math.min(bundle, vcpus), cost);
            final int shape = random.nextInt(3);
            if (shape == 1) {
                task.min = 1 + random.nextInt(task.max);
            } else if (shape == 2) {
                task.addSpeedup(1_000_000);
                for (int n = 2; n <= task.max; n++) {
                    final int step = 100_000 * (random.nextInt(16) - 4);
                    task.addSpeedup(Math.max(0, task.tablePpm[n - 2] + step));
                }
            }
            tasks.add(task);
            asked += task.max * task.vcpu;
        }
        return tasks;
    }

    private static long surplus(final TaskSpec task, final int n, final long cost) {
        if (n == 0) {
            return 0;
        }
        final long speedup = task.tableLength == 0 ? Bids.speedup(task, n) : task.tablePpm[n - 1];
        return Bids.bidRate(task) * speedup - Market.PPM * cost * task.vcpu * n;
    }

    private static long surplus(final Market market, final List<TaskSpec> tasks, final long cost) {
        long sum = 0;
        for (final TaskSpec task : tasks) {
            sum = Math.addExact(sum, surplus(task, market.unitsOf(task.task), cost));
        }
        return sum;
    }

    private static long optimum(final List<TaskSpec> tasks, final int vcpus, final long cost) {
        long[] best = new long[vcpus + 1];
        for (final TaskSpec task : tasks) {
            final long[] with = best.clone();
            for (int n = Math.max(1, task.min); n <= task.max; n++) {
                final long gain = surplus(task, n, cost);
                for (int free = n * task.vcpu; gain > 0 && free <= vcpus; free++) {
                    with[free] = Math.max(with[free], best[free - n * task.vcpu] + gain);
                }
            }
            best = with;
        }
        return best[vcpus];
    }

    private static Market settled(final List<TaskSpec> tasks, final int vcpus, final long cost) {
        final Market market = new Market();
        market.oneInstance(vcpus, cost);
        tasks.forEach(task -> market.send(market.writer.task(task)));
        return market;
    }

    @Test
    void shouldReachTheOptimumOfGangsDipsAndMixedBundles() {
        int improved = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INSTANCES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int vcpus = 1 + random.nextInt(96);
            final long cost = 1_000 + random.nextInt(100_000);
            final List<TaskSpec> tasks = randomTasks(random, vcpus, cost);
            try (Market market = settled(tasks, vcpus, cost)) {
                final long before = surplus(market, tasks, cost);
                market.send(market.writer.tick());
                final long optimum = optimum(tasks, vcpus, cost);
                assertEquals(optimum, surplus(market, tasks, cost), "seed " + seed);
                improved += before < optimum ? 1 : 0;
            }
        }
        assertTrue(improved > INSTANCES / 20, "only " + improved + " needed the tick");
    }

    @Test
    void shouldKeepTheValueWhenSimultaneousTasksArriveInAnotherOrder() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INSTANCES / 2; seed++) {
            final SplittableRandom random = new SplittableRandom(~seed);
            final int vcpus = 1 + random.nextInt(64);
            final long cost = 1_000 + random.nextInt(100_000);
            final List<TaskSpec> tasks = randomTasks(random, vcpus, cost);
            final List<TaskSpec> shuffled = new ArrayList<>(tasks);
            Collections.shuffle(shuffled, new Random(seed));
            try (Market one = settled(tasks, vcpus, cost);
                    Market other = settled(shuffled, vcpus, cost)) {
                one.send(one.writer.tick());
                other.send(other.writer.tick());
                assertEquals(
                        surplus(one, tasks, cost), surplus(other, tasks, cost), "seed " + seed);
            }
        }
    }

    @Test
    void shouldMoveNothingInSteadyDemandOnceItHasSettled() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INSTANCES / 20; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final long cost = 1_000 + random.nextInt(100_000);
            final List<TaskSpec> tasks = randomTasks(random, 128, cost);
            final long hysteresis = seed % 2 == 0 ? 0 : 50_000;
            try (Market market =
                    new Market(
                            Market.plain()
                                    .with(Setting.HYSTERESIS, hysteresis)
                                    .with(Setting.TICK_INTERVAL, 1_000))) {
                market.send(market.writer.pool(Market.pool(1, 32, cost)));
                for (int id = 1; id <= 4; id++) {
                    market.send(market.writer.instance(id, 1));
                }
                tasks.forEach(task -> market.send(market.writer.task(task)));
                market.at += 10_000;
                market.send(market.writer.tick());
                final int moves = market.revokes;
                for (int i = 0; i < STEADY_TICKS; i++) {
                    market.at += 1_000;
                    market.send(market.writer.tick());
                }
                assertEquals(moves, market.revokes, "seed " + seed);
            }
        }
    }

    @Test
    void shouldPutOneGangInPlaceOfTwoTasksOnlyWhenThatPays() {
        try (Market market = new Market()) {
            market.oneInstance(3, 1_000);
            // The gang of three is worth more than each of the others alone, and less than both.
            market.send(market.writer.task(Market.task(1, 5_000, 2, 2)));
            market.send(market.writer.task(Market.task(2, 6_000, 3, 3)));
            market.send(market.writer.task(Market.task(3, 9_500, 1, 1)));
            market.send(market.writer.tick());
            assertEquals(0, market.unitsOf(2));
            assertEquals(2, market.unitsOf(1));
            assertEquals(1, market.unitsOf(3));
        }
    }

    @Test
    void shouldGiveUpUnitsThatCostMoreThanTheyAddAtTheTick() {
        try (Market market = new Market()) {
            market.oneInstance(4, 1_000);
            final TaskSpec task = Market.task(1, 5_000, 1, 4);
            task.addSpeedup(1_000_000).addSpeedup(1_500_000).addSpeedup(1_800_000);
            task.addSpeedup(2_050_000);
            market.send(market.writer.task(task));
            assertEquals(4, market.unitsOf(1));
            market.send(market.writer.poolCost(1, 4 * 2_000));
            assertEquals(4, market.unitsOf(1));
            final List<String> lines = market.send(market.writer.tick());
            assertEquals(2, market.unitsOf(1));
            assertTrue(lines.get(0).contains("NOT_PROFITABLE"), lines.get(0));
        }
    }
}
