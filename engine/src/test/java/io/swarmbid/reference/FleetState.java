package io.swarmbid.reference;

import io.swarmbid.codec.sbe.Strategy;
import java.math.BigInteger;
import java.util.Set;
import java.util.TreeMap;

/** A fleet request. */
final class FleetState {
    final long id;
    final long bid;
    final int target;
    final int firm;
    final Strategy strategy;
    final boolean maintain;
    final long budget;
    final Set<Long> pools;
    boolean reached;

    /** By pool: the regret of not holding capacity there, femto per unit and hour times ns, and what it grows by. */
    final TreeMap<Long, BigInteger> regrets = new TreeMap<>();

    final TreeMap<Long, Long> regretRates = new TreeMap<>();

    /** By pool: the regret at which the fleet moves there. */
    final TreeMap<Long, BigInteger> regretThresholds = new TreeMap<>();

    FleetState(
            final long id,
            final long bid,
            final int target,
            final int firm,
            final Strategy strategy,
            final boolean maintain,
            final long budget,
            final Set<Long> pools) {
        this.id = id;
        this.bid = bid;
        this.target = target;
        this.firm = firm;
        this.strategy = strategy;
        this.maintain = maintain;
        this.budget = budget;
        this.pools = pools;
    }

    boolean permits(final PoolState pool) {
        return pools.isEmpty() || pools.contains(pool.id);
    }

    /** Whether the pool's cost is strictly below the bid. */
    boolean outbids(final PoolState pool) {
        return Exact.compareProducts(pool.cost, 1, bid, pool.weight) < 0;
    }

    /** Nothing is regretted. */
    void forgetRegrets() {
        regrets.clear();
        regretRates.clear();
        regretThresholds.clear();
    }

    /** Lets time pass for what is regretted; never below nothing. */
    void regret(final long nanos) {
        regretRates.forEach(
                (pool, rate) ->
                        regrets.merge(
                                pool,
                                Exact.product(rate, nanos),
                                (before, more) -> before.add(more).max(BigInteger.ZERO)));
    }
}
