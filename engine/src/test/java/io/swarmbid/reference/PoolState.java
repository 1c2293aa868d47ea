package io.swarmbid.reference;

import java.math.BigInteger;
import java.util.TreeMap;

/** A pool of like instances. Money is nano-currency, rates of VRUs femto per hour. */
final class PoolState {
    final long id;
    long cost;
    int weight;
    int stock;
    final int[] vrus = new int[3];
    final int[] weightsPpm = new int[3];
    long activationDelay;
    long activationCost;
    long billingQuantum;
    long minimumMargin;
    boolean interruptible;

    /** What unmet demand could have earned on one more instance since the last activation, femto per hour times ns. */
    BigInteger unmet = BigInteger.ZERO;

    /** What that grows by, femto per hour. */
    BigInteger unmetRate = BigInteger.ZERO;

    /** Where this pool is held: by other pool the regret of not being there, femto per hour times ns, and its rate. */
    final TreeMap<Long, BigInteger> regrets = new TreeMap<>();

    final TreeMap<Long, BigInteger> regretRates = new TreeMap<>();

    PoolState(final long id) {
        this.id = id;
    }

    /** c_k. */
    long costOfVru(final int kind) {
        return vrus[kind] == 0 ? 0 : Math.multiplyExact(cost, weightsPpm[kind]) / vrus[kind];
    }

    /** r_k. */
    long reserve(final int kind) {
        return costOfVru(kind) + Exact.M * minimumMargin;
    }

    /** Cost of one unit of a task: the sum of c_k * a_k. */
    long costOfUnit(final TaskState task) {
        long sum = 0;
        for (int kind = 0; kind < 3; kind++) {
            sum = Math.addExact(sum, Math.multiplyExact(costOfVru(kind), task.bundle[kind]));
        }
        return sum;
    }

    /** Rho: reserve of one unit of a task. */
    long reserveOfUnit(final TaskState task) {
        long sum = 0;
        for (int kind = 0; kind < 3; kind++) {
            sum = Math.addExact(sum, Math.multiplyExact(reserve(kind), task.bundle[kind]));
        }
        return sum;
    }

    /** The one kind that its instances have, -1 if they have several. */
    int onlyKind() {
        int only = -1;
        for (int kind = 0; kind < 3; kind++) {
            if (vrus[kind] > 0) {
                if (only >= 0) {
                    return -1;
                }
                only = kind;
            }
        }
        return only;
    }

    /** Whether an instance without faults and without tasks holds so many units of the task. */
    boolean holds(final TaskState task, final int units) {
        for (int kind = 0; kind < 3; kind++) {
            if ((long) units * task.bundle[kind] > vrus[kind]) {
                return false;
            }
        }
        return true;
    }

    /** A: what an activation costs, its delay and its first billing quantum included, femto per hour times ns. */
    BigInteger activationThreshold() {
        final BigInteger nanoHours = Exact.big(activationDelay).add(Exact.big(billingQuantum));
        return Exact.product(Exact.M, Exact.H)
                .multiply(Exact.big(activationCost))
                .add(Exact.product(Exact.M, cost).multiply(nanoHours));
    }

    /** Femto per capacity unit and hour. */
    long unitCost() {
        return Math.multiplyExact(cost, Exact.M) / weight;
    }

    long normalisedCost() {
        return cost / weight;
    }
}
