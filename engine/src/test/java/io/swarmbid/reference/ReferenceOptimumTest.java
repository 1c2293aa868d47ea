package io.swarmbid.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.TaskSpec;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * One kind, concave speed-ups, equal bundles, no hysteresis: after every event the surplus is the optimum. Bids only rise
 * and costs only fall: otherwise holders keep units that cost more than they add, as long as the whole still pays.
 */
class ReferenceOptimumTest {
    private static final int[] SERIAL_PPM = {0, 20_000, 50_000, 200_000};

    @Test
    void shouldReachTheOptimumAfterEveryEvent() {
        for (long seed = 1; seed <= 150; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            try (Scenario s = new Scenario()) {
                final int vcpus = 1 + random.nextInt(12);
                s.oneInstance(vcpus, 1_000);
                for (int i = 1; i <= 40; i++) {
                    s.send(randomCommand(s, random, i));
                    assertEquals(optimum(s, vcpus), surplus(s), "seed " + seed + " event " + i);
                }
            }
        }
    }

    private static byte[] randomCommand(
            final Scenario s, final SplittableRandom random, final int i) {
        final long known = 1 + random.nextInt(i);
        final PoolState pool = s.core.world.pools.get(1L);
        final TaskState task = s.core.world.tasks.get(known);
        return switch (random.nextInt(8)) {
            case 0 ->
                    s.writer.rebid(
                            known, (task == null ? 0 : task.bid) + 100L * random.nextInt(20));
            case 1 -> s.writer.cancel(known);
            case 2 ->
                    s.writer.poolCost(
                            1,
                            pool.cost
                                    / 100
                                    / pool.vrus[0]
                                    * (80 + random.nextInt(21))
                                    * pool.vrus[0]);
            default -> {
                final TaskSpec spec =
                        Scenario.task(i, 100L * (5 + random.nextInt(40)), 1, 1 + random.nextInt(8));
                yield s.writer.task(spec.serialPpm(SERIAL_PPM[random.nextInt(SERIAL_PPM.length)]));
            }
        };
    }

    private static long surplus(final Scenario s) {
        long sum = 0;
        for (final TaskState task : s.core.world.tasks.values()) {
            if (task.isRunning()) {
                sum += surplus(task, task.instance.pool, task.units);
            }
        }
        return sum;
    }

    private static long surplus(final TaskState task, final PoolState pool, final int n) {
        return task.value(n) - pool.reserveOfUnit(task) * n;
    }

    private static long optimum(final Scenario s, final int vcpus) {
        final PoolState pool = s.core.world.pools.get(1L);
        long[] best = new long[vcpus + 1];
        for (final TaskState task : s.core.world.tasks.values()) {
            final long[] with = best.clone();
            for (int free = 0; free <= vcpus; free++) {
                for (int n = 1; n <= Math.min(task.max, free); n++) {
                    with[free] = Math.max(with[free], best[free - n] + surplus(task, pool, n));
                }
            }
            best = with;
        }
        return best[vcpus];
    }
}
