package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.FleetSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A fleet's capacity moves when the regret of not having moved asks for it; replacements come before the loss. */
final class FleetMoveTest {
    private static final long FIRST = 1L << 32;
    private static final long MILLION = 1_000_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long DELAY = 60 * SECOND;
    private static final long NOTICE = 10 * SECOND;

    private static Settings settings() {
        return Market.plain()
                .with(Setting.INTERRUPTION_NOTICE, NOTICE)
                .with(Setting.MAX_INSTANCES, 16);
    }

    /** Two pools of one vCPU at 4 and 5 million an hour, and a fleet of so many units that holds the first. */
    private static Market market(final int units, final int firm, final Strategy strategy) {
        final Market market = new Market(settings());
        for (int pool = 1; pool <= 2; pool++) {
            market.send(
                    market.writer.pool(
                            Market.pool(pool, 1, (3 + pool) * MILLION)
                                    .stock(8)
                                    .activation(DELAY, 0, 0)));
        }
        final FleetSpec fleet =
                new FleetSpec()
                        .fleet(1)
                        .bid(100 * MILLION)
                        .target(units)
                        .maintain(true)
                        .strategy(strategy);
        fleet.firm = firm;
        assertEquals(units, starting("activate", market.send(market.writer.fleet(fleet))).size());
        for (int i = 0; i < units; i++) {
            market.send(market.writer.instance(FIRST + i, 1));
        }
        return market;
    }

    private static List<String> starting(final String action, final List<String> decisions) {
        return decisions.stream().filter(line -> line.startsWith(action)).toList();
    }

    @Test
    void shouldMoveInTheNanosecondInWhichTheRegretReachesTheThreshold() {
        try (Market market = market(2, 0, Strategy.LOWEST_COST)) {
            market.at = SECOND;
            market.send(market.writer.poolCost(1, 10 * MILLION));
            // There and back costs twice 60 s at 5 million, times 5 / 10; 5 million an hour are
            // lost.
            final long due = SECOND + DELAY;
            assertEquals(List.of(), starting("activate", market.advanceTo(due - 1)));
            assertEquals(
                    List.of(
                            "activate at=4294967298 pool=2 CHEAPER_POOL cost=5000000 fleet=1",
                            "activate at=4294967299 pool=2 CHEAPER_POOL cost=5000000 fleet=1"),
                    market.advanceTo(due));
        }
    }

    @Test
    void shouldDrainWhatIsReplacedOnlyWhenItsReplacementIsReady() {
        try (Market market = market(2, 0, Strategy.LOWEST_COST)) {
            final TaskSpec task = Market.task(7, 100 * MILLION, 1, 1);
            task.fleet = 1;
            market.send(market.writer.task(task));
            market.send(market.writer.poolCost(1, 10 * MILLION));
            market.advanceTo(10 * DELAY);
            final var first = market.send(market.writer.instance(FIRST + 2, 2));
            assertEquals(
                    List.of(
                            "drain at=4294967296 pool=1 CHEAPER_POOL cost=10000000 fleet=1 deadline="
                                    + (10 * DELAY + NOTICE)),
                    starting("drain", first));
            assertEquals(1, market.unitsOf(7));
            final var second = market.send(market.writer.instance(FIRST + 3, 2));
            assertEquals(1, starting("deactivate at=4294967297", second).size());
            final var end = market.advanceTo(10 * DELAY + NOTICE);
            assertEquals(1, starting("deactivate at=4294967296", end).size());
            assertEquals(1, starting("admit task=7", end).size());
        }
    }

    @Test
    void shouldNeverMoveTheFirmBase() {
        try (Market market = market(3, 2, Strategy.LOWEST_COST)) {
            market.send(market.writer.poolCost(1, 10 * MILLION));
            assertEquals(1, starting("activate", market.advanceTo(100 * DELAY)).size());
        }
    }

    @Test
    void shouldLeaveCapacityWhereAStrategyThatDoesNotFollowCostsPutIt() {
        try (Market market = market(2, 0, Strategy.CAPACITY_OPTIMIZED)) {
            market.send(market.writer.poolCost(1, 10 * MILLION));
            assertEquals(List.of(), market.advanceTo(100 * DELAY));
        }
    }

    @Test
    void shouldGiveUpAMoveWhoseReplacementFailsAndTryAgain() {
        try (Market market = market(1, 0, Strategy.LOWEST_COST)) {
            market.send(market.writer.poolCost(1, 10 * MILLION));
            assertEquals(1, starting("activate", market.advanceTo(DELAY)).size());
            assertEquals(List.of(), market.send(market.writer.activationFailed(FIRST + 1)));
            assertEquals(1, starting("activate", market.advanceTo(2 * DELAY)).size());
        }
    }

    /** At every instant the ready units of the fleet are not fewer than before its first move. */
    @Test
    void shouldNeverHoldLessThanItsTargetWhileCostsWander() {
        final SplittableRandom random = new SplittableRandom(5);
        int moves = 0;
        try (Market market = market(3, 0, Strategy.LOWEST_COST)) {
            int ready = 3;
            final TreeMap<Long, Long> coming = new TreeMap<>();
            for (int step = 0; step < 2_000; step++) {
                final List<String> lines = new ArrayList<>(market.advanceTo(market.at + DELAY));
                for (final var each : coming.entrySet()) {
                    lines.addAll(
                            market.send(market.writer.instance(each.getKey(), each.getValue())));
                    ready++;
                }
                coming.clear();
                final int pool = 1 + random.nextInt(2);
                final long cost = (1 + random.nextInt(20)) * MILLION;
                lines.addAll(market.send(market.writer.poolCost(pool, cost)));
                for (final String line : lines) {
                    if (line.startsWith("activate")) {
                        final long id = Long.parseLong(line.replaceAll(".*at=(\\d+) .*", "$1"));
                        coming.put(id, line.contains("pool=1") ? 1L : 2L);
                        moves++;
                    } else if (line.startsWith("drain")) {
                        ready--;
                    }
                }
                assertTrue(ready >= 3, "step " + step + ": " + ready + " ready");
            }
        }
        assertTrue(moves > 50 && moves < 2_000, moves + " replacements");
    }
}
