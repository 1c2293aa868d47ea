package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.config.Setting;
import org.junit.jupiter.api.Test;

/** With {@code tickInstances}, ticks look at the instances by turns, until all were looked at since something happened. */
final class TickTurnsTest {
    private static final int TASKS = 4;
    private static final long INTERVAL = 1_000;

    /** Tasks that fill the dear instances 11 to 14, one each; instance 20 of a pool at half the cost has room for all. */
    private static Market withCheaperRoom(final long tickInstances) {
        final Market market =
                new Market(
                        Market.plain()
                                .with(Setting.MAX_INSTANCES, 8)
                                .with(Setting.TICK_INTERVAL, INTERVAL)
                                .with(Setting.TICK_INSTANCES, tickInstances));
        market.send(market.writer.pool(Market.pool(1, 4, 1_000)));
        for (int id = 1; id <= TASKS; id++) {
            market.send(market.writer.instance(10 + id, 1));
            market.send(market.writer.task(Market.task(id, 3_000, 4, 4)));
        }
        market.send(market.writer.pool(Market.pool(2, 16, 500)));
        market.send(market.writer.instance(20, 2));
        assertEquals(0, market.revokes);
        return market;
    }

    private static long instanceOf(final Market market, final long task) {
        return market.core.standing(task).orElseThrow().holding().orElseThrow().instance();
    }

    @Test
    void shouldLookAtOneInstanceATick() {
        try (Market market = withCheaperRoom(1)) {
            for (int turn = 0; turn < TASKS; turn++) {
                assertEquals(11 + turn, instanceOf(market, turn + 1));
                market.advanceTo(turn * INTERVAL + 1);
                assertEquals(20, instanceOf(market, turn + 1));
                assertEquals(turn + 1, market.revokes);
            }
        }
    }

    @Test
    void shouldLookAtAsManyAsItSays() {
        try (Market market = withCheaperRoom(2)) {
            // Three turns for five instances: 11 and 14; 12 and 20; 13.
            market.advanceTo(1);
            assertEquals(2, market.revokes);
            market.advanceTo(INTERVAL + 1);
            assertEquals(3, market.revokes);
            market.advanceTo(2 * INTERVAL + 1);
            assertEquals(TASKS, market.revokes);
        }
    }

    @Test
    void shouldLookAtAllWhereItIsNotSet() {
        try (Market market = withCheaperRoom(0)) {
            market.advanceTo(1);
            assertEquals(TASKS, market.revokes);
        }
    }

    @Test
    void shouldComeToRestWhenAllWereLookedAt() {
        try (Market market = withCheaperRoom(1)) {
            // The last move at 3,000; then five ticks that decide nothing, the last at 8,000.
            market.advanceTo(8 * INTERVAL);
            assertEquals(8 * INTERVAL, market.core.nextTickNs());
            market.advanceTo(8 * INTERVAL + 1);
            assertEquals(Long.MAX_VALUE, market.core.nextTickNs());
        }
    }

    @Test
    void shouldTickAgainOnceSomethingHappens() {
        try (Market market = withCheaperRoom(1)) {
            market.advanceTo(20 * INTERVAL + 1);
            assertEquals(Long.MAX_VALUE, market.core.nextTickNs());
            market.send(market.writer.tick());
            assertEquals(Long.MAX_VALUE, market.core.nextTickNs(), "nothing has happened");
            market.send(market.writer.poolCost(1, 3_000));
            assertEquals(21 * INTERVAL, market.core.nextTickNs());
        }
    }
}
