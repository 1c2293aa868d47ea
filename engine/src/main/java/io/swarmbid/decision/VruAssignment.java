package io.swarmbid.decision;

import io.swarmbid.state.EngineState;
import io.swarmbid.state.TaskTable;
import io.swarmbid.state.VruTable;

/**
 * Names the VRUs behind the counts: what a task loses, at once or when it has drained, are its highest-numbered ones, what
 * it gains the lowest-numbered healthy free ones. Section 10 of the rule book. Not threadsafe, no allocation.
 */
final class VruAssignment {
    private final EngineState state;
    private final VruTable vrus;
    private final RangeList[] changed = new RangeList[3];

    VruAssignment(final EngineState state, final int maxVrus) {
        this.state = state;
        this.vrus = state.vrus;
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

    /** Takes all VRUs of a task on an instance. */
    void releaseAll(final int task, final int instance) {
        release(task, instance, 0, 0);
    }

    /**
     * Takes a task's VRUs on an instance, highest-numbered ones first, until it works with so many units there, and lets it
     * drain those that it will not keep.
     */
    void release(final int task, final int instance, final int working, final int kept) {
        final int pool = state.instances.pool(instance);
        for (int kind = 0; kind < 3; kind++) {
            final int bundle = state.tasks.bundle(task, kind);
            if (bundle == 0) {
                continue;
            }
            final int first = vrus.firstCell(pool, state.instances.vruBlock(instance), kind);
            final int count = state.pools.vrus(pool, kind);
            int surplus = owned(first, count, task) - bundle * working;
            int draining = draining(first, count, task) - bundle * (working - kept);
            for (int vru = count - 1; surplus > 0 && draining > 0; vru--) {
                if (vrus.owner(first + vru) == task && vrus.drains(first + vru)) {
                    free(first + vru);
                    changed[kind].add(vru);
                    surplus--;
                    draining--;
                }
            }
            for (int vru = count - 1; surplus > 0; vru--) {
                if (vrus.owner(first + vru) == task && !vrus.drains(first + vru)) {
                    free(first + vru);
                    changed[kind].add(vru);
                    surplus--;
                }
            }
            for (int vru = count - 1; draining < 0; vru--) {
                if (vrus.owner(first + vru) == task && !vrus.drains(first + vru)) {
                    vrus.drains(first + vru, true);
                    changed[kind].add(vru);
                    draining++;
                }
            }
        }
    }

    private void free(final int cell) {
        vrus.owner(cell, TaskTable.NONE);
        vrus.drains(cell, false);
    }

    private int draining(final int first, final int count, final int task) {
        int draining = 0;
        for (int vru = 0; vru < count && state.grace.isInvolved(task); vru++) {
            if (vrus.owner(first + vru) == task && vrus.drains(first + vru)) {
                draining++;
            }
        }
        return draining;
    }

    private int owned(final int first, final int count, final int task) {
        int owned = 0;
        for (int vru = 0; vru < count; vru++) {
            if (vrus.owner(first + vru) == task) {
                owned++;
            }
        }
        return owned;
    }

    /** Gives the task the lowest-numbered healthy free VRUs until it has its units; what it keeps drains no more. */
    void assign(final int task) {
        final int instance = state.tasks.instance(task);
        final int pool = state.instances.pool(instance);
        for (int kind = 0; kind < 3; kind++) {
            final int bundle = state.tasks.bundle(task, kind);
            if (bundle == 0) {
                continue;
            }
            final int first = vrus.firstCell(pool, state.instances.vruBlock(instance), kind);
            final int count = state.pools.vrus(pool, kind);
            final int working = state.grace.working(task);
            int lacking = bundle * working - owned(first, count, task);
            for (int vru = 0; lacking > 0; vru++) {
                final int cell = first + vru;
                if (vrus.owner(cell) == TaskTable.NONE && vrus.isHealthy(cell)) {
                    vrus.owner(cell, task);
                    changed[kind].add(vru);
                    lacking--;
                }
            }
            int draining =
                    draining(first, count, task) - bundle * (working - state.grace.kept(task));
            for (int vru = 0; draining > 0; vru++) {
                if (vrus.owner(first + vru) == task && vrus.drains(first + vru)) {
                    vrus.drains(first + vru, false);
                    changed[kind].add(vru);
                    draining--;
                }
            }
        }
    }
}
