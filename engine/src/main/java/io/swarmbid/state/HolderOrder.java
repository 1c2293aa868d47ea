package io.swarmbid.state;

import io.swarmbid.config.Setting;

/**
 * The tasks that run on an instance and are not exhausted by the rank of their last segment: what they would lose first, and
 * who would lose first. A change of what a task holds, bids or must earn moves it in time that grows like log n. Not
 * threadsafe.
 */
public final class HolderOrder {
    /** Keys are ranks rounded down; where they are equal the ranks themselves are compared. */
    private final class ByRank extends OrderTree {
        ByRank() {
            super(tasks);
        }

        @Override
        boolean isFirst(final int left, final int right) {
            final long leftKey = tasks.queueKey(left);
            final long rightKey = tasks.queueKey(right);
            return leftKey != rightKey
                    ? leftKey > rightKey
                    : lastOf(left, one).ranksBefore(lastOf(right, other));
        }
    }

    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final Segment one;
    private final Segment other;
    private final ByRank order;

    /** Whether some may have an age. */
    private boolean areAged;

    HolderOrder(final EngineState state) {
        this.state = state;
        tasks = state.tasks;
        instances = state.instances;
        one = new Segment(state);
        other = new Segment(state);
        order = new ByRank();
        areAged = state.settings.get(Setting.AGING) > 0;
    }

    /** Tasks have the ages that they had in another state. */
    void ageAs(final HolderOrder that) {
        areAged |= that.areAged;
    }

    private Segment lastOf(final int task, final Segment segment) {
        final int units = tasks.units(task);
        return segment.ofRunning(task, state.lowerEnd(task, units), units);
    }

    /** A task has come to run on its instance, or is exhausted no more. */
    void add(final int task) {
        final int instance = tasks.instance(task);
        final long whole = state.pools.wholeWeight(instances.pool(instance));
        tasks.queueKey(task, lastOf(task, one).key(whole));
        instances.holders(instance, order.insert(instances.holders(instance), task));
        if (order.isLast()) {
            instances.lowestHolder(instance, task);
        }
    }

    /** A task leaves its instance, or is exhausted. */
    void remove(final int task) {
        final int instance = tasks.instance(task);
        if (instances.lowestHolder(instance) == task) {
            instances.lowestHolder(instance, order.previous(task));
        }
        instances.holders(instance, order.remove(instances.holders(instance), task));
    }

    /** What a running task holds, bids or must earn has changed. */
    void reorder(final int task) {
        if (!tasks.is(task, TaskTable.EXHAUSTED)) {
            remove(task);
            add(task);
        }
    }

    /** What all tasks on an instance must earn has changed. */
    public void reorderAll(final int instance) {
        instances.holders(instance, TaskTable.NONE);
        instances.lowestHolder(instance, TaskTable.NONE);
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            if (!tasks.is(task, TaskTable.EXHAUSTED)) {
                add(task);
            }
        }
        state.wants.updateAll(instance);
    }

    /**
     * The task on an instance whose last segment ranks lowest (ties: the later, then the larger id) of those that are not
     * exhausted; {@link TaskTable#NONE} if there is none.
     */
    public int lowest(final int instance) {
        return instances.lowestHolder(instance);
    }

    /** The next task up from one, {@link TaskTable#NONE} after the highest. */
    public int above(final int task) {
        return order.previous(task);
    }

    /**
     * Whether what a task holds may be worth less than its reserve; if not, nobody's above it is. What a unit of all that a
     * task holds is worth, on average, is no less than a unit of its last segment: where that is worth the reserve, and no
     * age adds to it, all of it is. Where somebody waits for first units, these have to be worth more than that.
     */
    public boolean mayPayLess(final int task) {
        final long key = tasks.queueKey(task);
        return key < 0 || areAged || key == 0 && state.grace.passing(tasks.instance(task)) > 0;
    }
}
