package io.swarmbid.auction;

import io.swarmbid.arithmetic.Wide;
import io.swarmbid.codec.Speedup;
import io.swarmbid.codec.sbe.QueueReason;
import io.swarmbid.config.Limits;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * Why a task is queued: the binding kind, how much is lacking, the smallest bid that would win, and who would lose.
 * Section 7 of the rule book. Results stand until the next call. Not threadsafe, no allocation.
 */
public final class Reasons {
    /** Where a number does not apply. */
    public static final long ABSENT = -1;

    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final Contest contest;
    private final Segment first;
    private final Offer offer;

    private QueueReason reason;
    private int kind;
    private long deficit;
    private long priceToBeat;
    private int rival;
    private int instance;
    private boolean waits;

    /** Where the smallest bid so far wins, and what that bid makes the segment worth, femto per hour. */
    private int best;

    private long mostWorth;

    /** The least that is lacking of one kind, and where. */
    private long least;

    private int nearest;

    Reasons(final EngineState state, final Contest contest) {
        this.state = state;
        this.contest = contest;
        tasks = state.tasks;
        instances = state.instances;
        first = new Segment(state);
        offer = new Offer(state, contest);
    }

    public QueueReason reason() {
        return reason;
    }

    /** Ordinal of the binding kind, where there is a deficit. */
    public int kind() {
        return kind;
    }

    /** VRUs of the binding kind that are lacking, or {@link #ABSENT}. */
    public long deficit() {
        return deficit;
    }

    /** Smallest bid for the whole task that would win, nano, or {@link #ABSENT}. */
    public long priceToBeat() {
        return priceToBeat;
    }

    /** Slot of the task that would lose, {@link TaskTable#NONE} if there is none. */
    public int rival() {
        return rival;
    }

    /**
     * Slot of the n-th task that would lose where the price to beat wins, from 0, {@link TaskTable#NONE} after the last. The
     * first is the rival.
     */
    public int loser(final int n) {
        if (waits) {
            return n == 0 ? rival : TaskTable.NONE;
        }
        return rival == TaskTable.NONE ? TaskTable.NONE : contest.loser(n);
    }

    /** Slot of the instance where the price to beat wins, {@link TaskTable#NONE} where there is no price. */
    public int instance() {
        return instance;
    }

    /** Judges a task that is queued, or waits for its first units to drain, in the state as it is. */
    public void judge(final int task) {
        reason = QueueReason.NO_INSTANCE;
        kind = 0;
        deficit = ABSENT;
        priceToBeat = ABSENT;
        rival = TaskTable.NONE;
        instance = TaskTable.NONE;
        final boolean ranBefore = state.grace.workedBefore(task);
        waits = tasks.isRunning(task);
        if (waits) {
            explainDraining(task);
            reason = ranBefore ? QueueReason.REVOKED : QueueReason.HELD;
            return;
        }
        final int units = state.nextVertex(task, 0);
        best = TaskTable.NONE;
        if (units > 0) {
            findCheapest(task, units);
        }
        instance = best;
        if (best >= 0) {
            explainBest(task, units, best);
        } else if (!ranBefore) {
            explainNone(task, units);
        }
        if (ranBefore) {
            reason = QueueReason.REVOKED;
        }
    }

    /** Where the smallest bid wins, ties to the smallest id. */
    private void findCheapest(final int task, final int units) {
        offer.of(task, units);
        final int likeliest = offer.likeliest();
        seekCheapest(task, units, likeliest);
        for (int pool = 0; pool < state.pools.size(); pool++) {
            if (pool != likeliest) {
                seekCheapest(task, units, pool);
            }
        }
    }

    /** In a pool the instance where it takes least to win is tried first, since its bid tells which others need not be. */
    private void seekCheapest(final int task, final int units, final int pool) {
        final int likely = instances.weakest(pool);
        if (likely < 0) {
            return;
        }
        long rank = rankToWin(pool);
        if (instances.rankAt(likely) >= rank) {
            return;
        }
        if (tryAt(instances.atPosition(likely), task, units)) {
            rank = rankToWin(pool);
        }
        for (int at = instances.nextBelow(pool, instances.firstOf(pool), rank);
                at >= 0;
                at = instances.nextBelow(pool, at + 1, rank)) {
            if (at != likely && tryAt(instances.atPosition(at), task, units)) {
                rank = rankToWin(pool);
            }
        }
    }

    private long rankToWin(final int pool) {
        return best < 0 ? Long.MAX_VALUE : offer.rankUnder(pool, mostWorth);
    }

    /** True if the task could win on the instance with the smallest bid so far, which it is from now on. */
    private boolean tryAt(final int candidate, final int task, final int units) {
        if (!isEligible(task, candidate) || !state.fitsHealthy(task, units, candidate)) {
            return false;
        }
        offer.into(first, instances.pool(candidate));
        if (best >= 0 && !mayNeedLess(candidate, mostWorth)) {
            return false;
        }
        contest.isWon(candidate, first, Contest.Mode.FREE);
        if (contest.isImpossible()) {
            return false;
        }
        final long reserve = first.value - first.surplus;
        final long worth = Math.max(reserve, contest.threshold() - first.aid);
        final int speedup = state.curves.speedup(tasks.curve(task), units);
        final long bid = smallestBid(task, speedup, worth);
        final boolean isLess =
                best < 0
                        || bid < priceToBeat
                        || bid == priceToBeat && instances.id(candidate) < instances.id(best);
        if (bid < 0 || !isLess) {
            return false;
        }
        best = candidate;
        priceToBeat = bid;
        mostWorth = Speedup.bidRate(bid, state.valueWork(task)) * speedup;
        return true;
    }

    /** What the task has won is yet to drain: that lasts, as long as its bid would still be accepted. */
    private void explainDraining(final int task) {
        instance = tasks.instance(task);
        for (int each = 0; each < 3; each++) {
            final long need =
                    (long) tasks.bundle(task, each) * tasks.units(task)
                            - state.grace.there(instance, each);
            if (tasks.bundle(task, each) > 0 && need > 0 && need > deficit) {
                deficit = need;
                kind = each;
            }
        }
        rival = state.grace.firstToGo(instance, kind);
        final int units = Math.min(tasks.units(task), state.nextVertex(task, 0));
        if (units > 0) {
            final int speedup = state.curves.speedup(tasks.curve(task), units);
            priceToBeat = smallestBid(task, speedup, tasks.reserve(task) * units);
        }
    }

    private boolean isEligible(final int task, final int candidate) {
        return state.isReady(candidate)
                && state.permits(candidate, tasks.fleet(task), tasks.poolSet(task));
    }

    /** Whether the threshold on the instance could be under what a bid would be worth that wins elsewhere. */
    private boolean mayNeedLess(final int candidate, final long leastThreshold) {
        final long reserve = first.value - first.surplus;
        if (reserve >= leastThreshold) {
            return false;
        }
        return first.aid > 0
                || instances.exhaustedTasks(candidate) > 0
                || instances.lowWeight(candidate) == 0
                || contest.mayCostLess(
                        candidate,
                        first,
                        leastThreshold - reserve,
                        instances.lowSurplus(candidate),
                        instances.lowWeight(candidate),
                        true);
    }

    /** The smallest bid whose segment, with a gain in speed, is worth more than a threshold; {@link #ABSENT} if none can. */
    long smallestBid(final int task, final int speedupPpm, final long threshold) {
        final int curve = tasks.curve(task);
        final long rate = threshold / speedupPpm + 1;
        final long least = Wide.mulDivCeil(rate, state.valueWork(task), Limits.NANOS_PER_HOUR);
        final long bid = Math.max(least, state.accrual.isBilled(task) ? tasks.charge(task) + 1 : 0);
        final boolean fits =
                bid <= Limits.MAX_BID
                        && Speedup.valueRateFits(
                                Speedup.bidRate(bid, state.valueWork(task)),
                                state.curves.largestSpeedup(curve));
        return fits ? bid : ABSENT;
    }

    private void explainBest(final int task, final int units, final int best) {
        first.set(task, instances.pool(best), 0, units);
        if (priceToBeat <= tasks.bid(task)) {
            reason =
                    contest.isWon(best, first, Contest.Mode.NO_BUDGET)
                            ? QueueReason.PREEMPTION_BUDGET
                            : QueueReason.HELD;
        } else {
            reason = QueueReason.OUTBID;
        }
        contest.isWon(best, first, Contest.Mode.FREE);
        rival = contest.rival();
        lacking(task, units, best);
    }

    private void lacking(final int task, final int units, final int at) {
        deficit = ABSENT;
        for (int each = 0; each < 3; each++) {
            final long need = (long) tasks.bundle(task, each) * units - instances.free(at, each);
            if (tasks.bundle(task, each) > 0 && need > 0 && need > deficit) {
                deficit = need;
                kind = each;
            }
        }
    }

    private void explainNone(final int task, final int units) {
        reason = QueueReason.NO_INSTANCE;
        for (int place = 0; instances.isAnyPending() && place < instances.size(); place++) {
            final int candidate = instances.bySortedId(place);
            if (instances.state(candidate) == InstanceTable.PENDING
                    && state.permits(candidate, tasks.fleet(task), tasks.poolSet(task))
                    && isPossible(task, instances.pool(candidate))) {
                reason = QueueReason.WAITING_FOR_INSTANCE;
                return;
            }
        }
        leastLacking(task, units);
    }

    private boolean isPossible(final int task, final int pool) {
        return state.fitsPool(task, state.curves.firstPermitted(tasks.curve(task)), pool);
    }

    /** Of the eligible instances the one where least is lacking, ties to the smallest id. */
    private void leastLacking(final int task, final int units) {
        least = Long.MAX_VALUE;
        nearest = TaskTable.NONE;
        for (int pool = 0; pool < state.pools.size(); pool++) {
            if (state.poolSets.permits(tasks.poolSet(task), pool)) {
                leastLackingIn(pool, task, units);
            }
        }
        deficit = ABSENT;
        kind = 0;
        if (nearest >= 0) {
            lacking(task, units, nearest);
        }
    }

    /** The first of a pool that lacks as little as the best so far is looked for, then the next that lacks less. */
    private void leastLackingIn(final int pool, final int task, final int units) {
        long most = least;
        for (int at = next(pool, instances.firstOf(pool), task, units, most);
                at >= 0;
                at = next(pool, at + 1, task, units, most)) {
            final int candidate = instances.atPosition(at);
            if (!isEligible(task, candidate)) {
                continue;
            }
            reason = QueueReason.NO_ROOM;
            lacking(task, units, candidate);
            if (deficit != ABSENT && deficit <= most) {
                if (deficit < least || instances.id(candidate) < instances.id(nearest)) {
                    least = deficit;
                    nearest = candidate;
                }
                most = deficit - 1;
            }
        }
    }

    /** The next position in a pool where no more is lacking than that. */
    private int next(
            final int pool, final int from, final int task, final int units, final long lacking) {
        return instances.nextWithRoom(
                pool,
                from,
                InstanceTable.pack(
                        wanted(task, units, 0, lacking),
                        wanted(task, units, 1, lacking),
                        wanted(task, units, 2, lacking)));
    }

    private int wanted(final int task, final int units, final int each, final long lacking) {
        final long wanted = (long) tasks.bundle(task, each) * units - lacking;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, wanted));
    }
}
