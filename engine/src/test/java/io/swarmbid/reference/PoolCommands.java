package io.swarmbid.reference;

import io.swarmbid.codec.sbe.CompleteReason;
import io.swarmbid.codec.sbe.Flag;
import io.swarmbid.codec.sbe.FleetCancelCommandDecoder;
import io.swarmbid.codec.sbe.FleetCommandDecoder;
import io.swarmbid.codec.sbe.InstanceCommandDecoder;
import io.swarmbid.codec.sbe.PoolCommandDecoder;
import io.swarmbid.codec.sbe.PoolCostCommandDecoder;
import io.swarmbid.codec.sbe.PoolStockCommandDecoder;
import io.swarmbid.codec.sbe.RefuseCode;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Section 6: commands about pools, fleets, and instances that become ready. */
final class PoolCommands {
    private final World world;
    private final Settling settling;
    private final Swarm swarm;

    PoolCommands(final World world, final Settling settling, final Swarm swarm) {
        this.world = world;
        this.settling = settling;
        this.swarm = swarm;
    }

    static void refuse(final Event event, final RefuseCode code, final long subject) {
        event.decisions.add(Decision.refuse(code, subject));
    }

    void pool(final PoolCommandDecoder command, final Event event) {
        final long id = command.pool();
        if (world.pools.containsKey(id)) {
            refuse(event, RefuseCode.DUPLICATE_ID, id);
            return;
        }
        if (world.pools.size() == Limits.MAX_POOLS) {
            refuse(event, RefuseCode.TABLE_FULL, id);
            return;
        }
        final PoolState pool = new PoolState(id);
        pool.cost = command.cost();
        pool.weight = command.weight();
        pool.stock = command.stock();
        pool.vrus[0] = command.vcpu();
        pool.vrus[1] = command.memory();
        pool.vrus[2] = command.accelerator();
        pool.weightsPpm[0] = command.vcpuWeightPpm();
        pool.weightsPpm[1] = command.memoryWeightPpm();
        pool.weightsPpm[2] = command.acceleratorWeightPpm();
        pool.activationDelay = command.activationDelay();
        pool.activationCost = command.activationCost();
        pool.billingQuantum = command.billingQuantum();
        pool.minimumMargin =
                command.minimumMargin() == PoolCommandDecoder.minimumMarginNullValue()
                        ? world.settings.get(Setting.MINIMUM_MARGIN)
                        : command.minimumMargin();
        pool.interruptible = command.interruptible() == Flag.YES;
        world.pools.put(id, pool);
    }

    void cost(final PoolCostCommandDecoder command, final Event event) {
        final PoolState pool = world.pools.get(command.pool());
        if (pool == null) {
            refuse(event, RefuseCode.UNKNOWN_ID, command.pool());
            return;
        }
        pool.cost = command.cost();
        for (final InstanceState instance : world.instances.values()) {
            if (instance.pool == pool) {
                event.dirty.add(instance.id);
            }
        }
    }

    void stock(final PoolStockCommandDecoder command, final Event event) {
        final PoolState pool = world.pools.get(command.pool());
        if (pool == null) {
            refuse(event, RefuseCode.UNKNOWN_ID, command.pool());
            return;
        }
        pool.stock = command.stock();
    }

    void instance(final InstanceCommandDecoder command, final Event event) {
        final long id = command.instance();
        final PoolState pool = world.pools.get(command.pool());
        final InstanceState known = world.instances.get(id);
        if (id >= Limits.FIRST_ENGINE_INSTANCE) {
            if (known == null) {
                refuse(event, RefuseCode.UNKNOWN_ID, id);
            } else if (known.state != InstanceState.PENDING || known.pool != pool) {
                refuse(event, RefuseCode.WRONG_STATE, id);
            } else {
                ready(known, SwarmReason.ACTIVATED, event);
                swarm.poolMoves.takeOver(event);
            }
        } else if (pool == null) {
            refuse(event, RefuseCode.UNKNOWN_ID, command.pool());
        } else if (known != null) {
            refuse(event, RefuseCode.DUPLICATE_ID, id);
        } else if (!world.hasRoomForInstance()) {
            refuse(event, RefuseCode.TABLE_FULL, id);
        } else {
            final InstanceState instance = new InstanceState(id, pool, 0, false);
            world.instances.put(id, instance);
            ready(instance, SwarmReason.REGISTERED, event);
        }
    }

    /** Until it has a price of its own, a new instance is priced at its reserve. */
    private void ready(final InstanceState instance, final SwarmReason reason, final Event event) {
        instance.state = InstanceState.READY;
        instance.readyAt = world.now;
        for (int kind = 0; kind < 3; kind++) {
            instance.price[kind] = instance.pool.vrus[kind] == 0 ? 0 : instance.pool.reserve(kind);
        }
        event.becameReady.add(instance.id);
        event.dirty.add(instance.id);
        event.decisions.add(Decision.swarm(SwarmAction.READY, reason, instance, Exact.NONE));
    }

    void fleet(final FleetCommandDecoder command, final Event event) {
        final long id = command.fleet();
        final Set<Long> pools = new LinkedHashSet<>();
        for (final FleetCommandDecoder.PoolsDecoder each : command.pools()) {
            pools.add(each.pool());
        }
        if (world.fleets.containsKey(id)) {
            refuse(event, RefuseCode.DUPLICATE_ID, id);
            return;
        }
        for (final long pool : pools) {
            if (!world.pools.containsKey(pool)) {
                refuse(event, RefuseCode.UNKNOWN_ID, pool);
                return;
            }
        }
        if (world.fleets.size() == Limits.MAX_FLEETS) {
            refuse(event, RefuseCode.TABLE_FULL, id);
            return;
        }
        final long budget = command.budget();
        final FleetState fleet =
                new FleetState(
                        id,
                        command.bid(),
                        command.target(),
                        command.firm(),
                        command.strategy(),
                        command.maintain() == Flag.YES,
                        budget == FleetCommandDecoder.budgetNullValue() ? Exact.NONE : budget,
                        pools);
        if (command.jobs() != FleetCommandDecoder.jobsNullValue()) {
            fleet.jobs = command.jobs();
            fleet.period = command.period();
        }
        world.fleets.put(id, fleet);
    }

    void cancelFleet(final FleetCancelCommandDecoder command, final Event event) {
        final long id = command.fleet();
        if (world.fleets.remove(id) == null) {
            refuse(event, RefuseCode.UNKNOWN_ID, id);
            return;
        }
        for (final TaskState task : List.copyOf(world.tasks.values())) {
            if (task.fleet == id) {
                if (task.isRunning()) {
                    event.revoked(task.instance, task, RevokeReason.DRAINED);
                    task.instance = null;
                    task.units = 0;
                    task.works = 0;
                }
                settling.reject(task, RejectReason.NEVER_FITS, event);
            }
        }
        for (final InstanceState instance : List.copyOf(world.instances.values())) {
            if (instance.fleet == id) {
                swarm.deactivate(instance, SwarmReason.FLEET_CANCELLED, event);
            }
        }
    }

    /** Ends a task that held something: what it held is free, without a revoke. */
    void complete(final TaskState task, final CompleteReason reason, final Event event) {
        if (task.isRunning()) {
            event.dirty.add(task.instance.id);
            for (final List<InstanceState.Vru> vrus : task.instance.vrus) {
                for (final InstanceState.Vru vru : vrus) {
                    if (vru.owner == task.id) {
                        vru.owner = 0;
                        vru.drains = false;
                    }
                }
            }
            task.instance = null;
        }
        world.tasks.remove(task.id);
        Reservations.drop(world, task, event);
        event.decisions.add(Decision.complete(task, reason));
    }
}
