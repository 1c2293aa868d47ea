package io.swarmbid.auction;

import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * Which instances tasks that have come into the queue concern: those that could hold them and be better for it. An instance
 * whose best allocation was found is not changed by a task that leaves the queue, that it could never hold, or that bids too
 * little to be in a better one. Not threadsafe, no allocation.
 */
final class Newcomers {
    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final Rearrangement rearrangement;
    private final Segment first;

    Newcomers(final EngineState state, final Rearrangement rearrangement) {
        this.state = state;
        this.rearrangement = rearrangement;
        tasks = state.tasks;
        instances = state.instances;
        first = new Segment(state);
    }

    /** Marks the instances that tasks queued since the last call concern as changed. */
    void show() {
        boolean anyUnchanged = true;
        for (int task = state.queue.takeNewcomer();
                task != TaskTable.NONE;
                task = state.queue.takeNewcomer()) {
            if (anyUnchanged && isCandidate(task)) {
                anyUnchanged = show(task);
            }
        }
    }

    private boolean isCandidate(final int task) {
        return tasks.id(task) != 0
                && tasks.group(task) != TaskTable.NONE
                && !tasks.is(task, TaskTable.EXHAUSTED);
    }

    /** Whether there are instances left that have not changed. */
    private boolean show(final int task) {
        boolean anyUnchanged = false;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (state.isReady(instance) && !instances.isChanged(instance)) {
                final boolean concerns = concerns(task, instance);
                instances.changed(instance, concerns);
                anyUnchanged |= !concerns;
            }
        }
        return anyUnchanged;
    }

    private boolean concerns(final int task, final int instance) {
        final int pool = instances.pool(instance);
        return state.permits(instance, tasks.fleet(task), tasks.poolSet(task))
                && state.fitsHealthy(task, state.curves.firstPermitted(tasks.curve(task)), instance)
                && first.set(task, pool, 0, state.nextVertex(task, 0)).isAcceptable()
                && !rearrangement.isIrrelevant(first, instance);
    }
}
