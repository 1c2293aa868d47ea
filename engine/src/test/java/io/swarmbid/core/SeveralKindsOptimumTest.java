package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * One instance with VRUs of two or three kinds, up to six tasks with gangs, tables that dip and mixed bundles: after a tick
 * the whole engine holds what is best of all that could be held, found by trying everything. {@code -Dswarmbid.instances}
 * and {@code -Dswarmbid.seed} take more and other instances.
 */
final class SeveralKindsOptimumTest {
    private static final long INSTANCES = Long.getLong("swarmbid.instances", 300);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int MAX_UNITS = 6;
    private static final long COST = 1_000_000;
    private static final int[] WEIGHTS = {500_000, 300_000, 200_000};

    private SplittableRandom random;
    private final int[] capacity = new int[3];
    private final long[] reserve = new long[3];
    private final List<TaskSpec> tasks = new ArrayList<>();
    private long cost;

    private void draw(final long seed) {
        random = new SplittableRandom(seed);
        tasks.clear();
        for (int kind = 0; kind < 3; kind++) {
            capacity[kind] = 1 + random.nextInt(kind == 2 ? 4 : 12);
        }
        if (random.nextBoolean()) {
            capacity[2] = 0;
        }
        cost = COST * (capacity[0] + capacity[1] + 4L * capacity[2]);
        for (int kind = 0; kind < 3; kind++) {
            reserve[kind] = capacity[kind] == 0 ? 0 : cost * weight(kind) / capacity[kind];
        }
        final int count = 2 + random.nextInt(5);
        for (int id = 1; id <= count; id++) {
            tasks.add(randomTask(id));
        }
    }

    private int weight(final int kind) {
        return capacity[2] > 0 || kind == 2
                ? capacity[kind] > 0 ? WEIGHTS[kind] : 0
                : kind == 0 ? WEIGHTS[0] + WEIGHTS[2] : WEIGHTS[1];
    }

    private TaskSpec randomTask(final int id) {
        final int max = 1 + random.nextInt(MAX_UNITS);
        final TaskSpec task = new TaskSpec(MAX_UNITS).task(id);
        task.units(random.nextInt(3) == 0 ? 1 + random.nextInt(max) : random.nextInt(2), max)
                .bundle(
                        1 + random.nextInt(3),
                        random.nextInt(4),
                        capacity[2] > 0 && random.nextInt(3) == 0 ? 1 : 0);
        int speedup = 1_000_000;
        for (int n = 1; n <= max; n++) {
            task.addSpeedup(speedup);
            speedup = Math.max(0, speedup + random.nextInt(1_500_000) - 300_000);
        }
        final long worth = reserveOfUnit(task) / Market.PPM * (7 + random.nextInt(30)) / 10 + 1;
        return task.bid(worth, Market.HOUR);
    }

    private static int bundle(final TaskSpec task, final int kind) {
        return kind == 0 ? task.vcpu : kind == 1 ? task.memory : task.accelerator;
    }

    private long reserveOfUnit(final TaskSpec task) {
        long sum = 0;
        for (int kind = 0; kind < 3; kind++) {
            sum += reserve[kind] * bundle(task, kind);
        }
        return sum;
    }

    /** v(n) - rho n. */
    private long surplus(final TaskSpec task, final int n) {
        return n == 0 ? 0 : task.bid * task.tablePpm[n - 1] - reserveOfUnit(task) * n;
    }

    /** The most that the tasks from one on make of what is left. */
    private long best(final int from, final int[] left) {
        if (from == tasks.size()) {
            return 0;
        }
        long best = best(from + 1, left);
        final TaskSpec task = tasks.get(from);
        for (int n = Math.max(1, task.min); n <= task.max; n++) {
            final int[] rest = new int[3];
            boolean fits = true;
            for (int kind = 0; kind < 3; kind++) {
                rest[kind] = left[kind] - n * bundle(task, kind);
                fits &= rest[kind] >= 0;
            }
            if (fits) {
                best = Math.max(best, surplus(task, n) + best(from + 1, rest));
            }
        }
        return best;
    }

    private long held(final Market market) {
        long sum = 0;
        for (final TaskSpec task : tasks) {
            sum += surplus(task, market.unitsOf(task.task));
        }
        return sum;
    }

    private Market open() {
        final Market market = new Market();
        final PoolSpec pool = new PoolSpec().pool(1).cost(cost);
        pool.vrus(capacity[0], capacity[1], capacity[2])
                .kindWeightsPpm(weight(0), weight(1), weight(2));
        market.send(market.writer.pool(pool));
        market.send(market.writer.instance(7, 1));
        return market;
    }

    @Test
    void shouldHoldTheBestThereIsAfterATick() {
        int improved = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INSTANCES; seed++) {
            draw(seed);
            try (Market market = open()) {
                tasks.forEach(task -> market.send(market.writer.task(task)));
                final long before = held(market);
                market.send(market.writer.tick());
                assertEquals(best(0, capacity), held(market), "seed " + seed);
                improved += held(market) > before ? 1 : 0;
            }
        }
        assertTrue(improved > 0, "the events alone were always exact");
    }

    @Test
    void shouldHoldTheBestThereIsAfterEveryTickOfAHistory() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INSTANCES / 5; seed++) {
            draw(~seed);
            try (Market market = open()) {
                final List<TaskSpec> coming = new ArrayList<>(tasks);
                tasks.clear();
                for (int step = 0; step < 20; step++) {
                    step(market, coming);
                    tasks.removeIf(task -> !market.live.contains(task.task));
                    market.send(market.writer.tick());
                    final String what = "seed " + seed + " step " + step;
                    assertEquals(best(0, capacity), held(market), what);
                }
            }
        }
    }

    /** A task comes, goes or bids more, or a VRU fails. */
    private void step(final Market market, final List<TaskSpec> coming) {
        final int what = random.nextInt(4);
        if (!coming.isEmpty() && (tasks.isEmpty() || what < 2)) {
            tasks.add(coming.remove(0));
            market.send(market.writer.task(tasks.get(tasks.size() - 1)));
        } else if (!tasks.isEmpty() && what == 2) {
            final TaskSpec gone = tasks.remove(random.nextInt(tasks.size()));
            market.send(market.writer.cancel(gone.task));
            gone.task += 100;
            coming.add(gone);
        } else if (!tasks.isEmpty()) {
            final TaskSpec task = tasks.get(random.nextInt(tasks.size()));
            task.bid += random.nextLong(task.bid / 2 + 1);
            market.send(market.writer.rebid(task.task, task.bid));
        } else if (capacity[0] > 1) {
            market.send(market.writer.vruFault(7, Kind.VCPU, --capacity[0]));
        }
    }
}
