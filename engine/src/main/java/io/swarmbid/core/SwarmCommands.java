package io.swarmbid.core;

import io.swarmbid.codec.sbe.ActivationFailedCommandDecoder;
import io.swarmbid.codec.sbe.DrainCommandDecoder;
import io.swarmbid.codec.sbe.Flag;
import io.swarmbid.codec.sbe.FleetCancelCommandDecoder;
import io.swarmbid.codec.sbe.FleetCommandDecoder;
import io.swarmbid.codec.sbe.InstanceCommandDecoder;
import io.swarmbid.codec.sbe.InstanceLostCommandDecoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.PoolCommandDecoder;
import io.swarmbid.codec.sbe.PoolCostCommandDecoder;
import io.swarmbid.codec.sbe.PoolStockCommandDecoder;
import io.swarmbid.codec.sbe.RefuseCode;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.codec.sbe.TelemetryCommandDecoder;
import io.swarmbid.codec.sbe.VruFaultCommandDecoder;
import io.swarmbid.codec.sbe.VruRepairCommandDecoder;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.decision.Emission;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.PoolSets;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.TaskTable;
import io.swarmbid.swarm.Lifecycle;
import io.swarmbid.swarm.Swarm;

/** Commands about pools, instances, VRUs and fleets: sections 6 and 10 of the rule book. Not threadsafe. */
final class SwarmCommands {
    private static final int NONE = TaskTable.NONE;

    private final EngineState state;
    private final PoolTable pools;
    private final InstanceTable instances;
    private final TaskTable tasks;
    private final Lifecycle lifecycle;
    private final Swarm swarm;
    private final Emission emission;
    private final Findings findings;
    private final long defaultMargin;
    private int cancelledFleet = NONE;

    SwarmCommands(
            final EngineState state,
            final Lifecycle lifecycle,
            final Swarm swarm,
            final Emission emission,
            final Findings findings) {
        this.state = state;
        this.lifecycle = lifecycle;
        this.swarm = swarm;
        this.emission = emission;
        this.findings = findings;
        pools = state.pools;
        instances = state.instances;
        tasks = state.tasks;
        defaultMargin = state.settings.get(Setting.MINIMUM_MARGIN);
    }

    void pool(final PoolCommandDecoder command) {
        final long id = command.pool();
        if (pools.find(id) >= 0) {
            emission.refuse(RefuseCode.DUPLICATE_ID, id);
            return;
        }
        if (pools.isFull()) {
            emission.refuse(RefuseCode.TABLE_FULL, id);
            return;
        }
        final int pool = pools.add(id);
        pools.name(pool, command.name());
        pools.cost(pool, command.cost());
        pools.weight(pool, command.weight());
        pools.stock(pool, command.stock());
        pools.vcpu(pool, command.vcpu());
        pools.memory(pool, command.memory());
        pools.accelerator(pool, command.accelerator());
        pools.vcpuWeightPpm(pool, command.vcpuWeightPpm());
        pools.memoryWeightPpm(pool, command.memoryWeightPpm());
        pools.acceleratorWeightPpm(pool, command.acceleratorWeightPpm());
        pools.activationDelay(pool, command.activationDelay());
        pools.activationCost(pool, command.activationCost());
        pools.billingQuantum(pool, command.billingQuantum());
        final long margin = command.minimumMargin();
        final boolean given = margin != PoolCommandDecoder.minimumMarginNullValue();
        pools.marginGiven(pool, given ? 1 : 0);
        pools.minimumMargin(pool, given ? margin : defaultMargin);
        pools.interruptible(pool, command.interruptible() == Flag.YES ? 1 : 0);
        pools.integratedAt(pool, state.event.now());
        pools.derive(pool);
        swarm.outerMarketChanged();
    }

    void instance(final InstanceCommandDecoder command) {
        final long id = command.instance();
        final int pool = pools.find(command.pool());
        if (id >= Limits.FIRST_ENGINE_INSTANCE) {
            final int instance = instances.find(id);
            if (instance < 0) {
                emission.refuse(RefuseCode.UNKNOWN_ID, id);
            } else if (instances.state(instance) != InstanceTable.PENDING
                    || instances.pool(instance) != pool) {
                emission.refuse(RefuseCode.WRONG_STATE, id);
            } else {
                lifecycle.ready(instance, SwarmReason.ACTIVATED);
                swarm.takeOver();
                swarm.outerMarketChanged();
            }
        } else if (pool < 0) {
            emission.refuse(RefuseCode.UNKNOWN_ID, command.pool());
        } else if (instances.find(id) >= 0) {
            emission.refuse(RefuseCode.DUPLICATE_ID, id);
        } else if (!lifecycle.hasRoom(pool)) {
            emission.refuse(RefuseCode.TABLE_FULL, id);
        } else {
            lifecycle.register(id, pool);
            swarm.outerMarketChanged();
        }
    }

    void poolCost(final PoolCostCommandDecoder command) {
        final int pool = knownPool(command.pool());
        if (pool < 0) {
            return;
        }
        settleCosts(pool);
        pools.cost(pool, command.cost());
        revalue(pool);
    }

    /** Everything that follows from the settings, anew: they have changed since the last event. */
    void reconsider() {
        for (int pool = 0; pool < pools.size(); pool++) {
            settleCosts(pool);
            if (pools.marginGiven(pool) == 0) {
                pools.minimumMargin(pool, defaultMargin);
            }
            revalue(pool);
        }
    }

    /** Runs everything that a pool's cost and reserve bear on up to now; the pool's instances are dirty. */
    private void settleCosts(final int pool) {
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (instances.pool(instance) == pool
                    && instances.state(instance) != InstanceTable.PENDING) {
                state.accrual.accrueInstance(instance);
                for (int task = instances.firstTask(instance);
                        task != NONE;
                        task = tasks.next(task)) {
                    state.holdings.touch(task);
                }
                state.event.dirty(instance);
            }
        }
        state.event.costChanges();
        pools.integrate(pool, state.event.now());
    }

    /** The pool's cost or reserve is new: so is what its tasks must earn. */
    private void revalue(final int pool) {
        pools.derive(pool);
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (instances.pool(instance) == pool) {
                instances.toReview(instance, true);
                for (int task = instances.firstTask(instance);
                        task != NONE;
                        task = tasks.next(task)) {
                    state.holdings.value(task, pool);
                }
                state.holders.reorderAll(instance);
            }
        }
        swarm.outerMarketChanged();
    }

    void poolStock(final PoolStockCommandDecoder command) {
        final int pool = knownPool(command.pool());
        if (pool >= 0) {
            pools.stock(pool, command.stock());
            swarm.outerMarketChanged();
        }
    }

    private int knownPool(final long id) {
        final int pool = pools.find(id);
        if (pool < 0) {
            emission.refuse(RefuseCode.UNKNOWN_ID, id);
        }
        return pool;
    }

    void fleet(final FleetCommandDecoder command) {
        final long id = command.fleet();
        if (state.fleets.find(id) >= 0) {
            emission.refuse(RefuseCode.DUPLICATE_ID, id);
            return;
        }
        final FleetCommandDecoder.PoolsDecoder listed = command.pools();
        final boolean all = listed.count() == 0;
        state.poolSets.begin();
        while (listed.hasNext()) {
            final long poolId = listed.next().pool();
            final int pool = pools.find(poolId);
            if (pool < 0) {
                emission.refuse(RefuseCode.UNKNOWN_ID, poolId);
                return;
            }
            state.poolSets.include(pool);
        }
        if (state.fleets.isFull() || !all && !state.poolSets.canAcquire()) {
            emission.refuse(RefuseCode.TABLE_FULL, id);
            return;
        }
        final int fleet = state.fleets.add(id);
        state.fleets.poolSet(fleet, all ? PoolSets.ALL : state.poolSets.acquire());
        state.fleets.customer(fleet, command.customer());
        state.fleets.bid(fleet, command.bid());
        state.fleets.target(fleet, command.target());
        if (command.jobs() != FleetCommandDecoder.jobsNullValue()) {
            state.fleets.jobs(fleet, command.jobs());
            state.fleets.period(fleet, command.period());
        }
        final long budget = command.budget();
        state.fleets.budget(fleet, budget == FleetCommandDecoder.budgetNullValue() ? -1 : budget);
        state.fleets.firm(fleet, command.firm());
        state.fleets.strategy(fleet, command.strategy().value());
        state.fleets.maintain(fleet, command.maintain() == Flag.YES ? 1 : 0);
        swarm.outerMarketChanged();
    }

    void fleetCancel(final FleetCancelCommandDecoder command) {
        final int fleet = state.fleets.find(command.fleet());
        if (fleet < 0) {
            emission.refuse(RefuseCode.UNKNOWN_ID, command.fleet());
            return;
        }
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (instances.fleet(instance) == fleet) {
                lifecycle.evict(instance, RevokeReason.DRAINED);
                lifecycle.deactivate(instance, SwarmReason.FLEET_CANCELLED);
            }
        }
        for (int task = 0; task < tasks.highWater(); task++) {
            if (tasks.id(task) != 0 && tasks.fleet(task) == fleet) {
                state.holdings.touch(task);
                state.holdings.reject(task, RejectReason.NEVER_FITS);
            }
        }
        state.fleets.live(fleet, 0);
        cancelledFleet = fleet;
        swarm.outerMarketChanged();
    }

    /** Takes a fleet that the event has cancelled out of the table, after the decisions that name it. */
    void bury() {
        if (cancelledFleet != NONE) {
            state.timers.cancel(state.timerOfFleet(cancelledFleet));
            state.poolSets.release(state.fleets.poolSet(cancelledFleet));
            state.fleets.remove(cancelledFleet);
            cancelledFleet = NONE;
        }
    }

    void telemetry(final TelemetryCommandDecoder command) {
        final int cell = knownVru(command.instance(), command.kind(), command.vru());
        if (cell >= 0) {
            state.vrus.telemetry(cell, command.utilisation(), command.ioBytesPerSecond());
            final int owner = state.vrus.owner(cell);
            if (owner >= 0) {
                findings.telemetry(
                        owner,
                        command.kind().value(),
                        command.utilisation(),
                        command.ioBytesPerSecond());
            }
        }
    }

    void fault(final VruFaultCommandDecoder command) {
        final int cell = knownVru(command.instance(), command.kind(), command.vru());
        if (cell < 0) {
            return;
        }
        if (!state.vrus.isHealthy(cell)) {
            emission.refuse(RefuseCode.WRONG_STATE, command.instance());
            return;
        }
        final int instance = instances.find(command.instance());
        final int kind = command.kind().value();
        final int owner = state.vrus.owner(cell);
        if (owner != NONE) {
            emission.faulty(owner, kind, command.vru(), state.vrus.drains(cell));
            state.vruHoldings.remove(owner, cell);
        }
        state.vrus.healthy(cell, false);
        instances.healthy(instance, kind, instances.healthy(instance, kind) - 1);
        state.event.dirty(instance);
        if (owner != NONE) {
            state.holdings.touch(owner);
            tasks.revokeReason(owner, RevokeReason.VRU_FAULT.ordinal());
            if (state.grace.drains(owner)) {
                state.holdings.endDrain(owner, RevokeReason.VRU_FAULT);
            }
        }
        if (instances.free(instance, kind) < 0) {
            final boolean stays = owner != NONE && tasks.units(owner) > 0;
            loseUnit(stays ? owner : state.grace.latest(instance, kind, false));
        }
        if (state.grace.there(instance, kind) < 0) {
            state.holdings.endDrain(
                    state.grace.latest(instance, kind, true), RevokeReason.VRU_FAULT);
        }
    }

    private void loseUnit(final int task) {
        final int fewer = tasks.units(task) - 1;
        final boolean permitted = fewer > 0 && state.curves.permits(tasks.curve(task), fewer);
        state.holdings.shrink(task, permitted ? fewer : 0, RevokeReason.VRU_FAULT);
    }

    void repair(final VruRepairCommandDecoder command) {
        final int cell = knownVru(command.instance(), command.kind(), command.vru());
        if (cell < 0) {
            return;
        }
        if (state.vrus.isHealthy(cell)) {
            emission.refuse(RefuseCode.WRONG_STATE, command.instance());
            return;
        }
        final int instance = instances.find(command.instance());
        final int kind = command.kind().value();
        state.vrus.healthy(cell, true);
        instances.healthy(instance, kind, instances.healthy(instance, kind) + 1);
        state.event.dirty(instance);
    }

    private int knownVru(final long id, final Kind kind, final int vru) {
        final int instance = instances.find(id);
        if (instance < 0 || instances.state(instance) == InstanceTable.PENDING) {
            emission.refuse(RefuseCode.UNKNOWN_ID, id);
            return NONE;
        }
        final int pool = instances.pool(instance);
        if (vru >= pools.vrus(pool, kind.value())) {
            emission.refuse(RefuseCode.UNKNOWN_ID, vru);
            return NONE;
        }
        return state.vrus.firstCell(pool, instances.vruBlock(instance), kind.value()) + vru;
    }

    void drain(final DrainCommandDecoder command) {
        final int instance = knownInstance(command.instance());
        if (instance < 0) {
            return;
        }
        if (!state.isReady(instance)) {
            emission.refuse(RefuseCode.WRONG_STATE, command.instance());
            return;
        }
        final long deadline = Math.max(state.event.now(), command.deadline());
        lifecycle.wind(instance, InstanceTable.DRAINING, deadline, SwarmReason.REQUESTED);
        swarm.outerMarketChanged();
    }

    void instanceLost(final InstanceLostCommandDecoder command) {
        final int instance = knownInstance(command.instance());
        if (instance < 0) {
            return;
        }
        if (instances.state(instance) == InstanceTable.PENDING) {
            emission.refuse(RefuseCode.WRONG_STATE, command.instance());
            return;
        }
        lifecycle.evict(instance, RevokeReason.INSTANCE_LOST);
        lifecycle.leave(instance);
        swarm.outerMarketChanged();
    }

    void activationFailed(final ActivationFailedCommandDecoder command) {
        final int instance = knownInstance(command.instance());
        if (instance < 0) {
            return;
        }
        if (instances.state(instance) != InstanceTable.PENDING) {
            emission.refuse(RefuseCode.WRONG_STATE, command.instance());
            return;
        }
        lifecycle.leave(instance);
        swarm.outerMarketChanged();
    }

    private int knownInstance(final long id) {
        final int instance = instances.find(id);
        if (instance < 0) {
            emission.refuse(RefuseCode.UNKNOWN_ID, id);
        }
        return instance;
    }
}
