package io.swarmbid.host.report.record;

import java.util.Comparator;
import java.util.List;

/** What was found about tasks that ran: the findings with most waste, and the waste of all. Not thread safe. */
public final class Findings {
    private static final int MAX_LISTED = 50;

    /**
     * One finding.
     *
     * @param finding its name, as in {@code flag}.
     * @param waste nano.
     */
    public record Found(
            long at,
            long task,
            String customer,
            String finding,
            long recommendedUnits,
            long waste) {}

    private final Largest<Found> largest =
            new Largest<>(
                    MAX_LISTED,
                    Comparator.comparingLong(Found::waste)
                            .thenComparing(Comparator.comparingLong(Found::at).reversed())
                            .thenComparing(Comparator.comparingLong(Found::task).reversed()));
    private long count;
    private double waste;

    void add(final Found found) {
        count++;
        waste += found.waste;
        largest.offer(found);
    }

    /** All findings. */
    public long count() {
        return count;
    }

    /** Waste of all of them, nano. */
    public double waste() {
        return waste;
    }

    /** Those with most waste first. */
    public List<Found> listed() {
        return largest.toList();
    }
}
