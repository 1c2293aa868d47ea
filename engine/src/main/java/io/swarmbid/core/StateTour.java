package io.swarmbid.core;

import io.swarmbid.decision.Emission;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.TaskTable;
import io.swarmbid.state.VruTable;

/** Shows a visitor the state. Between events; allocates. */
final class StateTour {
    private static final long FEMTO_PER_NANO = 1_000_000;

    private final EngineState state;
    private final Emission emission;
    private final StateVisitor visitor;

    StateTour(final EngineState state, final Emission emission, final StateVisitor visitor) {
        this.state = state;
        this.emission = emission;
        this.visitor = visitor;
    }

    void show() {
        final PoolTable pools = state.pools;
        for (int pool = 0; pool < pools.size(); pool++) {
            visitor.pool(
                    pools.id(pool),
                    pools.name(pool),
                    pools.cost(pool),
                    pools.weight(pool),
                    pools.vcpu(pool),
                    pools.memory(pool),
                    pools.accelerator(pool));
        }
        for (int place = 0; place < state.instances.size(); place++) {
            instance(state.instances.bySortedId(place));
        }
        for (int task = 0; task < state.tasks.highWater(); task++) {
            if (state.tasks.id(task) != 0) {
                visitor.task(task(task));
            }
        }
    }

    private void instance(final int instance) {
        final InstanceTable instances = state.instances;
        final VruTable vrus = state.vrus;
        final int pool = instances.pool(instance);
        final long id = instances.id(instance);
        visitor.instance(
                id,
                state.pools.id(pool),
                fleet(instances.fleet(instance)),
                instances.state(instance),
                instances.readyAt(instance),
                instances.deadline(instance));
        for (int kind = 0; kind < 3; kind++) {
            final int count = state.pools.vrus(pool, kind);
            if (count > 0 && instances.state(instance) != InstanceTable.PENDING) {
                visitor.price(id, kind, nano(instances.price(instance, kind)));
            }
            final int first = vrus.firstCell(pool, instances.vruBlock(instance), kind);
            for (int vru = 0; vru < count; vru++) {
                final int owner = vrus.owner(first + vru);
                visitor.vru(
                        id,
                        kind,
                        vru,
                        owner < 0 ? 0 : state.tasks.idOf(owner),
                        vrus.drains(first + vru),
                        vrus.isHealthy(first + vru),
                        vrus.utilisation(first + vru),
                        vrus.ioBytesPerSecond(first + vru));
            }
        }
    }

    private StatedTask task(final int task) {
        final TaskTable tasks = state.tasks;
        final boolean isRunning = state.grace.isWorking(task);
        final int working = isRunning ? state.grace.working(task) : 0;
        final int kept = isRunning ? state.grace.kept(task) : 0;
        final boolean hasWon = !isRunning && tasks.isRunning(task);
        final int instance = tasks.instance(task);
        final int watch = tasks.watch(task);
        return new StatedTask(
                tasks.idOf(task),
                tasks.customer(task),
                tasks.className(task),
                tasks.bid(task),
                tasks.work(task),
                tasks.fewest(task),
                tasks.max(task),
                tasks.vcpu(task),
                tasks.memory(task),
                tasks.accelerator(task),
                fleet(tasks.fleet(task)),
                tasks.deadline(task) == 0 ? Long.MAX_VALUE : Math.max(0, tasks.deadline(task)),
                tasks.arrival(task),
                isRunning || hasWon ? state.instances.id(instance) : 0,
                working,
                working - kept,
                working > kept ? state.grace.until(task) : 0,
                hasWon ? tasks.units(task) : 0,
                hasWon ? state.grace.lastEnd(instance) : 0,
                isRunning ? tasks.heldSince(task) : tasks.queuedAt(task),
                nano(emission.slope(task, kept)),
                isRunning ? nano(emission.margin(task, instance, kept)) : 0,
                state.use.latest(watch, 0),
                state.use.latest(watch, 1),
                state.use.latest(watch, 2),
                state.use.latestIo(watch));
    }

    private long fleet(final int fleet) {
        return fleet < 0 ? 0 : state.fleets.id(fleet);
    }

    private static long nano(final long femto) {
        return Math.floorDiv(femto, FEMTO_PER_NANO);
    }
}
