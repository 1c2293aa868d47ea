package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What pivots promise: no more than the uniform price where that is comparable, and no gain from a false bid. */
final class PivotTest {
    private static final long HISTORIES = Long.getLong("swarmbid.pivots", 100);
    private static final long SPAN = 2_000_000_000L;

    /** Divides evenly by as many units as a task can hold here. */
    private static final long STEP = 60;

    /** Charges of all tasks after a tick and a span of time, by id. */
    private static Map<Long, Long> charges(final Bids bids, final long charging) {
        final Map<Long, Long> charges = new TreeMap<>();
        try (Market market = new Market(Market.plain().with(Setting.CHARGING, charging))) {
            market.oneInstance(bids.vcpus(), bids.costPerVcpu());
            bids.tasks().forEach(task -> market.send(market.writer.task(task)));
            market.send(market.writer.tick());
            market.advanceTo(SPAN);
            for (final TaskSpec task : bids.tasks()) {
                if (market.live.contains(task.task)) {
                    final long before = market.charged;
                    market.send(market.writer.cancel(task.task));
                    charges.put(task.task, market.charged - before);
                }
            }
        }
        return charges;
    }

    @Test
    void shouldChargeFromReserveToPivotToPriceToBid() {
        long less = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            final Bids bids = Bids.random(seed);
            final Map<Long, Long> pivots = charges(bids, Setting.VCG);
            final Map<Long, Long> prices = charges(bids, Setting.UNIFORM);
            final Map<Long, Long> values = charges(bids, Setting.PAY_AS_BID);
            final Map<Long, Integer> held;
            try (Market market = bids.settled()) {
                held = new TreeMap<>(market.units);
            }
            for (final long task : prices.keySet()) {
                final String what = "seed " + seed + " task " + task;
                final long reserve =
                        bids.costPerVcpu() * bids.bundle() * held.getOrDefault(task, 0);
                assertTrue(reserve * (SPAN / 1_000_000) / 3_600_000 <= pivots.get(task), what);
                assertTrue(pivots.get(task) <= prices.get(task), what);
                assertTrue(prices.get(task) <= values.get(task), what);
                less += pivots.get(task) < prices.get(task) ? 1 : 0;
            }
        }
        assertTrue(less > 0, "no pivot was under the price");
    }

    /** Charges of all tasks of a history in which each event is followed by a tick at once and by more in time. */
    private static final class Dense {
        final Map<Long, Long> charged = new TreeMap<>();

        /** Reserve of what each has held, times nanoseconds. */
        final Map<Long, Long> reserves = new TreeMap<>();

        private final SplittableRandom random;
        private final List<TaskSpec> tasks = new ArrayList<>();

        Dense(final long seed, final long charging) {
            random = new SplittableRandom(seed);
            final Bids bids = Bids.random(seed);
            try (Market market = new Market(Market.plain().with(Setting.CHARGING, charging))) {
                market.oneInstance(bids.vcpus(), bids.costPerVcpu());
                for (int event = 0; event < 30; event++) {
                    step(bids, market);
                    market.send(market.writer.tick());
                    for (int tick = random.nextInt(8); tick > 0; tick--) {
                        pass(bids, market, random.nextLong(SPAN));
                    }
                }
                for (final TaskSpec task : tasks) {
                    end(market, task.task);
                }
            }
        }

        private void step(final Bids bids, final Market market) {
            if (tasks.isEmpty() || random.nextInt(3) > 0) {
                final int id = tasks.size() + 1;
                final TaskSpec task =
                        Bids.randomTask(random, id, bids.bundle(), bids.costPerVcpu());
                task.bid(task.bid * 1_000_000, task.work * 1_000_000);
                tasks.add(task);
                market.send(market.writer.task(task));
                return;
            }
            final TaskSpec task = tasks.get(random.nextInt(tasks.size()));
            if (random.nextBoolean()) {
                end(market, task.task);
            } else {
                task.bid += random.nextLong(task.bid / 2);
                market.send(market.writer.rebid(task.task, task.bid));
            }
        }

        private void pass(final Bids bids, final Market market, final long span) {
            final long reserve = bids.costPerVcpu() * bids.bundle();
            market.units.forEach((id, n) -> reserves.merge(id, reserve * n * span, Math::addExact));
            market.at += span;
            market.send(market.writer.tick());
        }

        private void end(final Market market, final long task) {
            if (market.live.contains(task)) {
                final long before = market.charged;
                market.send(market.writer.cancel(task));
                charged.put(task, market.charged - before);
            }
        }
    }

    @Test
    void shouldChargeFromReserveToPivotToPriceToBidThroughHistoriesOfManyTicks() {
        long less = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            final Dense pivots = new Dense(seed, Setting.VCG);
            final Dense prices = new Dense(seed, Setting.UNIFORM);
            final Dense values = new Dense(seed, Setting.PAY_AS_BID);
            assertEquals(prices.reserves, pivots.reserves, "seed " + seed + " holds otherwise");
            assertEquals(prices.reserves, values.reserves, "seed " + seed + " holds otherwise");
            for (final long task : prices.charged.keySet()) {
                final String what = "seed " + seed + " task " + task;
                final long reserve = prices.reserves.getOrDefault(task, 0L) / Market.HOUR;
                final long pivot = pivots.charged.get(task);
                assertTrue(reserve <= pivot, what);
                assertTrue(pivot <= prices.charged.get(task), what);
                assertTrue(prices.charged.get(task) <= values.charged.get(task), what);
                less += pivot < prices.charged.get(task) ? 1 : 0;
            }
        }
        assertTrue(less > HISTORIES, "few pivots were under the price: " + less);
    }

    private static TaskSpec task(final long id, final long bid, final int max) {
        return Market.task(id, 0, 1, max).bid(bid * 1_000, 1_000 * Market.HOUR);
    }

    /** What a task has in an hour: the true value of what it holds less its charge. */
    private static long utility(
            final List<TaskSpec> tasks,
            final int vcpus,
            final int of,
            final long bid,
            final long trueBid) {
        try (Market market = new Market(Market.plain().with(Setting.CHARGING, Setting.VCG))) {
            market.oneInstance(vcpus, 2 * STEP);
            for (int i = 0; i < tasks.size(); i++) {
                final TaskSpec task = tasks.get(i);
                market.send(market.writer.task(i == of ? task(task.task, bid, task.max) : task));
            }
            market.send(market.writer.tick());
            final long id = tasks.get(of).task;
            final int held = market.unitsOf(id);
            if (held == 0) {
                return 0;
            }
            market.advanceTo(Market.HOUR);
            market.send(market.writer.cancel(id));
            return held * trueBid - market.charged;
        }
    }

    @Test
    void shouldGiveNoTaskAnyGainFromAFalseBid() {
        for (long seed = 1; seed <= 40; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int vcpus = 1 + random.nextInt(6);
            final List<TaskSpec> tasks = new ArrayList<>();
            final int count = 2 + random.nextInt(5);
            for (int id = 1; id <= count; id++) {
                tasks.add(task(id, STEP * (1 + random.nextInt(12)), 1 + random.nextInt(4)));
            }
            final int of = random.nextInt(count);
            final long honest = tasks.get(of).bid / 1_000;
            final long best = utility(tasks, vcpus, of, honest, honest);
            assertTrue(best >= 0, "seed " + seed + ": a true bid loses");
            for (long bid = STEP; bid <= 14 * STEP; bid += STEP / 2) {
                final long gained = utility(tasks, vcpus, of, bid, honest);
                assertTrue(gained <= best, "seed " + seed + " bids " + bid + " for " + honest);
            }
        }
    }

    @Test
    void shouldKeepTheLastPivotBetweenTicks() {
        try (Market market = new Market(Market.plain().with(Setting.CHARGING, Setting.VCG))) {
            market.oneInstance(1, STEP);
            market.send(market.writer.task(task(1, 9 * STEP, 1)));
            market.send(market.writer.task(task(2, 5 * STEP, 1)));
            market.advanceTo(Market.HOUR);
            market.send(market.writer.tick());
            market.send(market.writer.cancel(2));
            market.advanceTo(2 * Market.HOUR);
            market.send(market.writer.tick());
            market.advanceTo(3 * Market.HOUR);
            market.send(market.writer.cancel(1));
            // The reserve before the first tick, what it kept the other from, and the reserve
            // again.
            assertEquals(STEP + 5 * STEP + STEP, market.charged);
        }
    }
}
