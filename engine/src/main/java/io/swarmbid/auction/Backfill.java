package io.swarmbid.auction;

import io.swarmbid.arithmetic.Wide;
import io.swarmbid.config.Limits;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * Who may use room that is kept for a task which has waited long: who outranks it, or is expected to end before it could
 * start. Section 4a of the rule book. Not threadsafe, no allocation.
 */
final class Backfill {
    /** Nothing is kept from the challenger. */
    private static final long FREE = Long.MIN_VALUE;

    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final Segment waiting;

    Backfill(final EngineState state) {
        this.state = state;
        tasks = state.tasks;
        instances = state.instances;
        waiting = new Segment(state);
    }

    /** The challenger may gain its segment only if the segment's value is above this, femto per hour. */
    long threshold(final int instance, final Segment challenger) {
        final int holder = instances.reservedFor(instance) - 1;
        if (holder < 0 || holder == challenger.task) {
            return FREE;
        }
        final int pool = instances.pool(instance);
        final int units = state.nextVertex(holder, 0);
        if (units == 0
                || !state.fitsPool(holder, units, pool)
                || !waiting.set(holder, pool, 0, units).isAcceptable()
                || end(challenger.task, challenger.to) <= instances.reservedUntil(instance)) {
            return FREE;
        }
        return Contest.saturatingAdd(
                challenger.value - challenger.surplus,
                Wide.mulDivFloor(waiting.surplus, challenger.weight, waiting.weight));
    }

    /** When the work of a task ends if it holds n units from now on, nanoseconds; saturating. */
    long end(final int task, final int units) {
        state.accrual.accrue(task);
        final long now = state.event.now();
        final long left = state.deadlineWork(task) - tasks.workDone(task);
        if (left <= 0) {
            return now;
        }
        final int speedup = state.curves.speedup(tasks.curve(task), units);
        if (speedup == 0) {
            return TimerHeap.NEVER;
        }
        final long time = Wide.mulDivCeil(left, Limits.PPM, speedup);
        return time >= TimerHeap.NEVER - now ? TimerHeap.NEVER : now + time;
    }
}
