package io.swarmbid.host.report.record;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts by label, for a small set of labels; beyond {@value #MAX_LABELS} they fall into one. Not thread safe. */
public final class Tally {
    static final int MAX_LABELS = 64;
    static final String REST = "(further)";

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private long total;

    void add(final String label) {
        final String name = label == null ? "(none)" : label;
        final boolean room = counts.size() < MAX_LABELS || counts.containsKey(name);
        counts.merge(room ? name : REST, 1L, Long::sum);
        total++;
    }

    /** The count of one label. */
    public long count(final String label) {
        return counts.getOrDefault(label, 0L);
    }

    /** The sum of all counts. */
    public long total() {
        return total;
    }

    /** Labels with their counts, the highest first. */
    public List<Map.Entry<String, Long>> byCount() {
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
