package io.swarmbid.bench.optimum;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws instances. One seed gives one instance. One thing was changed after figures had been seen: demand counts the units
 * wanted at the reserve, not all that a task could hold, which makes instances harder.
 *
 * <ul>
 *   <li>Bundles: 1 to 4 vCPU; with three kinds also 0 to 8 memory and 0 or 1 accelerator, all uniform.
 *   <li>Reserve per VRU-hour, in femto: vCPU 4e13, memory 5e12, accelerator 9e14 (0.04, 0.005 and 0.90 an hour).
 *   <li>Bid rate per unit: reserve of the bundle x 1.8 x exp(0.5 z), z standard normal: log-normal with median 1.8.
 *   <li>Speed-up: a third each Amdahl, with dips, and measured (where there are curves, else half each); up to 16 units, a
 *       measured one up to its last. One task in three is a gang, its fewest units uniform.
 *   <li>Demand over capacity: log-uniform from 0.5 to 4; with three kinds, at even seeds the same for all kinds, at odd seeds
 *       one for each. Demand is what all tasks would take at the reserve: the units of greatest net value.
 * </ul>
 */
final class Generator {
    private static final long[] RESERVE = {
        40_000_000_000_000L, 5_000_000_000_000L, 900_000_000_000_000L
    };
    private static final long PPM = 1_000_000;
    private static final double MEDIAN = 1.8;
    private static final double SIGMA = 0.5;
    private static final int MOST_UNITS = 16;

    /** Which speed-up curves an instance's tasks have. */
    enum Family {
        MIXED,
        AMDAHL,
        DIPS,
        MEASURED
    }

    private record Draft(int[] bundle, int fewest, long rate, int[] curve) {}

    private final List<int[]> measured;

    /** With measured curves, or an empty list. */
    Generator(final List<int[]> measured) {
        this.measured = measured;
    }

    /** One kind: so many VRUs, and tasks until they ask for what the drawn ratio says. */
    Instance oneKind(final long seed, final int vrus, final Family family) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double ratio = ratio(random);
        final List<Draft> drafts = new ArrayList<>();
        for (long demand = 0; demand < ratio * vrus; ) {
            final Draft draft = draft(random, 1, family);
            drafts.add(draft);
            demand += (long) draft.bundle[0] * wanted(draft);
        }
        return instance(new int[] {vrus, 0, 0}, drafts);
    }

    /** Concave, equal bundles, no gang: what the auction solves exactly event by event. */
    Instance concave(final long seed, final int vrus) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double ratio = ratio(random);
        final int[] bundle = {random.nextInt(1, 5), 0, 0};
        final List<Draft> drafts = new ArrayList<>();
        for (long demand = 0; demand < ratio * vrus; ) {
            final int[] curve = Curves.amdahl(random, random.nextInt(1, MOST_UNITS + 1));
            final Draft draft = new Draft(bundle, 1, rate(random, bundle), curve);
            drafts.add(draft);
            demand += (long) bundle[0] * wanted(draft);
        }
        return instance(new int[] {vrus, 0, 0}, drafts);
    }

    /** Three kinds: so many tasks, and the capacity that the drawn ratios say. */
    Instance threeKinds(final long seed, final int tasks, final Family family) {
        final SplittableRandom random = new SplittableRandom(seed);
        final long[] demand = new long[3];
        final List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            final Draft draft = draft(random, 3, family);
            drafts.add(draft);
            for (int kind = 0; kind < 3; kind++) {
                demand[kind] += (long) draft.bundle[kind] * wanted(draft);
            }
        }
        final double common = ratio(random);
        final int[] capacity = new int[3];
        for (int kind = 0; kind < 3; kind++) {
            final double ratio = seed % 2 == 0 ? common : ratio(random);
            capacity[kind] = (int) Math.max(1, Math.round(demand[kind] / ratio));
        }
        return instance(capacity, drafts);
    }

    /** A whole number, log-uniform. */
    static int logUniform(final long seed, final int least, final int most) {
        final double share = new SplittableRandom(~seed).nextDouble();
        return (int) Math.round(least * Math.pow((double) most / least, share));
    }

    private static double ratio(final SplittableRandom random) {
        return 0.5 * Math.pow(8, random.nextDouble());
    }

    private Draft draft(final SplittableRandom random, final int kinds, final Family family) {
        final int[] bundle = {random.nextInt(1, 5), 0, 0};
        if (kinds == 3) {
            bundle[1] = random.nextInt(9);
            bundle[2] = random.nextInt(2);
        }
        final int[] curve = curve(random, family);
        final int most = curve.length - 1;
        final int fewest = random.nextInt(3) == 0 ? random.nextInt(1, most + 1) : 1;
        return new Draft(bundle, fewest, rate(random, bundle), curve);
    }

    private int[] curve(final SplittableRandom random, final Family family) {
        final int most = random.nextInt(1, MOST_UNITS + 1);
        final int drawn = random.nextInt(measured.isEmpty() ? 2 : 3);
        return switch (family == Family.MIXED ? Family.values()[drawn + 1] : family) {
            case AMDAHL -> Curves.amdahl(random, most);
            case DIPS -> Curves.dips(random, most);
            default -> measured.get(random.nextInt(measured.size()));
        };
    }

    private static long reserve(final int[] bundle, final long[] perVru) {
        return perVru[0] * bundle[0] + perVru[1] * bundle[1] + perVru[2] * bundle[2];
    }

    private static long rate(final SplittableRandom random, final int[] bundle) {
        final double normal =
                Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
                        * Math.cos(2 * Math.PI * random.nextDouble());
        final double median = MEDIAN * reserve(bundle, RESERVE) / PPM;
        return (long) (median * Math.exp(SIGMA * normal));
    }

    private static int wanted(final Draft draft) {
        return bid(draft, RESERVE).wanted();
    }

    private static Instance.Bid bid(final Draft draft, final long[] perVru) {
        final long reserve = reserve(draft.bundle, perVru);
        final long[] net = new long[draft.curve.length];
        for (int n = draft.fewest; n < net.length; n++) {
            net[n] = draft.rate * draft.curve[n] - reserve * n;
        }
        return new Instance.Bid(draft.bundle, draft.fewest, draft.rate, draft.curve, net);
    }

    /** Costs such that the reserve per VRU is as said; what rounding the shares leaves is in the net values. */
    private static Instance instance(final int[] capacity, final List<Draft> drafts) {
        long cost = 0;
        for (int kind = 0; kind < 3; kind++) {
            cost += RESERVE[kind] / PPM * capacity[kind];
        }
        final int[] weights = new int[3];
        final long[] perVru = new long[3];
        weights[0] = (int) PPM;
        for (int kind = 2; kind > 0; kind--) {
            weights[kind] = (int) (RESERVE[kind] * capacity[kind] / cost);
            weights[0] -= weights[kind];
        }
        for (int kind = 0; kind < 3; kind++) {
            perVru[kind] = Math.multiplyExact(cost, weights[kind]) / Math.max(1, capacity[kind]);
        }
        final List<Instance.Bid> bids = drafts.stream().map(draft -> bid(draft, perVru)).toList();
        return new Instance(capacity, cost, weights, bids);
    }
}
