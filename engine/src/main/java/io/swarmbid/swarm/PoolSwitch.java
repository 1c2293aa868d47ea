package io.swarmbid.swarm;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.config.Limits;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.state.Accrual;
import io.swarmbid.state.Accumulators;

/**
 * Whether capacity that is held should move to another pool. Following the cheapest pays for every flicker of the
 * prices; staying pays for every change that lasts. So for each pool that could be moved to, the regret of not holding it
 * accumulates: what the held pool costs more, less what it costs less, never below 0. When it reaches a threshold, the
 * capacity moves, and all regrets start again. The threshold is what a move there and back costs, that of the work
 * function algorithm for two states (Borodin, Linial, Saks: An optimal on-line algorithm for metrical task systems,
 * 1992), times the ratio of the two costs, but no less than the move there costs: the wider the gap, the less it is a
 * flicker. No price is forecast and nothing is fitted; what is lost by waiting is at most what the moves cost.
 *
 * <p>Costs are per capacity unit, femto per hour. Between two changes of a cost the regrets are linear, so that the
 * instant of a move is known to the nanosecond. One look: {@link #begin}, {@link #offer} for each pool, {@link #judge}.
 * Not threadsafe, no allocation.
 */
public final class PoolSwitch {
    /** No pool. */
    public static final int NONE = -1;

    private final Accumulators regrets;
    private final int poolLimit;
    private final long[] ids;
    private final long[] costs;
    private final long[] delays;
    private final long[] fees;
    private final boolean[] open;
    private final long[] dues;
    private final Int128 threshold = new Int128();
    private final Int128 there = new Int128();
    private int count;
    private long nextNs = TimerHeap.NEVER;

    /**
     * @param regrets of so many owners as holders times pools.
     * @param poolLimit most pools.
     */
    public PoolSwitch(final Accumulators regrets, final int poolLimit) {
        this.regrets = regrets;
        this.poolLimit = poolLimit;
        ids = new long[poolLimit];
        costs = new long[poolLimit];
        delays = new long[poolLimit];
        fees = new long[poolLimit];
        open = new boolean[poolLimit];
        dues = new long[poolLimit];
    }

    /** Starts a look at so many pools, numbered from 0; none is offered yet. */
    public void begin(final int pools) {
        count = pools;
        java.util.Arrays.fill(open, 0, pools, false);
    }

    /**
     * Says what a pool costs now. The held pool must be among those offered.
     *
     * @param id breaks ties.
     * @param cost femto per unit and hour.
     * @param delayNs for which a new unit is paid in vain: its activation and its first billing quantum.
     * @param fee for the activation of a unit, femto.
     */
    public void offer(
            final int pool, final long id, final long cost, final long delayNs, final long fee) {
        ids[pool] = id;
        costs[pool] = cost;
        delays[pool] = delayNs;
        fees[pool] = fee;
        open[pool] = true;
    }

    /**
     * Brings the regrets of a holder up to now and lets them run at the costs offered.
     *
     * @param held the pool that is held.
     * @return the pool to move to now, the cheapest of those that are due, {@link #NONE} if none is.
     */
    public int judge(final int holder, final int held, final long now) {
        int best = NONE;
        nextNs = TimerHeap.NEVER;
        for (int pool = 0; pool < count; pool++) {
            final int owner = holder * poolLimit + pool;
            dues[pool] = TimerHeap.NEVER;
            if (!open[pool] || pool == held) {
                regrets.clear(owner);
                continue;
            }
            final long rate = costs[held] - costs[pool];
            regrets.rate(owner, rate, now);
            if (rate <= 0) {
                continue;
            }
            setThreshold(held, pool);
            final long due = regrets.due(owner, threshold, now);
            dues[pool] = due;
            if (due > now) {
                nextNs = Math.min(nextNs, due);
            } else if (best == NONE
                    || costs[pool] < costs[best]
                    || (costs[pool] == costs[best] && ids[pool] < ids[best])) {
                best = pool;
            }
        }
        return best;
    }

    /**
     * The regret at which to move, the held pool being the dearer. A move back happens when it costs no more than the
     * other, so its delay is paid at the other's cost.
     */
    private void setThreshold(final int held, final int pool) {
        final long fee = scaled(fees[held], held, pool) + scaled(fees[pool], held, pool);
        final long cost = scaled(costs[pool], held, pool);
        threshold
                .zero()
                .addProduct(fee, Limits.NANOS_PER_HOUR)
                .addProduct(cost, delays[held])
                .addProduct(cost, delays[pool]);
        there.zero()
                .addProduct(fees[pool], Limits.NANOS_PER_HOUR)
                .addProduct(costs[pool], delays[pool]);
        if (there.compareTo(threshold) > 0) {
            threshold.set(there.high(), there.low());
        }
    }

    private long scaled(final long amount, final int held, final int pool) {
        return Wide.mulDivFloor(amount, costs[pool], costs[held]);
    }

    /** When a move is due if nothing changes, after a {@link #judge} that found none; {@link TimerHeap#NEVER}: never. */
    public long nextNs() {
        return nextNs;
    }

    /** When a move to a pool was due in the last {@link #judge}, at once included; {@link TimerHeap#NEVER}: never. */
    public long dueNs(final int pool) {
        return dues[pool];
    }

    /**
     * When a move to a pool is due that costs something more, after a {@link #judge} that found one due without that.
     *
     * @param more than the activation, nano.
     */
    public long dueNs(
            final int holder, final int held, final int pool, final long more, final long now) {
        setThreshold(held, pool);
        threshold.addProduct(more, Accrual.SCALE);
        return regrets.due(holder * poolLimit + pool, threshold, now);
    }

    /** All regrets of a holder start again from 0, as after a move. */
    public void restart(final int holder) {
        for (int pool = 0; pool < count; pool++) {
            regrets.clear(holder * poolLimit + pool);
        }
    }
}
