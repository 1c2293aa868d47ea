package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.memory.KeyedHeap;
import io.swarmbid.state.Accrual;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * Moves of running tasks to free room where they are worth more over their reserve, at ticks. Each raises the worth of the
 * whole and takes nothing from anybody, so that they come to an end. Section 14a of the rule book. Not threadsafe, no
 * allocation.
 */
final class Moves {
    private final EngineState state;
    private final Coverage coverage;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final long hysteresisPpm;
    private final long horizonNs;
    private final Offer offer;
    private final Segment step;
    private final KeyedHeap byArrival;
    private final Int128 gain = new Int128();
    private int units;
    private long most;

    /** Of the instance in hand: that none of its tasks would gain elsewhere. */
    private boolean isContent;

    Moves(final EngineState state, final Contest contest, final Coverage coverage) {
        this.state = state;
        this.coverage = coverage;
        tasks = state.tasks;
        instances = state.instances;
        hysteresisPpm = state.settings.get(Setting.HYSTERESIS);
        horizonNs = state.settings.get(Setting.HORIZON);
        offer = new Offer(state, contest);
        step = new Segment(state);
        byArrival = new KeyedHeap(3 * state.settings.getInt(Setting.MAX_VRUS_PER_INSTANCE) + 1);
    }

    /** Moves what is worth it from the instances that the tick covers, once each; the instances concerned are dirty. */
    void run() {
        bound();
        for (int place = 0; place < coverage.size(); place++) {
            final int instance = coverage.at(place);
            if (!instances.isContent(instance)) {
                runFrom(instance);
            }
        }
    }

    /**
     * Bounds the room that any instance has. Who would not gain by moving to so much room or more will not now; all are asked
     * anew where it has risen, or other pools or costs are there. It falls only after more tasks have been asked than that
     * would be.
     */
    private void bound() {
        final long room = instances.mostRoom();
        final boolean isAllNew =
                state.pools.changes() != state.carried.movedPoolChanges()
                        || !InstanceTable.holds(state.carried.moveRoom(), room);
        if (isAllNew) {
            for (int place = 0; place < instances.size(); place++) {
                instances.content(instances.bySortedId(place), false);
            }
        }
        if (isAllNew || state.carried.moveAsked() > tasks.size()) {
            state.carried.moveRoom(room);
            state.carried.moveAsked(0);
        }
        state.carried.movedPoolChanges(state.pools.changes());
    }

    private void runFrom(final int instance) {
        isContent = true;
        gather(instance);
        long asked = 0;
        while (!byArrival.isEmpty()) {
            tryToMove(byArrival.pop(), instance);
            asked++;
        }
        state.carried.moveAsked(state.carried.moveAsked() + asked);
        if (isContent) {
            instances.content(instance, true);
        }
    }

    /** Those that came in this event are not asked, but will be. */
    private void gather(final int instance) {
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            final boolean wasHere =
                    tasks.touchEpoch(task) != state.event.epoch()
                            || tasks.priorSlot(task) == instance;
            isContent &= wasHere;
            if (wasHere
                    && tasks.age(task) == 0
                    && tasks.is(task, TaskTable.PREEMPTIBLE)
                    && !tasks.is(task, TaskTable.EXHAUSTED)) {
                byArrival.push(tasks.arrival(task), tasks.idOf(task), task);
            }
        }
    }

    private void tryToMove(final int task, final int from) {
        final int first = state.nextVertex(task, 0);
        if (first == 0) {
            return;
        }
        offer.of(task, first);
        if (!isWorthIt(task, offer.mostAnywhere()) || !isWorthIt(task, mostWithin(task))) {
            return;
        }
        isContent = false;
        final int target = best(task, from, demand(task, first));
        if (target >= 0 && isWorthIt(task, most) && mayLeave(task, from)) {
            if (state.preemptionBudget > 0) {
                instances.countPreemption(from, state.event.now(), state.preemptionWindowNs);
            }
            state.holdings.move(task, target, unitsIn(task, target), RevokeReason.REARRANGED);
            state.event.dirty(from);
            state.event.dirty(target);
            bound();
        }
    }

    private long demand(final int task, final int held) {
        return InstanceTable.pack(
                tasks.vcpu(task) * held, tasks.memory(task) * held, tasks.accelerator(task) * held);
    }

    /** No instance can give more surplus over the reserve with the room that any has. */
    private long mostWithin(final int task) {
        long highest = 0;
        for (int pool = 0; pool < state.pools.size(); pool++) {
            if (offer.most(pool) > highest) {
                highest = Math.max(highest, surplusIn(task, pool, TaskTable.NONE));
            }
        }
        return highest;
    }

    /** The instance with free room where the surplus over the reserve is greatest, which is then {@link #most}; -1: none. */
    private int best(final int task, final int from, final long demand) {
        int found = TaskTable.NONE;
        for (int pool = 0; pool < state.pools.size(); pool++) {
            if (offer.isAcceptable(pool)) {
                found = bestOf(pool, task, from, demand, found);
            }
        }
        return found;
    }

    private int bestOf(
            final int pool, final int task, final int from, final long demand, final int before) {
        int found = before;
        for (int at = instances.nextWithRoom(pool, instances.firstOf(pool), demand);
                at >= 0 && (found < 0 || offer.most(pool) >= most);
                at = instances.nextWithRoom(pool, at + 1, demand)) {
            final int instance = instances.atPosition(at);
            final boolean isFirst = found < 0 || instances.id(instance) < instances.id(found);
            if (!isFirst && offer.most(pool) == most) {
                return found;
            }
            if (instance == from
                    || instances.reservedFor(instance) != 0
                    || state.grace.passing(instance) != 0
                    || !state.isReady(instance)
                    || !state.permits(instance, tasks.fleet(task), tasks.poolSet(task))) {
                continue;
            }
            final long surplus = surplusIn(task, pool, instance);
            if (found < 0 || surplus > most || surplus == most && isFirst) {
                found = instance;
                most = surplus;
            }
        }
        return found;
    }

    /** What segments from 0 make over the reserve while they are acceptable and fit in what is free: {@link #units} in all. */
    private long surplusIn(final int task, final int pool, final int instance) {
        long sum = 0;
        units = 0;
        for (int above = state.nextVertex(task, 0);
                above > 0 && fits(task, above, instance);
                above = state.nextVertex(task, units)) {
            if (!step.set(task, pool, units, above).isAcceptable()) {
                break;
            }
            sum += step.surplus - step.aid;
            units = above;
        }
        return sum;
    }

    /** Whether so many units fit in what is free on an instance; on {@link TaskTable#NONE}, in the most that any has. */
    private boolean fits(final int task, final int held, final int instance) {
        return instance == TaskTable.NONE
                ? InstanceTable.holds(state.carried.moveRoom(), demand(task, held))
                : state.fitsFree(task, held, instance);
    }

    private int unitsIn(final int task, final int instance) {
        surplusIn(task, instances.pool(instance), instance);
        return units;
    }

    /** Whether a surplus elsewhere is above that of what the task holds by more than the hysteresis and its move cost. */
    private boolean isWorthIt(final int task, final long surplus) {
        final int held = tasks.units(task);
        final long value = state.value(task, held);
        gain.zero()
                .add(surplus)
                .add(-value)
                .addProduct(tasks.reserve(task), held)
                .add(-Wide.mulDivFloor(value, hysteresisPpm, Limits.PPM))
                .add(-Wide.mulDivFloor(tasks.moveCost(task), Accrual.SCALE, horizonNs));
        return gain.isAtLeast(1);
    }

    /** Whether hold and budget let the task go now; if not, a tick is wanted when they may. */
    private boolean mayLeave(final int task, final int from) {
        long again = 0;
        if (state.isHeld(task)) {
            again = state.heldUntil(task);
        } else if (state.preemptionBudget > 0
                && instances.preemptions(from, state.event.now(), state.preemptionWindowNs)
                        >= state.preemptionBudget) {
            again = instances.oldestPreemption(from) + state.preemptionWindowNs;
        }
        if (again > 0) {
            instances.tickAgainAt(from, Math.min(again, instances.tickAgainAt(from)));
            state.event.revisit(from);
        }
        return again == 0;
    }
}
