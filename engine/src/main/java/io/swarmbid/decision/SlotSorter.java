package io.swarmbid.decision;

import io.swarmbid.state.EngineState;
import io.swarmbid.state.TaskTable;

/** Sorts the short lists of an event into the order of its decisions: Shell's sort in place. Not threadsafe. */
final class SlotSorter {
    private static final int[] GAPS = {29_524, 9_841, 3_280, 1_093, 364, 121, 40, 13, 4, 1};

    private final EngineState state;
    private final TaskTable tasks;

    SlotSorter(final EngineState state) {
        this.state = state;
        this.tasks = state.tasks;
    }

    /** Larger gaps than a list is long sort nothing. */
    private static int firstGap(final int count) {
        int step = count < 5 ? GAPS.length - 1 : 0;
        while (step < GAPS.length - 1 && GAPS[step] >= count) {
            step++;
        }
        return step;
    }

    /** Tasks by the instance that held them before the event, then by id. */
    void byPriorInstance(final int[] slots, final int count) {
        for (int step = firstGap(count); step < GAPS.length; step++) {
            final int gap = GAPS[step];
            for (int i = gap; i < count; i++) {
                final int slot = slots[i];
                int at = i;
                while (at >= gap && isPriorBefore(slot, slots[at - gap])) {
                    slots[at] = slots[at - gap];
                    at -= gap;
                }
                slots[at] = slot;
            }
        }
    }

    private boolean isPriorBefore(final int task, final int other) {
        final long a = priorInstanceOf(task);
        final long b = priorInstanceOf(other);
        return a != b ? a < b : tasks.idOf(task) < tasks.idOf(other);
    }

    private long priorInstanceOf(final int task) {
        final int instance = tasks.priorSlot(task);
        return instance < 0 ? 0 : state.instances.id(instance);
    }

    /** Tasks by the instance that holds them now, queued ones first, then by id. */
    void byInstance(final int[] slots, final int count) {
        for (int step = firstGap(count); step < GAPS.length; step++) {
            final int gap = GAPS[step];
            for (int i = gap; i < count; i++) {
                final int slot = slots[i];
                int at = i;
                while (at >= gap && isBefore(slot, slots[at - gap])) {
                    slots[at] = slots[at - gap];
                    at -= gap;
                }
                slots[at] = slot;
            }
        }
    }

    private boolean isBefore(final int task, final int other) {
        final long a = instanceOf(task);
        final long b = instanceOf(other);
        return a != b ? a < b : tasks.idOf(task) < tasks.idOf(other);
    }

    private long instanceOf(final int task) {
        return state.grace.isWorking(task) ? state.instances.id(tasks.instance(task)) : 0;
    }

    /** Instances by id. */
    void byId(final int[] slots, final int count) {
        for (int step = firstGap(count); step < GAPS.length; step++) {
            final int gap = GAPS[step];
            for (int i = gap; i < count; i++) {
                final int slot = slots[i];
                final long id = state.instances.id(slot);
                int at = i;
                while (at >= gap && state.instances.id(slots[at - gap]) > id) {
                    slots[at] = slots[at - gap];
                    at -= gap;
                }
                slots[at] = slot;
            }
        }
    }
}
