package io.swarmbid.swarm;

import io.swarmbid.arithmetic.Wide;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.FleetTable;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.TaskTable;

/**
 * What a fleet that is asked for as jobs per period must hold: the mean of what its finished jobs took, in capacity units
 * times time, and of what its submitted jobs are said to take as long as none has finished. Section 5 of the rule book. Not
 * threadsafe, no allocation.
 */
public final class Throughput {
    /** Largest target, capacity units. */
    private static final int MAX_TARGET = 1_000_000_000;

    /** Jobs after which the older ones count half. */
    private static final int WINDOW = 64;

    private static final long MAX_NEED = 1L << 56;

    private final EngineState state;
    private final Swarm swarm;
    private final FleetTable fleets;
    private final PoolTable pools;
    private final TaskTable tasks;

    public Throughput(final EngineState state, final Swarm swarm) {
        this.state = state;
        this.swarm = swarm;
        fleets = state.fleets;
        pools = state.pools;
        tasks = state.tasks;
    }

    /** A task has arrived and is not rejected. */
    public void submitted(final int task) {
        final int fleet = tasks.fleet(task);
        if (fleet < 0 || fleets.jobs(fleet) == 0) {
            return;
        }
        int first = TaskTable.NONE;
        for (int pool = 0; pool < pools.size(); pool++) {
            if ((first < 0 || pools.id(pool) < pools.id(first)) && isPossible(task, fleet, pool)) {
                first = pool;
            }
        }
        final int counted = fleets.submitted(fleet);
        final long before = fleets.submittedNeed(fleet);
        final boolean full = counted == WINDOW;
        fleets.submitted(fleet, (full ? counted / 2 : counted) + 1);
        fleets.submittedNeed(
                fleet, (full ? before / 2 : before) + need(task, first, tasks.work(task)));
        retarget(fleet);
    }

    /** A task is done where it runs; it still holds its units. */
    public void finished(final int task) {
        final int fleet = tasks.fleet(task);
        if (fleet < 0 || fleets.jobs(fleet) == 0 || !state.grace.isWorking(task)) {
            return;
        }
        state.holdings.touch(task);
        final int pool = state.instances.pool(tasks.instance(task));
        final int counted = fleets.finished(fleet);
        final long before = fleets.finishedNeed(fleet);
        final boolean full = counted == WINDOW;
        fleets.finished(fleet, (full ? counted / 2 : counted) + 1);
        fleets.finishedNeed(
                fleet, (full ? before / 2 : before) + need(task, pool, tasks.workDone(task)));
        retarget(fleet);
    }

    private boolean isPossible(final int task, final int fleet, final int pool) {
        final int curve = tasks.curve(task);
        final int fewest = state.curves.firstPermitted(curve);
        return state.poolSets.permits(fleets.poolSet(fleet), pool)
                && state.poolSets.permits(tasks.poolSet(task), pool)
                && state.fitsPool(task, fewest, pool);
    }

    /** Capacity units times nanoseconds that so much work of a task takes of a pool's instances. */
    private long need(final int task, final int pool, final long work) {
        long need = 0;
        for (int kind = 0; kind < 3; kind++) {
            if (pools.vrus(pool, kind) > 0) {
                final long units = (long) pools.weight(pool) * tasks.bundle(task, kind);
                need = Math.max(need, Wide.mulDivFloor(work, units, pools.vrus(pool, kind)));
            }
        }
        return Math.min(need, MAX_NEED);
    }

    private void retarget(final int fleet) {
        final boolean learned = fleets.finished(fleet) > 0;
        final int count = learned ? fleets.finished(fleet) : fleets.submitted(fleet);
        final long sum = learned ? fleets.finishedNeed(fleet) : fleets.submittedNeed(fleet);
        final long mean = (sum + count - 1) / count;
        final long units = Wide.mulDivCeil(fleets.jobs(fleet), mean, fleets.period(fleet));
        final int target = (int) Math.min(MAX_TARGET, units);
        if (target > fleets.target(fleet)) {
            fleets.reached(fleet, 0);
        }
        fleets.target(fleet, target);
        swarm.outerMarketChanged();
    }
}
