package io.swarmbid.simulation;

import java.util.Map;
import java.util.TreeMap;

/** How often what happened, to see that the days were eventful. */
final class Tally {
    private final Map<String, Long> counts = new TreeMap<>();

    void count(final String what) {
        counts.merge(what, 1L, Long::sum);
    }

    void add(final Tally other) {
        other.counts.forEach((what, count) -> counts.merge(what, count, Long::sum));
    }

    long of(final String what) {
        return counts.getOrDefault(what, 0L);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
