package io.swarmbid.view;

/** What must hold of everything that is seen of a {@link ViewLoad}, whole or repaired. */
final class Coherence {
    private Coherence() {}

    /**
     * @throws IllegalStateException naming the first entry that no such market has.
     */
    static void check(final ViewSnapshot seen) {
        final long latest = seen.status().engineInputs() + 1_000_000;
        for (final ViewTask task : seen.tasks()) {
            final long bid = ViewLoad.bid(task.id());
            require(task.bid() == bid || task.bid() == bid - 1, task);
            require(task.customer().equals("acme"), task);
            require(task.workNs() == ViewLoad.HOUR_NS && task.max() == 4, task);
            require(task.units() >= 0 && task.units() <= 4, task);
            require(task.isRunning() == (task.instance() == 1), task);
            require(task.stamp().inputSequence() <= latest, task);
        }
        for (final ViewTelemetry use : seen.telemetry()) {
            require(use.utilisationPpm() == use.ioBytesPerSecond() % 1_000_000, use);
            require(use.vru() == use.ioBytesPerSecond() % ViewLoad.VRUS, use);
        }
        for (final ViewAllocation vru : seen.allocations()) {
            require(vru.instance() == 1 && vru.vru() < ViewLoad.VRUS, vru);
        }
    }

    private static void require(final boolean holds, final Object entry) {
        if (!holds) {
            throw new IllegalStateException("torn or wrong: " + entry);
        }
    }
}
