package io.swarmbid.reference;

import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Setting;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Section 5: when and how a fleet's capacity moves to a cheaper pool. */
final class FleetMoves {
    private final World world;
    private final Timers timers;
    private final Swarm swarm;

    FleetMoves(final World world, final Timers timers, final Swarm swarm) {
        this.world = world;
        this.timers = timers;
        this.swarm = swarm;
    }

    void run(final FleetState fleet, final Event event) {
        release(fleet, event);
        final PoolState held = dearest(fleet);
        if (held == null) {
            fleet.forgetRegrets();
            return;
        }
        look(fleet, held);
        PoolState target = null;
        for (final long id : fleet.regretRates.keySet()) {
            final PoolState pool = world.pools.get(id);
            if (timers.moveDue(fleet, id) <= world.now
                    && (target == null || pool.unitCost() < target.unitCost())) {
                target = pool;
            }
        }
        if (target != null) {
            fleet.forgetRegrets();
            replace(fleet, held, target, event);
        }
    }

    /** The fleet's pending and READY instances, by id. */
    private List<InstanceState> held(final FleetState fleet) {
        final List<InstanceState> found = new ArrayList<>(world.instances.values());
        found.removeIf(each -> each.fleet != fleet.id || each.isLeaving());
        return found;
    }

    /** READY instances that are not firm, by id. */
    private List<InstanceState> movable(final FleetState fleet) {
        final List<InstanceState> found = new ArrayList<>();
        long units = 0;
        for (final InstanceState each : held(fleet)) {
            if (units >= fleet.firm && each.isReady()) {
                found.add(each);
            }
            units += each.pool.weight;
        }
        return found;
    }

    private PoolState dearest(final FleetState fleet) {
        final boolean followsCost =
                fleet.strategy == Strategy.LOWEST_COST
                        || fleet.strategy == Strategy.COST_CAPACITY_OPTIMIZED;
        for (final InstanceState each : held(fleet)) {
            if (!each.isReady() && each.replaces != null) {
                return null;
            }
        }
        PoolState dearest = null;
        for (final InstanceState each : movable(fleet)) {
            if (dearest == null
                    || each.pool.unitCost() > dearest.unitCost()
                    || (each.pool.unitCost() == dearest.unitCost() && each.pool.id < dearest.id)) {
                dearest = each.pool;
            }
        }
        return followsCost ? dearest : null;
    }

    /** Sets what the fleet regrets from now on. */
    private void look(final FleetState fleet, final PoolState held) {
        fleet.regretRates.clear();
        fleet.regretThresholds.clear();
        for (final PoolState pool : swarm.considered(fleet)) {
            if (pool != held) {
                fleet.regrets.putIfAbsent(pool.id, BigInteger.ZERO);
                fleet.regretRates.put(pool.id, held.unitCost() - pool.unitCost());
                fleet.regretThresholds.put(pool.id, threshold(held, pool));
            }
        }
        fleet.regrets.keySet().retainAll(fleet.regretRates.keySet());
    }

    private static BigInteger threshold(final PoolState held, final PoolState pool) {
        if (held.unitCost() == 0) {
            return BigInteger.ZERO;
        }
        final BigInteger fees = scaled(fee(held), held, pool).add(scaled(fee(pool), held, pool));
        final BigInteger cost = scaled(pool.unitCost(), held, pool);
        final BigInteger thereAndBack =
                fees.multiply(Exact.big(Exact.H)).add(cost.multiply(delay(held).add(delay(pool))));
        final BigInteger there =
                Exact.product(fee(pool), Exact.H)
                        .add(delay(pool).multiply(Exact.big(pool.unitCost())));
        return there.max(thereAndBack);
    }

    private static long fee(final PoolState pool) {
        return Math.multiplyExact(Exact.M, pool.activationCost) / pool.weight;
    }

    private static BigInteger delay(final PoolState pool) {
        return Exact.big(pool.activationDelay).add(Exact.big(pool.billingQuantum));
    }

    private static BigInteger scaled(
            final long amount, final PoolState held, final PoolState pool) {
        return Exact.floor(Exact.product(amount, pool.unitCost()), held.unitCost());
    }

    private void replace(
            final FleetState fleet,
            final PoolState held,
            final PoolState target,
            final Event event) {
        long units = 0;
        for (final InstanceState each : movable(fleet)) {
            units += each.pool == held ? each.pool.weight : 0;
        }
        while (units > 0 && swarm.open(fleet).contains(target)) {
            swarm.activate(target, fleet.id, SwarmReason.CHEAPER_POOL, event).replaces = held;
            units -= target.weight;
        }
    }

    /** Drains what ready instances have replaced. */
    private void release(final FleetState fleet, final Event event) {
        long secured = 0;
        boolean moving = false;
        final List<PoolState> replaced = new ArrayList<>();
        for (final InstanceState each : held(fleet)) {
            if (each.isReady() || each.replaces == null) {
                secured += each.pool.weight;
            } else {
                moving = true;
            }
            if (each.isReady() && each.replaces != null) {
                replaced.add(each.replaces);
            }
        }
        for (final InstanceState each : movable(fleet)) {
            if (replaced.contains(each.pool) && secured - each.pool.weight >= fleet.target) {
                secured -= each.pool.weight;
                drain(each, event);
            }
        }
        for (final InstanceState each : held(fleet)) {
            each.replaces = moving ? each.replaces : null;
        }
    }

    private void drain(final InstanceState instance, final Event event) {
        instance.state = InstanceState.DRAINING;
        instance.deadline = Exact.plus(world.now, world.settings.get(Setting.INTERRUPTION_NOTICE));
        event.decisions.add(
                Decision.swarm(
                        SwarmAction.DRAIN, SwarmReason.CHEAPER_POOL, instance, instance.deadline));
        if (!world.holdsTask(instance)) {
            swarm.deactivate(instance, SwarmReason.DRAINED, event);
        }
    }
}
