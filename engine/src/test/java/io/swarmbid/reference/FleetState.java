package io.swarmbid.reference;

import io.swarmbid.codec.sbe.Strategy;
import java.util.Set;

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
}
