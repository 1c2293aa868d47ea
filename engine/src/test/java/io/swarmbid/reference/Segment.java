package io.swarmbid.reference;

/**
 * Units that a task gains or loses together, as they count in a pool: their value and surplus in femto per hour.
 *
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
        boolean exhausted) {

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

    private static Segment of(
            final TaskState task, final int from, final int to, final PoolState pool) {
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
            return new Segment(task, from, to, 0, 0, used, of, true);
        }
        final long value = Math.multiplyExact(task.bidRate, task.speedup[to] - task.speedup[from]);
        final long reserve = Math.multiplyExact(pool.reserveOfUnit(task), to - from);
        return new Segment(
                task, from, to, value, Math.subtractExact(value, reserve), used, of, false);
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
                surplus,
                (long) shareOf * other.units() * other.shareUsed,
                other.surplus,
                (long) other.shareOf * units() * shareUsed);
    }
}
