package io.swarmbid.core;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.auction.Auction;
import io.swarmbid.auction.Reasons;
import io.swarmbid.auction.Threats;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.QueueReason;
import io.swarmbid.config.Limits;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Reads how a task stands off the state. Engine thread only, between events; allocates. */
final class Standings {
    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final Auction auction;

    Standings(final EngineState state, final Auction auction) {
        this.state = state;
        this.auction = auction;
        tasks = state.tasks;
        instances = state.instances;
    }

    TaskStanding of(final int task) {
        final boolean runs = state.grace.isWorking(task);
        final int fleet = tasks.fleet(task);
        return new TaskStanding(
                tasks.idOf(task),
                state.event.now(),
                tasks.customer(task),
                tasks.bid(task),
                tasks.charge(task),
                tasks.cost(task),
                tasks.work(task),
                tasks.workDone(task),
                tasks.fewest(task),
                tasks.max(task),
                fleet < 0 ? 0 : state.fleets.id(fleet),
                tasks.duration(task),
                tasks.is(task, TaskTable.EXHAUSTED),
                runs ? Optional.of(holding(task)) : Optional.empty(),
                runs ? Optional.empty() : Optional.of(wait(task)));
    }

    private TaskStanding.Holding holding(final int task) {
        final int instance = tasks.instance(task);
        final int working = state.grace.working(task);
        final int units = state.grace.kept(task);
        final int lower = units == 0 ? 0 : state.lowerEnd(task, units);
        long price = 0;
        for (int kind = 0; kind < 3; kind++) {
            price += instances.price(instance, kind) * tasks.bundle(task, kind);
        }
        final Threats threats = auction.threats();
        threats.ofGrowth(task);
        final OptionalLong growthBid = present(threats.priceToBeat());
        final List<Long> growthLosers = losers(threats::loser);
        threats.ofLoss(task);
        final int challenger = threats.challenger();
        return new TaskStanding.Holding(
                instances.id(instance),
                state.pools.id(instances.pool(instance)),
                working,
                working - units,
                working > units ? state.grace.until(task) : 0,
                tasks.units(task) - units,
                tasks.units(task) > units ? state.grace.lastEnd(instance) : 0,
                lower,
                units == 0
                        ? 0
                        : nano(
                                (state.value(task, units) - state.value(task, lower))
                                        / (units - lower)),
                nano(price),
                nano(tasks.reserve(task)),
                nano(state.value(task, working)),
                tasks.heldSince(task),
                state.heldUntil(task),
                tasks.is(task, TaskTable.PREEMPTIBLE),
                units == 0 ? 0 : state.nextVertex(task, tasks.units(task)),
                growthBid,
                growthLosers,
                idOf(challenger),
                challenger < 0 ? 0 : tasks.bid(challenger),
                present(threats.priceToBeat()));
    }

    private TaskStanding.Wait wait(final int task) {
        final Reasons reasons = auction.reasons();
        reasons.judge(task);
        final boolean lacks = reasons.deficit() != Reasons.ABSENT;
        final boolean hasWon = tasks.isRunning(task);
        final OptionalLong price = present(reasons.priceToBeat());
        return new TaskStanding.Wait(
                reasons.reason(),
                lacks ? Optional.of(Kind.get((short) reasons.kind())) : Optional.empty(),
                present(reasons.deficit()),
                hasWon ? OptionalLong.empty() : price,
                reasons.instance() < 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(instances.id(reasons.instance())),
                hasWon
                        ? Optional.of(
                                new TaskStanding.Won(
                                        tasks.units(task),
                                        state.grace.lastEnd(tasks.instance(task)),
                                        price))
                        : Optional.empty(),
                hold(task, reasons),
                losers(reasons::loser),
                state.nextVertex(task, 0),
                tasks.queuedAt(task));
    }

    /** Of a task whose bid would do. */
    private Optional<TaskStanding.Hold> hold(final int task, final Reasons reasons) {
        final long price = reasons.priceToBeat();
        if (tasks.isRunning(task)
                || price == Reasons.ABSENT
                || price > tasks.bid(task)
                || reasons.reason() == QueueReason.PREEMPTION_BUDGET) {
            return Optional.empty();
        }
        long until = 0;
        boolean isDrain = false;
        for (int n = 0; reasons.loser(n) != TaskTable.NONE; n++) {
            until = Math.max(until, state.heldUntil(reasons.loser(n)));
            isDrain |= state.grace.isProtected(reasons.loser(n));
        }
        return until > state.event.now()
                ? Optional.of(
                        new TaskStanding.Hold(
                                until, isDrain ? drains(reasons.instance()) : List.of()))
                : Optional.empty();
    }

    private List<TaskStanding.Drain> drains(final int instance) {
        final IntStream onIt =
                IntStream.iterate(
                        instances.firstTask(instance), t -> t != TaskTable.NONE, tasks::next);
        final IntStream leaving =
                IntStream.iterate(
                        state.grace.firstLeaving(instance), t -> t != TaskTable.NONE, tasks::next);
        return IntStream.concat(onIt, leaving)
                .filter(state.grace::drains)
                .mapToObj(
                        t ->
                                new TaskStanding.Drain(
                                        tasks.idOf(t),
                                        state.grace.working(t) - state.grace.kept(t),
                                        state.grace.until(t)))
                .sorted(
                        Comparator.comparingLong(TaskStanding.Drain::untilNs)
                                .thenComparingLong(TaskStanding.Drain::task))
                .toList();
    }

    Optional<PricedOut> pricedOut() {
        final Segment first = new Segment(state);
        PricedOut nearest = null;
        long count = 0;
        for (int task = 0; task < tasks.highWater(); task++) {
            if (tasks.id(task) == 0
                    || tasks.isRunning(task)
                    || tasks.is(task, TaskTable.EXHAUSTED)) {
                continue;
            }
            final int pool = cheapest(task);
            final int units = state.nextVertex(task, 0);
            if (pool < 0 || first.set(task, pool, 0, units).isAcceptable()) {
                continue;
            }
            count++;
            final long offer = nano(state.value(task, units) / units);
            final long asked = nano(state.reserve(task, pool));
            if (nearest == null
                    || Int128.compareProducts(offer, nearest.asked(), nearest.offer(), asked) > 0) {
                nearest = new PricedOut(0, tasks.idOf(task), offer, state.pools.name(pool), asked);
            }
        }
        return nearest == null
                ? Optional.empty()
                : Optional.of(
                        new PricedOut(
                                count,
                                nearest.task(),
                                nearest.offer(),
                                nearest.poolName(),
                                nearest.asked()));
    }

    /** The permitted pool whose instances hold the first units of a task with the smallest reserve, the earlier on ties. */
    private int cheapest(final int task) {
        final int units = state.nextVertex(task, 0);
        int found = -1;
        for (int pool = 0; units > 0 && pool < state.pools.size(); pool++) {
            if (state.poolSets.permits(tasks.poolSet(task), pool)
                    && state.fitsPool(task, units, pool)
                    && (found < 0 || state.reserve(task, pool) < state.reserve(task, found))) {
                found = pool;
            }
        }
        return found;
    }

    private OptionalLong idOf(final int task) {
        return task < 0 ? OptionalLong.empty() : OptionalLong.of(tasks.idOf(task));
    }

    private List<Long> losers(final IntUnaryOperator loser) {
        return IntStream.iterate(0, n -> loser.applyAsInt(n) != TaskTable.NONE, n -> n + 1)
                .mapToObj(n -> tasks.idOf(loser.applyAsInt(n)))
                .toList();
    }

    private static OptionalLong present(final long value) {
        return value == Reasons.ABSENT ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static long nano(final long femto) {
        return Math.floorDiv(femto, Limits.PPM);
    }
}
