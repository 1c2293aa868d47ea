package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.QueueGroups;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * How a running task stands against the others on its instance: what its next segment would need, and who comes nearest
 * to taking a segment from it. Hold and preemption budget are set aside, as they are in a price to beat. Asked between
 * events, off the hot path. Results stand until the next call. Not threadsafe.
 */
public final class Threats {
    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final Contest contest;
    private final Reasons reasons;
    private final Segment segment;
    private long priceToBeat;
    private int challenger;

    Threats(final EngineState state, final Contest contest, final Reasons reasons) {
        this.state = state;
        this.contest = contest;
        this.reasons = reasons;
        tasks = state.tasks;
        instances = state.instances;
        segment = new Segment(state);
    }

    /** The smallest bid found, nano, or {@link Reasons#ABSENT}. */
    public long priceToBeat() {
        return priceToBeat;
    }

    /** After {@link #ofGrowth}: slot of the n-th task that would lose, from 0, {@link TaskTable#NONE} after the last. */
    public int loser(final int n) {
        return priceToBeat == Reasons.ABSENT ? TaskTable.NONE : contest.loser(n);
    }

    /** Slot of the task that comes nearest, {@link TaskTable#NONE} if no bid of anybody can. */
    public int challenger() {
        return challenger;
    }

    /** What a running task would have to bid for its next segment; no price where it wants or can have no more. */
    public void ofGrowth(final int task) {
        challenger = TaskTable.NONE;
        priceToBeat = growthBid(task);
    }

    private long growthBid(final int task) {
        final int units = tasks.units(task);
        final int above = state.nextVertex(task, units);
        final int instance = tasks.instance(task);
        if (units == 0
                || above == 0
                || !state.isReady(instance)
                || !state.fitsHealthy(task, above, instance)) {
            return Reasons.ABSENT;
        }
        contest.isWon(instance, segment.ofRunning(task, units, above), Contest.Mode.FREE);
        if (contest.isImpossible()) {
            return Reasons.ABSENT;
        }
        final long wins = bid(task, units, above);
        final int lower = state.lowerEnd(task, units);
        if (wins == Reasons.ABSENT || state.nextVertex(task, lower) == units) {
            return wins;
        }
        final long keeps = keepingBid(task, lower, above);
        return keeps == Reasons.ABSENT ? Reasons.ABSENT : Math.max(wins, keeps);
    }

    /**
     * The smallest bid with which none of the losers takes back what is won by a task that stands between two corners of its
     * hull. From then on its last segment is all there is between the corners, worth less by the unit than what it won.
     */
    private long keepingBid(final int task, final int lower, final int above) {
        final Victims losers = contest.victims();
        long gain = 0;
        for (int n = 0; losers.at(n) != TaskTable.NONE; n++) {
            final int loser = losers.at(n);
            final int left = losers.unitsLeft(loser);
            final int next = state.nextVertex(loser, left);
            if (next > 0 && lacks(loser, next - left, task)) {
                gain = Math.max(gain, segment.ofRunning(loser, left, next).surplus);
            }
        }
        if (gain == 0) {
            return 0;
        }
        final long least = losers.leastToHold(segment.ofRunning(task, lower, above), gain);
        return reasons.smallestBid(
                task, speedup(task, lower, above), Math.max(0, least - segment.aid - 1));
    }

    /** Whether a loser lacks something for so many units that the winner has taken. */
    private boolean lacks(final int loser, final int units, final int winner) {
        for (int kind = 0; kind < 3; kind++) {
            if (tasks.bundle(winner, kind) > 0
                    && (long) tasks.bundle(loser, kind) * units
                            > Math.max(0, contest.victims().freeAfter(kind))) {
                return true;
            }
        }
        return false;
    }

    private long bid(final int task, final int lower, final int upper) {
        final long reserve = segment.value - segment.surplus;
        final long worth = Math.max(reserve, contest.threshold() - segment.aid);
        return reasons.smallestBid(task, speedup(task, lower, upper), worth);
    }

    private int speedup(final int task, final int lower, final int upper) {
        final int curve = tasks.curve(task);
        return state.curves.speedup(curve, upper) - state.curves.speedup(curve, lower);
    }

    /**
     * Finds the task that has to raise its bid by the smallest factor to take a segment from a running one: among those
     * on the same instance, and among the heads of the queue whose cheapest way in is there. Ties to the first found:
     * tasks on the instance before queued ones.
     */
    public void ofLoss(final int task) {
        challenger = TaskTable.NONE;
        priceToBeat = Reasons.ABSENT;
        final int instance = tasks.instance(task);
        if (!state.isReady(instance)) {
            return;
        }
        for (int other = instances.firstTask(instance);
                other != TaskTable.NONE;
                other = tasks.next(other)) {
            if (other != task) {
                final long bid = growthBid(other);
                if (bid != Reasons.ABSENT && contest.takesFrom(task)) {
                    offer(other, bid);
                }
            }
        }
        final QueueGroups queue = state.queue;
        for (int place = 0; place < queue.size(); place++) {
            final int group = queue.at(place);
            if (!queue.isExhausted(group)
                    && state.permits(instance, queue.fleet(group), queue.poolSet(group))) {
                fromQueue(task, instance, queue.head(group), queue.units(group));
            }
        }
    }

    private void fromQueue(final int task, final int instance, final int head, final int units) {
        if (!state.fitsHealthy(head, units, instance)) {
            return;
        }
        contest.isWon(
                instance, segment.set(head, instances.pool(instance), 0, units), Contest.Mode.FREE);
        if (contest.isImpossible() || !contest.takesFrom(task)) {
            return;
        }
        final long bid = bid(head, 0, units);
        if (bid != Reasons.ABSENT && isNearer(head, bid)) {
            reasons.judge(head);
            if (reasons.instance() == instance) {
                offer(head, bid);
            }
        }
    }

    private boolean isNearer(final int other, final long bid) {
        return challenger == TaskTable.NONE
                || Int128.compareProducts(bid, tasks.bid(challenger), priceToBeat, tasks.bid(other))
                        < 0;
    }

    private void offer(final int other, final long bid) {
        if (isNearer(other, bid)) {
            challenger = other;
            priceToBeat = bid;
        }
    }
}
