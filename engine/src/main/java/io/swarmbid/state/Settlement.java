package io.swarmbid.state;

import io.swarmbid.memory.TimerHeap;

/** What is done with each task that an event has touched, when the prices are known. Not threadsafe. */
public final class Settlement {
    private final EngineState state;
    private final TaskTable tasks;

    Settlement(final EngineState state) {
        this.state = state;
        this.tasks = state.tasks;
    }

    /** Takes the task's readings for what it holds now, judges whether it is charged its value, and arms its timer. */
    public void settle(final int task) {
        state.accrual.mark(task);
        final int instance = tasks.instance(task);
        if (instance >= 0) {
            final int units = state.grace.working(task);
            final boolean aged =
                    tasks.age(task) > 0
                            && !tasks.is(task, TaskTable.EXHAUSTED)
                            && !state.grace.drains(task);
            // A price is no more than all that was won is worth, unit for unit; a part of it may be
            // worth less.
            final boolean mayPayLess = aged || state.grace.waits(task);
            final long least =
                    mayPayLess ? state.atPrice(task, units) : tasks.reserve(task) * units;
            final boolean isUnder = state.value(task, units) < least;
            tasks.put(task, TaskTable.CAPPED, isUnder || state.paysAsBid);
            tasks.put(task, TaskTable.GAPPED, aged && isUnder);
        }
        arm(task);
    }

    /** Arms the timer of a settled task for whatever comes first. */
    private void arm(final int task) {
        long due = TimerHeap.NEVER;
        int kind = TimerKind.TTL;
        if (tasks.isRunning(task)) {
            if (!tasks.is(task, TaskTable.EXHAUSTED)) {
                due = state.accrual.exhaustionDue(task);
                kind = TimerKind.EXHAUSTION;
            }
            if (tasks.deadline(task) != 0 && tasks.deadline(task) + 1 < due) {
                due = tasks.deadline(task) + 1;
                kind = TimerKind.DEADLINE;
            }
        } else {
            if (tasks.ttl(task) >= 0) {
                due = tasks.queuedAt(task) + tasks.ttl(task);
                due = due < 0 ? TimerHeap.NEVER : due;
            }
            if (tasks.deadline(task) != 0 && tasks.deadlineCheckAt(task) < due) {
                due = tasks.deadlineCheckAt(task);
                kind = TimerKind.DEADLINE;
            }
            if (!tasks.is(task, TaskTable.EXHAUSTED)
                    && state.accrual.isBilled(task)
                    && state.accrual.isUsedUp(task)) {
                due = state.event.now();
                kind = tasks.ttl(task) == 0 ? TimerKind.TTL : TimerKind.EXHAUSTION;
            }
        }
        state.timers.set(task, due, kind, tasks.idOf(task));
    }
}
