package io.swarmbid.core;

import io.swarmbid.codec.TaskSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random demand for one instance of one kind: unit values log-normal around 1.8 times the reserve, Amdahl's serial share
 * up to 0.3 where the floored speed-up is concave, one bundle size for all, min of 0 or 1. And its optimum by dynamic
 * programming. Values are in 10^-6 nano-currency per hour, as the rule book has them.
 */
record Bids(int vcpus, int bundle, long costPerVcpu, List<TaskSpec> tasks) {
    /** Quantiles of exp(0.7 z) for a standard normal z at 1/64, 3/64 ... 63/64, per thousand. */
    private static final int[] LOG_NORMAL = {
        221, 309, 371, 423, 470, 515, 559, 602, 645, 688, 732, 777, 823, 871, 921, 973, 1_028,
        1_086, 1_148, 1_215, 1_287, 1_366, 1_453, 1_550, 1_661, 1_788, 1_940, 2_126, 2_365, 2_698,
        3_232, 4_516
    };

    private static final int MAX_UNITS = 16;

    static Bids random(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int vcpus = 1 + random.nextInt(64);
        final int bundle = random.nextInt(3) == 0 ? 1 + random.nextInt(Math.min(4, vcpus)) : 1;
        final long cost = 1_000 + random.nextInt(1_000_000);
        final int demand = vcpus * (5 + random.nextInt(36)) / 10;
        final List<TaskSpec> tasks = new ArrayList<>();
        for (int asked = 0; asked < Math.max(1, demand); ) {
            final TaskSpec task = randomTask(random, tasks.size() + 1, bundle, cost);
            tasks.add(task);
            asked += task.max * bundle;
        }
        return new Bids(vcpus, bundle, cost, tasks);
    }

    static TaskSpec randomTask(
            final SplittableRandom random, final long id, final int bundle, final long cost) {
        final long value =
                cost * bundle * 18 / 10 * LOG_NORMAL[random.nextInt(LOG_NORMAL.length)] / 1_000;
        final TaskSpec task = new TaskSpec(MAX_UNITS).task(id);
        final int part = 1 + random.nextInt(50);
        task.bid(value / part + 1, Market.HOUR / part)
                .units(random.nextInt(2), 1 + random.nextInt(MAX_UNITS))
                .bundle(bundle, 0, 0);
        do {
            task.serialPpm(random.nextInt(300_001));
        } while (!isConcave(task));
        return task;
    }

    private static boolean isConcave(final TaskSpec task) {
        for (int n = 2; n <= task.max; n++) {
            if (speedup(task, n) - speedup(task, n - 1)
                    > speedup(task, n - 1) - speedup(task, n - 2)) {
                return false;
            }
        }
        return true;
    }

    /** S(n), parts per million. */
    static long speedup(final TaskSpec task, final int n) {
        return n * Market.PPM * Market.PPM / (Market.PPM + (n - 1L) * task.serialPpm);
    }

    static long bidRate(final TaskSpec task) {
        return BigInteger.valueOf(task.bid)
                .multiply(BigInteger.valueOf(Market.HOUR))
                .divide(BigInteger.valueOf(task.work))
                .longValueExact();
    }

    /** v(n) - rho n. */
    long surplus(final TaskSpec task, final int n) {
        return Math.multiplyExact(bidRate(task), speedup(task, n))
                - Market.PPM * costPerVcpu * bundle * n;
    }

    /** The surplus of what the tasks hold. */
    long surplus(final Market market) {
        long sum = 0;
        for (final TaskSpec task : tasks) {
            sum = Math.addExact(sum, surplus(task, market.unitsOf(task.task)));
        }
        return sum;
    }

    /** The greatest surplus that any allocation has. */
    long optimum() {
        final int units = vcpus / bundle;
        long[] best = new long[units + 1];
        for (final TaskSpec task : tasks) {
            final long[] with = best.clone();
            for (int n = 1; n <= Math.min(task.max, units); n++) {
                final long gain = surplus(task, n);
                for (int free = n; gain > 0 && free <= units; free++) {
                    with[free] = Math.max(with[free], best[free - n] + gain);
                }
            }
            best = with;
        }
        return best[units];
    }

    /** A market with the instance, before the tasks. */
    Market open() {
        final Market market = new Market();
        market.oneInstance(vcpus, costPerVcpu);
        return market;
    }

    /** A market in which the tasks arrived in their order. */
    Market settled() {
        final Market market = open();
        tasks.forEach(task -> market.send(market.writer.task(task)));
        return market;
    }

    Bids with(final List<TaskSpec> others) {
        return new Bids(vcpus, bundle, costPerVcpu, others);
    }

    @Override
    public String toString() {
        return vcpus + " vCPU, bundle " + bundle + ", " + tasks.size() + " tasks";
    }
}
