package io.swarmbid.host.run;

import io.swarmbid.host.workload.WorkloadTask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/** What the workload wants sent, and when. Not threadsafe. */
final class Agenda {
    /**
     * A bid to send.
     *
     * @param atNs of the run.
     * @param bid for the whole task, nano.
     * @param isFirst whether the task is submitted with it.
     */
    record Item(long atNs, RunTask task, long bid, boolean isFirst) {}

    private final Queue<Item> items;

    Agenda(final List<RunTask> tasks) {
        final List<Item> all = new ArrayList<>();
        for (final RunTask task : tasks) {
            final WorkloadTask spec = task.spec();
            all.add(new Item(Math.max(0, spec.startAtNs()), task, spec.bid(), true));
            spec.rebids()
                    .forEach(rebid -> all.add(new Item(rebid.atNs(), task, rebid.bid(), false)));
        }
        all.sort(Comparator.comparingLong(Item::atNs));
        items = new ArrayDeque<>(all);
    }

    /** The next item that is due, null if none is. */
    Item poll(final long nowNs) {
        return !items.isEmpty() && items.peek().atNs() <= nowNs ? items.poll() : null;
    }

    /** When the next item is due, {@link Long#MAX_VALUE} if none is left. */
    long nextNs() {
        return items.isEmpty() ? Long.MAX_VALUE : items.peek().atNs();
    }
}
