package io.swarmbid.decision;

import io.swarmbid.state.EngineState;
import io.swarmbid.state.Grace;
import io.swarmbid.state.TaskTable;
import io.swarmbid.state.VruHoldings;
import io.swarmbid.state.VruTable;

/**
 * Names the VRUs behind the counts: what a task loses, at once or when it has drained, are its highest-numbered ones, what
 * it gains the lowest-numbered healthy free ones. Section 10 of the rule book. How many it has is told by what it worked
 * with when the event began, so that only VRUs that change hands are looked for. Not threadsafe, no allocation.
 */
final class VruAssignment {
    private final EngineState state;
    private final TaskTable tasks;
    private final Grace grace;
    private final VruTable vrus;
    private final VruHoldings holdings;
    private final RangeList[] changed = new RangeList[3];

    /** Who has lost a faulty VRU in this event, before it is named here, and what that was. */
    private int faultyTask = TaskTable.NONE;

    private int faultyKind;
    private boolean faultyDrained;

    VruAssignment(final EngineState state, final int maxVrus) {
        this.state = state;
        tasks = state.tasks;
        grace = state.grace;
        vrus = state.vrus;
        holdings = state.vruHoldings;
        for (int kind = 0; kind < 3; kind++) {
            changed[kind] = new RangeList(maxVrus);
        }
    }

    /** What the last call took or gave, by kind. */
    RangeList changed(final int kind) {
        return changed[kind];
    }

    boolean isEmpty() {
        return changed[0].isEmpty() && changed[1].isEmpty() && changed[2].isEmpty();
    }

    void clear() {
        for (final RangeList ranges : changed) {
            ranges.clear();
        }
    }

    /** A task loses a faulty VRU at once, which it may have drained. */
    void faulty(final int task, final int kind, final boolean drained) {
        faultyTask = task;
        faultyKind = kind;
        faultyDrained = drained;
    }

    /** The event with the fault is over. */
    void forgetFault() {
        faultyTask = TaskTable.NONE;
    }

    private boolean isFaulty(final int task, final int kind) {
        return task == faultyTask && kind == faultyKind;
    }

    /** VRUs of a kind that the task had when the event began, where it was then, without a faulty one. */
    private int had(final int task, final int kind) {
        return tasks.bundle(task, kind) * tasks.priorWorking(task) - (isFaulty(task, kind) ? 1 : 0);
    }

    /** Those of them that it drained. */
    private int drained(final int task, final int kind) {
        final int units = tasks.priorWorking(task) - grace.priorKept(task);
        return tasks.bundle(task, kind) * units - (isFaulty(task, kind) && faultyDrained ? 1 : 0);
    }

    /** Takes all VRUs of a task, without saying which. */
    void releaseAll(final int task) {
        holdings.removeAll(task);
    }

    /**
     * Takes a task's VRUs on the instance where it was when the event began, highest-numbered ones first, until it works
     * with so many units there, and lets it drain those that it will not keep.
     */
    void release(final int task, final int instance, final int working, final int kept) {
        final int pool = state.instances.pool(instance);
        final int block = state.instances.vruBlock(instance);
        for (int kind = 0; kind < 3; kind++) {
            final int bundle = tasks.bundle(task, kind);
            if (bundle == 0) {
                continue;
            }
            final int first = vrus.firstCell(pool, block, kind);
            final int end = first + state.pools.vrus(pool, kind);
            final int surplus = Math.max(0, had(task, kind) - bundle * working);
            final int tooMany = drained(task, kind) - bundle * (working - kept);
            final int gone = Math.max(0, Math.min(surplus, tooMany));
            for (int i = 0; i < surplus; i++) {
                final int cell = holdings.last(task, first, end, i < gone);
                holdings.remove(task, cell);
                changed[kind].add(cell - first);
            }
            for (int i = tooMany; i < 0; i++) {
                final int cell = holdings.last(task, first, end, false);
                holdings.drains(task, cell, true);
                changed[kind].add(cell - first);
            }
        }
    }

    /** Gives the task the lowest-numbered healthy free VRUs until it has its units; what it keeps drains no more. */
    void assign(final int task) {
        final int instance = tasks.instance(task);
        final boolean stayed = instance == tasks.priorSlot(task);
        final int pool = state.instances.pool(instance);
        final int block = state.instances.vruBlock(instance);
        final int working = grace.working(task);
        final int draining = working - grace.kept(task);
        for (int kind = 0; kind < 3; kind++) {
            final int bundle = tasks.bundle(task, kind);
            if (bundle == 0) {
                continue;
            }
            final int first = vrus.firstCell(pool, block, kind);
            final int had = stayed ? had(task, kind) : 0;
            int cell = first;
            for (int i = had; i < bundle * working; i++) {
                cell = vrus.nextFree(cell);
                holdings.add(task, cell);
                changed[kind].add(cell - first);
            }
            final int released = Math.max(0, had - bundle * working);
            final int tooMany = (stayed ? drained(task, kind) : 0) - bundle * draining - released;
            final int end = first + state.pools.vrus(pool, kind);
            for (int i = 0; i < tooMany; i++) {
                cell = holdings.first(task, first, end, true);
                holdings.drains(task, cell, false);
                changed[kind].add(cell - first);
            }
        }
    }
}
