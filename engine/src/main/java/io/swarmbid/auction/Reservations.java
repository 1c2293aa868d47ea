package io.swarmbid.auction;

import io.swarmbid.config.Setting;
import io.swarmbid.memory.KeyedHeap;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * Keeps room for tasks that have waited long, so that what is freed bit by bit adds up to what they need. Judged at
 * ticks. Section 4a of the rule book. Not threadsafe, no allocation.
 */
final class Reservations {
    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final Contest contest;
    private final Backfill backfill;
    private final Segment first;
    private final KeyedHeap order;
    private final int[] waiting;
    private int count;

    Reservations(final EngineState state, final Contest contest) {
        this.state = state;
        this.contest = contest;
        tasks = state.tasks;
        instances = state.instances;
        backfill = new Backfill(state);
        first = new Segment(state);
        final int most = state.aging.isOn() ? state.settings.getInt(Setting.MAX_TASKS) : 0;
        order = new KeyedHeap(most);
        waiting = new int[most];
    }

    /** Judges the reservation of every instance anew; those where it has passed to another task are dirty. */
    void judge() {
        gather();
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            final int before = instances.reservedFor(instance);
            instances.reservedFor(instance, 0);
            final int holder = state.isReady(instance) ? longestWaiting(instance) : TaskTable.NONE;
            instances.reservedFor(instance, holder + 1);
            if (holder + 1 != before) {
                state.event.dirty(instance);
            }
            instances.reservedUntil(instance, 0);
            if (holder != TaskTable.NONE) {
                tasks.set(holder, TaskTable.RESERVES);
                instances.reservedUntil(instance, roomAt(instance, holder));
            }
        }
    }

    /** Lists the queued tasks that have an age, those queued longest first; of these the earlier arrival, then the smaller id. */
    private void gather() {
        for (int place = 0; place < state.queue.size(); place++) {
            final int group = state.queue.at(place);
            if (!state.queue.isExhausted(group) && tasks.age(state.queue.head(group)) > 0) {
                for (int task = state.queue.head(group);
                        task != TaskTable.NONE;
                        task = state.queue.next(task)) {
                    tasks.unset(task, TaskTable.RESERVES);
                    order.push(tasks.arrival(task), tasks.idOf(task), task);
                }
            }
        }
        count = 0;
        while (!order.isEmpty()) {
            waiting[count++] = order.pop();
        }
        for (int place = 0; place < count; place++) {
            order.push(tasks.queuedAt(waiting[place]), place, waiting[place]);
        }
        for (int place = 0; place < count; place++) {
            waiting[place] = order.pop();
        }
    }

    private int longestWaiting(final int instance) {
        for (int place = 0; place < count; place++) {
            final int task = waiting[place];
            if (!tasks.is(task, TaskTable.RESERVES) && couldHave(instance, task)) {
                return task;
            }
        }
        return TaskTable.NONE;
    }

    /** Whether the task would win its first segment but for holds, the budget, or tasks that none may displace. */
    private boolean couldHave(final int instance, final int task) {
        final int units = state.nextVertex(task, 0);
        if (units == 0
                || !state.permits(instance, tasks.fleet(task), tasks.poolSet(task))
                || !state.fitsHealthy(task, units, instance)
                || !first.set(task, instances.pool(instance), 0, units).isAcceptable()) {
            return false;
        }
        return contest.isWon(instance, first, Contest.Mode.FREE) || contest.isImpossible();
    }

    /** When the units of the task will be free, ended or past their hold: the first instant at which they add up. */
    private long roomAt(final int instance, final int holder) {
        final int units = state.nextVertex(holder, 0);
        int vcpu = tasks.vcpu(holder) * units - instances.free(instance, 0);
        int memory = tasks.memory(holder) * units - instances.free(instance, 1);
        int accelerator = tasks.accelerator(holder) * units - instances.free(instance, 2);
        long time = state.event.now();
        int last = TaskTable.NONE;
        while ((vcpu > 0 && tasks.vcpu(holder) > 0)
                || (memory > 0 && tasks.memory(holder) > 0)
                || (accelerator > 0 && tasks.accelerator(holder) > 0)) {
            last = nextReleased(instance, time, last);
            if (last == TaskTable.NONE) {
                return TimerHeap.NEVER;
            }
            time = release(last);
            vcpu -= tasks.vcpu(last) * tasks.units(last);
            memory -= tasks.memory(last) * tasks.units(last);
            accelerator -= tasks.accelerator(last) * tasks.units(last);
        }
        return time;
    }

    /** The first task that is released after another one; at one time the earlier arrival first. */
    private int nextReleased(final int instance, final long time, final int last) {
        int next = TaskTable.NONE;
        long earliest = 0;
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            final long at = release(task);
            final boolean isLater =
                    last == TaskTable.NONE
                            || at > time
                            || (at == time && tasks.isEarlier(last, task));
            if (isLater
                    && (next < 0
                            || at < earliest
                            || (at == earliest && tasks.isEarlier(task, next)))) {
                next = task;
                earliest = at;
            }
        }
        return next;
    }

    private long release(final int task) {
        final long now = state.event.now();
        if (tasks.is(task, TaskTable.EXHAUSTED)) {
            return now;
        }
        if (!tasks.is(task, TaskTable.PREEMPTIBLE)) {
            return backfill.end(task, tasks.units(task));
        }
        return state.isHeld(task) ? Math.max(now, state.heldUntil(task)) : now;
    }
}
