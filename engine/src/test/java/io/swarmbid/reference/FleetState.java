package io.swarmbid.reference;

import io.swarmbid.codec.sbe.Strategy;
import java.math.BigInteger;
import java.util.Set;
import java.util.TreeMap;

/** A fleet request. */
final class FleetState {
    final long id;
    final long bid;
    int target;
    final int firm;
    final Strategy strategy;
    final boolean maintain;
    final long budget;
    final Set<Long> pools;
    boolean reached;

    /** Jobs per period of nanoseconds, instead of a target; 0: none. */
    int jobs;

    long period;

    /** Counted jobs, finished and submitted, and the capacity units times nanoseconds that they take. */
    final Needs finished = new Needs();

    final Needs submitted = new Needs();

    /** A mean that forgets: at 64 jobs, those before count half. */
    static final class Needs {
        int count;
        long sum;

        void add(final TaskState task, final PoolState pool, final long work) {
            BigInteger need = BigInteger.ZERO;
            for (int kind = 0; kind < 3; kind++) {
                if (pool.vrus[kind] > 0) {
                    final BigInteger units = Exact.product(pool.weight, task.bundle[kind]);
                    need = need.max(Exact.floor(units.multiply(Exact.big(work)), pool.vrus[kind]));
                }
            }
            if (count == 64) {
                count = 32;
                sum = sum / 2;
            }
            count++;
            sum = Math.addExact(sum, need.min(BigInteger.ONE.shiftLeft(56)).longValueExact());
        }
    }

    /** By pool: the regret of not holding capacity there, femto per unit and hour times ns, and what it grows by. */
    final TreeMap<Long, BigInteger> regrets = new TreeMap<>();

    final TreeMap<Long, Long> regretRates = new TreeMap<>();

    /** By pool: the regret at which the fleet moves there. */
    final TreeMap<Long, BigInteger> regretThresholds = new TreeMap<>();

    FleetState(
            final long id,
            final long bid,
            final int target,
            final int firm,
            final Strategy strategy,
            final boolean maintain,
            final long budget,
            final Set<Long> pools) {
        this.id = id;
        this.bid = bid;
        this.target = target;
        this.firm = firm;
        this.strategy = strategy;
        this.maintain = maintain;
        this.budget = budget;
        this.pools = pools;
    }

    boolean permits(final PoolState pool) {
        return pools.isEmpty() || pools.contains(pool.id);
    }

    /** Whether the pool's cost is strictly below the bid. */
    boolean outbids(final PoolState pool) {
        return Exact.compareProducts(pool.cost, 1, bid, pool.weight) < 0;
    }

    /** Derives the target from the jobs that are known. */
    void retarget() {
        final Needs known = finished.count > 0 ? finished : submitted;
        final long mean = Exact.ceil(Exact.big(known.sum), known.count).longValueExact();
        final BigInteger units = Exact.ceil(Exact.product(jobs, mean), period);
        final int wanted = units.min(Exact.big(1_000_000_000)).intValueExact();
        reached = reached && wanted <= target;
        target = wanted;
    }

    /** Nothing is regretted. */
    void forgetRegrets() {
        regrets.clear();
        regretRates.clear();
        regretThresholds.clear();
    }

    /** Lets time pass for what is regretted; never below nothing. */
    void regret(final long nanos) {
        regretRates.forEach(
                (pool, rate) ->
                        regrets.merge(
                                pool,
                                Exact.product(rate, nanos),
                                (before, more) -> before.add(more).max(BigInteger.ZERO)));
    }
}
