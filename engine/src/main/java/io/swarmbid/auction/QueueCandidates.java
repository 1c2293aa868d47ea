package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.QueueGroups;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * The queued tasks that could run on an instance, best rank first: the groups of the queue merged by a heap of their heads.
 * Section 14 of the rule book. Not threadsafe, no allocation.
 */
final class QueueCandidates {
    private final EngineState state;
    private final TaskTable tasks;
    private final QueueGroups queue;
    private final Segment first;
    private final int[] head;
    private final long[] surplus;
    private final long[] weight;
    private int size;
    private int instance;
    private int pool;

    QueueCandidates(final EngineState state, final int maxTasks) {
        this.state = state;
        tasks = state.tasks;
        queue = state.queue;
        first = new Segment(state);
        head = new int[maxTasks + 1];
        surplus = new long[maxTasks + 1];
        weight = new long[maxTasks + 1];
    }

    /** Starts with the groups whose tasks may run on a ready instance. */
    void begin(final int where) {
        instance = where;
        pool = state.instances.pool(where);
        size = 0;
        for (int place = 0; place < queue.size(); place++) {
            final int group = queue.at(place);
            if (!queue.isExhausted(group)
                    && state.permits(instance, queue.fleet(group), queue.poolSet(group))) {
                offer(queue.head(group));
            }
        }
    }

    /** The next best task that some permitted units of fit in what is healthy; {@link TaskTable#NONE} after the last. */
    int next() {
        while (size > 0) {
            final int task = pop();
            final int after = queue.next(task);
            if (after != TaskTable.NONE) {
                offer(after);
            }
            if (state.fitsHealthy(task, state.curves.firstPermitted(tasks.curve(task)), instance)) {
                return task;
            }
        }
        return TaskTable.NONE;
    }

    /** A task whose first segment does not pay is followed by none in its group that does. */
    private void offer(final int task) {
        if (!state.fitsPool(task, 1, pool)) {
            return;
        }
        first.set(task, pool, 0, state.nextVertex(task, 0));
        if (!first.isAcceptable()) {
            return;
        }
        int at = ++size;
        while (at > 1 && isBefore(task, first.surplus, first.weight, at >> 1)) {
            move(at >> 1, at);
            at >>= 1;
        }
        put(at, task, first.surplus, first.weight);
    }

    private int pop() {
        final int result = head[1];
        final int task = head[size];
        final long ownSurplus = surplus[size];
        final long ownWeight = weight[size];
        size--;
        int at = 1;
        while (at * 2 <= size) {
            int child = at * 2;
            if (child < size
                    && isBefore(head[child + 1], surplus[child + 1], weight[child + 1], child)) {
                child++;
            }
            if (isBefore(task, ownSurplus, ownWeight, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        put(at, task, ownSurplus, ownWeight);
        return result;
    }

    private boolean isBefore(
            final int task, final long ownSurplus, final long ownWeight, final int at) {
        final int order = Int128.compareProducts(ownSurplus, weight[at], surplus[at], ownWeight);
        return order != 0 ? order > 0 : tasks.isEarlier(task, head[at]);
    }

    private void move(final int from, final int to) {
        put(to, head[from], surplus[from], weight[from]);
    }

    private void put(final int at, final int task, final long ownSurplus, final long ownWeight) {
        head[at] = task;
        surplus[at] = ownSurplus;
        weight[at] = ownWeight;
    }
}
