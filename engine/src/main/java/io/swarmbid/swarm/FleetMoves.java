package io.swarmbid.swarm;

import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.FleetTable;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.TaskTable;
import io.swarmbid.state.TimerKind;

/**
 * Moves what a fleet holds to a cheaper pool when the regret of not having done so asks for it: the replacements are
 * activated first, and what they replace is drained when they are ready. Section 5 of the rule book. Not threadsafe, no
 * allocation.
 */
final class FleetMoves {
    private final EngineState state;
    private final Lifecycle lifecycle;
    private final Fleets fleets;
    private final FleetTable table;
    private final InstanceTable instances;
    private final PoolTable pools;
    private final PoolSwitch regrets;
    private final long noticeNs;

    FleetMoves(final EngineState state, final Lifecycle lifecycle, final Fleets fleets) {
        this.state = state;
        this.lifecycle = lifecycle;
        this.fleets = fleets;
        table = state.fleets;
        instances = state.instances;
        pools = state.pools;
        regrets = new PoolSwitch(state.regrets, Limits.MAX_POOLS);
        noticeNs = state.settings.get(Setting.INTERRUPTION_NOTICE);
    }

    /** Drains what ready instances have replaced, then judges whether to move. */
    void step(final int fleet) {
        release(fleet);
        final long now = state.event.now();
        final int held = fleets.mayMove(fleet) ? dearest(fleet) : PoolSwitch.NONE;
        regrets.begin(pools.size());
        if (held == PoolSwitch.NONE) {
            regrets.restart(fleet);
            state.timers.cancel(state.timerOfFleet(fleet));
            return;
        }
        offer(fleet, held);
        final int target = regrets.judge(fleet, held, now);
        if (target != PoolSwitch.NONE) {
            regrets.restart(fleet);
            replace(fleet, held, target);
        }
        state.timers.set(
                state.timerOfFleet(fleet),
                target == PoolSwitch.NONE ? regrets.nextNs() : TimerHeap.NEVER,
                TimerKind.FLEET,
                table.id(fleet));
    }

    private void offer(final int fleet, final int held) {
        final long spent = fleets.spent(fleet);
        final boolean roomy = fleets.strategy(fleet) == Strategy.COST_CAPACITY_OPTIMIZED;
        final long enough = roomy ? fleets.largestCapacity(fleet, spent) : 0;
        for (int pool = 0; pool < pools.size(); pool++) {
            if (pool == held
                    || (fleets.isOpen(fleet, pool, spent) && fleets.capacity(pool) * 2 >= enough)) {
                regrets.offer(
                        pool,
                        pools.id(pool),
                        unitCost(pool),
                        pools.activationDelay(pool) + pools.billingQuantum(pool),
                        pools.activationCost(pool) * Limits.PPM / pools.weight(pool));
            }
        }
    }

    /** Femto per capacity unit and hour. */
    private long unitCost(final int pool) {
        return pools.cost(pool) * Limits.PPM / pools.weight(pool);
    }

    /** The pool that the fleet pays most for by the unit, among those it may leave; none while a move is under way. */
    private int dearest(final int fleet) {
        int dearest = PoolSwitch.NONE;
        long covered = 0;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (!fleets.isOf(instance, fleet)) {
                continue;
            }
            final boolean firm = covered < table.firm(fleet);
            final int pool = instances.pool(instance);
            covered += pools.weight(pool);
            if (!state.isReady(instance)) {
                if (instances.replaces(instance) != TaskTable.NONE) {
                    return PoolSwitch.NONE;
                }
            } else if (!firm && (dearest < 0 || isDearer(pool, dearest))) {
                dearest = pool;
            }
        }
        return dearest;
    }

    private boolean isDearer(final int pool, final int other) {
        final long cost = unitCost(pool);
        return cost > unitCost(other)
                || (cost == unitCost(other) && pools.id(pool) < pools.id(other));
    }

    /** Activates what covers the units that the fleet may leave in a pool, as far as the other one gives it. */
    private void replace(final int fleet, final int held, final int target) {
        long units = 0;
        long covered = 0;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (fleets.isOf(instance, fleet)) {
                final int pool = instances.pool(instance);
                final boolean moves =
                        covered >= table.firm(fleet) && pool == held && state.isReady(instance);
                covered += pools.weight(pool);
                units += moves ? pools.weight(pool) : 0;
            }
        }
        while (units > 0 && fleets.isOpen(fleet, target, fleets.spent(fleet))) {
            final int instance = lifecycle.activate(target, fleet, SwarmReason.CHEAPER_POOL);
            instances.replaces(instance, held);
            units -= pools.weight(target);
        }
    }

    /** Drains what is no longer needed in pools that ready instances replace; when none is on its way, the move is over. */
    private void release(final int fleet) {
        long secured = 0;
        boolean moving = false;
        boolean marked = false;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (fleets.isOf(instance, fleet)) {
                final boolean replaces = instances.replaces(instance) != TaskTable.NONE;
                final boolean coming = !state.isReady(instance);
                moving |= coming && replaces;
                marked |= replaces;
                secured += fleets.isSecured(instance) ? pools.weight(instances.pool(instance)) : 0;
            }
        }
        if (!marked) {
            return;
        }
        long covered = 0;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (!fleets.isOf(instance, fleet)) {
                continue;
            }
            final int weight = pools.weight(instances.pool(instance));
            if (covered >= table.firm(fleet)
                    && state.isReady(instance)
                    && isReplaced(instance, fleet)
                    && secured - weight >= table.target(fleet)) {
                secured -= weight;
                drain(instance);
            }
            covered += weight;
        }
        for (int place = 0; place < instances.size() && !moving; place++) {
            final int instance = instances.bySortedId(place);
            if (fleets.isOf(instance, fleet)) {
                instances.replaces(instance, TaskTable.NONE);
            }
        }
    }

    private boolean isReplaced(final int instance, final int fleet) {
        for (int place = 0; place < instances.size(); place++) {
            final int other = instances.bySortedId(place);
            if (fleets.isOf(other, fleet)
                    && state.isReady(other)
                    && instances.replaces(other) == instances.pool(instance)) {
                return true;
            }
        }
        return false;
    }

    private void drain(final int instance) {
        final long deadline = state.event.now() + noticeNs;
        lifecycle.wind(instance, InstanceTable.DRAINING, deadline, SwarmReason.CHEAPER_POOL);
        if (instances.taskCount(instance) == 0) {
            lifecycle.deactivate(instance, SwarmReason.DRAINED);
        }
    }
}
