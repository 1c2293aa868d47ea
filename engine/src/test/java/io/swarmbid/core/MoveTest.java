package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Running tasks move at ticks to free room where they are worth more, and come to rest. */
final class MoveTest {
    private static final int STEADY_TICKS = 200;

    private static List<String> tick(final Market market) {
        market.at += 1_000;
        return market.send(market.writer.tick());
    }

    /** A task on the dear instance 7; instance 8 of a pool at half the cost is ready then. */
    private static Market withCheaperRoom(final Settings settings, final TaskSpec task) {
        final Market market = new Market(settings);
        market.oneInstance(4, 1_000);
        market.send(market.writer.task(task));
        market.send(market.writer.pool(Market.pool(2, 4, 500)));
        market.send(market.writer.instance(8, 2));
        assertEquals(0, market.revokes);
        return market;
    }

    private static boolean isMove(final List<String> lines) {
        return lines.stream().anyMatch(line -> line.contains("REARRANGED"));
    }

    @Test
    void shouldMoveToTheInstanceThatCostsLess() {
        try (Market market = withCheaperRoom(Market.plain(), Market.task(1, 3_000, 2, 2))) {
            assertTrue(isMove(tick(market)));
            assertEquals(2, market.unitsOf(1));
            assertEquals(
                    8, market.core.standing(1).orElseThrow().holding().orElseThrow().instance());
            assertTrue(!isMove(tick(market)));
        }
    }

    @Test
    void shouldMoveToWhereItCanGrow() {
        try (Market market = new Market()) {
            market.oneInstance(4, 1_000);
            market.send(market.writer.task(Market.task(1, 5_000, 3, 3)));
            market.send(market.writer.task(Market.task(2, 3_000, 1, 4)));
            assertEquals(1, market.unitsOf(2));
            market.send(market.writer.instance(8, 1));
            tick(market);
            assertEquals(4, market.unitsOf(2));
            assertEquals(3, market.unitsOf(1));
        }
    }

    @Test
    void shouldMoveInTheSameTickToRoomThatAnotherMoveLeaves() {
        try (Market market = new Market()) {
            final PoolSpec both = new PoolSpec().pool(1).cost(16_000).vrus(4, 4, 0);
            market.send(market.writer.pool(both));
            market.send(market.writer.instance(7, 1));
            market.send(market.writer.task(Market.task(1, 6_000, 1, 4)));
            market.send(market.writer.instance(9, 1));
            market.send(market.writer.task(Market.task(2, 9_000, 1, 1).bundle(1, 1, 0)));
            market.send(market.writer.task(Market.task(3, 6_500, 1, 4).bundle(1, 1, 0)));
            tick(market);
            // Room for three of the first task's units, and for none of the third's, which lacks
            // one on 9.
            market.send(market.writer.pool(Market.pool(2, 3, 100)));
            market.send(market.writer.instance(8, 2));
            assertEquals(List.of(4, 1, 3), unitsOfThree(market));
            tick(market);
            assertEquals(List.of(3, 1, 4), unitsOfThree(market));
        }
    }

    private static List<Integer> unitsOfThree(final Market market) {
        return List.of(market.unitsOf(1), market.unitsOf(2), market.unitsOf(3));
    }

    @Test
    void shouldStayWhereTheHysteresisIsAboveTheGain() {
        // Two units save 1,000; the hysteresis is a sixth of 6,000, and one more.
        final Settings least = Market.plain().with(Setting.HYSTERESIS, 166_666);
        final Settings more = Market.plain().with(Setting.HYSTERESIS, 166_667);
        try (Market moves = withCheaperRoom(least, Market.task(1, 3_000, 2, 2));
                Market stays = withCheaperRoom(more, Market.task(1, 3_000, 2, 2))) {
            assertTrue(isMove(tick(moves)));
            assertTrue(!isMove(tick(stays)));
        }
    }

    @Test
    void shouldStayWhereTheMoveCostsAsMuchAsItSaves() {
        final TaskSpec free = Market.task(1, 3_000, 2, 2);
        free.moveCost = 999;
        final TaskSpec dear = Market.task(1, 3_000, 2, 2);
        dear.moveCost = 1_000;
        try (Market moves = withCheaperRoom(Market.plain(), free);
                Market stays = withCheaperRoom(Market.plain(), dear)) {
            assertTrue(isMove(tick(moves)));
            assertTrue(!isMove(tick(stays)));
        }
    }

    @Test
    void shouldWaitUntilItsHoldIsOver() {
        final Settings settings =
                Market.plain().with(Setting.MINIMUM_HOLD, 5_000).with(Setting.TICK_INTERVAL, 1_000);
        try (Market market = withCheaperRoom(settings, Market.task(1, 3_000, 2, 2))) {
            assertTrue(!isMove(market.advanceTo(4_999)));
            assertTrue(
                    isMove(market.advanceTo(7_000)), "nothing else happens at the end of the hold");
        }
    }

    @Test
    void shouldComeToRestWhateverTheCosts() {
        int moved = 0;
        for (long seed = 1; seed <= 40; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            try (Market market =
                    new Market(
                            Market.plain()
                                    .with(Setting.HYSTERESIS, seed % 2 == 0 ? 0 : 20_000)
                                    .with(Setting.MAX_INSTANCES, 8))) {
                for (int pool = 1; pool <= 3; pool++) {
                    market.send(
                            market.writer.pool(Market.pool(pool, 8, 800 + random.nextInt(400))));
                }
                final List<TaskSpec> tasks = new ArrayList<>();
                for (int id = 1; id <= 12; id++) {
                    tasks.add(Bids.randomTask(random, id, 1 + random.nextInt(3), 900));
                }
                market.send(market.writer.instance(1, 1));
                tasks.forEach(task -> market.send(market.writer.task(task)));
                for (int id = 2; id <= 6; id++) {
                    market.send(market.writer.instance(id, 1 + random.nextInt(3)));
                    moved += isMove(tick(market)) ? 1 : 0;
                }
                int quiet = 0;
                for (int i = 0; i < STEADY_TICKS && quiet < 3; i++) {
                    final int before = market.revokes;
                    tick(market);
                    quiet = market.revokes == before ? quiet + 1 : 0;
                }
                assertEquals(3, quiet, "seed " + seed + " still moves");
            }
        }
        assertTrue(moved > 20, "only " + moved + " ticks moved something");
    }
}
