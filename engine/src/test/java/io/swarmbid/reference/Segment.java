package io.swarmbid.reference;

import java.math.BigInteger;

/**
 * Units that a task gains or loses together, as they count in a pool: their value and surplus in femto per hour.
 *
 * @param aid what the age of the task adds to value and surplus in a contest.
 * @param shareUsed numerator, and {@code shareOf} denominator, of the largest a_k / N_k.
 */
record Segment(
        TaskState task,
        int from,
        int to,
        long value,
        long surplus,
        int shareUsed,
        int shareOf,
        long aid,
        boolean exhausted) {
    private static final long MAX_AID = (1L << 62) - 1;

    /** The segment above n, or null if there is none. The pool has every kind that the task needs. */
    static Segment next(final TaskState task, final int n, final PoolState pool) {
        if (task.exhausted) {
            return null;
        }
        final int to = Hull.above(task.hull, n);
        return to < 0 ? null : of(task, n, to, pool);
    }

    /** The first segment from 0, or null if there is none or an instance of the pool can never hold it. */
    static Segment first(final TaskState task, final PoolState pool) {
        final int to = Hull.above(task.hull, 0);
        return task.exhausted || to < 0 || !pool.holds(task, to) ? null : of(task, 0, to, pool);
    }

    /** The segment that ends at n, which is above 0. */
    static Segment last(final TaskState task, final int n, final PoolState pool) {
        if (task.exhausted) {
            return of(task, n > task.min ? n - 1 : 0, n, pool);
        }
        return of(task, Hull.below(task.hull, n), n, pool);
    }

    static Segment of(final TaskState task, final int from, final int to, final PoolState pool) {
        int used = 0;
        int of = 1;
        for (int kind = 0; kind < 3; kind++) {
            if (task.bundle[kind] > 0
                    && (long) task.bundle[kind] * of > (long) used * pool.vrus[kind]) {
                used = task.bundle[kind];
                of = pool.vrus[kind];
            }
        }
        if (task.exhausted) {
            return new Segment(task, from, to, 0, 0, used, of, 0, true);
        }
        final long value = Math.multiplyExact(task.bidRate, task.speedup[to] - task.speedup[from]);
        final long reserve = Math.multiplyExact(pool.reserveOfUnit(task), to - from);
        final long aid = from == 0 ? aid(task, pool, to) : 0;
        return new Segment(
                task, from, to, value, Math.subtractExact(value, reserve), used, of, aid, false);
    }

    /** What the age of a task adds to a first segment of so many units. */
    static long aid(final TaskState task, final PoolState pool, final int units) {
        final BigInteger perUnit =
                Exact.floor(Exact.product(pool.reserveOfUnit(task), task.age), Exact.M);
        return Exact.saturated(perUnit.multiply(Exact.big(units)).min(Exact.big(MAX_AID)));
    }

    /** The segment as if its task had not waited. */
    Segment unaged() {
        return new Segment(task, from, to, value, surplus, shareUsed, shareOf, 0, exhausted);
    }

    /** Surplus with the aid. */
    long standing() {
        return surplus + aid;
    }

    int units() {
        return to - from;
    }

    boolean isAcceptable() {
        return surplus > 0;
    }

    /** Rho * dn. */
    long reserve() {
        return value - surplus;
    }

    long demand(final int kind) {
        return (long) units() * task.bundle[kind];
    }

    /** Above 0 if this one ranks higher than the other; 0 only for two segments of one task. */
    int compareRank(final Segment other) {
        if (exhausted != other.exhausted) {
            return exhausted ? -1 : 1;
        }
        final int byWorth = exhausted ? 0 : compareWorth(other);
        if (byWorth != 0) {
            return byWorth;
        }
        final int byArrival = Long.compare(other.task.arrival, task.arrival);
        return byArrival != 0 ? byArrival : Long.compare(other.task.id, task.id);
    }

    /** Sign of the difference of the two ranks; ties of arrival do not count. */
    int compareWorth(final Segment other) {
        return Exact.compareProducts(
                standing(),
                (long) shareOf * other.units() * other.shareUsed,
                other.standing(),
                (long) other.shareOf * units() * shareUsed);
    }
}
