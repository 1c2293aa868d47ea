package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.config.Setting;
import io.swarmbid.memory.KeyedHeap;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.QueueGroups;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * Tasks that lose although their bid is above the price: indivisible steps for which no clearing price exists. Judged at the
 * end of a tick, at its prices. Section 14 of the rule book. Not threadsafe, no allocation.
 */
public final class Paradoxes {
    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final QueueGroups queue;
    private final Contest contest;
    private final Coverage coverage;
    private final Segment segment;
    private final Int128 left = new Int128();
    private final KeyedHeap found;

    /** The ready instances for which verdicts may differ now. */
    private final int[] changed;

    private int changes;

    Paradoxes(final EngineState state, final Contest contest, final Coverage coverage) {
        this.state = state;
        this.coverage = coverage;
        this.contest = contest;
        tasks = state.tasks;
        instances = state.instances;
        queue = state.queue;
        segment = new Segment(state);
        found = new KeyedHeap(state.settings.getInt(Setting.MAX_TASKS));
        changed = new int[instances.capacity()];
    }

    /**
     * Judges every task whose verdict may have changed since it was judged last; where ticks take turns, of those that run
     * only the ones on instances that this one covers. Those that have become paradoxically rejected are then given out by
     * {@link #next}.
     */
    public void judge() {
        final long now = queue.headChanges() + instances.turns();
        boolean mayDiffer = now != state.carried.judgedChanges();
        changes = 0;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (instances.isToJudge(instance)) {
                mayDiffer = true;
                if (!state.isReady(instance)) {
                    instances.toJudge(instance, false);
                } else {
                    changed[changes++] = instance;
                }
            }
        }
        if (coverage.takesTurns()) {
            for (int place = 0; place < coverage.size(); place++) {
                judgeHolders(coverage.at(place));
            }
        } else {
            for (int place = 0; place < changes; place++) {
                judgeHolders(changed[place]);
            }
        }
        if (mayDiffer) {
            state.carried.judgedChanges(now);
            judgeHeads();
        }
    }

    /** The task with the smallest id that was found and not given out yet, {@link TaskTable#NONE} after the last. */
    public int next() {
        return found.isEmpty() ? TaskTable.NONE : found.pop();
    }

    private void judgeHolders(final int instance) {
        if (!instances.isToJudge(instance) || !state.isReady(instance)) {
            return;
        }
        instances.toJudge(instance, false);
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            if (!tasks.is(task, TaskTable.EXHAUSTED)) {
                final int units = tasks.units(task);
                note(task, isParadoxical(instance, task, units, state.nextVertex(task, units)));
            }
        }
    }

    private void judgeHeads() {
        for (int place = 0; place < queue.size(); place++) {
            final int group = queue.at(place);
            if (!queue.isExhausted(group)) {
                final int head = queue.head(group);
                note(head, isParadoxicalSomewhere(group, head));
                queue.judged(group);
            }
        }
    }

    /** Of a head that was so nowhere only the instances that have changed since can say otherwise. */
    private boolean isParadoxicalSomewhere(final int group, final int head) {
        final boolean onlyChanged = queue.isJudged(group) && !tasks.is(head, TaskTable.PARADOXICAL);
        final int size = onlyChanged ? changes : instances.size();
        for (int place = 0; place < size; place++) {
            final int instance = onlyChanged ? changed[place] : instances.bySortedId(place);
            if (state.isReady(instance)
                    && state.permits(instance, queue.fleet(group), queue.poolSet(group))
                    && isParadoxical(instance, head, 0, queue.units(group))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the segment is worth a femto a VRU more than its price at least, and lost all the same. */
    private boolean isParadoxical(
            final int instance, final int task, final int units, final int above) {
        if (above == 0 || !state.fitsHealthy(task, above, instance)) {
            return false;
        }
        segment.set(task, instances.pool(instance), units, above);
        left.zero().add(segment.value - segment.aid);
        for (int kind = 0; kind < 3; kind++) {
            final int count = tasks.bundle(task, kind) * segment.units();
            left.addProduct(-instances.price(instance, kind) - 1, count);
        }
        return left.isAtLeast(0) && !contest.isWon(instance, segment, Contest.Mode.BARE);
    }

    private void note(final int task, final boolean isParadoxical) {
        if (isParadoxical == tasks.is(task, TaskTable.PARADOXICAL)) {
            return;
        }
        if (isParadoxical) {
            tasks.set(task, TaskTable.PARADOXICAL);
            found.push(tasks.idOf(task), 0, task);
        } else {
            tasks.unset(task, TaskTable.PARADOXICAL);
        }
    }
}
