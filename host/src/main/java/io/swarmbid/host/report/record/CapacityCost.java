package io.swarmbid.host.report.record;

import java.util.Collection;

/**
 * What the capacity that was ready has cost, and what as much capacity would have cost bought otherwise, activations
 * aside. Capacity is counted in the pools' weights. Nano-currency. Not thread safe.
 */
public final class CapacityCost {
    private static final double NS_PER_HOUR = 3.6e12;

    private long since;
    private double paidRate;
    private double dearestRate;
    private double cheapestRate;
    private double paid;
    private double dearest;
    private double cheapest;
    private double onDemand;

    /** Costs or instances have changed. */
    void changed(final long at, final Collection<Pool> pools) {
        settle(at);
        double units = 0;
        double highest = 0;
        double lowest = Double.MAX_VALUE;
        paidRate = 0;
        for (final Pool pool : pools) {
            final double instances = pool.readyInstances().last();
            final double perUnit = pool.cost().last() / pool.weight;
            units += instances * pool.weight;
            paidRate += instances * pool.cost().last();
            highest = Math.max(highest, perUnit);
            lowest = Math.min(lowest, perUnit);
        }
        dearestRate = units * highest;
        cheapestRate = units == 0 ? 0 : units * lowest;
    }

    private void settle(final long at) {
        final double hours = Math.max(0, at - since) / NS_PER_HOUR;
        since = Math.max(since, at);
        paid += hours * paidRate;
        dearest += hours * dearestRate;
        cheapest += hours * cheapestRate;
    }

    void finish(final long at, final Collection<Pool> pools) {
        settle(at);
        for (final Pool pool : pools) {
            onDemand += pool.readyHours(at) * pool.highestCost();
        }
    }

    /** What was paid. */
    public double paid() {
        return paid;
    }

    /** The same capacity in the pool that was dearest at each instant. */
    public double dearest() {
        return dearest;
    }

    /** The same instances, each at the highest cost that its pool ever had: a constant price, as on demand. */
    public double onDemand() {
        return onDemand;
    }

    /** The same capacity in the pool that was cheapest at each instant, switching free: nobody could have paid less. */
    public double cheapest() {
        return cheapest;
    }
}
