package io.swarmbid.auction;

import io.swarmbid.state.EngineState;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.QueueGroups;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;
import java.util.Arrays;

/**
 * What the heads of the queue's groups make of a VRU in one pool of one kind: computed once for all instances of the pool,
 * and only of those that may run and are acceptable there. Reusable, not threadsafe; allocates only when there are more
 * groups than ever before.
 */
final class QueueHeads {
    private static final int FEW = 16;

    private final EngineState state;
    private final TaskTable tasks;
    private final PoolTable pools;
    private final Segment segment;
    private int pool = TaskTable.NONE;
    private int epoch;
    private int size;
    private int[] task = new int[FEW];
    private int[] units = new int[FEW];
    private int[] fleet = new int[FEW];
    private int[] need = new int[FEW];
    private long[] count = new long[FEW];
    private long[] surplus = new long[FEW];
    private long[] weight = new long[FEW];

    QueueHeads(final EngineState state) {
        this.state = state;
        tasks = state.tasks;
        pools = state.pools;
        segment = new Segment(state);
    }

    /** Looks at the heads as they are in this event, in which the queue has settled, for a pool of one kind. */
    void of(final int inPool, final int kind) {
        if (pool == inPool && epoch == state.event.epoch()) {
            return;
        }
        pool = inPool;
        epoch = state.event.epoch();
        size = 0;
        final QueueGroups queue = state.queue;
        for (int place = 0; place < queue.size(); place++) {
            final int group = queue.at(place);
            final int head = queue.head(group);
            if (!queue.isExhausted(group)
                    && state.poolSets.permits(queue.poolSet(group), pool)
                    && state.fitsPool(head, queue.units(group), pool)
                    && segment.set(head, pool, 0, queue.units(group)).isAcceptable()) {
                add(head, queue.fleet(group), kind);
            }
        }
    }

    private void add(final int head, final int itsFleet, final int kind) {
        if (size == task.length) {
            grow();
        }
        task[size] = head;
        units[size] = segment.units();
        fleet[size] = itsFleet;
        need[size] = segment.units() * tasks.bundle(head, kind);
        count[size] = Math.floorDiv(segment.value - segment.aid, (long) need[size]);
        surplus[size] = segment.surplus;
        weight[size] = segment.weight;
        size++;
    }

    private void grow() {
        final int length = 2 * task.length;
        task = Arrays.copyOf(task, length);
        units = Arrays.copyOf(units, length);
        fleet = Arrays.copyOf(fleet, length);
        need = Arrays.copyOf(need, length);
        count = Arrays.copyOf(count, length);
        surplus = Arrays.copyOf(surplus, length);
        weight = Arrays.copyOf(weight, length);
    }

    int size() {
        return size;
    }

    int fleet(final int place) {
        return fleet[place];
    }

    /** VRUs of the pool's kind that the head's first segment needs. */
    int need(final int place) {
        return need[place];
    }

    /** What it makes of one of them without its age, rounded down, femto per hour. */
    long count(final int place) {
        return count[place];
    }

    long surplus(final int place) {
        return surplus[place];
    }

    long weight(final int place) {
        return weight[place];
    }

    /** The head's first segment in the pool. */
    Segment segment(final int place) {
        return segment.set(task[place], pool, 0, units[place]);
    }
}
