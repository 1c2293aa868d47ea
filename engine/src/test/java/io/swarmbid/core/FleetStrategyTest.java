package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.config.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** New capacity of a fleet goes where its strategy says, instance by instance, strictly below its bid, and no further. */
final class FleetStrategyTest {
    private static final int HISTORIES = 300;
    private static final Pattern POOL = Pattern.compile("^activate at=[0-9]+ pool=([0-9]+) ");

    /** The pools as they stand while a fleet grows. */
    private static final class World {
        final List<PoolSpec> pools = new ArrayList<>();
        final int[] held;
        final long bid;

        World(final SplittableRandom random) {
            final int count = 2 + random.nextInt(5);
            for (int id = 1; id <= count; id++) {
                final PoolSpec pool = Market.pool(id, 1, 10 * (1 + random.nextInt(12)));
                pool.weight = 1 + random.nextInt(4);
                pools.add(pool.stock(random.nextInt(5)));
            }
            held = new int[count + 1];
            bid = 10 + 10 * random.nextInt(8);
        }

        private static long byCost(final PoolSpec a, final PoolSpec b) {
            return a.cost * b.weight - b.cost * a.weight;
        }

        private static int room(final PoolSpec pool) {
            return pool.stock * pool.weight;
        }

        /** The pool that the strategy names for the next instance, or null if none is open. */
        PoolSpec next(final Strategy strategy) {
            final List<PoolSpec> open =
                    pools.stream()
                            .filter(pool -> pool.stock > 0 && pool.cost < bid * pool.weight)
                            .toList();
            final int most = open.stream().mapToInt(World::room).max().orElse(0);
            final Comparator<PoolSpec> byCost =
                    (a, b) ->
                            byCost(a, b) != 0
                                    ? Long.signum(byCost(a, b))
                                    : Long.compare(a.pool, b.pool);
            final Comparator<PoolSpec> order =
                    switch (strategy) {
                        case DIVERSIFIED ->
                                Comparator.<PoolSpec>comparingInt(pool -> held[(int) pool.pool])
                                        .thenComparing(byCost);
                        case CAPACITY_OPTIMIZED ->
                                Comparator.<PoolSpec>comparingInt(pool -> -room(pool))
                                        .thenComparing(byCost);
                        default -> byCost;
                    };
            return open.stream()
                    .filter(
                            pool ->
                                    strategy != Strategy.COST_CAPACITY_OPTIMIZED
                                            || 2 * room(pool) >= most)
                    .min(order)
                    .orElse(null);
        }
    }

    private static List<Long> activated(final List<String> decisions) {
        final List<Long> pools = new ArrayList<>();
        for (final String line : decisions) {
            final Matcher matcher = POOL.matcher(line);
            if (matcher.find()) {
                pools.add(Long.parseLong(matcher.group(1)));
            }
        }
        return pools;
    }

    @Test
    void shouldPutEachNextInstanceWhereTheStrategySays() {
        int activations = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final World world = new World(random);
            final Strategy strategy = Strategy.get((short) random.nextInt(4));
            final int target = 1 + random.nextInt(24);
            try (Market market = new Market(Market.plain().with(Setting.MAX_INSTANCES, 64))) {
                world.pools.forEach(pool -> market.send(market.writer.pool(pool)));
                final FleetSpec fleet = new FleetSpec().fleet(1).bid(world.bid).target(target);
                final List<Long> actual =
                        activated(market.send(market.writer.fleet(fleet.strategy(strategy))));
                final List<Long> expected = new ArrayList<>();
                int held = 0;
                for (PoolSpec pool = world.next(strategy);
                        held < target && pool != null;
                        pool = world.next(strategy)) {
                    expected.add(pool.pool);
                    pool.stock--;
                    world.held[(int) pool.pool] += pool.weight;
                    held += pool.weight;
                }
                assertEquals(expected, actual, "seed " + seed + " " + strategy);
                activations += actual.size();
            }
        }
        assertTrue(activations > HISTORIES, "only " + activations + " activations");
    }
}
