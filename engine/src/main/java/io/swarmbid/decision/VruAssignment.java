package io.swarmbid.decision;

import io.swarmbid.state.EngineState;
import io.swarmbid.state.TaskTable;
import io.swarmbid.state.VruTable;

/**
 * Names the VRUs behind the counts: what a task loses are its highest-numbered ones, what it gains the lowest-numbered
 * healthy free ones. Section 10 of the rule book. Not threadsafe, no allocation.
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

    /** Takes the task's highest-numbered VRUs on an instance until it has {@code target} units there. */
    void release(final int task, final int instance, final int target) {
        final int pool = state.instances.pool(instance);
        for (int kind = 0; kind < 3; kind++) {
            final int bundle = state.tasks.bundle(task, kind);
            if (bundle == 0) {
                continue;
            }
            final int first = vrus.firstCell(pool, state.instances.vruBlock(instance), kind);
            int surplus = owned(first, state.pools.vrus(pool, kind), task) - bundle * target;
            for (int vru = state.pools.vrus(pool, kind) - 1; surplus > 0; vru--) {
                if (vrus.owner(first + vru) == task) {
                    vrus.owner(first + vru, TaskTable.NONE);
                    changed[kind].add(vru);
                    surplus--;
                }
            }
        }
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

    /** Gives the task the lowest-numbered healthy free VRUs on its instance until it has its units. */
    void assign(final int task) {
        final int instance = state.tasks.instance(task);
        final int pool = state.instances.pool(instance);
        for (int kind = 0; kind < 3; kind++) {
            final int bundle = state.tasks.bundle(task, kind);
            if (bundle == 0) {
                continue;
            }
            final int first = vrus.firstCell(pool, state.instances.vruBlock(instance), kind);
            int lacking =
                    bundle * state.tasks.units(task)
                            - owned(first, state.pools.vrus(pool, kind), task);
            for (int vru = 0; lacking > 0; vru++) {
                final int cell = first + vru;
                if (vrus.owner(cell) == TaskTable.NONE && vrus.isHealthy(cell)) {
                    vrus.owner(cell, task);
                    changed[kind].add(vru);
                    lacking--;
                }
            }
        }
    }
}
