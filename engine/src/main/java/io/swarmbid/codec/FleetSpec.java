package io.swarmbid.codec;

import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.config.Limits;

/** The fields of a {@code fleet} command, reusable. Not threadsafe. Units as in the command log. */
public final class FleetSpec {
    /** Where an optional number is not given. */
    public static final long ABSENT = Long.MIN_VALUE;

    public long fleet;

    /** The number that {@link SymbolTable#intern} gave to the string; 0 is the empty one. */
    public int customer;

    public long bid;
    public int target;
    public int jobs;
    public long period;
    public long budget;
    public int firm;
    public Strategy strategy;
    public boolean maintain;
    public final long[] pools = new long[Limits.MAX_POOLS_LISTED];
    public int poolCount;

    public FleetSpec() {
        reset();
    }

    /** Sets every field to its default. */
    public FleetSpec reset() {
        fleet = 0;
        customer = 0;
        bid = 0;
        target = 0;
        jobs = 0;
        period = ABSENT;
        budget = ABSENT;
        firm = 0;
        strategy = Strategy.LOWEST_COST;
        maintain = false;
        poolCount = 0;
        return this;
    }

    public FleetSpec fleet(final long id) {
        this.fleet = id;
        return this;
    }

    /** Nano-currency per capacity unit and hour. */
    public FleetSpec bid(final long nanoPerUnitHour) {
        this.bid = nanoPerUnitHour;
        return this;
    }

    public FleetSpec target(final int capacityUnits) {
        this.target = capacityUnits;
        return this;
    }

    /** Instead of a target: capacity for so many jobs in each period of nanoseconds. */
    public FleetSpec jobs(final int count, final long periodNs) {
        this.target = 0;
        this.jobs = count;
        this.period = periodNs;
        return this;
    }

    public FleetSpec maintain(final boolean replaceLost) {
        this.maintain = replaceLost;
        return this;
    }

    public FleetSpec strategy(final Strategy rule) {
        this.strategy = rule;
        return this;
    }

    /** Adds a permitted pool; one beyond the limit makes the command refused. */
    public FleetSpec addPool(final long pool) {
        if (poolCount < pools.length) {
            pools[poolCount] = pool;
        }
        poolCount++;
        return this;
    }
}
