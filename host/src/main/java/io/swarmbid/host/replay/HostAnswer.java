package io.swarmbid.host.replay;

import java.util.Comparator;

/**
 * Something that a simulated host will say.
 *
 * @param dueNs when.
 * @param completes whether a task is complete; else an instance is ready.
 * @param id of the task or the instance.
 */
record HostAnswer(long dueNs, boolean completes, long id) implements Comparable<HostAnswer> {
    private static final Comparator<HostAnswer> ORDER =
            Comparator.comparingLong(HostAnswer::dueNs)
                    .thenComparing(HostAnswer::completes)
                    .thenComparingLong(HostAnswer::id);

    /** By time; at one time instances before tasks, each by id. */
    @Override
    public int compareTo(final HostAnswer other) {
        return ORDER.compare(this, other);
    }
}
