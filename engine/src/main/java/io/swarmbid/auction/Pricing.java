package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * The uniform clearing price of an instance: the highest losing bid that the lowest winner beats, between the reserve
 * and what every winner can pay. Of one kind the latter needs no look at the winners: no loser counts for more than the
 * lowest winner's last segment, and on a concave hull a unit of a winner is worth, on average, no less than a unit of its
 * last segment. Section 8 of the rule book. Not threadsafe, no allocation.
 */
final class Pricing {
    private static final long NOTHING = -1;

    /** Where the duals make more of what a task holds, prices stay at the reserve. */
    private static final long MOST_LOAD = 1L << 62;

    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final PoolTable pools;
    private final Contest contest;
    private final Segment low;
    private final Segment segment;
    private final QueueHeads heads;
    private final Int128 load = new Int128();

    /** The pool whose instances are priced, in this event; its kind if it has but one, else -1, and what that must cost. */
    private int pool = TaskTable.NONE;

    private int epoch;
    private int kind;
    private long reserve;

    Pricing(final EngineState state, final Contest contest) {
        this.state = state;
        this.contest = contest;
        tasks = state.tasks;
        instances = state.instances;
        pools = state.pools;
        low = new Segment(state);
        segment = new Segment(state);
        heads = new QueueHeads(state);
    }

    /** Looks at the tasks on an instance: of one kind at the lowest winner and at the best of their own losing segments. */
    void summarise(final int instance) {
        final int pool = instances.pool(instance);
        final int kind = pools.onlyKind(pool);
        if (!state.isReady(instance)) {
            return;
        }
        if (kind < 0) {
            capDuals(instance);
            return;
        }
        final int lowest = state.holders.lowest(instance);
        final boolean hasLow = lowest != TaskTable.NONE;
        if (hasLow) {
            final int units = tasks.units(lowest);
            low.ofRunning(lowest, state.lowerEnd(lowest, units), units);
        }
        instances.lowCount(instance, hasLow ? count(low, low.value, kind) : NOTHING);
        instances.low(
                instance,
                hasLow ? low.surplus : 0,
                hasLow ? low.weight : 0,
                pools.wholeWeight(pool));
        instances.ownLoser(instance, hasLow ? ownLoser(instance, kind) : NOTHING);
    }

    /** Scales the duals of several kinds down to what every winner can pay; what no winner holds costs its reserve. */
    private void capDuals(final int instance) {
        if ((instances.dual(instance, 0)
                        | instances.dual(instance, 1)
                        | instances.dual(instance, 2))
                == 0) {
            for (int kind = 0; kind < 3; kind++) {
                instances.overReserve(instance, kind, 0);
            }
            return;
        }
        long margin = 1;
        long load = 1;
        int held = 0;
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            if (tasks.is(task, TaskTable.EXHAUSTED)) {
                continue;
            }
            for (int kind = 0; kind < 3; kind++) {
                held |= tasks.bundle(task, kind) > 0 ? 1 << kind : 0;
            }
            final long own = load(instance, task);
            if (own > 0) {
                final int units = tasks.units(task);
                segment.ofRunning(task, 0, units);
                final long left = own > MOST_LOAD ? 0 : Math.max(0, segment.surplus - segment.aid);
                if (Int128.compareProducts(left, load, margin, own) < 0) {
                    margin = left;
                    load = own;
                }
            }
        }
        for (int kind = 0; kind < 3; kind++) {
            final boolean isHeld = (held >>> kind & 1) != 0;
            instances.overReserve(
                    instance,
                    kind,
                    isHeld ? Wide.mulDivFloor(instances.dual(instance, kind), margin, load) : 0);
        }
    }

    /** What the duals make of all that a task holds, femto per hour; above {@link #MOST_LOAD} where that is very much. */
    private long load(final int instance, final int task) {
        load.zero();
        for (int kind = 0; kind < 3; kind++) {
            load.addProduct(
                    instances.dual(instance, kind),
                    (long) tasks.bundle(task, kind) * tasks.units(task));
        }
        return load.saturated();
    }

    /**
     * The most that a next segment of a winner counts towards the price: of those above the lowest winner's last one as much
     * as that if it would fit, else nothing; of the others the first counts for most.
     */
    private long ownLoser(final int instance, final int kind) {
        long highest = NOTHING;
        for (int task = state.wants.first(instance);
                task != TaskTable.NONE;
                task = state.wants.after(task)) {
            final Segment losing = state.wants.nextOf(task, segment);
            final long own = count(losing, losing.value, kind);
            if (!isAboveLow(instance, losing.surplus, losing.weight)) {
                return Math.max(highest, own);
            }
            if (contest.isWon(instance, losing, Contest.Mode.BARE)) {
                highest = Math.max(highest, Math.min(own, instances.lowCount(instance)));
            }
        }
        return highest;
    }

    private boolean isAboveLow(final int instance, final long surplus, final long weight) {
        final long lowSurplus = instances.lowSurplus(instance);
        final long lowWeight = instances.lowWeight(instance);
        return weight == lowWeight
                ? surplus > lowSurplus
                : Int128.compareProducts(surplus, lowWeight, lowSurplus, weight) > 0;
    }

    /** Whether a demand does not fit and nobody there can be displaced. */
    private boolean isNothingToHave(final int instance, final int need) {
        return need > instances.free(instance, kind)
                && instances.preemptibleTasks(instance) == 0
                && instances.exhaustedTasks(instance) == 0;
    }

    /** Whether a queued segment above the lowest winner just fits where that one is: then it needs no other victim. */
    private boolean replacesLowest(final int instance, final long weight) {
        return weight == instances.lowWeight(instance)
                && instances.free(instance, kind) == 0
                && instances.exhaustedTasks(instance) == 0
                && instances.preemptibleTasks(instance) == instances.taskCount(instance);
    }

    private long count(final Segment priced, final long value, final int kind) {
        return Math.floorDiv(value, (long) priced.units() * tasks.bundle(priced.task, kind));
    }

    /** Computes the price of every kind from the summary and the heads of the queue; true if one has changed. */
    boolean price(final int instance) {
        look(instances.pool(instance));
        final boolean isReady = state.isReady(instance);
        if (kind >= 0) {
            return isChanged(
                    instance, kind, isReady ? Math.max(reserve, highestLoser(instance)) : reserve);
        }
        boolean changed = false;
        for (int each = 0; each < 3; each++) {
            if (pools.vrus(pool, each) > 0) {
                final long over = isReady ? instances.overReserve(instance, each) : 0;
                changed |= isChanged(instance, each, pools.reserve(pool, each) + over);
            }
        }
        return changed;
    }

    private void look(final int itsPool) {
        if (pool == itsPool && epoch == state.event.epoch()) {
            return;
        }
        pool = itsPool;
        epoch = state.event.epoch();
        kind = pools.onlyKind(pool);
        if (kind >= 0) {
            reserve = pools.reserve(pool, kind);
            heads.of(pool, kind);
        }
    }

    private boolean isChanged(final int instance, final int kind, final long price) {
        if (price == instances.price(instance, kind)) {
            return false;
        }
        instances.price(instance, kind, price, state.event.now());
        return true;
    }

    private long highestLoser(final int instance) {
        if (instances.lowWeight(instance) == 0) {
            return NOTHING;
        }
        long highest = instances.ownLoser(instance);
        if (heads.size() == 0) {
            return highest;
        }
        final int healthy = instances.healthy(instance, kind);
        final int fleet = instances.fleet(instance);
        for (int place = 0; place < heads.size(); place++) {
            if (heads.count(place) > highest
                    && heads.need(place) <= healthy
                    && heads.fleet(place) == fleet) {
                highest = Math.max(highest, queuedLoser(instance, place));
            }
        }
        return highest;
    }

    /** What the head of a group counts towards the price; {@link #NOTHING} if it simply does not fit. */
    private long queuedLoser(final int instance, final int place) {
        if (!isAboveLow(instance, heads.surplus(place), heads.weight(place))) {
            return heads.count(place);
        }
        if (isNothingToHave(instance, heads.need(place))) {
            return NOTHING;
        }
        return replacesLowest(instance, heads.weight(place))
                        || contest.isWon(instance, heads.segment(place), Contest.Mode.BARE)
                ? Math.min(heads.count(place), instances.lowCount(instance))
                : NOTHING;
    }
}
