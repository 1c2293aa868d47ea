package io.swarmbid.state;

import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.memory.KeyedHeap;

/** The work lists of the event in progress: what was touched, what is to be looked at again. Not threadsafe. */
public final class Event {
    /** An instance can be activated, drained or interrupted, and deactivated in one event. */
    private static final int ACTIONS = 3;

    private final Carried carried;
    private final InstanceTable instances;
    private final TaskTable tasks;
    private final KeyedHeap dirty;
    private final KeyedHeap seekers;
    private final int[] touched;
    private final int[] toPrice;
    private final int[] gone;
    private final int[] rearm;
    private final int[] acted;
    private final SwarmAction[] actions;
    private final SwarmReason[] reasons;
    private int touchedCount;
    private int toPriceCount;
    private int goneCount;
    private int rearmCount;
    private int actedCount;
    private int epoch;
    private long now;
    private boolean costChanged;
    private boolean ticks;

    Event(
            final Carried carried,
            final TaskTable tasks,
            final InstanceTable instances,
            final int maxTasks,
            final int maxInstances) {
        this.carried = carried;
        this.tasks = tasks;
        this.instances = instances;
        dirty = new KeyedHeap(maxInstances);
        seekers = new KeyedHeap(maxTasks);
        touched = new int[maxTasks];
        toPrice = new int[maxInstances];
        gone = new int[maxInstances];
        rearm = new int[maxInstances];
        acted = new int[ACTIONS * maxInstances];
        actions = new SwarmAction[ACTIONS * maxInstances];
        reasons = new SwarmReason[ACTIONS * maxInstances];
    }

    /** Starts an event at a logical time. */
    public void begin(final long timeNs) {
        now = timeNs;
        epoch = carried.nextEpoch();
        touchedCount = 0;
        toPriceCount = 0;
        goneCount = 0;
        rearmCount = 0;
        actedCount = 0;
        costChanged = false;
        ticks = false;
    }

    /** The event is a tick. */
    public void ticks() {
        ticks = true;
    }

    public boolean isTick() {
        return ticks;
    }

    /** The cost of a pool changes in this event: until its end prices may be under the reserve. */
    public void costChanges() {
        costChanged = true;
    }

    public boolean hasCostChanged() {
        return costChanged;
    }

    /** Logical time, nanoseconds. */
    public long now() {
        return now;
    }

    /** Number of the event; above 0. */
    public int epoch() {
        return epoch;
    }

    /** Puts a task on the list of those touched; false if it is there. */
    boolean addTouched(final int task) {
        if (tasks.touchEpoch(task) == epoch) {
            return false;
        }
        tasks.touchEpoch(task, epoch);
        touched[touchedCount++] = task;
        return true;
    }

    public int touchedCount() {
        return touchedCount;
    }

    public int touched(final int place) {
        return touched[place];
    }

    /** The list of touched tasks itself, to be sorted in place. */
    public int[] touchedList() {
        return touched;
    }

    /** The instance is to be cleared. */
    public void dirty(final int instance) {
        if (instances.dirtyEpoch(instance) != epoch) {
            instances.dirtyEpoch(instance, epoch);
            dirty.push(instances.id(instance), 0, instance);
        }
        toPrice(instance);
    }

    /** The dirty instance with the smallest id, taken off the list; -1 if there is none. */
    public int nextDirty() {
        if (dirty.isEmpty()) {
            return -1;
        }
        final int instance = dirty.pop();
        instances.dirtyEpoch(instance, 0);
        return instance;
    }

    /** The queued task is to be tried everywhere. */
    public void seek(final int task) {
        if (!tasks.is(task, TaskTable.SEEKER)) {
            tasks.set(task, TaskTable.SEEKER);
            seekers.push(tasks.arrival(task), tasks.idOf(task), task);
        }
    }

    /** The seeker with the earliest arrival, taken off the list; -1 if there is none. */
    public int nextSeeker() {
        if (seekers.isEmpty()) {
            return -1;
        }
        final int task = seekers.pop();
        tasks.unset(task, TaskTable.SEEKER);
        return task;
    }

    /** The instance has changed: its price is to be computed at the end of the event. */
    public void toPrice(final int instance) {
        instances.changed(instance, true);
        revisit(instance);
    }

    /** The instance's price and timer are to be looked at when the event ends, though nothing has changed. */
    public void revisit(final int instance) {
        if (instances.priceEpoch(instance) != epoch) {
            instances.priceEpoch(instance, epoch);
            instances.toJudge(instance, true);
            toPrice[toPriceCount++] = instance;
        }
    }

    public int toPriceCount() {
        return toPriceCount;
    }

    /** The list of instances to price itself, to be sorted in place. */
    public int[] toPriceList() {
        return toPrice;
    }

    /** The instance has a new price, which moves the time at which charges there reach their bids. */
    public void rearm(final int instance) {
        rearm[rearmCount++] = instance;
    }

    public int rearmCount() {
        return rearmCount;
    }

    public int rearmAt(final int place) {
        return rearm[place];
    }

    /** The instance leaves with this event. */
    public void gone(final int instance) {
        instances.leave(instance);
        gone[goneCount++] = instance;
    }

    public int goneCount() {
        return goneCount;
    }

    public int goneAt(final int place) {
        return gone[place];
    }

    /** The swarm acted on the instance: the event ends with a decision about it. */
    public void acted(final int instance, final SwarmAction action, final SwarmReason reason) {
        acted[actedCount] = instance;
        actions[actedCount] = action;
        reasons[actedCount] = reason;
        actedCount++;
    }

    public int actedCount() {
        return actedCount;
    }

    /** Slot of the instance of an action. */
    public int actedAt(final int place) {
        return acted[place];
    }

    public SwarmAction action(final int place) {
        return actions[place];
    }

    public SwarmReason actionReason(final int place) {
        return reasons[place];
    }
}
