package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.memory.KeyedHeap;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.solver.ClearingProblem;
import io.swarmbid.solver.ClearingSolver;
import io.swarmbid.state.Accrual;
import io.swarmbid.state.CurveTable;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * The exact clearing of one instance at a tick: the units of all its tasks and of the best of the queue that bring the
 * most, switching paid for. Section 14 of the rule book. Not threadsafe, no allocation.
 */
final class Rearrangement {
    /** Queued tasks that are looked at, of the best rank. */
    static final int MAX_QUEUED = 1_024;

    /** Numbers of units that are looked at, over all tasks, 0 included. */
    static final int MAX_CHOICES = 1 << 18;

    private static final long OPERATIONS = 1L << 26;
    private static final int CELLS = 1 << 21;

    /** Of the queue, where it can be told whether more matter: so many first, and so many times as many until they do not. */
    private static final int FEW_QUEUED = 8;

    private static final int QUEUED_GROWTH = 4;

    /** No net value is below this, none above its opposite. */
    private static final long LEAST = -(1L << 62) + 1;

    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final CurveTable curves;
    private final QueueCandidates queued;
    private final KeyedHeap byArrival;
    private final ClearingProblem problem;
    private final ClearingSolver solver;
    private final Backfill backfill;
    private final Segment gained;
    private final int[] candidate;
    private final int maxChoices;
    private final long hysteresisPpm;
    private final long horizonNs;
    private final int[] lacking = new int[3];
    private final Int128 before = new Int128();
    private int candidates;
    private long protectedUntil;
    private boolean isTruncated;

    /** The best of the queued tasks that were not gathered. */
    private int next;

    Rearrangement(final EngineState state) {
        this.state = state;
        tasks = state.tasks;
        instances = state.instances;
        curves = state.curves;
        hysteresisPpm = state.settings.get(Setting.HYSTERESIS);
        horizonNs = state.settings.get(Setting.HORIZON);
        final int maxTasks = state.settings.getInt(Setting.MAX_TASKS);
        final int maxVrus = state.settings.getInt(Setting.MAX_VRUS_PER_INSTANCE);
        final long maxUnits = Math.min(maxVrus, state.settings.getInt(Setting.MAX_UNITS));
        final int most = Math.min(maxTasks, 3 * maxVrus + MAX_QUEUED);
        maxChoices = (int) Math.min(MAX_CHOICES, most * (maxUnits + 1));
        queued = new QueueCandidates(state, maxTasks);
        byArrival = new KeyedHeap(most);
        problem = new ClearingProblem(most, maxChoices);
        solver = new ClearingSolver(most, maxChoices, maxVrus, cells(most, maxVrus));
        candidate = new int[most];
        backfill = new Backfill(state);
        gained = new Segment(state);
    }

    private static int cells(final long tasks, final long vrus) {
        return (int) Math.min(CELLS, tasks * (vrus + 1));
    }

    /** Drops units that do not pay, then takes the exact result if it is worth more than the one in place. */
    void rearrange(final int instance) {
        instances.changed(instance, false);
        instances.seenQueue(instance, state.queue.changes());
        protectedUntil = TimerHeap.NEVER;
        dropLosingUnits(instance);
        boolean isSensitive = state.pools.onlyKind(instances.pool(instance)) < 0;
        long entry = 0;
        if (isPosed(instance)) {
            final boolean isBetter = solver.value().compareTo(before) > 0;
            isSensitive |= isTruncated || !solver.isExact();
            if (isBetter && isWithinBudget(instance)) {
                apply(instance);
            } else if (isBetter) {
                isSensitive = true;
                if (preemptions(instance) > 0) {
                    protectUntil(instances.oldestPreemption(instance) + state.preemptionWindowNs);
                }
                if (gather(instance, MAX_QUEUED)
                        && solve(instance, true, false)
                        && solver.value().compareTo(before) > 0) {
                    apply(instance);
                }
            } else if (!isSensitive) {
                entry = entry(instance);
            }
        }
        instances.entry(instance, entry);
        instances.sensitive(instance, isSensitive);
        instances.tickAgainAt(instance, protectedUntil);
        if (protectedUntil != TimerHeap.NEVER) {
            state.event.revisit(instance);
        }
    }

    /**
     * Solves, with as many of the queue as can matter: of one kind, some of the best first, and more until the next could not.
     *
     * @return false if there is no solution to be had.
     */
    private boolean isPosed(final int instance) {
        int most = mayLimit(instance) ? FEW_QUEUED : MAX_QUEUED;
        while (gather(instance, most) && solve(instance, false, true)) {
            if (most == MAX_QUEUED) {
                return true;
            }
            if (next == TaskTable.NONE || isBelow(next, instance, entry(instance))) {
                isTruncated = false;
                return true;
            }
            most = Math.min(MAX_QUEUED, QUEUED_GROWTH * most);
        }
        return false;
    }

    private boolean mayLimit(final int instance) {
        return state.pools.onlyKind(instances.pool(instance)) >= 0 && !state.aging.isOn();
    }

    private long entry(final int instance) {
        return mayLimit(instance)
                ? solver.entry(state.pools.onlyKind(instances.pool(instance)))
                : 0;
    }

    /** Whether no units of a queued task are worth so much a VRU on an instance of one kind, nor of any task after it. */
    private boolean isBelow(final int task, final int instance, final long entry) {
        final int pool = instances.pool(instance);
        gained.set(task, pool, 0, state.nextVertex(task, 0));
        return isBelow(gained.surplus, vrus(gained, state.pools.onlyKind(pool)), entry);
    }

    private long vrus(final Segment segment, final int kind) {
        return (long) tasks.bundle(segment.task, kind) * segment.units();
    }

    /** Whether a task whose first segment is worth so much over its reserve cannot make a solution on the instance better. */
    boolean isIrrelevant(final Segment first, final int instance) {
        final int kind = state.pools.onlyKind(instances.pool(instance));
        return kind >= 0
                && isBelow(first.surplus - 1, vrus(first, kind), instances.entry(instance));
    }

    private static boolean isBelow(final long surplus, final long vrus, final long perVru) {
        final long product = perVru * vrus;
        return Math.multiplyHigh(perVru, vrus) > 0 || product < 0 || surplus < product;
    }

    private void protectUntil(final long time) {
        protectedUntil = Math.min(protectedUntil, time);
    }

    private void dropLosingUnits(final int instance) {
        int task = instances.firstTask(instance);
        while (task != TaskTable.NONE) {
            final int next = tasks.next(task);
            if (!tasks.is(task, TaskTable.EXHAUSTED)) {
                final int units = bestWithin(task);
                if (units < tasks.units(task)) {
                    if (state.isHeld(task)) {
                        protectUntil(state.heldUntil(task));
                    } else {
                        state.holdings.shrink(task, units, RevokeReason.NOT_PROFITABLE);
                        state.event.dirty(instance);
                    }
                }
            }
            task = next;
        }
    }

    /** The units up to those held that bring most; of equals the most units. */
    private int bestWithin(final int task) {
        int best = tasks.units(task);
        long most = net(task, best, tasks.reserve(task));
        for (int units = best - 1; units >= 0; units--) {
            if (units == 0 || curves.permits(tasks.curve(task), units)) {
                final long net = net(task, units, tasks.reserve(task));
                if (net > most) {
                    most = net;
                    best = units;
                }
            }
        }
        return best;
    }

    /** Value less reserve. */
    private long net(final int task, final int units, final long reserve) {
        final long product = reserve * units;
        return Math.multiplyHigh(reserve, (long) units) == 0 && product >= 0
                ? Math.max(LEAST, state.value(task, units) - product)
                : LEAST;
    }

    /** Value less reserve, with what age adds. */
    private long standing(final int task, final int units, final long reserve) {
        return Math.min(-LEAST, net(task, units, reserve) + aid(task, units, reserve));
    }

    /** What age adds to units that are worth more than their reserve. */
    private long aid(final int task, final int units, final long reserve) {
        return tasks.age(task) > 0 && net(task, units, reserve) > 0
                ? state.aidOfAll(task, reserve, units)
                : 0;
    }

    /**
     * Tasks with a value on the instance and so many of the best of the queue, by arrival; then {@link #next} is the best of
     * the rest. False if the first alone are too many.
     */
    private boolean gather(final int instance, final int most) {
        long choices = 0;
        candidates = 0;
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            if (!tasks.is(task, TaskTable.EXHAUSTED)) {
                byArrival.push(tasks.arrival(task), tasks.idOf(task), task);
                candidates++;
                choices += curves.max(tasks.curve(task)) + 1;
            }
        }
        if (choices > maxChoices) {
            byArrival.clear();
            return false;
        }
        queued.begin(instance);
        isTruncated = false;
        int fromQueue = 0;
        next = queued.next();
        while (next != TaskTable.NONE && fromQueue < most) {
            choices += curves.max(tasks.curve(next)) + 1;
            if (choices > maxChoices) {
                isTruncated = true;
                break;
            }
            byArrival.push(tasks.arrival(next), tasks.idOf(next), next);
            fromQueue++;
            next = queued.next();
        }
        isTruncated |= fromQueue == MAX_QUEUED;
        final int found = candidates + fromQueue;
        candidates = 0;
        while (candidates < found) {
            candidate[candidates++] = byArrival.pop();
        }
        return true;
    }

    /** Solves, with or without displacing anyone; false if nothing fits. */
    private boolean solve(final int instance, final boolean protectAll, final boolean setsDuals) {
        problem.begin(
                instances.healthyVcpu(instance),
                instances.healthyMemory(instance),
                instances.healthyAccelerator(instance));
        before.zero();
        final int pool = instances.pool(instance);
        for (int place = 0; place < candidates; place++) {
            pose(candidate[place], instance, protectAll);
        }
        if (!solver.solve(problem, OPERATIONS)) {
            return false;
        }
        if (setsDuals && state.pools.onlyKind(pool) < 0) {
            noteDuals(instance);
        }
        return true;
    }

    /** What the prices of several kinds follow from until the next tick. */
    private void noteDuals(final int instance) {
        for (int kind = 0; kind < 3; kind++) {
            if (instances.dual(instance, kind) != solver.dual(kind)) {
                instances.dual(instance, kind, solver.dual(kind));
                state.event.revisit(instance);
            }
        }
    }

    private void pose(final int task, final int instance, final boolean protectAll) {
        final int curve = tasks.curve(task);
        final int held = tasks.units(task);
        final int pool = instances.pool(instance);
        final long reserve = state.reserve(task, pool);
        int lowest = 0;
        if (held > 0) {
            final boolean isHeld = state.isHeld(task);
            if (isHeld) {
                protectUntil(state.heldUntil(task));
            }
            lowest = protectAll || isHeld || !tasks.is(task, TaskTable.PREEMPTIBLE) ? held : 0;
            before.add(standing(task, held, reserve));
        }
        final boolean isKept = instances.reservedFor(instance) != 0;
        final int number =
                problem.add(
                        tasks.vcpu(task),
                        tasks.memory(task),
                        tasks.accelerator(task),
                        held,
                        lowest,
                        curves.max(curve));
        for (int units = lowest; units <= problem.highest(number); units++) {
            if ((units == 0 || units == held || curves.permits(curve, units))
                    && !(isKept && units > held && isKeptOut(task, instance, held, units))) {
                problem.net(
                        number,
                        units,
                        Math.max(
                                LEAST,
                                standing(task, units, reserve)
                                        - switching(task, units, held, reserve)));
            }
        }
    }

    /** Whether room that is kept for another task keeps this one from growing so far. */
    private boolean isKeptOut(final int task, final int instance, final int held, final int units) {
        final int pool = instances.pool(instance);
        final long reserve = state.reserve(task, pool);
        final long worth =
                state.value(task, units)
                        - state.value(task, held)
                        + aid(task, units, reserve)
                        - aid(task, held, reserve);
        return worth <= backfill.threshold(instance, gained.set(task, pool, held, units));
    }

    /** What it takes to take units from a holder, femto per hour. */
    private long switching(final int task, final int units, final int held, final long reserve) {
        if (units >= held) {
            return 0;
        }
        final long lost =
                Math.max(
                        0,
                        state.value(task, held)
                                - state.value(task, units)
                                + aid(task, held, reserve)
                                - aid(task, units, reserve));
        final long hysteresis = Wide.mulDivFloor(lost, hysteresisPpm, Limits.PPM);
        final long moving =
                units > 0 ? 0 : Wide.mulDivFloor(tasks.moveCost(task), Accrual.SCALE, horizonNs);
        return Math.min(-LEAST, Math.min(-LEAST, hysteresis) + Math.min(-LEAST, moving));
    }

    private boolean isWithinBudget(final int instance) {
        if (state.preemptionBudget == 0) {
            return true;
        }
        int victims = 0;
        for (int place = 0; place < candidates; place++) {
            victims += solver.units(place) < tasks.units(candidate[place]) ? 1 : 0;
        }
        return victims == 0 || preemptions(instance) + victims <= state.preemptionBudget;
    }

    private int preemptions(final int instance) {
        return instances.preemptions(instance, state.event.now(), state.preemptionWindowNs);
    }

    private void apply(final int instance) {
        final int payer = largestGainer(instances.pool(instance));
        for (int place = 0; place < candidates; place++) {
            final int task = candidate[place];
            if (solver.units(place) < tasks.units(task)) {
                if (solver.units(place) == 0 && payer != TaskTable.NONE) {
                    state.holdings.payMove(payer, task);
                }
                instances.countPreemption(instance, state.event.now(), state.preemptionWindowNs);
                state.holdings.shrink(task, solver.units(place), RevokeReason.REARRANGED);
            }
        }
        makeRoom(instance);
        for (int place = 0; place < candidates; place++) {
            final int task = candidate[place];
            final int units = solver.units(place);
            if (units > tasks.units(task)) {
                if (tasks.isRunning(task)) {
                    state.holdings.grow(task, units);
                } else {
                    state.holdings.start(task, instance, units);
                }
            }
        }
        state.event.dirty(instance);
    }

    /** The task whose value less reserve, with its age, rises most: it pays for the moves. */
    private int largestGainer(final int pool) {
        int gainer = TaskTable.NONE;
        long most = 0;
        for (int place = 0; place < candidates; place++) {
            final int task = candidate[place];
            final long reserve = state.reserve(task, pool);
            final long gain =
                    standing(task, solver.units(place), reserve)
                            - standing(task, tasks.units(task), reserve);
            if (solver.units(place) > tasks.units(task) && gain > most) {
                most = gain;
                gainer = task;
            }
        }
        return gainer;
    }

    /** Exhausted tasks give up what the others are to get. */
    private void makeRoom(final int instance) {
        for (int kind = 0; kind < 3; kind++) {
            lacking[kind] = -instances.free(instance, kind);
        }
        for (int place = 0; place < candidates; place++) {
            final int task = candidate[place];
            final int gained = Math.max(0, solver.units(place) - tasks.units(task));
            for (int kind = 0; kind < 3; kind++) {
                lacking[kind] += tasks.bundle(task, kind) * gained;
            }
        }
        for (int task = lastExhausted(instance);
                task != TaskTable.NONE;
                task = lastExhausted(instance)) {
            final int units = tasks.units(task);
            final int lower = state.lowerEnd(task, units);
            state.holdings.shrink(task, lower, RevokeReason.BUDGET_EXHAUSTED);
            for (int kind = 0; kind < 3; kind++) {
                lacking[kind] -= tasks.bundle(task, kind) * (units - lower);
            }
        }
    }

    /** The latest exhausted task that holds something of what is lacking. */
    private int lastExhausted(final int instance) {
        int last = TaskTable.NONE;
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            if (tasks.is(task, TaskTable.EXHAUSTED)
                    && (lacking[0] > 0 && tasks.vcpu(task) > 0
                            || lacking[1] > 0 && tasks.memory(task) > 0
                            || lacking[2] > 0 && tasks.accelerator(task) > 0)
                    && (last < 0 || tasks.isEarlier(last, task))) {
                last = task;
            }
        }
        return last;
    }
}
