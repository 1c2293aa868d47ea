package io.swarmbid.host.report.record;

/** What the tasks of one customer or class came to. Not thread safe. */
public final class Account {
    private static final int SERIES_LIMIT = 256;

    private final String name;
    private final StepSeries[] held = new StepSeries[Kind.COUNT];
    long tasks;
    long done;
    long rejected;
    long charge;
    long cost;
    long waitedNs;
    final double[] vruNs = new double[Kind.COUNT];

    Account(final String name) {
        this.name = name;
    }

    void settle(final Task task) {
        tasks++;
        done += task.outcome == Task.Outcome.COMPLETED ? 1 : 0;
        rejected +=
                task.outcome == Task.Outcome.REJECTED || task.outcome == Task.Outcome.REFUSED
                        ? 1
                        : 0;
        charge += task.settled ? task.charge : 0;
        cost += task.cost;
        waitedNs += task.waitedNs;
        for (int k = 0; k < Kind.COUNT; k++) {
            vruNs[k] += task.vruNs[k];
        }
    }

    void hold(final long at, final int kind, final double change) {
        if (held[kind] == null) {
            held[kind] = new StepSeries(SERIES_LIMIT);
        }
        held[kind].add(at, change);
    }

    /** VRUs of a kind held over time; null if that was not followed, or none ever were. */
    public StepSeries held(final Kind kind) {
        return held[kind.ordinal()];
    }

    /** The name of the customer or class; untrusted. */
    public String name() {
        return name;
    }

    /** Tasks submitted. */
    public long tasks() {
        return tasks;
    }

    /** Tasks completed, in whatever way. */
    public long done() {
        return done;
    }

    /** Tasks rejected or refused. */
    public long rejected() {
        return rejected;
    }

    /** Charges that decisions have settled, nano. */
    public long charge() {
        return charge;
    }

    /** The cost of the VRUs of those tasks, nano. */
    public long cost() {
        return cost;
    }

    /** Time that its tasks waited, summed, nanoseconds. */
    public long waitedNs() {
        return waitedNs;
    }

    /** VRUs of a kind held, times the nanoseconds. */
    public double vruNs(final Kind kind) {
        return vruNs[kind.ordinal()];
    }
}
