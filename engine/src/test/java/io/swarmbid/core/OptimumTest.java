package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.TaskSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * One instance, one kind, concave speed-ups, equal bundles, min of at most 1, no hysteresis and no hold: the auction is
 * exact without a tick. {@code -Dswarmbid.instances} and {@code -Dswarmbid.seed} take more and other instances.
 */
final class OptimumTest {
    private static final long INSTANCES = Long.getLong("swarmbid.instances", 300);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final long FEWER = Math.max(100, INSTANCES / 10);

    @Test
    void shouldReachTheOptimumExactly() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INSTANCES; seed++) {
            final Bids bids = Bids.random(seed);
            try (Market market = bids.settled()) {
                assertEquals(bids.optimum(), bids.surplus(market), "seed " + seed + ": " + bids);
            }
        }
    }

    @Test
    void shouldStayAtTheOptimumWhileTasksComeAndGoAndRaiseTheirBids() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + FEWER; seed++) {
            final SplittableRandom random = new SplittableRandom(~seed);
            final Bids bids = Bids.random(seed);
            try (Market market = bids.settled()) {
                for (int i = 0; i < 20 && !bids.tasks().isEmpty(); i++) {
                    final int place = random.nextInt(bids.tasks().size());
                    final TaskSpec task = bids.tasks().get(place);
                    if (random.nextBoolean() || !market.live.contains(task.task)) {
                        market.send(market.writer.cancel(task.task));
                        bids.tasks().remove(place);
                    } else {
                        task.bid += random.nextLong(task.bid / 4 + 1);
                        market.send(market.writer.rebid(task.task, task.bid));
                    }
                    assertEquals(
                            bids.optimum(), bids.surplus(market), "seed " + seed + " step " + i);
                }
            }
        }
    }

    @Test
    void shouldKeepTheValueWhenSimultaneousTasksArriveInAnotherOrder() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + FEWER; seed++) {
            final Bids bids = Bids.random(seed);
            final List<TaskSpec> shuffled = new ArrayList<>(bids.tasks());
            Collections.shuffle(shuffled, new Random(seed));
            try (Market one = bids.settled();
                    Market other = bids.with(shuffled).settled()) {
                assertEquals(bids.surplus(one), bids.surplus(other), "seed " + seed);
            }
        }
    }

    @Test
    void shouldNeverLowerThePriceWhenATaskIsAdded() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + FEWER; seed++) {
            final Bids bids = Bids.random(seed);
            try (Market market = bids.open()) {
                long before = market.price();
                for (final TaskSpec task : bids.tasks()) {
                    market.send(market.writer.task(task));
                    final String what =
                            "seed " + seed + " task " + task.task + ": " + before + " before";
                    assertTrue(market.price() >= before, what + ", now " + market.price());
                    before = market.price();
                }
            }
        }
    }

    @Test
    void shouldNeverRaiseThePriceWhenTheInstanceIsLarger() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + FEWER; seed++) {
            final Bids bids = Bids.random(seed);
            final int more = 1 + (int) (seed % 9);
            final Bids wider =
                    new Bids(bids.vcpus() + more, bids.bundle(), bids.costPerVcpu(), bids.tasks());
            try (Market small = bids.settled();
                    Market large = wider.settled()) {
                final String what = "seed " + seed + ": " + bids + " and " + more + " vCPU more";
                assertTrue(large.price() <= small.price(), what);
            }
        }
    }

    @Test
    void shouldPayBetweenTheReserveAndWhatTheLowestWinnerIsWorth() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + FEWER; seed++) {
            final Bids bids = Bids.random(seed);
            try (Market market = bids.settled()) {
                assertTrue(market.price() >= bids.costPerVcpu(), "seed " + seed);
                for (final TaskSpec task : bids.tasks()) {
                    final int n = market.unitsOf(task.task);
                    final long charge = market.price() * bids.bundle() * n * Market.PPM;
                    final long value = Bids.bidRate(task) * Bids.speedup(task, n);
                    assertTrue(charge <= value, "seed " + seed + " task " + task.task);
                }
            }
        }
    }
}
