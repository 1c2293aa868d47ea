package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Setting;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What hysteresis promises: no move inside it, and nobody left out beyond it. */
final class StabilityTest {
    private static final long HISTORIES = 100;
    private static final long HYSTERESIS_PPM = 50_000;
    private static final long BASE = 1_000_000;

    /** dv of the n-th unit; equal bundles of one vCPU. */
    private static long slope(final TaskSpec task, final int n) {
        return Bids.bidRate(task) * (Bids.speedup(task, n) - Bids.speedup(task, n - 1));
    }

    @Test
    void shouldLeaveNoLosingSegmentThatBeatsAWinningOneByMoreThanTheMargin() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            final Bids bids = Bids.random(seed);
            try (Market market =
                    new Market(Market.plain().with(Setting.HYSTERESIS, HYSTERESIS_PPM))) {
                market.oneInstance(bids.vcpus(), bids.costPerVcpu());
                for (int sent = 1; sent <= bids.tasks().size(); sent++) {
                    market.send(market.writer.task(bids.tasks().get(sent - 1)));
                    final String what = "seed " + seed + " after task " + sent;
                    checkMargins(bids.tasks().subList(0, sent), market, what);
                }
            }
        }
    }

    private static void checkMargins(
            final List<TaskSpec> tasks, final Market market, final String what) {
        long lowest = Long.MAX_VALUE;
        for (final TaskSpec task : tasks) {
            final int n = market.unitsOf(task.task);
            lowest = n == 0 ? lowest : Math.min(lowest, slope(task, n));
        }
        final long delta = lowest / (1_000_000 / HYSTERESIS_PPM);
        for (final TaskSpec task : tasks) {
            final int n = market.unitsOf(task.task);
            if (n < task.max && lowest < Long.MAX_VALUE) {
                assertTrue(slope(task, n + 1) <= lowest + delta, what + " loses " + task.task);
            }
        }
    }

    @Test
    void shouldMoveNothingWhileBidsOscillateInsideTheHysteresis() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            try (Market market =
                    new Market(Market.plain().with(Setting.HYSTERESIS, HYSTERESIS_PPM))) {
                final int vcpus = 1 + random.nextInt(12);
                final int tasks = vcpus + 1 + random.nextInt(12);
                market.oneInstance(vcpus, BASE / 2);
                for (int i = 1; i <= tasks; i++) {
                    market.send(market.writer.task(Market.task(i, BASE, 1, 1)));
                }
                for (int i = 0; i < 100; i++) {
                    final long bid = BASE + random.nextLong(BASE * HYSTERESIS_PPM / 1_000_000 + 1);
                    market.send(market.writer.rebid(1 + random.nextInt(tasks), bid));
                }
                assertEquals(0, market.revokes, "seed " + seed);
            }
        }
    }

    @Test
    void shouldMoveWhenABidLeavesTheHysteresis() {
        try (Market market = new Market(Market.plain().with(Setting.HYSTERESIS, HYSTERESIS_PPM))) {
            market.oneInstance(1, BASE / 2);
            market.send(market.writer.task(Market.task(1, BASE, 1, 1)));
            market.send(market.writer.task(Market.task(2, BASE + BASE / 20 + 1, 1, 1)));
            assertEquals(1, market.revokes);
        }
    }

    @Test
    void shouldComeToRestWhenDemandIsSteady() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            final Bids bids = Bids.random(seed);
            try (Market market = bids.settled()) {
                final int moves = market.revokes;
                for (int i = 0; i < 10; i++) {
                    market.at++;
                    market.send(market.writer.tick());
                }
                assertEquals(moves, market.revokes, "seed " + seed);
            }
        }
    }
}
