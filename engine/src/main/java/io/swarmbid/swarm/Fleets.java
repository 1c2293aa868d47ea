package io.swarmbid.swarm;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Setting;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.FleetTable;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.TaskTable;

/**
 * The outer market: fleets buy capacity from pools whose normalised cost is strictly below their bid, and lose it when
 * the cost reaches the bid. Section 5 of the rule book. Not threadsafe.
 */
final class Fleets {
    private static final Strategy[] STRATEGIES = {
        Strategy.LOWEST_COST,
        Strategy.DIVERSIFIED,
        Strategy.CAPACITY_OPTIMIZED,
        Strategy.COST_CAPACITY_OPTIMIZED
    };

    private final EngineState state;
    private final Lifecycle lifecycle;
    private final FleetTable fleets;
    private final InstanceTable instances;
    private final PoolTable pools;
    private final long noticeNs;
    private final FleetMoves moves;

    Fleets(final EngineState state, final Lifecycle lifecycle) {
        this.state = state;
        this.lifecycle = lifecycle;
        fleets = state.fleets;
        instances = state.instances;
        pools = state.pools;
        noticeNs = state.settings.get(Setting.INTERRUPTION_NOTICE);
        moves = new FleetMoves(state, lifecycle, this);
    }

    /** Every fleet in the order of ids. */
    void step() {
        long last = 0;
        while (true) {
            int next = -1;
            for (int fleet = 0; fleet < fleets.highWater(); fleet++) {
                if (fleets.live(fleet) != 0
                        && fleets.id(fleet) > last
                        && (next < 0 || fleets.id(fleet) < fleets.id(next))) {
                    next = fleet;
                }
            }
            if (next < 0) {
                return;
            }
            last = fleets.id(next);
            interrupt(next);
            shed(next);
            acquire(next);
            moves.step(next);
        }
    }

    /** Whether an instance is the fleet's, on its way or ready. */
    boolean isOf(final int instance, final int fleet) {
        return instances.fleet(instance) == fleet
                && instances.state(instance) <= InstanceTable.READY;
    }

    private void interrupt(final int fleet) {
        long covered = 0;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (!isOf(instance, fleet)) {
                continue;
            }
            final int pool = instances.pool(instance);
            final boolean firm = covered < fleets.firm(fleet);
            covered += pools.weight(pool);
            if (!firm
                    && state.isReady(instance)
                    && pools.interruptible(pool) != 0
                    && !isCheaper(pool, fleets.bid(fleet))) {
                final long deadline = state.event.now() + noticeNs;
                lifecycle.wind(
                        instance,
                        InstanceTable.INTERRUPTED,
                        deadline,
                        SwarmReason.COST_REACHED_BID);
                if (instances.taskCount(instance) == 0) {
                    lifecycle.deactivate(instance, SwarmReason.INTERRUPTED);
                }
            }
        }
    }

    private boolean isCheaper(final int pool, final long bid) {
        return Int128.compareProducts(pools.cost(pool), 1, bid, pools.weight(pool)) < 0;
    }

    /** A fleet by jobs gives back empty instances that it needs no more, those that came last first. */
    private void shed(final int fleet) {
        if (fleets.jobs(fleet) == 0) {
            return;
        }
        long firm = 0;
        long held = 0;
        int others = 0;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (isOf(instance, fleet)) {
                others = firm < fleets.firm(fleet) ? place + 1 : others;
                firm += pools.weight(instances.pool(instance));
                held += isSecured(instance) ? pools.weight(instances.pool(instance)) : 0;
            }
        }
        for (int place = instances.size() - 1; place >= others; place--) {
            final int instance = instances.bySortedId(place);
            final int weight = pools.weight(instances.pool(instance));
            if (isOf(instance, fleet)
                    && state.isReady(instance)
                    && instances.taskCount(instance) == 0
                    && held - weight >= fleets.target(fleet)) {
                held -= weight;
                lifecycle.deactivate(instance, SwarmReason.IDLE);
            }
        }
    }

    /** Whether an instance of a fleet is there, or on its way without replacing another. */
    boolean isSecured(final int instance) {
        return state.isReady(instance) || instances.replaces(instance) == TaskTable.NONE;
    }

    private void acquire(final int fleet) {
        long held = 0;
        long spent = spent(fleet);
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            held += isOf(instance, fleet) ? pools.weight(instances.pool(instance)) : 0;
        }
        if (fleets.reached(fleet) == 0 || fleets.maintain(fleet) != 0) {
            while (held < fleets.target(fleet)) {
                final int pool = choose(fleet, spent);
                if (pool < 0) {
                    break;
                }
                lifecycle.activate(pool, fleet, SwarmReason.FLEET_TARGET);
                held += pools.weight(pool);
                spent += pools.cost(pool);
            }
        }
        if (held >= fleets.target(fleet)) {
            fleets.reached(fleet, 1);
        }
    }

    Strategy strategy(final int fleet) {
        return STRATEGIES[fleets.strategy(fleet)];
    }

    /** Whether the fleet's strategy follows costs, so that its capacity moves to where it costs less. */
    boolean mayMove(final int fleet) {
        return strategy(fleet) == Strategy.LOWEST_COST
                || strategy(fleet) == Strategy.COST_CAPACITY_OPTIMIZED;
    }

    /** What all live instances of the fleet cost, nano per hour. */
    long spent(final int fleet) {
        long spent = 0;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (instances.fleet(instance) == fleet
                    && instances.state(instance) != InstanceTable.GONE) {
                spent += pools.cost(instances.pool(instance));
            }
        }
        return spent;
    }

    private int choose(final int fleet, final long spent) {
        final Strategy strategy = strategy(fleet);
        final long enough =
                strategy == Strategy.COST_CAPACITY_OPTIMIZED ? largestCapacity(fleet, spent) : 0;
        int best = -1;
        for (int pool = 0; pool < pools.size(); pool++) {
            if (isOpen(fleet, pool, spent)
                    && capacity(pool) * 2 >= enough
                    && (best < 0 || isBetter(strategy, fleet, pool, best))) {
                best = pool;
            }
        }
        return best;
    }

    /** Whether the fleet may activate one more instance in the pool, having spent so much by the hour. */
    boolean isOpen(final int fleet, final int pool, final long spent) {
        return pools.stock(pool) > 0
                && state.poolSets.permits(fleets.poolSet(fleet), pool)
                && isCheaper(pool, fleets.bid(fleet))
                && (fleets.budget(fleet) < 0 || spent + pools.cost(pool) <= fleets.budget(fleet))
                && lifecycle.hasRoom(pool);
    }

    /** Units that the pool can still give. */
    long capacity(final int pool) {
        return (long) pools.stock(pool) * pools.weight(pool);
    }

    /** The largest of the capacities of the pools that are open to the fleet. */
    long largestCapacity(final int fleet, final long spent) {
        long largest = 0;
        for (int pool = 0; pool < pools.size(); pool++) {
            if (isOpen(fleet, pool, spent)) {
                largest = Math.max(largest, capacity(pool));
            }
        }
        return largest;
    }

    private boolean isBetter(
            final Strategy strategy, final int fleet, final int pool, final int best) {
        if (strategy == Strategy.DIVERSIFIED || strategy == Strategy.CAPACITY_OPTIMIZED) {
            final long own =
                    strategy == Strategy.DIVERSIFIED ? -unitsIn(fleet, pool) : capacity(pool);
            final long other =
                    strategy == Strategy.DIVERSIFIED ? -unitsIn(fleet, best) : capacity(best);
            if (own != other) {
                return own > other;
            }
        }
        final int order = pools.compareNormalisedCost(pool, best);
        return order != 0 ? order < 0 : pools.id(pool) < pools.id(best);
    }

    private long unitsIn(final int fleet, final int pool) {
        long units = 0;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (isOf(instance, fleet) && instances.pool(instance) == pool) {
                units += pools.weight(pool);
            }
        }
        return units;
    }
}
