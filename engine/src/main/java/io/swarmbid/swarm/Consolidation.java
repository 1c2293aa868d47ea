package io.swarmbid.swarm;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.memory.KeyedHeap;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.TaskTable;

/**
 * Drains an instance that is used too little, when all on it fits elsewhere and what that saves pays for the moves: at
 * ticks, one instance at a time. Section 5 of the rule book. Not threadsafe, no allocation.
 */
final class Consolidation {
    private final EngineState state;
    private final Lifecycle lifecycle;
    private final InstanceTable instances;
    private final PoolTable pools;
    private final TaskTable tasks;
    private final KeyedHeap byArrival;
    private final int[] moving;
    private final int[] targets;
    private final int[] planned;
    private final Int128 net = new Int128();
    private final Int128 most = new Int128();
    private final long floorPpm;
    private final long coolDownNs;
    private final long horizonNs;
    private int count;

    Consolidation(final EngineState state, final Lifecycle lifecycle) {
        this.state = state;
        this.lifecycle = lifecycle;
        instances = state.instances;
        pools = state.pools;
        tasks = state.tasks;
        final int maxTasks = state.settings.getInt(Setting.MAX_TASKS);
        final int vrus = 3 * state.settings.getInt(Setting.MAX_VRUS_PER_INSTANCE);
        byArrival = new KeyedHeap(maxTasks);
        moving = new int[vrus];
        targets = new int[vrus];
        planned = new int[3 * instances.capacity()];
        floorPpm = state.settings.get(Setting.UTILISATION_FLOOR);
        coolDownNs = state.settings.get(Setting.COOL_DOWN);
        horizonNs = state.settings.get(Setting.HORIZON);
    }

    /**
     * Moves everything off the instance where that saves most, and lets it go; nothing if there is none.
     *
     * @return whether time alone may let another go: one that is used too little is kept by a cool-down or a hold.
     */
    boolean step() {
        final boolean restless = isRestless();
        int best = TaskTable.NONE;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (isUnderused(instance)
                    && saves(instance)
                    && (best < 0 || net.compareTo(most) >= 0)
                    && plan(instance)) {
                best = instance;
                most.set(net.high(), net.low());
            }
        }
        if (best >= 0) {
            plan(best);
            lifecycle.wind(best, InstanceTable.DRAINING, state.event.now(), SwarmReason.UNDERUSED);
            for (int i = 0; i < count; i++) {
                final int task = moving[i];
                state.holdings.move(task, targets[i], tasks.units(task), RevokeReason.DRAINED);
                state.event.dirty(targets[i]);
            }
        }
        return restless;
    }

    private boolean isRestless() {
        boolean cools = false;
        boolean isLow = false;
        boolean isHeld = false;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (instances.activatedByAutoscale(instance) != 0 && state.isReady(instance)) {
                cools |= isNew(instance);
                if (instances.taskCount(instance) != 0 && isLow(instance)) {
                    isLow = true;
                    isHeld |= holds(instance);
                }
            }
        }
        return isHeld || (isLow && cools);
    }

    private boolean holds(final int instance) {
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            if (state.isHeld(task)) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnderused(final int instance) {
        if (instances.activatedByAutoscale(instance) == 0
                || instances.taskCount(instance) == 0
                || instances.reservedFor(instance) != 0
                || state.grace.passing(instance) != 0
                || isInCoolDown(instance)) {
            return false;
        }
        return state.isReady(instance) && isLow(instance);
    }

    private boolean isLow(final int instance) {
        final int pool = instances.pool(instance);
        long used = 0;
        for (int kind = 0; kind < 3; kind++) {
            if (pools.vrus(pool, kind) > 0) {
                used +=
                        (long) pools.kindWeightPpm(pool, kind)
                                * instances.used(instance, kind)
                                / pools.vrus(pool, kind);
            }
        }
        return used < floorPpm;
    }

    /** Whether an instance came lately or, activated by the autoscaler, is empty and about to go. */
    private boolean isInCoolDown(final int instance) {
        return instances.activatedByAutoscale(instance) != 0
                && (instances.taskCount(instance) == 0 || isNew(instance));
    }

    private boolean isNew(final int instance) {
        return state.event.now() - instances.readyAt(instance) < coolDownNs;
    }

    /** Sets what the instance costs over the horizon, less what the moves cost; whether that is above 0. */
    private boolean saves(final int instance) {
        net.zero().addProduct(pools.cost(instances.pool(instance)), horizonNs);
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            net.addProduct(-tasks.moveCost(task), Limits.NANOS_PER_HOUR);
        }
        return net.high() > 0 || (net.high() == 0 && net.low() != 0);
    }

    /** Finds a place for every task on the instance, the earliest first; false if one has none. */
    private boolean plan(final int instance) {
        count = 0;
        boolean fits = true;
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            fits &= tasks.is(task, TaskTable.PREEMPTIBLE) && !state.isHeld(task);
            byArrival.push(tasks.arrival(task), tasks.idOf(task), task);
        }
        while (!byArrival.isEmpty()) {
            final int task = byArrival.pop();
            final int target = fits ? cheapest(task, instance) : TaskTable.NONE;
            fits &= target >= 0;
            if (fits) {
                plan(task, target, 1);
                moving[count] = task;
                targets[count++] = target;
            }
        }
        for (int i = 0; i < count; i++) {
            plan(moving[i], targets[i], -1);
        }
        return fits;
    }

    private void plan(final int task, final int target, final int sign) {
        for (int kind = 0; kind < 3; kind++) {
            planned[3 * target + kind] += sign * tasks.bundle(task, kind) * tasks.units(task);
        }
    }

    /** The instance with room for all that the task holds where it pays least, -1: none. */
    private int cheapest(final int task, final int from) {
        int cheapest = TaskTable.NONE;
        long lowest = 0;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (instance != from
                    && state.isReady(instance)
                    && state.permits(instance, tasks.fleet(task), tasks.poolSet(task))
                    && instances.reservedFor(instance) == 0
                    && state.grace.passing(instance) == 0
                    && !isInCoolDown(instance)
                    && fits(task, instance)
                    && isWorth(task, instance)) {
                final long price = unitPrice(task, instance);
                if (cheapest < 0 || price < lowest) {
                    cheapest = instance;
                    lowest = price;
                }
            }
        }
        return cheapest;
    }

    private boolean fits(final int task, final int instance) {
        for (int kind = 0; kind < 3; kind++) {
            final int room = instances.free(instance, kind) - planned[3 * instance + kind];
            if (tasks.bundle(task, kind) * tasks.units(task) > room) {
                return false;
            }
        }
        return true;
    }

    /** An exhausted task is worth nothing anywhere. */
    private boolean isWorth(final int task, final int instance) {
        final int units = tasks.units(task);
        return tasks.is(task, TaskTable.EXHAUSTED)
                || state.value(task, units)
                        >= state.reserve(task, instances.pool(instance)) * units;
    }

    private long unitPrice(final int task, final int instance) {
        long price = 0;
        for (int kind = 0; kind < 3; kind++) {
            price += instances.price(instance, kind) * tasks.bundle(task, kind);
        }
        return price;
    }
}
