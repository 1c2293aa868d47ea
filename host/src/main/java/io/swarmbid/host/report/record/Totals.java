package io.swarmbid.host.report.record;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;

/** The whole run over time: allocation, prices, money rates, tasks. Not thread safe. */
public final class Totals {
    private static final int LIMIT = 2_000;

    final StepSeries running = new StepSeries(LIMIT);
    final StepSeries queued = new StepSeries(LIMIT);
    final StepSeries revenueRate = new StepSeries(LIMIT);
    final StepSeries costRate = new StepSeries(LIMIT);
    final StepSeries[] allocated = series();
    final StepSeries[] capacity = series();
    final StepSeries[] lowest = series();
    final StepSeries[] highest = series();
    final StepSeries[] mean = series();
    final StepSeries[] reserve = series();
    private final TreeMap<Double, Integer>[] prices = emptyPrices();
    private final double[] priceTimesVrus = new double[Kind.COUNT];
    private final double[] pricedVrus = new double[Kind.COUNT];

    private static StepSeries[] series() {
        final StepSeries[] all = new StepSeries[Kind.COUNT];
        Arrays.setAll(all, k -> new StepSeries(LIMIT));
        return all;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static TreeMap<Double, Integer>[] emptyPrices() {
        final TreeMap[] all = new TreeMap[Kind.COUNT];
        Arrays.setAll(all, k -> new TreeMap<Double, Integer>());
        return all;
    }

    /** A price of an instance with that many VRUs of the kind begins, ends or both; NaN where there is none. */
    void price(
            final long at,
            final int kind,
            final long vrus,
            final double before,
            final double after) {
        final TreeMap<Double, Integer> all = prices[kind];
        if (!Double.isNaN(before)) {
            all.computeIfPresent(before, (price, count) -> count == 1 ? null : count - 1);
            priceTimesVrus[kind] -= before * vrus;
            pricedVrus[kind] -= vrus;
        }
        if (!Double.isNaN(after)) {
            all.merge(after, 1, Integer::sum);
            priceTimesVrus[kind] += after * vrus;
            pricedVrus[kind] += vrus;
        }
        if (!all.isEmpty()) {
            lowest[kind].set(at, all.firstKey());
            highest[kind].set(at, all.lastKey());
            mean[kind].set(at, priceTimesVrus[kind] / Math.max(1, pricedVrus[kind]));
        }
    }

    /** Pool costs or ready instances have changed. */
    void pools(final long at, final Collection<Pool> pools) {
        double cost = 0;
        final double[] vrus = new double[Kind.COUNT];
        final double[] reserves = new double[Kind.COUNT];
        for (final Pool pool : pools) {
            final double instances = pool.readyInstances().last();
            cost += instances * pool.cost().last();
            for (int k = 0; k < Kind.COUNT; k++) {
                vrus[k] += instances * pool.vrus[k];
                reserves[k] += instances * pool.vrus[k] * (pool.costPerVru(k) + pool.minimumMargin);
            }
        }
        costRate.set(at, cost);
        for (int k = 0; k < Kind.COUNT; k++) {
            if (vrus[k] > 0) {
                reserve[k].set(at, reserves[k] / vrus[k]);
            }
        }
    }

    /** Tasks that hold something. */
    public StepSeries running() {
        return running;
    }

    /** Tasks that wait. */
    public StepSeries queued() {
        return queued;
    }

    /** Charges, nano per hour, by the report's own reckoning. */
    public StepSeries revenueRate() {
        return revenueRate;
    }

    /** Cost of the ready instances, nano per hour. */
    public StepSeries costRate() {
        return costRate;
    }

    /** VRUs held. */
    public StepSeries allocated(final Kind kind) {
        return allocated[kind.ordinal()];
    }

    /** Healthy VRUs of the ready instances. */
    public StepSeries capacity(final Kind kind) {
        return capacity[kind.ordinal()];
    }

    /** The lowest price of a VRU on any ready instance, nano per hour. */
    public StepSeries lowestPrice(final Kind kind) {
        return lowest[kind.ordinal()];
    }

    /** The highest. */
    public StepSeries highestPrice(final Kind kind) {
        return highest[kind.ordinal()];
    }

    /** The mean over the VRUs of the ready instances. */
    public StepSeries meanPrice(final Kind kind) {
        return mean[kind.ordinal()];
    }

    /** The mean reserve over the VRUs of the ready instances, nano per hour. */
    public StepSeries meanReserve(final Kind kind) {
        return reserve[kind.ordinal()];
    }
}
