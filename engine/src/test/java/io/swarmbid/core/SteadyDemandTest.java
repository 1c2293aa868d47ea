package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Steady demand by the default settings: nobody comes, goes or bids otherwise. After it has settled nobody gains or loses
 * a VRU and no instance comes or goes in a thousand ticks, though before each somebody repeats a bid, which has all that
 * it touches judged and cleared anew. {@code -Dswarmbid.steady} is how many demands are drawn; what happened before
 * goes to standard output with {@code -Dswarmbid.print=true}.
 */
final class SteadyDemandTest {
    private static final int DEMANDS = Integer.getInteger("swarmbid.steady", 12);
    private static final int TICKS = 1_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long COST = 1_000_000;

    /** So long that none is done, or has spent its bid, when the test ends. */
    private static final int HOURS = 200_000;

    /** Ten minutes, twice as long, and so on: together five thousand hours. */
    private static final int SETTLING_STEPS = 15;

    private final TreeMap<Long, Long> bids = new TreeMap<>();
    private int revokesBefore;
    private int actedBefore;
    private int running;
    private int live;

    private static Settings settings() {
        return Settings.defaults()
                .with(Setting.MAX_TASKS, 512)
                .with(Setting.MAX_INSTANCES, 64)
                .with(Setting.MAX_VRUS_PER_INSTANCE, 128)
                .with(Setting.MAX_UNITS, 64);
    }

    /** One to three pools of one to three kinds, with stock or without, and some instances of the host's own. */
    private static void openPools(final Market market, final SplittableRandom random) {
        final int pools = 1 + random.nextInt(3);
        for (int pool = 1; pool <= pools; pool++) {
            final int vcpus = 4 + random.nextInt(29);
            final int memory = random.nextInt(3) == 0 ? 0 : vcpus * (1 + random.nextInt(4));
            final int accelerators = random.nextInt(3) == 0 ? 1 + random.nextInt(8) : 0;
            final long cost = (vcpus + memory + 8L * accelerators) * COST;
            market.send(
                    market.writer.pool(
                            new PoolSpec()
                                    .pool(pool)
                                    .cost(cost * (90 + random.nextInt(21)) / 100)
                                    .vrus(vcpus, memory, accelerators)
                                    .stock(random.nextBoolean() ? 8 : 0)
                                    .activation(
                                            random.nextLong(60 * SECOND),
                                            random.nextInt(100_000),
                                            random.nextLong(600 * SECOND))));
        }
        final int owned = 2 + random.nextInt(5);
        for (int id = 1; id <= owned; id++) {
            market.send(market.writer.instance(id, 1 + random.nextInt(pools)));
        }
        if (random.nextInt(3) == 0) {
            final FleetSpec fleet = new FleetSpec().fleet(1).bid(500 * COST).maintain(true);
            market.follow(market.send(market.writer.fleet(fleet.target(1 + random.nextInt(4)))));
        }
    }

    /** Gangs, curves that dip, unequal bundles, move costs, and bids from half to four times what it costs. */
    private static TaskSpec task(final SplittableRandom random, final long id) {
        final int max = 1 + random.nextInt(12);
        final TaskSpec task = new TaskSpec(64).task(id);
        task.units(random.nextInt(3) == 0 ? 1 + random.nextInt(max) : random.nextInt(2), max);
        task.bundle(
                1 + random.nextInt(3),
                random.nextInt(3) == 0 ? random.nextInt(8) : 0,
                random.nextInt(10) == 0 ? 1 : 0);
        if (random.nextInt(3) == 0) {
            int speedup = 1_000_000;
            for (int n = 1; n <= max; n++) {
                task.addSpeedup(speedup);
                speedup = Math.max(1, speedup + random.nextInt(1_200_000) - 200_000);
            }
        } else {
            task.serialPpm(random.nextInt(300_000));
        }
        task.moveCost = random.nextInt(3) == 0 ? random.nextLong(2 * COST) : 0;
        task.preemptible = random.nextInt(10) > 0;
        final long unit = COST * (task.vcpu + task.memory + 8L * task.accelerator);
        return task.bid(unit * (50 + random.nextInt(350)) / 100 * HOURS, HOURS * Market.HOUR);
    }

    private Market settled(final SplittableRandom random) {
        final Market market = new Market(settings());
        openPools(market, random);
        bids.clear();
        final int tasks = 10 + random.nextInt(70);
        for (int id = 1; id <= tasks; id++) {
            final TaskSpec task = task(random, id);
            bids.put(task.task, task.bid);
            actedBefore += market.follow(market.send(market.writer.task(task)));
            market.at += random.nextLong(2 * SECOND);
        }
        long step = 600 * SECOND;
        for (int i = 0; i < SETTLING_STEPS; i++) {
            actedBefore += market.follow(market.advanceTo(market.at + step));
            actedBefore += market.follow(market.send(market.writer.tick()));
            step *= 2;
        }
        revokesBefore += market.revokes;
        running += (int) market.units.values().stream().filter(n -> n > 0).count();
        live += market.live.size();
        return market;
    }

    @Test
    void shouldMoveNobodyOnceItHasSettled() {
        for (int seed = 1; seed <= DEMANDS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            try (Market market = settled(random)) {
                final TreeMap<Long, Integer> held = new TreeMap<>(market.units);
                final int revokes = market.revokes;
                final Long[] ids = market.live.toArray(Long[]::new);
                for (int tick = 0; tick < TICKS; tick++) {
                    final String where = "seed " + seed + " at tick " + tick;
                    int acted = market.follow(market.advanceTo(market.at + SECOND));
                    if (ids.length > 0) {
                        final long task = ids[random.nextInt(ids.length)];
                        acted += market.follow(market.send(repeated(market, task)));
                    }
                    acted += market.follow(market.send(market.writer.tick()));
                    assertEquals(revokes, market.revokes, where);
                    assertEquals(held, market.units, where);
                    assertEquals(0, acted, where);
                }
            }
        }
        final String before =
                String.format(
                        "%d demands; before: %d revokes, %d instances came or went; after: %d tasks"
                                + " run or wait, %d of them run, no move in %d ticks each",
                        DEMANDS, revokesBefore, actedBefore, live, running, TICKS);
        if (Boolean.getBoolean("swarmbid.print")) {
            System.out.println(before);
        }
        assertTrue(revokesBefore > DEMANDS && 2 * actedBefore > DEMANDS && live > running, before);
    }

    private byte[] repeated(final Market market, final long task) {
        return market.writer.rebid(task, bids.get(task));
    }
}
