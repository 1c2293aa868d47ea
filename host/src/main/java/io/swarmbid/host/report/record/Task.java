package io.swarmbid.host.report.record;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** One task: what it asked for, what it got, why it waited. Not thread safe. */
public final class Task {
    /** How a task stands when the record ends. */
    public enum Outcome {
        /** Never decided. */
        SUBMITTED,
        /** Waits. */
        QUEUED,
        /** Holds units. */
        RUNNING,
        /** Ended by {@code complete}. */
        COMPLETED,
        /** Ended by {@code reject}. */
        REJECTED,
        /** Not accepted by the state. */
        REFUSED
    }

    static final long NEVER = -1;

    private static final double NS_PER_HOUR = 3.6e12;
    private static final double PPM = 1e6;

    /** What one stay on an instance has accrued by the report's own reckoning. */
    static final class Stay {
        final Instance instance;
        double charge;

        Stay(final Instance instance) {
            this.instance = instance;
        }
    }

    final long id;
    final long arrivedAt;
    final String customer;
    final String clazz;
    final long work;
    final long min;
    final long max;
    final long[] bundle;
    final long serialPpm;
    final long[] table;
    long bid;
    long bidBefore;
    int rebids;
    long commandLine;
    Outcome outcome = Outcome.SUBMITTED;
    String end = "";
    long endedAt = Long.MAX_VALUE;
    long waitedNs;
    long ranNs;
    long firstGrantAt = -1;
    int units;
    int peakUnits;
    Instance instance;
    final List<Stay> stays = new ArrayList<>(1);
    long moves;
    long charge;
    long cost;
    boolean settled;
    double dominantShareNs;
    final double[] vruNs = new double[Kind.COUNT];
    double accruedCharge;
    double chargeRate;
    double workDone;
    boolean exhausted;
    long accruedAt;
    long dueAt = Long.MAX_VALUE;
    long scheduledAt = Long.MAX_VALUE;

    /** When what it drains is gone, 0 while it drains nothing. */
    long drainsUntil;

    int unitsAfter;
    Why whyAfter;
    final BitSet drained = new BitSet();
    boolean hasUsage;
    String lastRevoke = "";

    /** When it last lost all that it held, if it has not been queued since; {@link #NEVER} else. */
    long lostAllAt = NEVER;

    long telemetryPpm;
    long memoryUsed;
    long memoryGranted;
    String reason = "";
    String finding = "";
    String reasonKind = "";
    long deficit = JsonLines.ABSENT;
    long priceToBeat = JsonLines.ABSENT;
    long rival = JsonLines.ABSENT;
    long lastMargin = JsonLines.ABSENT;
    long lastSlope = JsonLines.ABSENT;
    History history = new History();

    Task(final long at, final CommandReader command) {
        id = command.id;
        arrivedAt = at;
        accruedAt = at;
        customer = command.customer;
        clazz = command.clazz;
        bid = command.bid;
        bidBefore = bid;
        work = command.work;
        min = command.min;
        max = command.max;
        bundle = command.bundle.clone();
        serialPpm = command.serialPpm;
        table = command.table;
        commandLine = command.line();
    }

    /** A task that decisions name and no command described. */
    Task(final long at, final long id) {
        this.id = id;
        arrivedAt = at;
        accruedAt = at;
        customer = "";
        clazz = "";
        work = 0;
        min = 1;
        max = 1;
        bundle = new long[Kind.COUNT];
        serialPpm = 0;
        table = null;
    }

    /** Speed-up at n units, as a factor. */
    double speedup(final int n) {
        if (n <= 0) {
            return 0;
        }
        if (table != null && table.length > 0) {
            return table[Math.min(n, table.length) - 1] / PPM;
        }
        return n / (1 + (n - 1) * (serialPpm / PPM));
    }

    /** The value of n units, nano per hour. */
    double value(final int n) {
        return work == 0 ? 0 : bid * NS_PER_HOUR / work * speedup(n);
    }

    Stay stay() {
        return stays.isEmpty() ? null : stays.get(stays.size() - 1);
    }

    /** The sender's number of it. */
    public long id() {
        return id;
    }

    /** When it was submitted, nanoseconds. */
    public long arrivedAt() {
        return arrivedAt;
    }

    /** Who pays; untrusted. */
    public String customer() {
        return customer;
    }

    /** The class; untrusted. */
    public String taskClass() {
        return clazz;
    }

    /** The bid for the whole task as it last was, nano. */
    public long bid() {
        return bid;
    }

    /** How often the bid changed. */
    public int rebids() {
        return rebids;
    }

    /** Most units it can use. */
    public long maxUnits() {
        return max;
    }

    /** VRUs of a kind in one unit. */
    public long bundle(final Kind kind) {
        return bundle[kind.ordinal()];
    }

    /** How it stands at the end. */
    public Outcome outcome() {
        return outcome;
    }

    /** The reason of its end: of the completion, rejection or refusal; empty while it has none. */
    public String end() {
        return end;
    }

    /** When it ended, nanoseconds; the largest long if it did not. */
    public long endedAt() {
        return endedAt;
    }

    /** Time in which it held nothing, nanoseconds. */
    public long waitedNs() {
        return waitedNs;
    }

    /** Time in which it held something, nanoseconds. */
    public long ranNs() {
        return ranNs;
    }

    /** Units held now. */
    public int units() {
        return units;
    }

    /** Most units ever held. */
    public int peakUnits() {
        return peakUnits;
    }

    /** The instance it was on last; 0 if on none. */
    public long lastInstance() {
        return stays.isEmpty() ? 0 : stay().instance.id;
    }

    /** How often it lost units to another or was moved. */
    public long moves() {
        return moves;
    }

    /** VRUs of a kind held, times the nanoseconds. */
    public double vruNs(final Kind kind) {
        return vruNs[kind.ordinal()];
    }

    /** Largest share of an instance that it held over the kinds, times the nanoseconds: how large a holder it was. */
    public double dominantShareNs() {
        return dominantShareNs;
    }

    /** Whether a decision has said what it was charged and cost. */
    public boolean isSettled() {
        return settled;
    }

    /** What it was charged, nano: as decided, or by the report's reckoning until it is. */
    public long charge() {
        return settled ? charge : Math.round(accruedCharge);
    }

    /** What its VRUs cost, nano; 0 until it is settled. */
    public long cost() {
        return cost;
    }

    /** Why it waited last; empty if it never did. */
    public String reason() {
        return reason;
    }

    /** The kind that was short; empty if none. */
    public String reasonKind() {
        return reasonKind;
    }

    /** The VRUs that were short, or {@link Long#MIN_VALUE}. */
    public long deficit() {
        return deficit;
    }

    /** The whole-task bid that would have won, nano, or {@link Long#MIN_VALUE}. */
    public long priceToBeat() {
        return priceToBeat;
    }

    /** The task that would have lost, or {@link Long#MIN_VALUE}. */
    public long rival() {
        return rival;
    }

    /** Margin of all its units as granted last, nano per hour, or {@link Long#MIN_VALUE}. */
    public long margin() {
        return lastMargin;
    }

    /** Slope of its last segment as granted last, nano per unit-hour, or {@link Long#MIN_VALUE}. */
    public long slope() {
        return lastSlope;
    }

    /** What telemetry found wrong with it last; empty if nothing. */
    public String finding() {
        return finding;
    }

    /** The most memory that it was seen to use, bytes; 0 where that was not recorded. */
    public long memoryUsed() {
        return memoryUsed;
    }

    /** The most memory that it was granted, bytes; 0 where that was not recorded. */
    public long memoryGranted() {
        return memoryGranted;
    }

    /** What it was and held over time; null where only the largest tasks' are kept. */
    public History history() {
        return history;
    }
}
