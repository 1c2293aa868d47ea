package io.swarmbid.reference;

import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.config.Setting;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Section 14a: at a tick, tasks move to free room where they are worth more over their reserve. */
final class Moves {
    private final World world;
    private final Coverage coverage;

    /** Where a task could go, with how many units, and what they are worth there over their reserve. */
    private record Place(InstanceState instance, int units, BigInteger surplus) {}

    Moves(final World world, final Coverage coverage) {
        this.world = world;
        this.coverage = coverage;
    }

    void run(final Event event) {
        for (final InstanceState instance : coverage.covered()) {
            final List<TaskState> tasks = new ArrayList<>(world.tasksOn(instance));
            tasks.removeIf(
                    task ->
                            task.instanceBefore != instance
                                    || task.age > 0
                                    || !task.preemptible
                                    || task.exhausted);
            tasks.sort(
                    Comparator.<TaskState>comparingLong(task -> task.arrival)
                            .thenComparingLong(task -> task.id));
            for (final TaskState task : tasks) {
                tryToMove(task, event);
            }
        }
    }

    private void tryToMove(final TaskState task, final Event event) {
        final InstanceState from = task.instance;
        Place best = null;
        for (final InstanceState other : world.eligible(task)) {
            final Place place = place(task, other);
            if (other != from
                    && other.reservedFor == null
                    && Grace.isCalm(world, other)
                    && place.units > 0
                    && (best == null || place.surplus.compareTo(best.surplus) > 0)) {
                best = place;
            }
        }
        if (best == null || world.isHeld(task) || isBudgetSpent(from)) {
            return;
        }
        final BigInteger value = Exact.big(task.value(task.units));
        final BigInteger here =
                value.subtract(Exact.product(from.pool.reserveOfUnit(task), task.units));
        final BigInteger hysteresis =
                value.multiply(Exact.big(world.settings.get(Setting.HYSTERESIS)))
                        .divide(Exact.big(Exact.M));
        final BigInteger moving =
                Exact.floor(
                        Exact.big(task.moveCost).multiply(Exact.product(Exact.M, Exact.H)),
                        world.settings.get(Setting.HORIZON));
        if (best.surplus.subtract(here).compareTo(hysteresis.add(moving)) > 0) {
            event.revoked(from, task, RevokeReason.REARRANGED);
            if (world.settings.get(Setting.PREEMPTION_BUDGET) > 0) {
                from.preemptions.add(world.now);
            }
            Grace.win(world, task, best.instance, best.units, event);
            task.pivot = 0;
            event.dirty.add(from.id);
            event.dirty.add(best.instance.id);
        }
    }

    /** The units that acceptable segments from 0 fill while they fit in what is free. */
    private Place place(final TaskState task, final InstanceState instance) {
        final long[] free = world.free(instance);
        int units = 0;
        BigInteger surplus = BigInteger.ZERO;
        Segment segment = Segment.first(task, instance.pool);
        while (segment != null && segment.isAcceptable() && World.fits(segment, free)) {
            for (int kind = 0; kind < 3; kind++) {
                free[kind] -= segment.demand(kind);
            }
            units = segment.to();
            surplus = surplus.add(Exact.big(segment.surplus()));
            segment = Segment.next(task, units, instance.pool);
        }
        return new Place(instance, units, surplus);
    }

    private boolean isBudgetSpent(final InstanceState instance) {
        final long budget = world.settings.get(Setting.PREEMPTION_BUDGET);
        final long window = world.settings.get(Setting.PREEMPTION_WINDOW);
        long counted = 0;
        for (final long time : instance.preemptions) {
            counted += world.now < Exact.plus(time, window) ? 1 : 0;
        }
        return budget > 0 && counted >= budget;
    }
}
