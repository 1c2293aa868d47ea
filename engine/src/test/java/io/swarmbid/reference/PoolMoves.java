package io.swarmbid.reference;

import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Setting;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Section 5, 6.: when and how an instance of autoscale's is replaced by one of a cheaper pool. */
final class PoolMoves {
    private final World world;
    private final Timers timers;
    private final Swarm swarm;
    private final boolean isOn;

    /** An instance and the pool it may move to. */
    private record Choice(InstanceState instance, PoolState pool, BigInteger saving) {
        boolean isBetter(final Choice other) {
            if (other == null || !saving.equals(other.saving)) {
                return other == null || saving.compareTo(other.saving) > 0;
            }
            return instance == other.instance
                    ? pool.id < other.pool.id
                    : instance.id > other.instance.id;
        }
    }

    PoolMoves(final World world, final Timers timers, final Swarm swarm) {
        this.world = world;
        this.timers = timers;
        this.swarm = swarm;
        isOn = world.settings.isOn(Setting.AUTOSCALE) && world.settings.isOn(Setting.POOL_MOVES);
    }

    /** At the end of an event: what is regretted from now on. */
    void regret() {
        for (final PoolState held : world.pools.values()) {
            boolean isHeld = false;
            for (final InstanceState instance : world.instances.values()) {
                isHeld |= instance.pool == held && instance.isAutoscaled() && instance.isReady();
            }
            final List<Long> others = new ArrayList<>();
            for (final PoolState other : world.pools.values()) {
                if (isOn && isHeld && other != held && isOpen(other)) {
                    others.add(other.id);
                    held.regrets.putIfAbsent(other.id, BigInteger.ZERO);
                    held.regretRates.put(other.id, gap(held, other));
                }
            }
            held.regrets.keySet().retainAll(others);
            held.regretRates.keySet().retainAll(others);
        }
    }

    private boolean isOpen(final PoolState pool) {
        return pool.stock > 0 && world.hasRoomForInstance();
    }

    private static BigInteger gap(final PoolState held, final PoolState other) {
        return Exact.product(held.cost, Exact.M).subtract(Exact.product(other.cost, Exact.M));
    }

    private static BigInteger delay(final PoolState pool) {
        return Exact.big(pool.activationDelay).add(Exact.big(pool.billingQuantum));
    }

    /** T_hk. */
    private static BigInteger threshold(final PoolState held, final PoolState other) {
        final BigInteger here = Exact.product(Exact.M, held.cost);
        final BigInteger there = Exact.product(Exact.M, other.cost);
        final BigInteger hour = Exact.big(Exact.H);
        final BigInteger feeHere = Exact.product(Exact.M, held.activationCost);
        final BigInteger feeThere = Exact.product(Exact.M, other.activationCost);
        final BigInteger oneWay = feeThere.multiply(hour).add(there.multiply(delay(other)));
        final BigInteger fees =
                feeHere.multiply(there).divide(here).add(feeThere.multiply(there).divide(here));
        final BigInteger bothWays =
                fees.multiply(hour)
                        .add(
                                there.multiply(there)
                                        .divide(here)
                                        .multiply(delay(held).add(delay(other))));
        return oneWay.max(bothWays);
    }

    private BigInteger moveCost(final InstanceState instance) {
        BigInteger sum = BigInteger.ZERO;
        for (final TaskState task : world.tasksOn(instance)) {
            sum = sum.add(Exact.big(task.moveCost));
        }
        return sum;
    }

    /** At a tick, before it settles; when time alone makes another tick worth while, or {@link Long#MAX_VALUE}. */
    long start(final Event event) {
        if (world.replacement != 0) {
            return Long.MAX_VALUE;
        }
        Choice best = null;
        long again = Long.MAX_VALUE;
        for (final InstanceState instance : world.instances.values()) {
            final PoolState held = instance.pool;
            if (!instance.isReady() || !instance.isAutoscaled() || !world.holdsTask(instance)) {
                continue;
            }
            if (!Grace.isCalm(world, instance)) {
                continue;
            }
            for (final long id : held.regretRates.keySet()) {
                final PoolState pool = world.pools.get(id);
                if (pool.cost >= held.cost) {
                    continue;
                }
                final BigInteger threshold = threshold(held, pool);
                final long first = timers.regretReaches(held, id, threshold);
                final BigInteger moves =
                        moveCost(instance).multiply(Exact.product(Exact.M, Exact.H));
                final long due =
                        Math.max(
                                timers.regretReaches(held, id, threshold.add(moves)),
                                Exact.plus(
                                        instance.readyAt, world.settings.get(Setting.COOL_DOWN)));
                if (first > world.now) {
                    again = Math.min(again, first);
                } else if (due > world.now) {
                    again = Math.min(again, due);
                } else if (mayMove(instance, pool)) {
                    final Choice choice = new Choice(instance, pool, saving(instance, pool));
                    best = choice.isBetter(best) ? choice : best;
                }
            }
        }
        if (best == null) {
            return again;
        }
        world.replaced = best.instance.id;
        world.replacement = swarm.activate(best.pool, 0, SwarmReason.CHEAPER_POOL, event).id;
        return Long.MAX_VALUE;
    }

    private BigInteger saving(final InstanceState instance, final PoolState pool) {
        return Exact.product(instance.pool.cost - pool.cost, world.settings.get(Setting.HORIZON))
                .subtract(moveCost(instance).multiply(Exact.big(Exact.H)));
    }

    private boolean mayMove(final InstanceState instance, final PoolState pool) {
        boolean may = instance.reservedFor == null;
        for (int kind = 0; kind < 3; kind++) {
            may &= world.used(instance, kind) <= pool.vrus[kind];
        }
        for (final TaskState task : world.tasksOn(instance)) {
            final BigInteger reserve = Exact.product(pool.reserveOfUnit(task), task.units);
            may &= task.preemptible && task.permits(pool);
            may &= task.exhausted || Exact.big(task.value(task.units)).compareTo(reserve) >= 0;
        }
        return may;
    }

    /** When the replacement has become ready, and at ticks. */
    void takeOver(final Event event) {
        final InstanceState to = world.instances.get(world.replacement);
        final InstanceState from = world.instances.get(world.replaced);
        if (world.replacement == 0 || (to != null && to.state == InstanceState.PENDING)) {
            return;
        }
        if (to != null && from != null && isSensible(from, to)) {
            if (!Grace.isCalm(world, from) || !Grace.isCalm(world, to)) {
                return;
            }
            for (final TaskState task : world.tasksOn(from)) {
                if (world.isHeld(task)) {
                    return;
                }
            }
            for (final TaskState task : world.tasksOn(from)) {
                event.revoked(from, task, RevokeReason.DRAINED);
                Grace.win(world, task, to, task.units, event);
                task.pivot = 0;
            }
            from.state = InstanceState.DRAINING;
            from.deadline = world.now;
            event.dirty.add(to.id);
            event.decisions.add(
                    Decision.swarm(SwarmAction.DRAIN, SwarmReason.CHEAPER_POOL, from, world.now));
        }
        world.replacement = 0;
        world.replaced = 0;
    }

    private boolean isSensible(final InstanceState from, final InstanceState to) {
        boolean sensible =
                from.isReady()
                        && to.isReady()
                        && to.pool.cost < from.pool.cost
                        && mayMove(from, to.pool);
        final long[] free = world.free(to);
        for (int kind = 0; kind < 3; kind++) {
            sensible &= world.used(from, kind) <= free[kind];
        }
        return sensible;
    }
}
