package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the swarm holds itself moves to a cheaper pool when the regret asks for it, one instance at a time. */
final class PoolMoveTest {
    private static final long FIRST = 1L << 32;
    private static final long MILLION = 1_000_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long DELAY = 60 * SECOND;

    /** When the first pool's cost rises. */
    private static final long RISE = 100 * SECOND;

    private static Settings settings() {
        return Market.plain()
                .with(Setting.AUTOSCALE, 1)
                .with(Setting.TICK_INTERVAL, SECOND)
                .with(Setting.COOL_DOWN, 90 * SECOND)
                .with(Setting.MAX_INSTANCES, 16);
    }

    private static TaskSpec wide(final long id) {
        return Market.task(id, 100 * MILLION, 4, 4);
    }

    /** Two pools of four vCPUs at 4 and 5 million an hour; each task has an instance of the first, ready at 60 s. */
    private static Market market(final Settings settings, final TaskSpec... tasks) {
        final Market market = new Market(settings);
        for (int pool = 1; pool <= 2; pool++) {
            market.send(
                    market.writer.pool(
                            Market.pool(pool, 4, MILLION)
                                    .cost((3 + pool) * MILLION)
                                    .stock(8)
                                    .activation(DELAY, 0, 0)));
        }
        for (final TaskSpec task : tasks) {
            market.send(market.writer.task(task));
        }
        market.advanceTo(DELAY);
        for (int i = 0; i < tasks.length; i++) {
            market.send(market.writer.instance(FIRST + i, 1));
            assertEquals(4, market.unitsOf(tasks[i].task));
        }
        market.advanceTo(RISE);
        return market;
    }

    private static void rise(final Market market) {
        market.send(market.writer.poolCost(1, 10 * MILLION));
    }

    private static List<String> until(final Market market, final long timeNs) {
        return swarm(market.advanceTo(timeNs));
    }

    private static List<String> swarm(final List<String> decisions) {
        return decisions.stream()
                .filter(line -> line.matches("(activate|drain|deactivate) .*"))
                .toList();
    }

    private static final String REPLACEMENT =
            "activate at=4294967297 pool=2 CHEAPER_POOL cost=5000000";

    @Test
    void shouldAskForAReplacementAtTheTickAtWhichTheRegretReachesTheThreshold() {
        try (Market market = market(settings(), wide(1))) {
            rise(market);
            // There and back costs twice 60 s at 5 million, times 5 / 10; 5 million an hour are
            // lost. The tick at that instant runs when time goes on.
            assertEquals(List.of(), until(market, RISE + DELAY));
            assertEquals(List.of(REPLACEMENT), until(market, RISE + DELAY + 1));
        }
    }

    @Test
    void shouldHandOverEverythingInTheEventInWhichTheReplacementIsReady() {
        try (Market market = market(settings(), wide(1))) {
            rise(market);
            assertEquals(List.of(REPLACEMENT), until(market, 500 * SECOND));
            assertEquals(
                    List.of(
                            "ready at=4294967297 pool=2 ACTIVATED cost=5000000",
                            "revoke task=1 at=4294967296 units=0 DRAINED VCPU 0-3 margin=0 slope=0",
                            "admit task=1 at=4294967297",
                            "grant task=1 at=4294967297 units=4 VCPU 0-3 margin=395000000"
                                    + " slope=100000000",
                            "price at=4294967297 VCPU 1250000",
                            "drain at=4294967296 pool=1 CHEAPER_POOL cost=10000000 deadline="
                                    + 500 * SECOND,
                            "deactivate at=4294967296 pool=1 DRAINED cost=10000000"),
                    market.send(market.writer.instance(FIRST + 1, 2)));
            assertEquals(List.of(), until(market, 900 * SECOND));
        }
    }

    @Test
    void shouldMoveOneInstanceAtATime() {
        try (Market market = market(settings(), wide(1), wide(2))) {
            rise(market);
            final List<String> first = until(market, 1_000 * SECOND);
            assertEquals(List.of("activate at=4294967298 pool=2 CHEAPER_POOL cost=5000000"), first);
            market.send(market.writer.instance(FIRST + 2, 2));
            assertEquals(
                    List.of("activate at=4294967299 pool=2 CHEAPER_POOL cost=5000000"),
                    until(market, 1_001 * SECOND));
        }
    }

    @Test
    void shouldMoveTheInstanceFirstWhoseTasksCostLeastToMove() {
        final TaskSpec dear = wide(2);
        dear.moveCost = 1;
        try (Market market = market(settings(), wide(1), dear)) {
            rise(market);
            until(market, 1_000 * SECOND);
            final List<String> ready = swarm(market.send(market.writer.instance(FIRST + 2, 2)));
            assertEquals("drain at=4294967296 pool=1", ready.get(0).substring(0, 26));
        }
    }

    @Test
    void shouldStayWhileTheMovesOfItsTasksWouldCostMore() {
        final TaskSpec task = wide(1);
        task.moveCost = 5 * MILLION;
        try (Market market = market(settings(), task)) {
            rise(market);
            final long due = RISE + DELAY + Market.HOUR;
            assertEquals(List.of(), until(market, due));
            assertEquals(List.of(REPLACEMENT), until(market, due + 1));
        }
    }

    @Test
    void shouldStayWhereThePriceFallsBackInTime() {
        try (Market market = market(settings(), wide(1))) {
            for (int i = 0; i < 20; i++) {
                rise(market);
                assertEquals(List.of(), until(market, market.at + DELAY - SECOND));
                market.send(market.writer.poolCost(1, 4 * MILLION));
                assertEquals(List.of(), until(market, market.at + 6 * DELAY));
            }
        }
    }

    @Test
    void shouldWaitForTheEndOfTheCoolDown() {
        try (Market market = market(settings().with(Setting.COOL_DOWN, 600 * SECOND), wide(1))) {
            rise(market);
            assertEquals(List.of(), until(market, DELAY + 600 * SECOND));
            assertEquals(List.of(REPLACEMENT), until(market, DELAY + 600 * SECOND + 1));
        }
    }

    @Test
    void shouldStayWithATaskThatIsNotPreemptibleOrMayNotGoThere() {
        final TaskSpec fixed = wide(1);
        fixed.preemptible = false;
        final TaskSpec bound = wide(1);
        bound.addPool(1);
        for (final TaskSpec task : List.of(fixed, bound)) {
            try (Market market = market(settings(), task)) {
                rise(market);
                assertEquals(List.of(), until(market, 10_000 * SECOND));
            }
        }
    }

    @Test
    void shouldStayWhereItIsTurnedOff() {
        try (Market market = market(settings().with(Setting.POOL_MOVES, 0), wide(1))) {
            rise(market);
            assertEquals(List.of(), until(market, 10_000 * SECOND));
        }
    }

    @Test
    void shouldGiveTheMoveUpWhenTheCostFallsBackBeforeTheReplacementIsReady() {
        try (Market market = market(settings(), wide(1))) {
            rise(market);
            assertEquals(List.of(REPLACEMENT), until(market, 1_000 * SECOND));
            market.send(market.writer.poolCost(1, 4 * MILLION));
            assertEquals(List.of(), swarm(market.send(market.writer.instance(FIRST + 1, 2))));
            assertEquals(
                    List.of("deactivate at=4294967297 pool=2 IDLE cost=5000000"),
                    until(market, 2_000 * SECOND));
        }
    }

    @Test
    void shouldTryAgainWhenTheReplacementFails() {
        try (Market market = market(settings(), wide(1))) {
            rise(market);
            assertEquals(List.of(REPLACEMENT), until(market, 1_000 * SECOND));
            market.send(market.writer.activationFailed(FIRST + 1));
            assertEquals(
                    List.of("activate at=4294967298 pool=2 CHEAPER_POOL cost=5000000"),
                    until(market, 1_002 * SECOND));
        }
    }

    @Test
    void shouldHandOverAtTheFirstTickAfterTheHoldOfATask() {
        final long hold = 10 * SECOND;
        try (Market market = market(settings().with(Setting.MINIMUM_HOLD, hold), wide(1))) {
            rise(market);
            assertEquals(List.of(REPLACEMENT), until(market, 1_000 * SECOND));
            market.send(market.writer.complete(1, CompleteStatus.DONE));
            market.send(market.writer.task(wide(2)));
            assertEquals(List.of(), swarm(market.send(market.writer.instance(FIRST + 1, 2))));
            assertEquals(List.of(), until(market, 1_000 * SECOND + hold));
            assertEquals(
                    List.of(
                            "drain at=4294967296 pool=1 CHEAPER_POOL cost=10000000 deadline="
                                    + (1_000 * SECOND + hold),
                            "deactivate at=4294967296 pool=1 DRAINED cost=10000000"),
                    until(market, 1_000 * SECOND + hold + 1));
            assertEquals(4, market.unitsOf(2));
        }
    }
}
