package io.swarmbid.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** An instance, pending or live. */
final class InstanceState {
    static final int PENDING = 0;
    static final int READY = 1;
    static final int DRAINING = 2;
    static final int INTERRUPTED = 3;

    /** One VRU. */
    static final class Vru {
        long owner;
        boolean healthy = true;

        /** Whether its owner has lost it, and drains it. */
        boolean drains;

        int utilisation;
        long ioBytesPerSecond;
    }

    final long id;
    final PoolState pool;
    final long fleet;
    final boolean tookStock;
    int state = PENDING;

    /** The pool in which it replaces other instances of its fleet, or null. */
    PoolState replaces;

    long readyAt;
    long deadline;

    /** Since when it has been without a task. */
    long idleSince = Exact.NONE;

    /** What it has cost over what its tasks are worth, since that is so: femto per hour times ns. */
    BigInteger deficit = BigInteger.ZERO;

    BigInteger deficitRate = BigInteger.ZERO;
    long costRemainder;
    final long[] price = new long[3];

    /** What the last tick made of a VRU of each kind over its reserve, where there are several kinds. */
    final long[] dual = new long[3];

    final List<List<Vru>> vrus = new ArrayList<>();

    /** The task that room is kept for, or null, and when it can have its room. */
    TaskState reservedFor;

    long reservedUntil;

    /** Times of the preemptions that count against the budget. */
    final List<Long> preemptions = new ArrayList<>();

    InstanceState(final long id, final PoolState pool, final long fleet, final boolean tookStock) {
        this.id = id;
        this.pool = pool;
        this.fleet = fleet;
        this.tookStock = tookStock;
        for (int kind = 0; kind < 3; kind++) {
            final List<Vru> ofKind = new ArrayList<>();
            for (int i = 0; i < pool.vrus[kind]; i++) {
                ofKind.add(new Vru());
            }
            vrus.add(ofKind);
        }
    }

    boolean isReady() {
        return state == READY;
    }

    boolean isLeaving() {
        return state == DRAINING || state == INTERRUPTED;
    }

    /** Activated by autoscale, not by a fleet and not registered by the host. */
    boolean isAutoscaled() {
        return tookStock && fleet == 0;
    }

    int healthy(final int kind) {
        int count = 0;
        for (final Vru vru : vrus.get(kind)) {
            count += vru.healthy ? 1 : 0;
        }
        return count;
    }

    /** What the prices make of one unit: the sum of p_k * a_k. */
    long priceOfUnit(final TaskState task) {
        long sum = 0;
        for (int kind = 0; kind < 3; kind++) {
            sum = Math.addExact(sum, Math.multiplyExact(price[kind], task.bundle[kind]));
        }
        return sum;
    }
}
