package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random histories without a tick on one instance of one kind, with concave speed-ups and equal bundles: what the auction
 * promises holds after every single event. {@code -Dswarmbid.histories} and {@code -Dswarmbid.seed} take more and others.
 */
final class BetweenTicksTest {
    private static final long HISTORIES = Long.getLong("swarmbid.histories", 150);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int EVENTS = 60;

    /** So long that no task is done or has spent its bid. */
    private static final long WORK = 1_000_000 * Market.HOUR;

    /** What an event does to demand less supply. */
    private enum Pressure {
        MORE,
        LESS,
        OTHER
    }

    /** One instance, and what the host knows of it. */
    private static final class History implements AutoCloseable {
        final SplittableRandom random;
        final long hysteresisPpm;
        final Market market;
        final int vcpus;
        final int bundle;
        final TreeMap<Long, TaskSpec> tasks = new TreeMap<>();
        final List<Integer> faulty = new ArrayList<>();
        long costPerVcpu;
        long nextTask = 1;

        History(final long seed, final boolean hysteresis) {
            random = new SplittableRandom(seed);
            hysteresisPpm = hysteresis ? 1 + random.nextInt(300_000) : 0;
            market = new Market(Market.plain().with(Setting.HYSTERESIS, hysteresisPpm));
            vcpus = 1 + random.nextInt(24);
            bundle = random.nextInt(3) == 0 ? 1 + random.nextInt(Math.min(4, vcpus)) : 1;
            costPerVcpu = 1_000 + random.nextInt(1_000_000);
            market.oneInstance(vcpus, costPerVcpu);
        }

        Pressure step() {
            tasks.keySet().retainAll(market.live);
            market.at += random.nextInt(1_000);
            final int what = random.nextInt(20);
            if (tasks.isEmpty() || what < 8) {
                final TaskSpec task = Bids.randomTask(random, nextTask++, bundle, costPerVcpu);
                task.bid(task.bid * (WORK / task.work), task.work * (WORK / task.work));
                tasks.put(task.task, task);
                market.send(market.writer.task(task));
                return Pressure.MORE;
            }
            final List<Long> ids = new ArrayList<>(tasks.keySet());
            final long id = ids.get(random.nextInt(ids.size()));
            if (what < 14) {
                return rebid(tasks.get(id), random.nextBoolean());
            } else if (what < 16) {
                tasks.remove(id);
                market.send(
                        market.unitsOf(id) > 0
                                ? market.writer.complete(id, CompleteStatus.DONE)
                                : market.writer.cancel(id));
                return Pressure.LESS;
            } else if (what < 17) {
                costPerVcpu = Math.max(1, costPerVcpu * (80 + random.nextInt(41)) / 100);
                market.send(market.writer.poolCost(1, costPerVcpu * vcpus));
                return Pressure.OTHER;
            } else if (what < 19 && faulty.size() < vcpus - bundle) {
                int vru = random.nextInt(vcpus);
                while (faulty.contains(vru)) {
                    vru = (vru + 1) % vcpus;
                }
                faulty.add(vru);
                market.send(market.writer.vruFault(7, Kind.VCPU, vru));
                return Pressure.MORE;
            } else if (!faulty.isEmpty()) {
                final int vru = faulty.remove(random.nextInt(faulty.size()));
                market.send(market.writer.vruRepair(7, Kind.VCPU, vru));
                return Pressure.LESS;
            }
            return Pressure.OTHER;
        }

        private Pressure rebid(final TaskSpec task, final boolean up) {
            final long change = random.nextLong(task.bid / 3 + 1);
            task.bid += up ? change : -change;
            market.send(market.writer.rebid(task.task, task.bid));
            return up ? Pressure.MORE : Pressure.LESS;
        }

        long slope(final TaskSpec task, final int n) {
            return Bids.bidRate(task) * (Bids.speedup(task, n) - Bids.speedup(task, n - 1));
        }

        long reserve() {
            return Market.PPM * costPerVcpu * bundle;
        }

        int free() {
            int used = 0;
            for (final int units : market.units.values()) {
                used += units * bundle;
            }
            return vcpus - faulty.size() - used;
        }

        /** No acceptable segment loses to free room, nor to a winner's by more than the hysteresis on that. */
        void checkLosers(final String what) {
            tasks.keySet().retainAll(market.live);
            long lowest = Long.MAX_VALUE;
            for (final TaskSpec task : tasks.values()) {
                final int n = market.unitsOf(task.task);
                lowest = n == 0 ? lowest : Math.min(lowest, slope(task, n));
            }
            for (final TaskSpec task : tasks.values()) {
                final int n = market.unitsOf(task.task);
                if (n < task.max && slope(task, n + 1) > reserve()) {
                    final String who = what + ", task " + task.task + " after " + n + " units";
                    assertTrue(free() < bundle, who + " loses to free room");
                    assertTrue(
                            lowest == Long.MAX_VALUE
                                    || slope(task, n + 1) - lowest
                                            <= Math.multiplyExact(hysteresisPpm, lowest)
                                                    / Market.PPM,
                            who + " loses to less");
                }
            }
        }

        @Override
        public void close() {
            market.close();
        }
    }

    @Test
    void shouldLeaveNoSegmentOutThatBeatsAWinnersByMoreThanTheHysteresis() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            try (History history = new History(seed, seed % 3 > 0)) {
                for (int event = 0; event < EVENTS; event++) {
                    history.step();
                    history.checkLosers("seed " + seed + " event " + event);
                }
            }
        }
    }

    @Test
    void shouldMoveThePriceWithDemandAndAgainstSupply() {
        int rose = 0;
        int fell = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            try (History history = new History(seed, false)) {
                for (int event = 0; event < EVENTS; event++) {
                    final long before = history.market.price();
                    final Pressure pressure = history.step();
                    final long after = history.market.price();
                    final String what =
                            "seed " + seed + " event " + event + ": " + before + " to " + after;
                    assertTrue(pressure != Pressure.MORE || after >= before, what);
                    assertTrue(pressure != Pressure.LESS || after <= before, what);
                    rose += after > before ? 1 : 0;
                    fell += after < before ? 1 : 0;
                }
            }
        }
        assertTrue(rose > HISTORIES && fell > HISTORIES, rose + " rose, " + fell + " fell");
    }
}
