package io.swarmbid.reference;

import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Setting;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Section 5: at a tick, the instance that is used too little and whose tasks fit elsewhere is drained. */
final class Consolidation {
    private final World world;

    Consolidation(final World world) {
        this.world = world;
    }

    /** Whether time alone may change what can be drained. */
    private boolean isRestless() {
        boolean cools = false;
        boolean low = false;
        boolean held = false;
        for (final InstanceState instance : world.instances.values()) {
            if (instance.isReady() && instance.isAutoscaled()) {
                cools |= world.now < coolDownEnds(instance);
                if (world.holdsTask(instance) && isLow(instance)) {
                    low = true;
                    for (final TaskState task : world.tasksOn(instance)) {
                        held |= world.isHeld(task);
                    }
                }
            }
        }
        return held || (low && cools);
    }

    /** Drains at most one instance; true if another tick may drain more although nothing happens before. */
    boolean run(final Event event) {
        if (!world.settings.isOn(Setting.AUTOSCALE)) {
            return false;
        }
        final boolean restless = isRestless();
        drainBest(event);
        return restless;
    }

    private void drainBest(final Event event) {
        InstanceState best = null;
        for (final InstanceState instance : world.instances.values()) {
            if (isUnderused(instance)
                    && saving(instance).signum() > 0
                    && plan(instance) != null
                    && (best == null || saving(instance).compareTo(saving(best)) >= 0)) {
                best = instance;
            }
        }
        if (best == null) {
            return;
        }
        final InstanceState drained = best;
        plan(drained)
                .forEach(
                        (task, target) -> {
                            event.revoked(drained, task, RevokeReason.DRAINED);
                            event.dirty.add(target.id);
                            Grace.win(world, task, target, task.units, event);
                            task.pivot = 0;
                        });
        drained.state = InstanceState.DRAINING;
        drained.deadline = world.now;
        event.decisions.add(
                Decision.swarm(SwarmAction.DRAIN, SwarmReason.UNDERUSED, drained, world.now));
    }

    private boolean isUnderused(final InstanceState instance) {
        return instance.isReady()
                && instance.isAutoscaled()
                && world.holdsTask(instance)
                && instance.reservedFor == null
                && Grace.isCalm(world, instance)
                && !isInCoolDown(instance)
                && isLow(instance);
    }

    private boolean isLow(final InstanceState instance) {
        long used = 0;
        for (int kind = 0; kind < 3; kind++) {
            if (instance.pool.vrus[kind] > 0) {
                used +=
                        instance.pool.weightsPpm[kind]
                                * world.used(instance, kind)
                                / instance.pool.vrus[kind];
            }
        }
        return used < world.settings.get(Setting.UTILISATION_FLOOR);
    }

    private boolean isInCoolDown(final InstanceState instance) {
        return instance.isAutoscaled()
                && (!world.holdsTask(instance) || world.now < coolDownEnds(instance));
    }

    private long coolDownEnds(final InstanceState instance) {
        return Exact.plus(instance.readyAt, world.settings.get(Setting.COOL_DOWN));
    }

    private BigInteger saving(final InstanceState instance) {
        BigInteger saving = Exact.product(instance.pool.cost, world.settings.get(Setting.HORIZON));
        for (final TaskState task : world.tasksOn(instance)) {
            saving = saving.subtract(Exact.product(task.moveCost, Exact.H));
        }
        return saving;
    }

    /** Where each task goes, or null if one of them can go nowhere. */
    private Map<TaskState, InstanceState> plan(final InstanceState from) {
        final List<TaskState> tasks = new ArrayList<>(world.tasksOn(from));
        tasks.sort(
                (a, b) ->
                        a.arrival != b.arrival
                                ? Long.compare(a.arrival, b.arrival)
                                : Long.compare(a.id, b.id));
        final Map<TaskState, InstanceState> plan = new LinkedHashMap<>();
        for (final TaskState task : tasks) {
            final InstanceState target = cheapest(task, from, plan);
            if (!task.preemptible || world.isHeld(task) || target == null) {
                return null;
            }
            plan.put(task, target);
        }
        return plan;
    }

    private InstanceState cheapest(
            final TaskState task,
            final InstanceState from,
            final Map<TaskState, InstanceState> plan) {
        InstanceState cheapest = null;
        for (final InstanceState target : world.eligible(task)) {
            final long reserve =
                    Math.multiplyExact(target.pool.reserveOfUnit(task), (long) task.units);
            if (target != from
                    && target.reservedFor == null
                    && Grace.isCalm(world, target)
                    && !isInCoolDown(target)
                    && fits(task, target, plan)
                    && (task.exhausted || task.value(task.units) >= reserve)
                    && (cheapest == null
                            || target.priceOfUnit(task) < cheapest.priceOfUnit(task))) {
                cheapest = target;
            }
        }
        return cheapest;
    }

    private boolean fits(
            final TaskState task,
            final InstanceState target,
            final Map<TaskState, InstanceState> plan) {
        final long[] free = world.free(target);
        plan.forEach(
                (other, where) -> {
                    for (int kind = 0; kind < 3 && where == target; kind++) {
                        free[kind] -= (long) other.units * other.bundle[kind];
                    }
                });
        boolean fits = true;
        for (int kind = 0; kind < 3; kind++) {
            fits &= (long) task.units * task.bundle[kind] <= free[kind];
        }
        return fits;
    }
}
