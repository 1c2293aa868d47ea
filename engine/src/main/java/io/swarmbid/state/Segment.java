package io.swarmbid.state;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.arithmetic.Wide;

/** One step up a task's hull in one pool: what it is worth and how it ranks. Reusable, not threadsafe. */
public final class Segment {
    private final EngineState state;

    /** Slot of the task. */
    public int task;

    /** Units at its lower end. */
    public int from;

    /** Units at its upper end. */
    public int to;

    /** Its value with what the age of its task adds, femto per hour. */
    public long value;

    /** That value over the reserve. */
    public long surplus;

    /** What the age of its task adds to either. */
    public long aid;

    /** Units times dominant share: rank is surplus over this. */
    public long weight;

    /** A segment that is none yet. */
    public Segment(final EngineState state) {
        this.state = state;
    }

    /** The segment between two holdings of a task that is not exhausted; the bundle fits the pool. */
    public Segment set(final int holder, final int pool, final int lower, final int upper) {
        return set(holder, lower, upper, state.reserve(holder, pool), state.share(holder, pool));
    }

    /** The segment between two holdings of a task that runs and is not exhausted. */
    public Segment ofRunning(final int holder, final int lower, final int upper) {
        final int pool = state.instances.pool(state.tasks.instance(holder));
        return set(holder, lower, upper, state.tasks.reserve(holder), state.share(holder, pool));
    }

    private Segment set(
            final int holder,
            final int lower,
            final int upper,
            final long reserve,
            final long share) {
        task = holder;
        from = lower;
        to = upper;
        final TaskTable tasks = state.tasks;
        final int curve = tasks.curve(holder);
        value =
                tasks.bidRate(holder)
                        * (state.curves.speedup(curve, upper) - state.curves.speedup(curve, lower));
        surplus = surplusOver(reserve, upper - lower);
        weight = share * (upper - lower);
        aid = lower == 0 ? state.aid(holder, reserve, upper) : 0;
        value += aid;
        surplus += aid;
        return this;
    }

    /** A reserve that no value can reach counts as far above every value. */
    private long surplusOver(final long reserve, final int units) {
        final long product = reserve * units;
        return Math.multiplyHigh(reserve, (long) units) == 0 && product >= 0
                ? value - product
                : Long.MIN_VALUE / 2;
    }

    /** How many units it spans. */
    public int units() {
        return to - from;
    }

    /** Whether it is worth more than the reserve by itself. */
    public boolean isAcceptable() {
        return surplus > aid;
    }

    /** Becomes equal to another. */
    public void copyFrom(final Segment that) {
        task = that.task;
        from = that.from;
        to = that.to;
        value = that.value;
        surplus = that.surplus;
        weight = that.weight;
        aid = that.aid;
    }

    /** Whether its rank is higher than that, not below 0, of another of the same pool. */
    public boolean outranks(final Segment that) {
        return that.surplus < 0
                || Int128.compareProducts(surplus, that.weight, that.surplus, weight) > 0;
    }

    /**
     * A number that grows with the rank, or stays; among segments of one pool.
     *
     * @param wholeWeight of all VRUs of an instance of the pool.
     * @return the rank, femto per hour for all of an instance, rounded down.
     */
    long key(final long wholeWeight) {
        return surplus >= 0
                ? Wide.mulDivFloor(surplus, wholeWeight, weight)
                : -1 - Wide.mulDivFloor(-surplus, wholeWeight, weight);
    }

    /** Whether this segment ranks before another of the same pool: higher rank, then earlier arrival, then smaller id. */
    public boolean ranksBefore(final Segment that) {
        final int order = Int128.compareProducts(surplus, that.weight, that.surplus, weight);
        return order != 0 ? order > 0 : state.tasks.isEarlier(task, that.task);
    }
}
