package io.swarmbid.state;

import io.swarmbid.arithmetic.Wide;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.config.Limits;

/**
 * Moves tasks between the queue and instances, in counts; the VRUs themselves are named at the end of the event. Every
 * change accrues the task first and remembers how it stood before the event. Not threadsafe.
 */
public final class Holdings {
    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;

    Holdings(final EngineState state) {
        this.state = state;
        this.tasks = state.tasks;
        this.instances = state.instances;
    }

    /** Accrues a task and remembers how it stands, once an event. */
    public void touch(final int task) {
        if (!state.event.addTouched(task)) {
            return;
        }
        state.accrual.accrue(task);
        final int instance = tasks.instance(task);
        tasks.priorSlot(task, instance);
        tasks.priorUnits(task, tasks.units(task));
        tasks.revokeReason(task, -1);
        tasks.priorWorking(task, state.grace.working(task));
    }

    /** A running task comes to hold more units on its instance. */
    public void grow(final int task, final int units) {
        touch(task);
        promise(tasks.instance(task), task, units - tasks.units(task));
        state.grace.grow(task, units);
        reorder(task);
    }

    /** A queued task starts to run. */
    public void start(final int task, final int instance, final int units) {
        touch(task);
        state.queue.remove(task);
        attach(task, instance, units);
        if (tasks.age(task) > 0) {
            flag(task, TaskTable.RISKY, true);
        }
        tasks.agedAt(task, state.event.now());
        dropReservation(task);
    }

    /** A running task goes on elsewhere; there is room. */
    public void move(
            final int task, final int instance, final int units, final RevokeReason reason) {
        touch(task);
        if (tasks.revokeReason(task) < 0) {
            tasks.revokeReason(task, reason.ordinal());
        }
        release(task);
        attach(task, instance, units);
    }

    private void attach(final int task, final int instance, final int units) {
        tasks.instance(task, instance);
        tasks.units(task, units);
        value(task, instances.pool(instance));
        final int first = instances.firstTask(instance);
        tasks.next(task, first);
        tasks.previous(task, TaskTable.NONE);
        if (first != TaskTable.NONE) {
            tasks.previous(first, task);
        }
        instances.firstTask(instance, task);
        if (!tasks.is(task, TaskTable.EXHAUSTED)) {
            state.holders.add(task);
        }
        state.wants.update(task);
        count(instance, task, 1);
        promise(instance, task, units);
        state.grace.started(task);
    }

    /** Room that is kept for a task which waits no more is for everybody. */
    private void dropReservation(final int task) {
        if (!tasks.is(task, TaskTable.RESERVES)) {
            return;
        }
        tasks.unset(task, TaskTable.RESERVES);
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (instances.reservedFor(instance) == task + 1) {
                instances.reservedFor(instance, 0);
                instances.reservedUntil(instance, 0);
                state.event.dirty(instance);
            }
        }
    }

    /** What a unit of a running task must earn in its pool; anew when the pool's cost has changed. */
    public void value(final int task, final int pool) {
        tasks.reserve(task, state.reserve(task, pool));
    }

    /** A challenger takes all that a task holds, which costs it the task's move cost. */
    public void payMove(final int challenger, final int displaced) {
        if (tasks.moveCost(displaced) == 0) {
            return;
        }
        touch(challenger);
        touch(displaced);
        state.accrual.payMove(challenger, displaced);
        flag(challenger, TaskTable.RISKY, state.accrual.mayOverrun(challenger));
    }

    /** A running task loses units; at 0 it is queued and becomes a seeker, when it has drained. */
    public void shrink(final int task, final int units, final RevokeReason reason) {
        touch(task);
        final int works = state.grace.afterLoss(task, units, reason);
        if (tasks.revokeReason(task) < 0) {
            tasks.revokeReason(task, reason.ordinal());
        }
        if (units > 0) {
            promise(tasks.instance(task), task, units - tasks.units(task));
            tasks.units(task, units);
            state.grace.work(task, works);
            reorder(task);
            instances.toReview(tasks.instance(task), true);
        } else if (works > 0) {
            leave(task, works);
        } else {
            release(task);
            requeue(task);
        }
    }

    private void requeue(final int task) {
        enqueue(task);
        if (tasks.isQueued(task)) {
            state.event.seek(task);
        }
    }

    /** A running task has lost all, but goes on with some units until its drain ends. */
    private void leave(final int task, final int works) {
        final int instance = tasks.instance(task);
        unlist(task);
        instances.taskCount(instance, instances.taskCount(instance) + 1);
        tasks.units(task, 0);
        tasks.pivot(task, 0);
        final int first = state.grace.firstLeaving(instance);
        tasks.next(task, first);
        tasks.previous(task, TaskTable.NONE);
        if (first != TaskTable.NONE) {
            tasks.previous(first, task);
        }
        state.grace.firstLeaving(instance, task);
        state.grace.work(task, works);
    }

    /** The drains on an instance end that are due, by the ids of the tasks. */
    public void endDrains(final int instance) {
        while (state.grace.nextEnd(instance) <= state.event.now()) {
            int first = TaskTable.NONE;
            for (int task = state.grace.first(instance);
                    task != TaskTable.NONE;
                    task = state.grace.next(instance, task)) {
                if (state.grace.drains(task)
                        && state.grace.until(task) <= state.event.now()
                        && (first < 0 || tasks.idOf(task) < tasks.idOf(first))) {
                    first = task;
                }
            }
            touch(first);
            state.grace.end(first);
            endDrain(first);
        }
    }

    /** A draining task works with what it has won from now on; without anything it is queued and becomes a seeker. */
    private void endDrain(final int task) {
        state.event.toPrice(tasks.instance(task));
        if (tasks.units(task) > 0) {
            state.grace.work(task, tasks.units(task));
        } else {
            release(task);
            requeue(task);
        }
    }

    /** A draining task loses what it drains before its time. */
    public void endDrain(final int task, final RevokeReason reason) {
        touch(task);
        if (tasks.revokeReason(task) < 0) {
            tasks.revokeReason(task, reason.ordinal());
        }
        endDrain(task);
    }

    /** A task that waits for its first units waits no more: it holds nothing, and is not queued yet. */
    public void withdraw(final int task) {
        touch(task);
        state.event.dirty(tasks.instance(task));
        release(task);
    }

    /** Who waits gets what is there, on the instances that the event has touched; false if nobody gets anything. */
    public boolean serve() {
        if (state.grace.isIdle()) {
            return false;
        }
        boolean served = false;
        for (int place = 0; place < state.event.toPriceCount(); place++) {
            final int instance = state.event.toPriceList()[place];
            if (state.grace.serve(instance)) {
                state.event.dirty(instance);
                served = true;
            }
        }
        return served;
    }

    /** A running task leaves its instance. */
    private void release(final int task) {
        final int instance = tasks.instance(task);
        if (tasks.units(task) > 0) {
            unlist(task);
        } else {
            unlink(task, state.grace.firstLeaving(instance) == task);
            instances.taskCount(instance, instances.taskCount(instance) - 1);
        }
        state.grace.work(task, tasks.units(task));
        tasks.instance(task, TaskTable.NONE);
        tasks.group(task, TaskTable.NONE);
        tasks.mark(task, 0);
        tasks.units(task, 0);
        tasks.pivot(task, 0);
    }

    /** A task holds nothing any more of what its instance auctions. */
    private void unlist(final int task) {
        final int instance = tasks.instance(task);
        if (!tasks.is(task, TaskTable.EXHAUSTED)) {
            state.holders.remove(task);
        }
        state.wants.remove(task);
        promise(instance, task, -tasks.units(task));
        unlink(task, false);
        count(instance, task, -1);
    }

    private void unlink(final int task, final boolean isFirstLeaving) {
        final int next = tasks.next(task);
        final int previous = tasks.previous(task);
        if (isFirstLeaving) {
            state.grace.firstLeaving(tasks.instance(task), next);
        } else if (previous == TaskTable.NONE) {
            instances.firstTask(tasks.instance(task), next);
        } else {
            tasks.next(previous, next);
        }
        if (next != TaskTable.NONE) {
            tasks.previous(next, previous);
        }
    }

    private void count(final int instance, final int task, final int sign) {
        instances.taskCount(instance, instances.taskCount(instance) + sign);
        if (tasks.is(task, TaskTable.EXHAUSTED)) {
            instances.countExhausted(instance, sign);
        }
        if (tasks.is(task, TaskTable.RISKY)) {
            instances.riskyTasks(instance, instances.riskyTasks(instance) + sign);
        }
        if (tasks.is(task, TaskTable.PREEMPTIBLE)) {
            instances.preemptibleTasks(instance, instances.preemptibleTasks(instance) + sign);
        }
    }

    private void promise(final int instance, final int task, final int units) {
        instances.promise(
                instance,
                tasks.vcpu(task) * units,
                tasks.memory(task) * units,
                tasks.accelerator(task) * units);
        state.event.toPrice(instance);
    }

    /**
     * What a task holds, or what a unit is worth to it, has changed: it ranks elsewhere among those that run on its instance,
     * if it does.
     */
    public void reorder(final int task) {
        if (tasks.isRunning(task) && tasks.units(task) > 0) {
            state.holders.reorder(task);
            state.wants.update(task);
        }
    }

    /** Puts a task that holds nothing on the queue, its time to live starting now; rejects it if its deadline cannot be met. */
    public void enqueue(final int task) {
        touch(task);
        tasks.instance(task, TaskTable.NONE);
        tasks.queuedAt(task, state.event.now());
        tasks.agedAt(task, state.event.now());
        if (judgeDeadline(task)) {
            addToQueue(task);
        } else {
            reject(task, RejectReason.INFEASIBLE_DEADLINE);
        }
    }

    /** Looks at the deadline of a queued task anew; false if no number of units meets it. */
    public boolean judgeDeadline(final int task) {
        if (tasks.deadline(task) == 0) {
            return true;
        }
        final long least = state.accrual.leastSpeedup(task);
        if (least > Integer.MAX_VALUE) {
            return false;
        }
        permitFrom(task, (int) least);
        final int curve = tasks.curve(task);
        if (state.curves.firstPermitted(curve) == 0) {
            return false;
        }
        tasks.deadlineCheckAt(task, nextShrink(task));
        return true;
    }

    /** The first instant at which the slowest permitted number of units meets the deadline no more. */
    private long nextShrink(final int task) {
        final long left = Math.max(0, state.deadlineWork(task) - tasks.workDone(task));
        final int slowest = state.curves.leastPermitted(tasks.curve(task));
        final long time = left == 0 ? 0 : Wide.mulDivCeil(left, Limits.PPM, slowest);
        return tasks.deadline(task) - time + 1;
    }

    private void permitFrom(final int task, final int leastSpeedup) {
        final int old = tasks.curve(task);
        state.curves.copyToCandidate(old);
        final int cap = tasks.cap(task);
        final int most = cap == 0 ? tasks.max(task) : cap;
        final int curve =
                state.curves.acquire(tasks.max(task), tasks.fewest(task), most, leastSpeedup);
        if (curve != CurveTable.FULL) {
            tasks.curve(task, curve);
            state.curves.release(old);
            reorder(task);
        }
    }

    /** A running task without a deadline is permitted so many units at most, 0: as many as it asked for. */
    public void cap(final int task, final int units) {
        touch(task);
        tasks.cap(task, units);
        permitFrom(task, 0);
        if (units > 0 && tasks.units(task) > units) {
            shrink(task, units, RevokeReason.SHRUNK);
        }
        instances.toReview(tasks.instance(task), true);
        state.event.dirty(tasks.instance(task));
    }

    /** The task has no deadline any more: every number of units is permitted. */
    public void forgetDeadline(final int task) {
        tasks.deadline(task, 0);
        permitFrom(task, 0);
    }

    /** Sorts a queued task into its group; one without a rising segment wants nothing. */
    public void addToQueue(final int task) {
        if (tasks.is(task, TaskTable.EXHAUSTED)) {
            state.queue.add(task, state.curves.firstPermitted(tasks.curve(task)), 0);
            return;
        }
        final int first = state.nextVertex(task, 0);
        if (first > 0) {
            state.queue.add(task, first, state.value(task, first));
        }
    }

    /** Takes a queued task out of its group, before its rank changes or it leaves. */
    public void removeFromQueue(final int task) {
        touch(task);
        state.queue.remove(task);
    }

    /** A queued task ends. */
    public void reject(final int task, final RejectReason reason) {
        removeFromQueue(task);
        dropReservation(task);
        tasks.end(task, TaskTable.REJECTED, reason.ordinal());
    }

    /** A task ends, as the host or its customer says. */
    public void complete(final int task, final int reason) {
        touch(task);
        if (tasks.isRunning(task)) {
            final int instance = tasks.instance(task);
            release(task);
            state.event.dirty(instance);
        } else {
            state.queue.remove(task);
            dropReservation(task);
        }
        tasks.end(task, TaskTable.COMPLETED, reason);
    }

    /** Sets or clears a flag that instances count: {@link TaskTable#EXHAUSTED} or {@link TaskTable#RISKY}. */
    public void flag(final int task, final int flag, final boolean on) {
        if (tasks.is(task, flag) == on) {
            return;
        }
        final int instance = tasks.instance(task);
        tasks.put(task, flag, on);
        if (instance >= 0 && tasks.units(task) > 0) {
            final int sign = on ? 1 : -1;
            if (flag == TaskTable.EXHAUSTED) {
                if (on) {
                    state.holders.remove(task);
                } else {
                    state.holders.add(task);
                }
                instances.countExhausted(instance, sign);
                state.wants.update(task);
            } else {
                instances.riskyTasks(instance, instances.riskyTasks(instance) + sign);
            }
        }
    }
}
