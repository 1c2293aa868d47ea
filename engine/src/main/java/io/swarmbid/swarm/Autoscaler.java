package io.swarmbid.swarm;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.QueueGroups;
import io.swarmbid.state.TaskTable;

/**
 * Grows the swarm when queued demand, not yet covered by what is on its way, could make more on one more instance than
 * the instance costs. Section 5 of the rule book. Not threadsafe, no allocation.
 */
final class Autoscaler {
    private final EngineState state;
    private final Lifecycle lifecycle;
    private final TaskTable tasks;
    private final PoolTable pools;
    private final InstanceTable instances;
    private final QueueGroups queue;
    private final Int128 sum = new Int128();
    private final int[] cursor;
    private final int[] taken;
    private final int[] left = new int[3];
    private int takenCount;
    private int round;

    Autoscaler(final EngineState state, final Lifecycle lifecycle) {
        this.state = state;
        this.lifecycle = lifecycle;
        tasks = state.tasks;
        pools = state.pools;
        instances = state.instances;
        queue = state.queue;
        cursor = new int[state.settings.getInt(Setting.MAX_TASKS)];
        taken = new int[3 * state.settings.getInt(Setting.MAX_VRUS_PER_INSTANCE)];
    }

    void step() {
        if (queue.size() == 0 || !anyStock()) {
            return;
        }
        round++;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (instances.state(instance) == InstanceTable.PENDING
                    && instances.fleet(instance) < 0) {
                pack(instances.pool(instance));
                cover();
            }
        }
        while (activateBest()) {
            cover();
        }
    }

    private boolean anyStock() {
        for (int pool = 0; pool < pools.size(); pool++) {
            if (pools.stock(pool) > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean activateBest() {
        int best = -1;
        long most = 0;
        for (int pool = 0; pool < pools.size(); pool++) {
            if (pools.stock(pool) > 0 && lifecycle.hasRoom(pool)) {
                final long gain = pack(pool) - pools.cost(pool) * Limits.PPM;
                if (gain > most || (gain == most && best >= 0 && pools.id(pool) < pools.id(best))) {
                    best = pool;
                    most = gain;
                }
            }
        }
        if (best < 0) {
            return false;
        }
        pack(best);
        lifecycle.activate(best, TaskTable.NONE, SwarmReason.UNMET_DEMAND);
        return true;
    }

    private void cover() {
        for (int i = 0; i < takenCount; i++) {
            tasks.mark(taken[i], round);
        }
    }

    /** What uncovered queued demand could make on one whole instance of the pool, femto per hour. */
    private long pack(final int pool) {
        takenCount = 0;
        sum.zero();
        for (int kind = 0; kind < 3; kind++) {
            left[kind] = pools.vrus(pool, kind);
        }
        for (int place = 0; place < queue.size(); place++) {
            final int group = queue.at(place);
            final boolean usable =
                    queue.fleet(group) < 0
                            && !queue.isExhausted(group)
                            && state.poolSets.permits(queue.poolSet(group), pool)
                            && state.fitsPool(queue.head(group), queue.units(group), pool);
            cursor[place] = usable ? uncovered(queue.head(group)) : TaskTable.NONE;
        }
        for (int place = best(pool); place >= 0; place = best(pool)) {
            final int task = cursor[place];
            final int units = queue.units(queue.at(place));
            take(task, units);
            sum.add(state.value(task, units));
            taken[takenCount++] = task;
            cursor[place] = uncovered(queue.next(task));
        }
        for (int i = 0; i < takenCount; i++) {
            grow(taken[i], pool);
        }
        return sum.saturated();
    }

    private int uncovered(final int start) {
        int task = start;
        while (task != TaskTable.NONE && tasks.mark(task) == round) {
            task = queue.next(task);
        }
        return task;
    }

    private boolean fits(final int task, final int units) {
        return tasks.vcpu(task) * units <= left[0]
                && tasks.memory(task) * units <= left[1]
                && tasks.accelerator(task) * units <= left[2];
    }

    private void take(final int task, final int units) {
        for (int kind = 0; kind < 3; kind++) {
            left[kind] -= tasks.bundle(task, kind) * units;
        }
    }

    /** The place of the group whose next task ranks best in the pool and fits, -1: none. */
    private int best(final int pool) {
        int best = -1;
        long bestSurplus = 0;
        long bestWeight = 1;
        for (int place = 0; place < queue.size(); place++) {
            final int task = cursor[place];
            if (task == TaskTable.NONE) {
                continue;
            }
            final int units = queue.units(queue.at(place));
            final long surplus = tasks.queueKey(task) - state.reserve(task, pool) * units;
            if (surplus <= 0 || !fits(task, units)) {
                cursor[place] = TaskTable.NONE;
                continue;
            }
            final long weight = state.share(task, pool) * units;
            final int order =
                    best < 0 ? 1 : Int128.compareProducts(surplus, bestWeight, bestSurplus, weight);
            if (order > 0 || (order == 0 && tasks.isEarlier(task, cursor[best]))) {
                best = place;
                bestSurplus = surplus;
                bestWeight = weight;
            }
        }
        return best;
    }

    private void grow(final int task, final int pool) {
        int held = state.nextVertex(task, 0);
        for (int above = state.nextVertex(task, held);
                above > 0;
                above = state.nextVertex(task, held)) {
            final int units = above - held;
            if (!fits(task, units)) {
                return;
            }
            final long value = state.value(task, above) - state.value(task, held);
            if (value <= state.reserve(task, pool) * units) {
                return;
            }
            take(task, units);
            sum.add(value);
            held = above;
        }
    }
}
