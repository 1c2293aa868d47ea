package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * Where a queued task goes: to free room where its surplus is greatest, else to where it is greatest after what it
 * displaces. Section 4 of the rule book. Not threadsafe, no allocation.
 */
final class Placement {
    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final Contest contest;
    private final Clearing clearing;
    private final Segment first;
    private final Segment step;
    private final Offer offer;
    private final Int128 here = new Int128();
    private final Int128 most = new Int128();

    /** Where most is left, and what is left there, femto per hour. */
    private int best;

    private long bestLeft;

    Placement(final EngineState state, final Contest contest, final Clearing clearing) {
        this.state = state;
        this.contest = contest;
        this.clearing = clearing;
        tasks = state.tasks;
        instances = state.instances;
        first = new Segment(state);
        step = new Segment(state);
        offer = new Offer(state, contest);
    }

    /** Finds the task a place; one that finds none stands in the queue. */
    void place(final int task) {
        if (!tasks.isQueued(task)) {
            return;
        }
        if (tasks.is(task, TaskTable.EXHAUSTED)) {
            placeExhausted(task);
            return;
        }
        final int units = state.nextVertex(task, 0);
        if (units == 0) {
            return;
        }
        offer.of(task, units);
        int target = roomiest(task, units);
        if (target < 0) {
            target = weakest(task, units);
        }
        if (target < 0) {
            if (tasks.group(task) < 0) {
                state.holdings.addToQueue(task);
            }
            return;
        }
        offer.into(first, instances.pool(target));
        if (contest.isWon(target, first, Contest.Mode.STRICT)) {
            clearing.take(target, first);
            state.event.dirty(target);
        }
    }

    /** An exhausted task takes its fewest units where there is room that nobody wants, and displaces no one. */
    private void placeExhausted(final int task) {
        final int units = state.curves.firstPermitted(tasks.curve(task));
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (isEligible(task, instance) && state.fitsFree(task, units, instance)) {
                state.holdings.start(task, instance, units);
                state.event.dirty(instance);
                return;
            }
        }
        if (tasks.group(task) < 0) {
            state.holdings.addToQueue(task);
        }
    }

    /** The instance with free room where the surplus at its prices is greatest, -1: none has room. Ties: the smallest id. */
    private int roomiest(final int task, final int units) {
        final long demand =
                InstanceTable.pack(
                        tasks.vcpu(task) * units,
                        tasks.memory(task) * units,
                        tasks.accelerator(task) * units);
        best = TaskTable.NONE;
        final int likeliest = offer.likeliest();
        seekRoom(task, likeliest, demand);
        for (int pool = 0; pool < state.pools.size(); pool++) {
            if (pool != likeliest) {
                seekRoom(task, pool, demand);
            }
        }
        return best;
    }

    /** Looks through the instances of a pool, as long as one can be better than the best so far. */
    private void seekRoom(final int task, final int pool, final long demand) {
        if (!offer.isAcceptable(pool)) {
            return;
        }
        final int end = instances.endOf(pool);
        int at = instances.firstOf(pool);
        while (at < end && mayBeBetter(pool, at)) {
            at = instances.nextWithRoom(pool, at, demand);
            if (at < 0 || !mayBeBetter(pool, at)) {
                return;
            }
            final int instance = instances.atPosition(at++);
            if (isEligible(task, instance)
                    && !contest.isKeptOut(instance, offer.into(first, pool))) {
                if (state.fitsFree(task, offer.mostUnits(pool), instance)
                        && isAtReserve(task, instance, pool)) {
                    here.zero().add(offer.most(pool));
                } else {
                    surplusOver(task, instance, pool);
                }
                final int order = best < 0 ? 1 : here.compareTo(most);
                if (order > 0 || order == 0 && instances.id(instance) < instances.id(best)) {
                    best = instance;
                    most.set(here.high(), here.low());
                }
            }
        }
    }

    /** Whether the instance at a position, or one behind it in the pool, can be better than the best so far. */
    private boolean mayBeBetter(final int pool, final int position) {
        if (best < 0 || state.event.hasCostChanged()) {
            return true;
        }
        final long possible = offer.most(pool);
        return !most.isAtLeast(possible)
                || !most.isAtLeast(possible + 1)
                        && instances.id(instances.atPosition(position)) < instances.id(best);
    }

    private boolean isEligible(final int task, final int instance) {
        return state.isReady(instance)
                && state.permits(instance, tasks.fleet(task), tasks.poolSet(task));
    }

    private boolean isAtReserve(final int task, final int instance, final int pool) {
        return (tasks.vcpu(task) == 0
                        || instances.price(instance, 0) == state.pools.reserveVcpu(pool))
                && (tasks.memory(task) == 0
                        || instances.price(instance, 1) == state.pools.reserveMemory(pool))
                && (tasks.accelerator(task) == 0
                        || instances.price(instance, 2) == state.pools.reserveAccelerator(pool));
    }

    private void surplusOver(final int task, final int instance, final int pool) {
        int held = 0;
        int above = state.nextVertex(task, 0);
        while (above > 0
                && state.fitsFree(task, above, instance)
                && step.set(task, pool, held, above).isAcceptable()) {
            held = above;
            above = state.nextVertex(task, held);
        }
        here.zero().add(state.value(task, held));
        for (int kind = 0; kind < 3; kind++) {
            final int count = tasks.bundle(task, kind);
            if (count > 0) {
                here.addProduct(-instances.price(instance, kind), (long) count * held);
            }
        }
    }

    /** The instance where most is left after what it displaces, -1: it wins nowhere. Ties go to the smallest id. */
    private int weakest(final int task, final int units) {
        best = TaskTable.NONE;
        bestLeft = 0;
        final int likeliest = offer.likeliest();
        seekWeakest(task, units, likeliest);
        for (int pool = 0; pool < state.pools.size(); pool++) {
            if (pool != likeliest) {
                seekWeakest(task, units, pool);
            }
        }
        return best;
    }

    /** In a pool the one that takes least to win is tried first, since what is left there tells which others need not be. */
    private void seekWeakest(final int task, final int units, final int pool) {
        final int likely = offer.isAcceptable(pool) ? instances.weakest(pool) : -1;
        if (likely < 0) {
            return;
        }
        final int first = instances.firstOf(pool);
        long rank = offer.rankOver(pool, leastLeft());
        if (instances.rankAt(likely) >= rank) {
            return;
        }
        if (tryAt(instances.atPosition(likely), task, units)) {
            rank = offer.rankOver(pool, leastLeft());
        }
        for (int at = instances.nextBelow(pool, first, rank);
                at >= 0;
                at = instances.nextBelow(pool, at + 1, rank)) {
            if (at != likely && tryAt(instances.atPosition(at), task, units)) {
                rank = offer.rankOver(pool, leastLeft());
            }
        }
    }

    /** More than this has to be left anywhere: as much as at the best so far where the id is smaller. */
    private long leastLeft() {
        return best < 0 ? bestLeft : bestLeft - 1;
    }

    /** More than this has to be left on an instance. */
    private long leftToMatch(final int instance) {
        return best < 0 || instances.id(instance) > instances.id(best) ? bestLeft : bestLeft - 1;
    }

    /** True if the task wins on the instance, and more is left there than at the best so far, which it is from now on. */
    private boolean tryAt(final int instance, final int task, final int units) {
        final int pool = instances.pool(instance);
        if (!isEligible(task, instance)
                || !offer.isAcceptable(pool)
                || !state.fitsHealthy(task, units, instance)
                || !mayLeave(instance, pool, leftToMatch(instance))) {
            return false;
        }
        offer.into(first, pool);
        if (!contest.isWon(instance, first, Contest.Mode.STRICT)) {
            if (contest.isBlocked()) {
                clearing.rememberBlock(instance);
                state.event.toPrice(instance);
            }
            return false;
        }
        final long left = first.surplus - contest.loss();
        if (best >= 0 && left <= leftToMatch(instance)) {
            return false;
        }
        best = instance;
        bestLeft = left;
        return true;
    }

    /** Whether more than so much surplus could be left after what the task displaces on the instance. */
    private boolean mayLeave(final int instance, final int pool, final long left) {
        offer.into(first, pool);
        return instances.exhaustedTasks(instance) > 0
                || instances.lowWeight(instance) == 0
                || contest.mayCostLess(
                                instance,
                                first,
                                first.surplus - left,
                                instances.lowSurplus(instance),
                                instances.lowWeight(instance),
                                false)
                        && contest.mayCostLess(
                                instance,
                                first,
                                first.surplus,
                                instances.lowSurplus(instance),
                                instances.lowWeight(instance),
                                true);
    }
}
