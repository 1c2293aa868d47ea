package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;

/**
 * The tasks that run on an instance and would hold more, by the rank of their next segment: who gets first what becomes free,
 * in time that grows like log n. Only acceptable segments count, whether the pool's instances can hold them or not. Not
 * threadsafe.
 */
public final class WantOrder {
    private final class ByNextRank extends OrderTree {
        ByNextRank(final Arena arena, final int maxTasks) {
            super(
                    tasks,
                    arena.allocate(MemoryTag.TASKS, (long) maxTasks * LINKS_LENGTH),
                    0,
                    LINKS_LENGTH);
        }

        @Override
        boolean isFirst(final int left, final int right) {
            return nextOf(left, one).ranksBefore(nextOf(right, other));
        }
    }

    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final Segment one;
    private final Segment other;
    private final ByNextRank order;

    WantOrder(final EngineState state, final Arena arena, final int maxTasks) {
        this.state = state;
        tasks = state.tasks;
        instances = state.instances;
        one = new Segment(state);
        other = new Segment(state);
        order = new ByNextRank(arena, maxTasks);
    }

    /** Puts the next segment of a task that wants more into a segment. */
    public Segment nextOf(final int task, final Segment segment) {
        final int units = tasks.units(task);
        return segment.ofRunning(task, units, state.nextVertex(task, units));
    }

    private boolean wants(final int task) {
        final int units = tasks.units(task);
        final int above = units > 0 ? state.nextVertex(task, units) : 0;
        return above > 0 && one.ofRunning(task, units, above).isAcceptable();
    }

    /**
     * A running task has come, holds another number of units, has another curve, bid or reserve, or is exhausted or no more.
     * One that has lost all wants nothing while it drains.
     */
    void update(final int task) {
        remove(task);
        if (wants(task)) {
            final int instance = tasks.instance(task);
            tasks.set(task, TaskTable.WANTING);
            instances.wants(instance, order.insert(instances.wants(instance), task));
        }
    }

    /** A task leaves its instance. */
    void remove(final int task) {
        if (tasks.is(task, TaskTable.WANTING)) {
            final int instance = tasks.instance(task);
            tasks.unset(task, TaskTable.WANTING);
            instances.wants(instance, order.remove(instances.wants(instance), task));
        }
    }

    /** What all tasks on an instance must earn has changed. */
    void updateAll(final int instance) {
        instances.wants(instance, TaskTable.NONE);
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            tasks.unset(task, TaskTable.WANTING);
        }
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            update(task);
        }
    }

    /** The task on an instance whose next segment ranks first, {@link TaskTable#NONE} if none wants more. */
    public int first(final int instance) {
        final int root = instances.wants(instance);
        return root == TaskTable.NONE ? TaskTable.NONE : order.first(root);
    }

    /** The task whose next segment ranks next, {@link TaskTable#NONE} after the last. */
    public int after(final int task) {
        return order.next(task);
    }
}
