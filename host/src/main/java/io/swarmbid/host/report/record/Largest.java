package io.swarmbid.host.report.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the largest of what it is offered, up to a limit. Not thread safe. */
final class Largest<T> {
    private final PriorityQueue<T> kept;
    private final Comparator<T> order;
    private final int limit;
    private long dropped;

    Largest(final int limit, final Comparator<T> order) {
        this.limit = limit;
        this.order = order;
        this.kept = new PriorityQueue<>(order);
    }

    /**
     * Offers one.
     *
     * @return the one that has no place any more, perhaps this one; null if all have.
     */
    T offer(final T candidate) {
        kept.add(candidate);
        if (kept.size() <= limit) {
            return null;
        }
        dropped++;
        return kept.poll();
    }

    /** How many had no place. */
    long dropped() {
        return dropped;
    }

    /** Those kept, largest first. */
    List<T> toList() {
        final List<T> list = new ArrayList<>(kept);
        list.sort(order.reversed());
        return list;
    }
}
