package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
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
    private final Int128 here = new Int128();
    private final Int128 most = new Int128();

    Placement(final EngineState state, final Contest contest, final Clearing clearing) {
        this.state = state;
        this.contest = contest;
        this.clearing = clearing;
        tasks = state.tasks;
        instances = state.instances;
        first = new Segment(state);
        step = new Segment(state);
    }

    void place(final int task) {
        final int units = state.nextVertex(task, 0);
        if (!tasks.isQueued(task) || units == 0) {
            return;
        }
        int target = roomiest(task, units);
        if (target < 0) {
            target = weakest(task, units);
            if (target < 0) {
                return;
            }
        }
        first.set(task, instances.pool(target), 0, units);
        if (contest.isWon(target, first, Contest.Mode.STRICT)) {
            clearing.take(target, first);
            state.event.dirty(target);
        }
    }

    /** The instance with free room where the surplus at its prices is greatest, -1: none has room. */
    private int roomiest(final int task, final int units) {
        int found = -1;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (isEligible(task, instance) && state.fitsFree(task, units, instance)) {
                final int pool = instances.pool(instance);
                if (first.set(task, pool, 0, units).isAcceptable()) {
                    surplusOver(task, instance, pool);
                    if (found < 0 || here.compareTo(most) > 0) {
                        found = instance;
                        most.set(here.high(), here.low());
                    }
                }
            }
        }
        return found;
    }

    private boolean isEligible(final int task, final int instance) {
        return state.isReady(instance)
                && state.permits(instance, tasks.fleet(task), tasks.poolSet(task));
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
            here.addProduct(
                    -instances.price(instance, kind), (long) tasks.bundle(task, kind) * held);
        }
    }

    /** The instance where most is left after what it displaces, -1: it wins nowhere. */
    private int weakest(final int task, final int units) {
        int found = -1;
        long most = 0;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (!isEligible(task, instance) || !state.fitsHealthy(task, units, instance)) {
                continue;
            }
            first.set(task, instances.pool(instance), 0, units);
            if (!first.isAcceptable() || !mayBeat(instance)) {
                continue;
            }
            if (contest.isWon(instance, first, Contest.Mode.STRICT)) {
                final long left = first.surplus - contest.loss();
                if (found < 0 || left > most) {
                    found = instance;
                    most = left;
                }
            } else if (contest.isBlocked()) {
                clearing.rememberBlock(instance);
                state.event.toPrice(instance);
            }
        }
        return found;
    }

    private boolean mayBeat(final int instance) {
        return instances.exhaustedTasks(instance) > 0
                || instances.lowWeight(instance) == 0
                || Clearing.mayBeat(
                        state,
                        instance,
                        first,
                        instances.lowSurplus(instance),
                        instances.lowWeight(instance));
    }
}
