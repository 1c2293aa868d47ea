package io.swarmbid.reference;

import java.util.Set;

/** A task, queued or running. */
final class TaskState {
    final long id;
    final long arrival;
    long fleet;
    int customer;
    int className;
    long bid;
    long work;

    /** What finished tasks say about the work, and what they say where a deadline asks for caution. */
    long learnedWork;

    long deadlineWork;

    /** What they said when the task first ran. */
    long judgedWork;

    /** W_v, over which the bid is spread; W_full, which uses the task up; W_d, due before the deadline. */
    long valueWork;

    long fullWork;
    long dueWork;
    long bidRate;
    int min;
    int max;
    final int[] bundle = new int[3];

    /** S(0) to S(max), parts per million. */
    long[] speedup;

    long deadline = Exact.NONE;
    long ttl = Exact.NONE;
    long moveCost;
    boolean preemptible;
    Set<Long> pools;

    /** Whether n units are permitted, by n; 0 is not marked. */
    boolean[] permitted;

    /** Vertices of the hull over the permitted n, ascending from 0. */
    int[] hull;

    InstanceState instance;

    /** Units that it has won. */
    int units;

    /** Units that it works with; others than it has won while it drains, or waits. */
    int works;

    /** When its drain ends; of one that waits, when it would have ended with its own. */
    long until;

    /** What it was charged when it began to drain, femto per hour. */
    long drainRate;

    boolean exhausted;
    boolean everRan;

    /** Whether it lost, though above the price, when that was judged last. */
    boolean paradoxical;

    long queuedAt;
    long heldSince;

    /** When the hold ends that has not been seen to end, else {@link Exact#NONE}. */
    long holdEnds = Exact.NONE;

    long done;
    long doneRemainder;
    long charge;
    long chargeRemainder;
    long cost;
    long costRemainder;
    long duration;
    UseState use;

    /** What its waiting adds to the slope of its first segment, ppm of the reserve. */
    long age;

    /** Nanoseconds waited less those run, as of the last tick. */
    long waited;

    long agedAt;
    long gapRemainder;

    /** What its instance's others lose by it, and its reserve, as of the last tick; femto per hour. */
    long pivot;

    /** Most units while it is reclaimed from, 0: as many as it asked for. */
    int cap;

    /** Where and how much it held at the start of the event. */
    InstanceState instanceBefore;

    int unitsBefore;

    int worksBefore;

    /** Whether the event began with the end of a drain that was its last hold. */
    boolean hasLeft;

    TaskState(final long id, final long arrival) {
        this.id = id;
        this.arrival = arrival;
    }

    boolean isRunning() {
        return instance != null;
    }

    /** Whether it runs and has something to work with. */
    boolean isWorking() {
        return isRunning() && works > 0;
    }

    boolean drains() {
        return isRunning() && works > units;
    }

    boolean waits() {
        return isRunning() && works < units;
    }

    /** Whether it has run, or paid for a move before it could. */
    boolean isBilled() {
        return everRan || charge > 0;
    }

    /** Whether it worked with something when the event began. */
    boolean workedBefore() {
        return worksBefore > 0 || hasLeft;
    }

    /** Whether it waits for its first units. */
    boolean isYetToStart() {
        return waits() && works == 0;
    }

    boolean permits(final PoolState pool) {
        return pools.isEmpty() || pools.contains(pool.id);
    }

    /** v(n) by the bid, femto per hour. */
    long value(final int n) {
        return Math.multiplyExact(bidRate, speedup[n]);
    }

    void bid(final long nano) {
        bid = nano;
        bidRate = Exact.saturated(Exact.floor(Exact.product(nano, Exact.H), valueWork));
    }

    /** Takes the figures about the work as they count: the customer's, or those learned. */
    void estimate(final Learned learned, final boolean counts) {
        learnedWork = counts ? learned.typicalWork(this) : work;
        deadlineWork = counts ? learned.highWork(this) : work;
        final long rate = Exact.saturated(Exact.floor(Exact.product(bid, Exact.H), learnedWork));
        if (Exact.product(rate, largestSpeedup()).bitLength() > 62) {
            learnedWork = work;
        }
        valueWork = learnedWork;
        fullWork = Math.max(work, learnedWork);
        dueWork = deadlineWork;
        bid(bid);
    }

    /** Sets what the deadline leaves at a time. */
    void judgeDeadline(final long now) {
        permitted = new boolean[max + 1];
        for (int n = min; n <= max; n++) {
            permitted[n] = now < firstInstantWithout(n) && (cap == 0 || n <= cap);
        }
        hull = Hull.vertices(speedup, permitted);
    }

    /** The first instant at which the deadline does not leave n. */
    long firstInstantWithout(final int n) {
        if (deadline == Exact.NONE) {
            return Long.MAX_VALUE;
        }
        if (speedup[n] == 0) {
            return 0;
        }
        final long left = Math.max(0, dueWork - done);
        final var needed = Exact.ceil(Exact.product(left, Exact.M), speedup[n]);
        final var last = Exact.big(deadline).subtract(needed);
        return last.signum() < 0 ? 0 : last.longValueExact() + 1;
    }

    /** The smallest permitted n, or 0 if there is none. */
    int smallestPermitted() {
        for (int n = min; n <= max; n++) {
            if (permitted[n]) {
                return n;
            }
        }
        return 0;
    }

    /** Whether the pool is permitted and an instance of it can hold the smallest permitted n. */
    boolean isPossible(final PoolState pool) {
        final int smallest = smallestPermitted();
        return permits(pool) && pool.holds(this, smallest == 0 ? min : smallest);
    }

    long largestSpeedup() {
        long largest = 0;
        for (final long s : speedup) {
            largest = Math.max(largest, s);
        }
        return largest;
    }

    boolean isWorkedOff() {
        return done >= fullWork || charge >= bid;
    }

    boolean isHeld(final long now, final long minimumHoldNs) {
        final boolean gained = isRunning() && (instance != instanceBefore || units > unitsBefore);
        return now < Exact.plus(heldSince, minimumHoldNs)
                || (gained && minimumHoldNs > 0)
                || Grace.isProtected(this);
    }
}
