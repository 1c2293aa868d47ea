package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.TaskTable;

/** One step up a task's hull in one pool: what it is worth and how it ranks. Reusable, not threadsafe. */
final class Segment {
    private final EngineState state;
    int task;
    int from;
    int to;

    /** Its value with what the age of its task adds, femto per hour. */
    long value;

    /** That value over the reserve. */
    long surplus;

    /** What the age of its task adds to either. */
    long aid;

    /** Units times dominant share: rank is surplus over this. */
    long weight;

    Segment(final EngineState state) {
        this.state = state;
    }

    /** The segment between two holdings of a task that is not exhausted; the bundle fits the pool. */
    Segment set(final int holder, final int pool, final int lower, final int upper) {
        return set(holder, lower, upper, state.reserve(holder, pool), state.share(holder, pool));
    }

    /** The segment between two holdings of a task that runs and is not exhausted. */
    Segment ofRunning(final int holder, final int lower, final int upper) {
        return set(holder, lower, upper, state.tasks.reserve(holder), state.tasks.share(holder));
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

    int units() {
        return to - from;
    }

    /** Whether it is worth more than the reserve by itself. */
    boolean isAcceptable() {
        return surplus > aid;
    }

    void copyFrom(final Segment that) {
        task = that.task;
        from = that.from;
        to = that.to;
        value = that.value;
        surplus = that.surplus;
        weight = that.weight;
        aid = that.aid;
    }

    /** Whether its rank is higher than that, not below 0, of another of the same pool. */
    boolean outranks(final Segment that) {
        return that.surplus < 0
                || Int128.compareProducts(surplus, that.weight, that.surplus, weight) > 0;
    }

    /** Whether this segment ranks before another of the same pool: higher rank, then earlier arrival, then smaller id. */
    boolean ranksBefore(final Segment that) {
        final int order = Int128.compareProducts(surplus, that.weight, that.surplus, weight);
        return order != 0 ? order > 0 : state.tasks.isEarlier(task, that.task);
    }
}
