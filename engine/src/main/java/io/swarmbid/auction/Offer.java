package io.swarmbid.auction;

import io.swarmbid.arithmetic.Wide;
import io.swarmbid.config.Limits;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Segment;

/**
 * What one queued task offers in each pool: its first segment there, and the most it could make on an instance with all
 * the room it wants at the reserve. Computed once a pool, however many instances the pool has. Reusable, not threadsafe.
 */
final class Offer {
    private final EngineState state;
    private final Contest contest;
    private final Segment segment;
    private final int[] round = new int[Limits.MAX_POOLS];
    private final long[] surplus = new long[Limits.MAX_POOLS];
    private final long[] weight = new long[Limits.MAX_POOLS];
    private final long[] aid = new long[Limits.MAX_POOLS];
    private final long[] most = new long[Limits.MAX_POOLS];
    private final int[] mostUnits = new int[Limits.MAX_POOLS];
    private int task;
    private int units;
    private int thisRound;
    private long value;
    private int anywhereRound;
    private long anywhere;
    private int likeliest;

    Offer(final EngineState state, final Contest contest) {
        this.state = state;
        this.contest = contest;
        segment = new Segment(state);
    }

    /** The offer of a task whose first segment has so many units. */
    void of(final int bidder, final int firstUnits) {
        task = bidder;
        units = firstUnits;
        thisRound++;
        value = state.value(bidder, firstUnits);
    }

    private int known(final int pool) {
        if (round[pool] != thisRound) {
            round[pool] = thisRound;
            if (state.fitsPool(task, units, pool)) {
                segment.set(task, pool, 0, units);
                surplus[pool] = segment.surplus;
                weight[pool] = segment.weight;
                aid[pool] = segment.aid;
                mostUnits[pool] = units;
                most[pool] = segment.isAcceptable() ? grown(pool) : 0;
            } else {
                surplus[pool] = Long.MIN_VALUE / 2;
                weight[pool] = 1;
                aid[pool] = 0;
                most[pool] = 0;
            }
        }
        return pool;
    }

    private long grown(final int pool) {
        long total = segment.surplus - segment.aid;
        int held = units;
        for (int above = state.nextVertex(task, held);
                above > 0;
                above = state.nextVertex(task, held)) {
            if (!state.fitsPool(task, above, pool)
                    || !segment.set(task, pool, held, above).isAcceptable()) {
                break;
            }
            total += segment.surplus;
            held = above;
        }
        mostUnits[pool] = held;
        return total;
    }

    boolean isAcceptable(final int pool) {
        return surplus[known(pool)] > aid[pool];
    }

    /** No instance of the pool whose prices are not under the reserve can give more surplus than this. */
    long most(final int pool) {
        return most[known(pool)];
    }

    /** The units that give so much, where the first segment is acceptable. */
    int mostUnits(final int pool) {
        return mostUnits[known(pool)];
    }

    /** No instance of any pool whose prices are not under the reserve can give more surplus than this. */
    long mostAnywhere() {
        if (anywhereRound != thisRound) {
            anywhereRound = thisRound;
            anywhere = 0;
            likeliest = 0;
            for (int pool = 0; pool < state.pools.size(); pool++) {
                if (most(pool) > anywhere) {
                    anywhere = most[pool];
                    likeliest = pool;
                }
            }
        }
        return anywhere;
    }

    /** The pool that can give so much. */
    int likeliest() {
        mostAnywhere();
        return likeliest;
    }

    /**
     * No segment of a lower rank, had it all of an instance of the pool, could lose so much to this one and leave it more than
     * an amount of its surplus: what {@link InstanceTable#nextBelow} wants to know.
     *
     * @param left femto per hour that are to remain.
     */
    long rankOver(final int pool, final long left) {
        return isAcceptable(pool)
                ? Math.min(rank(pool, surplus[pool] - left), lessHysteresis(pool, surplus[pool]))
                : 0;
    }

    /**
     * As {@link #rankOver}, for a bid on the same segment whose value is under a threshold. Without a threshold, and for a
     * task that its age aids, no rank is too high.
     */
    long rankUnder(final int pool, final long threshold) {
        if (!state.fitsPool(task, units, pool)) {
            return 0;
        }
        known(pool);
        if (aid[pool] > 0) {
            return Long.MAX_VALUE;
        }
        final long most = threshold - (value - surplus[pool]);
        return most > 0 ? lessHysteresis(pool, most) : 0;
    }

    private long lessHysteresis(final int pool, final long amount) {
        final long vcpu = state.tasks.vcpu(task) * state.pools.reserveVcpu(pool);
        final long memory = state.tasks.memory(task) * state.pools.reserveMemory(pool);
        final long accelerator =
                state.tasks.accelerator(task) * state.pools.reserveAccelerator(pool);
        final long reserve = units * Math.max(vcpu, Math.max(memory, accelerator));
        return contest.lessHysteresis(
                rank(pool, amount - contest.hysteresisOf(reserve)), state.pools.wholeWeight(pool));
    }

    private long rank(final int pool, final long amount) {
        return amount <= 0
                ? 0
                : Wide.mulDivCeil(amount, state.pools.wholeWeight(pool), weight[pool]);
    }

    /** Puts the first segment in the pool into a segment; the pool's instances can hold it. */
    Segment into(final Segment target, final int pool) {
        known(pool);
        target.task = task;
        target.from = 0;
        target.to = units;
        target.value = value + aid[pool];
        target.aid = aid[pool];
        target.surplus = surplus[pool];
        target.weight = weight[pool];
        return target;
    }
}
