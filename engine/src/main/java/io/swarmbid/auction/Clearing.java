package io.swarmbid.auction;

import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.state.CurveTable;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.QueueGroups;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * The bidding war inside one instance: holders that no longer pay shrink, then the best-ranked segment that wins its
 * contest is granted, again and again, until none does. Section 4 of the rule book. Not threadsafe, no allocation.
 */
final class Clearing {
    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final QueueGroups queue;
    private final CurveTable curves;
    private final Contest contest;
    private final Segment best;
    private final Segment next;
    private final Segment lowest;
    private final Segment bound;
    private boolean hasLowest;

    Clearing(final EngineState state, final Contest contest) {
        this.state = state;
        this.contest = contest;
        tasks = state.tasks;
        instances = state.instances;
        queue = state.queue;
        curves = state.curves;
        best = new Segment(state);
        next = new Segment(state);
        lowest = new Segment(state);
        bound = new Segment(state);
    }

    void clear(final int instance) {
        if (!state.isReady(instance)) {
            return;
        }
        instances.blockedUntil(instance, TimerHeap.NEVER);
        if (instances.isToReview(instance)) {
            instances.toReview(instance, false);
            dropUnprofitable(instance);
        }
        while (grantOne(instance)) {
            state.event.toPrice(instance);
        }
        while (giveAway(instance)) {
            state.event.toPrice(instance);
        }
        rememberLowest(instance);
    }

    /** For later bids in this event; where there is one kind its price needs the same, at the end of the event. */
    private void rememberLowest(final int instance) {
        hasLowest = false;
        final int pool = instances.pool(instance);
        if (state.pools.onlyKind(pool) < 0) {
            findLowest(instance);
        }
        instances.low(
                instance,
                hasLowest ? lowest.surplus : 0,
                hasLowest ? lowest.weight : 0,
                state.pools.wholeWeight(pool));
    }

    private void dropUnprofitable(final int instance) {
        while (true) {
            int first = TaskTable.NONE;
            for (int task = state.holders.lowest(instance);
                    task != TaskTable.NONE && state.holders.mayPayLess(task);
                    task = state.holders.above(task)) {
                if (isUnprofitable(task) && (first < 0 || tasks.idOf(task) < tasks.idOf(first))) {
                    if (state.isHeld(task) && !isYetToStart(task)) {
                        instances.toReview(instance, true);
                        blockUntil(instance, state.heldUntil(task));
                    } else {
                        first = task;
                    }
                }
            }
            if (first < 0) {
                return;
            }
            state.holdings.shrink(first, stillPays(first), RevokeReason.NOT_PROFITABLE);
        }
    }

    private boolean isUnprofitable(final int task) {
        return !pays(task, tasks.units(task));
    }

    /** Whether units are worth their reserve; those that a task still waits for have to be worth more. */
    private boolean pays(final int task, final int units) {
        final long surplus = state.value(task, units) - tasks.reserve(task) * units;
        return surplus > 0 || surplus == 0 && !isYetToStart(task);
    }

    private boolean isYetToStart(final int task) {
        return state.grace.waits(task) && state.grace.working(task) == 0;
    }

    private int stillPays(final int task) {
        int units = tasks.units(task);
        do {
            units = curves.vertexBelow(tasks.curve(task), units);
        } while (units > 0 && !pays(task, units));
        return units;
    }

    private void blockUntil(final int instance, final long time) {
        if (time < instances.blockedUntil(instance)) {
            instances.blockedUntil(instance, time);
        }
    }

    /**
     * Grants the best-ranked segment that wins; false if none does. Where nothing is free, a segment that does not outrank
     * the lowest that is held cannot win, nor can those that rank below it.
     */
    private boolean grantOne(final int instance) {
        boolean hasBound = false;
        int wanting = fitting(instance, state.wants.first(instance));
        while (findBest(instance, wanting, hasBound)) {
            if (!hasBound) {
                findLowest(instance);
            }
            if (best.task == wanting) {
                wanting = fitting(instance, state.wants.after(wanting));
            }
            if (hasLowest && instances.isFull(instance) && !best.outranks(lowest)) {
                return false;
            }
            if (mayWin(instance, best)) {
                if (contest.isWon(instance, best, Contest.Mode.STRICT)) {
                    take(instance, best);
                    return true;
                }
                if (contest.isBlocked()) {
                    rememberBlock(instance);
                }
            }
            bound.copyFrom(best);
            hasBound = true;
        }
        return false;
    }

    /** The first of the tasks that want more, from one on, whose next segment an instance of the pool can hold. */
    private int fitting(final int instance, final int from) {
        int task = from;
        while (task != TaskTable.NONE
                && !state.fitsPool(
                        task,
                        state.nextVertex(task, tasks.units(task)),
                        instances.pool(instance))) {
            task = state.wants.after(task);
        }
        return task;
    }

    /** Lets the earliest exhausted task that fits have what nobody wants; false if none does. */
    private boolean giveAway(final int instance) {
        int earliest = TaskTable.NONE;
        int units = 0;
        for (int place = 0; place < queue.size(); place++) {
            final int group = queue.at(place);
            final int head = queue.head(group);
            if (queue.isExhausted(group)
                    && state.permits(instance, queue.fleet(group), queue.poolSet(group))
                    && state.fitsFree(head, queue.units(group), instance)
                    && (earliest < 0 || tasks.isEarlier(head, earliest))) {
                earliest = head;
                units = queue.units(group);
            }
        }
        if (earliest < 0) {
            return false;
        }
        state.holdings.start(earliest, instance, units);
        return true;
    }

    /** When what blocks a challenger on the instance ends: the earliest hold, or the oldest counted preemption. */
    void rememberBlock(final int instance) {
        final boolean mayHold = state.minimumHoldNs > 0 || state.grace.passing(instance) > 0;
        for (int task = mayHold ? instances.firstTask(instance) : TaskTable.NONE;
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            if (state.isHeld(task)) {
                blockUntil(instance, state.heldUntil(task));
            }
        }
        if (state.preemptionBudget > 0
                && instances.preemptions(instance, state.event.now(), state.preemptionWindowNs)
                        > 0) {
            blockUntil(instance, instances.oldestPreemption(instance) + state.preemptionWindowNs);
        }
    }

    /** Gives the challenger of the contest just won its segment. */
    void take(final int instance, final Segment segment) {
        contest.displace(instance, segment.task);
        if (tasks.isRunning(segment.task)) {
            state.holdings.grow(segment.task, segment.to);
        } else {
            state.holdings.start(segment.task, instance, segment.to);
        }
    }

    private void findLowest(final int instance) {
        final int task = state.holders.lowest(instance);
        hasLowest = instances.exhaustedTasks(instance) == 0 && task != TaskTable.NONE;
        if (hasLowest) {
            final int units = tasks.units(task);
            lowest.ofRunning(task, state.lowerEnd(task, units), units);
        }
    }

    /**
     * Whether a contest could be won at all. Every VRU that a victim frees costs at least the lowest rank times its
     * share, so a challenger that is worth no more than that for what it lacks need not be tried.
     */
    private boolean mayWin(final int instance, final Segment challenger) {
        return !hasLowest
                || contest.mayCostLess(
                        instance,
                        challenger,
                        challenger.surplus,
                        lowest.surplus,
                        lowest.weight,
                        true);
    }

    /**
     * The best-ranked acceptable segment on offer, after the bound if there is one.
     *
     * @param wanting of the tasks there the one whose next segment is the first after the bound, if there is one.
     */
    private boolean findBest(final int instance, final int wanting, final boolean hasBound) {
        final int pool = instances.pool(instance);
        boolean found = wanting != TaskTable.NONE;
        if (found) {
            best.copyFrom(state.wants.nextOf(wanting, next));
        }
        for (int place = 0; place < queue.size(); place++) {
            final int group = queue.at(place);
            final int head = queue.head(group);
            if (!queue.isExhausted(group)
                    && state.permits(instance, queue.fleet(group), queue.poolSet(group))
                    && state.fitsPool(head, queue.units(group), pool)) {
                found |= considerGroup(instance, group, hasBound, found);
            }
        }
        return found;
    }

    /** The best of a group stands for all of it, unless room is kept: then another may end in time. */
    private boolean considerGroup(
            final int instance, final int group, final boolean hasBound, final boolean hasBest) {
        final int pool = instances.pool(instance);
        final boolean isKept = instances.reservedFor(instance) != 0;
        int task = queue.head(group);
        while (task != TaskTable.NONE) {
            next.set(task, pool, 0, queue.units(group));
            if (consider(next, hasBound, hasBest)) {
                return true;
            }
            task = isKept ? queue.next(task) : TaskTable.NONE;
        }
        return false;
    }

    private boolean consider(final Segment segment, final boolean hasBound, final boolean hasBest) {
        if (!segment.isAcceptable()
                || (hasBound && !bound.ranksBefore(segment))
                || (hasBest && !segment.ranksBefore(best))) {
            return false;
        }
        best.copyFrom(segment);
        return true;
    }
}
