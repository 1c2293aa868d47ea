package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What waiting is worth: who waits starts in time, nobody pays for it but the subsidy, and room adds up for gangs. */
final class AgingTest {
    private static final long SECOND = 1_000_000_000L;

    /** So much an hour is one nano a millisecond. */
    private static final long BASE = 3_600_000;

    private static final long ALWAYS = 100_000;

    private static Settings aging(final long ppmPerSecond) {
        return Market.plain().with(Setting.AGING, ppmPerSecond).with(Setting.AGING_MAX, 10_000_000);
    }

    /** One vCPU a unit; its work takes so many hours. */
    private static TaskSpec task(
            final long id, final long bidPerHour, final int units, final long hours) {
        return Market.task(id, 0, units, units).bid(bidPerHour * hours, hours * Market.HOUR);
    }

    private static void tickAt(final Market market, final long timeNs) {
        market.at = timeNs;
        market.send(market.writer.tick());
    }

    @Test
    void shouldTakeTurnsAndPayTheGapFromTheSubsidy() {
        try (Market market = new Market(aging(1_000_000))) {
            market.oneInstance(1, BASE);
            market.send(market.writer.task(task(1, 3 * BASE, 1, ALWAYS)));
            market.send(market.writer.task(task(2, 2 * BASE, 1, ALWAYS)));
            tickAt(market, SECOND);
            assertEquals(1, market.unitsOf(1), "equal value displaces nobody");
            tickAt(market, 2 * SECOND);
            assertEquals(1, market.unitsOf(2));
            assertEquals(3 * BASE, market.price());
            final long before = market.core.ledger().revenue();
            tickAt(market, 3 * SECOND);
            assertEquals(2_000, market.core.ledger().revenue() - before, "its own value");
            assertEquals(1_000, market.core.ledger().subsidy(), "what the price is above it");
            assertEquals(
                    1, market.unitsOf(1), "the other has waited, and this one has used its age");
        }
    }

    @Test
    void shouldKeepRoomForAGangAndLetThoseInThatEndSooner() {
        try (Market market = new Market(aging(1_000))) {
            market.oneInstance(2, BASE);
            for (int id = 1; id <= 2; id++) {
                final TaskSpec stays = task(id, 3 * BASE, 1, 2);
                stays.preemptible = false;
                market.send(market.writer.task(stays));
            }
            market.send(market.writer.task(task(3, 3 * BASE, 2, 1)));
            tickAt(market, SECOND);
            market.send(market.writer.complete(1, CompleteStatus.DONE));
            market.send(market.writer.task(task(4, 2 * BASE, 1, 2)));
            assertEquals(0, market.unitsOf(4), "ends after the gang could start");
            market.send(market.writer.task(task(5, 2 * BASE, 1, 1)));
            assertEquals(1, market.unitsOf(5), "ends before");
            market.send(market.writer.complete(5, CompleteStatus.DONE));
            assertEquals(0, market.unitsOf(4));
            market.send(market.writer.complete(2, CompleteStatus.DONE));
            assertEquals(2, market.unitsOf(3));
        }
    }

    @Test
    void shouldStartWhenTheGapIsWaitedOffAndTheHoldsAreOver() {
        final long rate = 10_000;
        final long hold = 7 * SECOND;
        int tried = 0;
        for (long seed = 1; seed <= 60; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Settings settings =
                    aging(rate).with(Setting.MINIMUM_HOLD, hold).with(Setting.HYSTERESIS, 50_000);
            try (Market market = new Market(settings)) {
                final int vcpus = 2 + random.nextInt(6);
                market.oneInstance(vcpus, BASE);
                final long bid = BASE + BASE * (1 + random.nextInt(5)) / 10;
                for (int id = 1; id <= vcpus; id++) {
                    final long better = bid + BASE * random.nextInt(8) / 10;
                    market.send(market.writer.task(task(id, better, 1, ALWAYS)));
                }
                final int gang = 1 + random.nextInt(vcpus);
                market.at = random.nextLong(SECOND);
                market.send(market.writer.task(task(99, bid, gang, ALWAYS)));
                if (market.unitsOf(99) > 0) {
                    continue;
                }
                // No winner is above bid + 0.7, and the hysteresis is 5 % of at most 2.2.
                final long gap = BASE * 7 / 10 + BASE * 22 / 200;
                final long inTime =
                        market.at + gap * 1_000_000 / BASE * SECOND / rate + hold + 2 * SECOND;
                long next = 100;
                for (long at = SECOND; at <= inTime && market.unitsOf(99) == 0; at += SECOND) {
                    tickAt(market, at);
                    if (random.nextInt(3) == 0) {
                        market.send(market.writer.task(task(next++, bid - 1, 1, ALWAYS)));
                    }
                    if (random.nextInt(8) == 0) {
                        final long any = 1 + random.nextInt((int) next - 1);
                        if (market.unitsOf(any) > 0) {
                            market.send(market.writer.complete(any, CompleteStatus.DONE));
                        }
                    }
                }
                assertEquals(gang, market.unitsOf(99), "seed " + seed);
                tried++;
            }
        }
        assertTrue(tried > 20, "too few waited: " + tried);
    }

    /** What the tick is to maximise: value less reserve, and for those who waited their age's share of the first segment. */
    private static long standing(final TaskSpec task, final int n, final boolean waited) {
        final long net = Bids.bidRate(task) * Bids.speedup(task, n) - Market.PPM * BASE * n;
        final int first = Math.min(n, Math.max(1, task.min));
        return waited && net > 0 ? net + BASE * 300_000 * first : net;
    }

    private static long most(final List<TaskSpec> tasks, final Set<Long> waited, final int vcpus) {
        long[] best = new long[vcpus + 1];
        for (final TaskSpec task : tasks) {
            final long[] with = best.clone();
            for (int n = Math.max(1, task.min); n <= Math.min(task.max, vcpus); n++) {
                final long gain = standing(task, n, waited.contains(task.task));
                for (int free = n; gain > 0 && free <= vcpus; free++) {
                    with[free] = Math.max(with[free], best[free - n] + gain);
                }
            }
            best = with;
        }
        return best[vcpus];
    }

    @Test
    void shouldClearExactlyWithWhatWaitingAdds() {
        int won = 0;
        for (long seed = 1; seed <= 200; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int vcpus = 4 + random.nextInt(24);
            final List<TaskSpec> tasks = new ArrayList<>();
            for (int asked = 0; asked < 3 * vcpus; ) {
                final long rate = BASE * (11 + random.nextInt(20)) / 10;
                final int min = 1 + random.nextInt(6);
                final TaskSpec task = Market.task(tasks.size() + 1, rate, min, min);
                task.max += random.nextInt(4);
                tasks.add(task);
                asked += task.max;
            }
            // The most is reached within one tick.
            final Settings settings = aging(1_000_000_000).with(Setting.AGING_MAX, 300_000);
            try (Market market = new Market(settings)) {
                market.oneInstance(vcpus, BASE);
                tasks.forEach(task -> market.send(market.writer.task(task)));
                final Set<Long> waited = new TreeSet<>(market.live);
                waited.removeIf(task -> market.unitsOf(task) > 0);
                tickAt(market, SECOND);
                long sum = 0;
                for (final TaskSpec task : tasks) {
                    final int n = market.unitsOf(task.task);
                    sum += n == 0 ? 0 : standing(task, n, waited.contains(task.task));
                    won += n > 0 && waited.contains(task.task) ? 1 : 0;
                }
                assertEquals(most(tasks, waited, vcpus), sum, "seed " + seed);
            }
        }
        assertTrue(won > 100, "only " + won + " won by waiting");
    }
}
