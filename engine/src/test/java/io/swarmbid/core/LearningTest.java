package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What finished tasks teach about the work of those to come, and what that changes. */
final class LearningTest {
    private static final long COST = 1_000_000;
    private static final long SECOND = 1_000_000_000L;

    private static Market market(final long learning) {
        final Market market = new Market(Market.plain().with(Setting.LEARNING, learning));
        market.oneInstance(8, COST);
        return market;
    }

    /** One unit, an hour by the customer's word. */
    private static TaskSpec task(final Market market, final long id, final long bid) {
        final TaskSpec task = Market.task(id, bid, 1, 1);
        task.customer = market.symbols.intern("acme");
        task.className = market.symbols.intern("render");
        return task;
    }

    /** Runs tasks of the class for so long each, one after the other. */
    private static void finish(final Market market, final int tasks, final long lasting) {
        for (int i = 1; i <= tasks; i++) {
            market.send(market.writer.task(task(market, 1_000 + i, 10 * COST)));
            market.at += lasting;
            market.send(market.writer.complete(1_000 + i, CompleteStatus.DONE));
        }
    }

    private static long judgedPpm(final Market market) {
        return market.core.estimates().learnedSumPpm() / market.core.estimates().judged();
    }

    @Test
    void shouldSpreadTheBidOverTheWorkThatSuchTasksTurnOutToBe() {
        try (Market market = market(1)) {
            finish(market, 3, Market.HOUR / 4);
            final var lines = market.send(market.writer.task(task(market, 1, 2 * COST)));
            // 2 an hour by the customer's word, 8 an hour by what was learned, 1 is the cost.
            assertTrue(
                    lines.stream()
                            .anyMatch(
                                    line ->
                                            line.contains("margin=" + 7 * COST)
                                                    && line.contains("slope=" + 8 * COST)),
                    lines.toString());
        }
    }

    @Test
    void shouldKeepTheCustomersFigureForAClassThatItHasNotSeen() {
        try (Market market = market(1)) {
            finish(market, 3, Market.HOUR / 4);
            final TaskSpec task = task(market, 1, 2 * COST);
            task.className = market.symbols.intern("train");
            final var lines = market.send(market.writer.task(task));
            assertTrue(
                    lines.stream().anyMatch(line -> line.contains("slope=" + 2 * COST)),
                    lines.toString());
        }
    }

    @Test
    void shouldOnlyJudgeTheLearnedFiguresWhileLearningIsOff() {
        try (Market market = market(0)) {
            finish(market, 3, Market.HOUR / 4);
            final var lines = market.send(market.writer.task(task(market, 1, 2 * COST)));
            assertTrue(
                    lines.stream().anyMatch(line -> line.contains("slope=" + 2 * COST)),
                    lines.toString());
            // The first by the customer's figure, the others exactly right.
            assertEquals((250_000 + 2 * 1_000_000) / 3, judgedPpm(market));
            assertEquals(250_000, market.core.estimates().customersSumPpm() / 3);
        }
    }

    @Test
    void shouldNeverChargeMoreThanTheBidWhateverWasLearned() {
        try (Market market = market(1)) {
            finish(market, 3, Market.HOUR / 4);
            market.send(market.writer.task(task(market, 1, 2 * COST)));
            market.at += 10 * Market.HOUR;
            market.send(market.writer.complete(1, CompleteStatus.DONE));
            assertTrue(market.charged <= 3 * 10 * COST + 2 * COST, "charged " + market.charged);
        }
    }

    @Test
    void shouldRejectADeadlineThatNineOfTenSuchTasksWouldMiss() {
        try (Market market = market(1)) {
            finish(market, 3, 4 * Market.HOUR);
            final TaskSpec task = task(market, 1, 20 * COST);
            task.deadline = market.at + 2 * Market.HOUR;
            final var lines = market.send(market.writer.task(task));
            assertTrue(lines.toString().contains("INFEASIBLE_DEADLINE"), lines.toString());
        }
    }

    @Test
    void shouldActivateInTimeForTheWorkLearned() {
        final Settings settings =
                Market.plain().with(Setting.LEARNING, 1).with(Setting.AUTOSCALE, 1);
        try (Market market = new Market(settings)) {
            market.oneInstance(8, COST);
            finish(market, 3, 4 * Market.HOUR);
            market.send(market.writer.instanceLost(7));
            final long delay = 60 * SECOND;
            market.send(
                    market.writer.pool(
                            Market.pool(2, 1, COST).stock(3).activation(delay, 1_000, 0)));
            // Worth 3 an hour over the four hours learned, at a cost of 1.
            final long crossing = (1_000 * Market.HOUR + COST * delay) / (2 * COST);
            final TaskSpec relaxed = task(market, 1, 12 * COST);
            relaxed.deadline = market.at + crossing + delay + 4 * Market.HOUR;
            final String early = market.send(market.writer.task(relaxed)).toString();
            assertFalse(early.contains("activate"), early);
            market.send(market.writer.cancel(1));
            final TaskSpec pressing = task(market, 2, 12 * COST);
            pressing.deadline = relaxed.deadline - 1;
            final String now = market.send(market.writer.task(pressing)).toString();
            assertTrue(now.contains("activate"), now);
        }
    }

    @Test
    void shouldLetATaskInBesideAReservationOnlyIfItEndsInTimeByTheWorkLearned() {
        final Settings settings =
                Market.plain().with(Setting.LEARNING, 1).with(Setting.AGING, 1_000);
        try (Market market = new Market(settings)) {
            market.oneInstance(2, COST);
            finish(market, 3, 4 * Market.HOUR);
            for (int id = 1; id <= 2; id++) {
                final TaskSpec stays = Market.task(id, 6 * COST, 1, 1);
                stays.work = 2 * Market.HOUR;
                stays.preemptible = false;
                market.send(market.writer.task(stays));
            }
            market.send(market.writer.task(Market.task(3, 3 * COST, 2, 2)));
            market.at += SECOND;
            market.send(market.writer.tick());
            market.send(market.writer.complete(1, CompleteStatus.DONE));
            market.send(market.writer.task(task(market, 4, 8 * COST)));
            assertEquals(0, market.unitsOf(4), "an hour by the customer's word, four as learned");
            market.send(market.writer.task(Market.task(5, 2 * COST, 1, 1)));
            assertEquals(1, market.unitsOf(5), "an hour, and no reason to doubt it");
        }
    }

    @Test
    void shouldTellApartWhatOneClassAsksFor() {
        try (Market market = market(0)) {
            // By turns an hour that takes a quarter, and ten hours that are really needed.
            for (int i = 1; i <= 40; i++) {
                final TaskSpec task = task(market, i, 100 * COST);
                task.work = i % 2 == 0 ? Market.HOUR : 10 * Market.HOUR;
                market.send(market.writer.task(task));
                market.at += i % 2 == 0 ? Market.HOUR / 4 : 10 * Market.HOUR;
                market.send(market.writer.complete(i, CompleteStatus.DONE));
            }
            assertTrue(judgedPpm(market) > 970_000, "learned " + judgedPpm(market));
        }
    }

    @Test
    void shouldFollowTheLargerOfTwoGroupsAndNotTheMiddleBetweenThem() {
        try (Market market = market(0)) {
            // Three of four take a second, one the whole hour: a mean would be off for each.
            long before = 0;
            for (int i = 1; i <= 80; i++) {
                before = i == 41 ? market.core.estimates().learnedSumPpm() : before;
                market.send(market.writer.task(task(market, i, 10 * COST)));
                market.at += i % 4 == 0 ? Market.HOUR : SECOND;
                market.send(market.writer.complete(i, CompleteStatus.DONE));
            }
            final long later = (market.core.estimates().learnedSumPpm() - before) / 40;
            assertTrue(later > 740_000, "learned " + later);
        }
    }

    @Test
    void shouldEstimateAtLeastHalfAsWellAgainAsCustomersWhoAskForRoundTimes() {
        // Eight classes; customers ask for up to ten times what their class takes, which varies by
        // a fifth either way.
        final SplittableRandom random = new SplittableRandom(7);
        try (Market market = market(0)) {
            for (int i = 1; i <= 400; i++) {
                final int kind = random.nextInt(8);
                final TaskSpec task =
                        new TaskSpec(8)
                                .task(i)
                                .bid(1_000 * COST, 1_000 * SECOND * (1 + kind % 3))
                                .bundle(1, 0, 0);
                task.className = market.symbols.intern("class-" + kind);
                market.send(market.writer.task(task));
                final long typical = SECOND * (100 + 200 * kind);
                market.at += typical * (80 + random.nextInt(41)) / 100;
                market.send(market.writer.complete(i, CompleteStatus.DONE));
            }
            final long customers = market.core.estimates().customersSumPpm() / 400;
            assertTrue(2 * judgedPpm(market) >= 3 * customers, judgedPpm(market) + " " + customers);
        }
    }

    @Test
    void shouldLookUpATaskOnceAndOnlyWhenItFirstRunsWhileLearningIsOff() {
        try (Market market = market(0)) {
            finish(market, 20, Market.HOUR / 4);
            assertEquals(20, market.core.estimates().lookups());
            final TaskSpec waits = task(market, 1, 8 * 2 * COST);
            market.send(market.writer.task(waits.units(8, 8)));
            assertEquals(21, market.core.estimates().lookups());
            for (int id = 2; id <= 50; id++) {
                market.send(market.writer.task(task(market, id, COST + COST / 2)));
            }
            market.send(market.writer.tick());
            assertEquals(21, market.core.estimates().lookups(), "they wait");
            // It loses everything, and runs again.
            final TaskSpec shorter = task(market, 51, 100 * COST).units(8, 8);
            shorter.work = Market.HOUR / 2;
            market.send(market.writer.task(shorter));
            assertEquals(0, market.unitsOf(1));
            market.send(market.writer.complete(51, CompleteStatus.DONE));
            assertEquals(8, market.unitsOf(1));
            assertEquals(22, market.core.estimates().lookups());
        }
    }

    @Test
    void shouldLookUpATaskThatStartsAsItArrivesOnceAndOneThatWaitedAgainWhenItRuns() {
        try (Market market = market(1)) {
            finish(market, 20, Market.HOUR / 4);
            assertEquals(20, market.core.estimates().lookups());
            market.send(market.writer.task(task(market, 1, 100 * COST).units(8, 8)));
            market.send(market.writer.task(task(market, 2, 2 * COST)));
            assertEquals(22, market.core.estimates().lookups());
            market.send(market.writer.complete(1, CompleteStatus.DONE));
            assertEquals(1, market.unitsOf(2));
            assertEquals(23, market.core.estimates().lookups());
        }
    }

    @Test
    void shouldForgetTheClassThatLearnedTheLongestAgoWhenItIsFull() {
        try (Market market =
                new Market(Market.plain().with(Setting.LEARNING, 1).with(Setting.MAX_TASKS, 4))) {
            market.oneInstance(8, COST);
            finish(market, 1, Market.HOUR / 4);
            for (int i = 1; i <= 4; i++) {
                final TaskSpec task = task(market, i, 10 * COST);
                task.className = market.symbols.intern("class-" + i);
                market.send(market.writer.task(task));
                market.at += Market.HOUR;
                market.send(market.writer.complete(i, CompleteStatus.DONE));
            }
            final var lines = market.send(market.writer.task(task(market, 1, 2 * COST)));
            assertTrue(
                    lines.stream().anyMatch(line -> line.contains("slope=" + 2 * COST)),
                    lines.toString());
        }
    }
}
