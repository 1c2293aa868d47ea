package io.swarmbid.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** What happens when in simulated time; what is due at one time happens in the order in which it was asked for. */
final class Agenda implements LongSupplier {
    private record Entry(long atNs, long order, Runnable action) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(
                    Comparator.comparingLong(Entry::atNs).thenComparingLong(Entry::order));
    private long nowNs;
    private long skewNs;
    private long order;

    long nowNs() {
        return nowNs;
    }

    /** What the host's clock shows: it may be wrong, and run backwards. */
    @Override
    public long getAsLong() {
        return Math.max(0, nowNs + skewNs);
    }

    /** From now on the clock is wrong by so much. */
    void skew(final long nanoseconds) {
        skewNs = nanoseconds;
    }

    void in(final long delayNs, final Runnable action) {
        entries.add(new Entry(nowNs + delayNs, order++, action));
    }

    /** Goes to the next entry and takes it; false: there is none up to the end. */
    boolean takeNext(final long endNs, final Runnable beforeIt) {
        final Entry next = entries.peek();
        if (next == null || next.atNs > endNs) {
            nowNs = endNs;
            return false;
        }
        entries.remove();
        nowNs = next.atNs;
        beforeIt.run();
        next.action.run();
        return true;
    }
}
