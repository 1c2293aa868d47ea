package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.QueueReason;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.reference.CommandWriter;
import io.swarmbid.reference.HistoryGenerator;
import java.util.List;
import java.util.OptionalLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What is said about a live task between two events is true: each bid that is named is tried on a fork. */
final class StandingTest {
    private static final long HISTORIES = Long.getLong("swarmbid.histories", 400);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int COMMANDS = 120;

    /** Hold and budget off: prices set them aside. */
    private static Settings unheld(final Settings settings) {
        return settings.with(Setting.MINIMUM_HOLD, 0)
                .with(Setting.GRACE, 0)
                .with(Setting.PREEMPTION_BUDGET, 0);
    }

    private static TaskStanding standing(final EngineCore core, final long task) {
        return core.standing(task).orElseThrow();
    }

    private static int units(final EngineCore core, final long task) {
        return core.standing(task)
                .flatMap(TaskStanding::holding)
                .map(TaskStanding.Holding::units)
                .orElse(0);
    }

    /** Units of a task after another one, or the same, has bid so much. */
    private static int unitsAfter(
            final EngineCore core,
            final Settings settings,
            final long task,
            final long bidder,
            final long bid) {
        try (EngineCore fork = core.fork(settings)) {
            final byte[] rebid = new CommandWriter(settings).rebid(bidder, bid);
            fork.onCommand(
                    AllocationCore.UNNUMBERED,
                    fork.timeNs(),
                    new UnsafeBuffer(rebid),
                    0,
                    rebid.length,
                    DecisionSink.NONE);
            return units(fork, task);
        }
    }

    @Test
    void shouldNameBidsThatDoWhatIsSaidAndNoSmallerOnes() {
        int waits = 0;
        int growths = 0;
        int challenges = 0;
        int losses = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            final Settings settings = unheld(history.settings());
            try (EngineCore core = new EngineCore(settings, history.symbols())) {
                for (final HistoryGenerator.Step step : history.steps()) {
                    core.onCommand(
                            step.sequence(),
                            step.at(),
                            new UnsafeBuffer(step.command()),
                            0,
                            step.command().length,
                            DecisionSink.NONE);
                }
                core.advanceTo(core.timeNs(), DecisionSink.NONE);
                for (long task = 1; task <= COMMANDS; task++) {
                    if (core.standing(task).isEmpty()) {
                        continue;
                    }
                    final String what = "seed " + seed + " task " + task;
                    final TaskStanding stands = standing(core, task);
                    if (stands.waiting().isPresent()) {
                        final OptionalLong bid = stands.waiting().get().priceToBeat();
                        if (bid.isPresent()) {
                            waits++;
                            final long least = bid.getAsLong();
                            assertTrue(unitsAfter(core, settings, task, task, least) > 0, what);
                            if (least > stands.charge()) {
                                assertEquals(
                                        0, unitsAfter(core, settings, task, task, least - 1), what);
                            }
                        }
                        continue;
                    }
                    final TaskStanding.Holding holding = stands.holding().orElseThrow();
                    if (holding.growthBid().isPresent()) {
                        growths++;
                        final long least = holding.growthBid().getAsLong();
                        final List<Long> losers = holding.growthLosers();
                        // With several kinds a third may take in the same event what was won.
                        assertTrue(
                                unitsAfter(core, settings, task, task, least)
                                                >= holding.nextSegmentTo()
                                        || !losers.isEmpty()
                                                && unitsAfter(
                                                                core,
                                                                settings,
                                                                losers.get(0),
                                                                task,
                                                                least)
                                                        < units(core, losers.get(0)),
                                what + " grows at " + least);
                        assertTrue(
                                unitsAfter(core, settings, task, task, least - 1)
                                        <= holding.units(),
                                what + " grows under " + least);
                    }
                    if (holding.challenger().isPresent()) {
                        challenges++;
                        final long rival = holding.challenger().getAsLong();
                        final long least = holding.challengerBids().getAsLong();
                        final String loss = what + " against " + rival + " at " + least;
                        // The loser may find as much elsewhere in the same event.
                        final boolean lost =
                                unitsAfter(core, settings, task, rival, least) < holding.units();
                        losses += lost ? 1 : 0;
                        assertTrue(
                                lost
                                        || unitsAfter(core, settings, rival, rival, least)
                                                > units(core, rival),
                                loss);
                        assertTrue(
                                unitsAfter(core, settings, rival, rival, least - 1)
                                        <= units(core, rival),
                                loss);
                    }
                }
            }
        }
        final String counts = waits + " " + growths + " " + challenges + " " + losses;
        assertTrue(waits > 30 && growths > 30 && challenges > 30, counts);
        assertTrue(losses > challenges / 2, counts);
    }

    @Test
    void shouldSayWhatARunningTaskHoldsAndWhoComesNearest() {
        try (Market market = new Market()) {
            market.oneInstance(4, 1_000);
            market.send(market.writer.task(Market.task(1, 3_000, 1, 3)));
            market.send(market.writer.task(Market.task(2, 2_000, 1, 2)));
            final TaskStanding stands = standing(market.core, 2);
            final TaskStanding.Holding holding = stands.holding().orElseThrow();
            assertEquals(1, holding.units());
            assertEquals(2_000, holding.slope());
            assertEquals(2_000, holding.price());
            assertEquals(1_000, holding.reserve());
            assertEquals(2, holding.nextSegmentTo());
            assertEquals(OptionalLong.of(3_001), holding.growthBid());
            assertEquals(List.of(1L), holding.growthLosers());
            assertEquals(OptionalLong.empty(), holding.challenger());
        }
    }

    /** It holds 2 units, of which the second is worth nothing; the third would make both worth as much as the first. */
    @Test
    void shouldNameTheBidWithWhichATaskBetweenTwoCornersKeepsWhatItWins() {
        try (Market market = new Market()) {
            market.oneInstance(5, 1_000);
            final TaskSpec dips = Market.task(1, 9_000, 1, 3);
            dips.addSpeedup(1_000_000);
            dips.addSpeedup(1_000_000);
            dips.addSpeedup(2_000_000);
            market.send(market.writer.task(dips));
            market.send(market.writer.task(Market.task(2, 9_500, 1, 2)));
            market.send(market.writer.vruFault(7, Kind.VCPU, 2));
            final TaskStanding.Holding holding = standing(market.core, 1).holding().orElseThrow();
            assertEquals(2, holding.units());
            assertEquals(1, holding.lastSegmentFrom());
            assertEquals(3, holding.nextSegmentTo());
            assertEquals(List.of(2L), holding.growthLosers());
            // 9,501 wins the third unit, but then its last segment is two units, worth less than
            // what it took.
            assertEquals(1, unitsAfter(market.core, Market.plain(), 1, 1, 9_501));
            assertEquals(1, unitsAfter(market.core, Market.plain(), 1, 1, 10_499));
            assertEquals(OptionalLong.of(10_500), holding.growthBid());
            assertEquals(3, unitsAfter(market.core, Market.plain(), 1, 1, 10_500));
            assertEquals(1, unitsAfter(market.core, Market.plain(), 2, 1, 10_500));
            final TaskStanding.Holding other = standing(market.core, 2).holding().orElseThrow();
            assertEquals(OptionalLong.of(10_500), other.challengerBids());
        }
    }

    @Test
    void shouldSayWhyATaskWaitsNow() {
        try (Market market = new Market()) {
            market.oneInstance(4, 1_000);
            market.send(market.writer.task(Market.task(1, 3_000, 4, 4)));
            market.send(market.writer.task(Market.task(2, 4_000, 4, 4)));
            final TaskStanding.Wait revoked = standing(market.core, 1).waiting().orElseThrow();
            assertEquals(QueueReason.OUTBID, revoked.reason());
            assertEquals(OptionalLong.of(4), revoked.deficit());
            assertEquals(OptionalLong.of(4_001), revoked.priceToBeat());
            assertEquals(List.of(2L), revoked.losers());
            assertEquals(OptionalLong.of(7), revoked.instance());
            final TaskStanding.Holding holding = standing(market.core, 2).holding().orElseThrow();
            assertEquals(OptionalLong.of(1), holding.challenger());
            assertEquals(OptionalLong.of(4_001), holding.challengerBids());
            assertEquals(3_000, holding.challengerBid());
        }
    }

    @Test
    void shouldNameAllWhoWouldLose() {
        try (Market market = new Market()) {
            market.oneInstance(4, 1_000);
            for (int id = 1; id <= 4; id++) {
                market.send(market.writer.task(Market.task(id, 2_000 + id, 1, 1)));
            }
            market.send(market.writer.task(Market.task(9, 1_500, 3, 3)));
            final TaskStanding.Wait wait = standing(market.core, 9).waiting().orElseThrow();
            assertEquals(List.of(1L, 2L, 3L), wait.losers());
            assertEquals(
                    1,
                    unitsAfter(market.core, Market.plain(), 4, 9, wait.priceToBeat().getAsLong()));
            for (final long loser : wait.losers()) {
                assertEquals(
                        0,
                        unitsAfter(
                                market.core,
                                Market.plain(),
                                loser,
                                9,
                                wait.priceToBeat().getAsLong()));
            }
        }
    }

    @Test
    void shouldKnowNoTaskThatIsNotLive() {
        try (Market market = new Market()) {
            market.oneInstance(4, 1_000);
            market.send(market.writer.task(Market.task(1, 3_000, 1, 1)));
            assertFalse(market.core.standing(2).isPresent());
            assertFalse(market.core.standing(0).isPresent());
            assertFalse(market.core.standing(-1).isPresent());
            assertFalse(market.core.standing(1L << 32).isPresent());
        }
    }

    @Test
    void shouldChangeNothingByAsking() {
        try (Market market = new Market()) {
            market.oneInstance(4, 1_000);
            market.send(market.writer.task(Market.task(1, 3_000, 4, 4)));
            market.send(market.writer.task(Market.task(2, 4_000, 4, 4)));
            final long digest = market.core.stateDigest();
            standing(market.core, 1);
            standing(market.core, 2);
            assertEquals(digest, market.core.stateDigest());
        }
    }
}
