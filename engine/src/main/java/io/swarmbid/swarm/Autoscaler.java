package io.swarmbid.swarm;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.state.Accumulators;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.QueueGroups;
import io.swarmbid.state.TaskTable;
import io.swarmbid.state.TimerKind;

/**
 * Grows the swarm: in each pool the value that unmet demand, not yet covered by what is on its way, could make on one more
 * instance over its cost accumulates, and when it reaches what an activation costs there, one is activated. Section 5 of the
 * rule book. Not threadsafe, no allocation.
 */
final class Autoscaler {
    private final EngineState state;
    private final Lifecycle lifecycle;
    private final TaskTable tasks;
    private final PoolTable pools;
    private final InstanceTable instances;
    private final QueueGroups queue;
    private final Accumulators unmet;
    private final Int128 sum = new Int128();
    private final Int128 threshold = new Int128();
    private final int[] cursor;
    private final int[] taken;
    private final int[] takenUnits;
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
        unmet = state.unmet;
        cursor = new int[state.settings.getInt(Setting.MAX_TASKS)];
        taken = new int[3 * state.settings.getInt(Setting.MAX_VRUS_PER_INSTANCE)];
        takenUnits = new int[taken.length];
    }

    void step() {
        if (queue.size() == 0 || !anyStock()) {
            for (int pool = 0; pool < pools.size(); pool++) {
                accumulate(pool, 0);
            }
            return;
        }
        round = 2 * state.carried.nextCoveringRound();
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (instances.state(instance) == InstanceTable.PENDING
                    && instances.fleet(instance) < 0
                    && instances.id(instance) != state.carried.replacement()) {
                pack(instances.pool(instance));
                cover(round);
            }
        }
        for (int pool = bestDue(); pool >= 0; pool = bestDue()) {
            activate(pool);
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

    /** Sets what every pool misses by the hour; the pool with the largest gain among those due now, -1: none. */
    private int bestDue() {
        int best = -1;
        long most = 0;
        for (int pool = 0; pool < pools.size(); pool++) {
            long gain = 0;
            if (pools.stock(pool) > 0 && lifecycle.hasRoom(pool)) {
                gain = Math.max(0, pack(pool) - pools.cost(pool) * Limits.PPM);
            }
            final long due = accumulate(pool, gain);
            if (gain > 0
                    && (gain > most || (gain == most && pools.id(pool) < pools.id(best)))
                    && (due <= state.event.now() || isPressing(pool, due))) {
                best = pool;
                most = gain;
            }
        }
        return best;
    }

    /** What the pool misses grows by so much from now on; the instant at which an activation is due. */
    private long accumulate(final int pool, final long gain) {
        if (gain == 0 && unmet.rate(pool) == 0) {
            return TimerHeap.NEVER;
        }
        final long now = state.event.now();
        unmet.rate(pool, gain, now);
        lifecycle.activationThreshold(pool, threshold);
        final long due = gain == 0 ? TimerHeap.NEVER : unmet.due(pool, threshold, now);
        state.timers.set(state.timerOfPool(pool), due, TimerKind.POOL, pools.id(pool));
        return due;
    }

    /** Whether a task just packed would still meet its deadline if activated now, but not at the instant due. */
    private boolean isPressing(final int pool, final long due) {
        for (int i = 0; i < takenCount; i++) {
            final int task = taken[i];
            if (tasks.deadline(task) != 0) {
                final long latest = latestActivation(task, takenUnits[i], pool);
                if (latest >= state.event.now() && latest < due) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The last instant at which an activation lets a packed task meet its deadline; -1: none does. */
    private long latestActivation(final int task, final int units, final int pool) {
        final int speedup = state.curves.speedup(tasks.curve(task), units);
        final long work = Math.max(0, state.deadlineWork(task) - tasks.workDone(task));
        final long time = Wide.mulDivCeil(work, Limits.PPM, speedup);
        final long spare = tasks.deadline(task) - pools.activationDelay(pool);
        return time > spare ? -1 : spare - time;
    }

    /** One more instance; what other pools missed of the same tasks' value is not missed any more. */
    private void activate(final int best) {
        final long now = state.event.now();
        pack(best);
        cover(round - 1);
        for (int pool = 0; pool < pools.size(); pool++) {
            if (pool == best || (unmet.isPositive(pool) && sharesChosen(pool))) {
                unmet.restart(pool, now);
            }
        }
        pack(best);
        cover(round);
        lifecycle.activate(best, TaskTable.NONE, SwarmReason.UNMET_DEMAND);
    }

    private boolean sharesChosen(final int pool) {
        pack(pool);
        for (int i = 0; i < takenCount; i++) {
            if (tasks.mark(taken[i]) == round - 1) {
                return true;
            }
        }
        return false;
    }

    private void cover(final int mark) {
        for (int i = 0; i < takenCount; i++) {
            tasks.mark(taken[i], mark);
        }
    }

    /** What uncovered queued demand could make on one whole instance of the pool, femto per hour, at most 2^62. */
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
            takenUnits[i] = grow(taken[i], pool);
        }
        return Math.min(sum.saturated(), Limits.MAX_VALUE_RATE);
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

    /** Adds the next segments of a packed task while they fit; the units that it would hold. */
    private int grow(final int task, final int pool) {
        int held = state.nextVertex(task, 0);
        for (int above = state.nextVertex(task, held);
                above > 0;
                above = state.nextVertex(task, held)) {
            final int units = above - held;
            if (!fits(task, units)) {
                return held;
            }
            final long value = state.value(task, above) - state.value(task, held);
            if (value <= state.reserve(task, pool) * units) {
                return held;
            }
            take(task, units);
            sum.add(value);
            held = above;
        }
        return held;
    }
}
