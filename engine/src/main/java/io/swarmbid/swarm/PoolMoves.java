package io.swarmbid.swarm;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.state.Carried;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.TaskTable;
import java.util.Arrays;

/**
 * Moves what the autoscaler holds to a cheaper pool when the regret of not having done so asks for it: one instance at a
 * time, the replacement first, and what it replaces is drained when it is ready. Section 5 of the rule book. Not threadsafe,
 * no allocation.
 */
final class PoolMoves {
    private final EngineState state;
    private final Lifecycle lifecycle;
    private final InstanceTable instances;
    private final PoolTable pools;
    private final TaskTable tasks;
    private final Carried carried;
    private final PoolSwitch regrets;
    private final boolean[] held = new boolean[Limits.MAX_POOLS];
    private final Int128 saving = new Int128();
    private final Int128 most = new Int128();
    private final boolean on;
    private final long coolDownNs;
    private final long horizonNs;
    private int best;
    private int bestPool;
    private long againNs;

    PoolMoves(final EngineState state, final Lifecycle lifecycle) {
        this.state = state;
        this.lifecycle = lifecycle;
        instances = state.instances;
        pools = state.pools;
        tasks = state.tasks;
        carried = state.carried;
        regrets = new PoolSwitch(state.poolRegrets, Limits.MAX_POOLS);
        on = state.settings.isOn(Setting.AUTOSCALE) && state.settings.isOn(Setting.POOL_MOVES);
        coolDownNs = state.settings.get(Setting.COOL_DOWN);
        horizonNs = state.settings.get(Setting.HORIZON);
    }

    /** Sets what is regretted from now on, after a cost, a stock or an instance has changed. */
    void regret() {
        markHeld(false);
        for (int pool = 0; pool < pools.size(); pool++) {
            if (held[pool]) {
                judge(pool);
            } else if (isRegretted(pool)) {
                regrets.begin(pools.size());
                regrets.restart(pool);
            }
        }
    }

    /** Marks the pools in which an instance of the autoscaler's is ready, and, where asked, could be replaced now. */
    private void markHeld(final boolean replaceable) {
        Arrays.fill(held, 0, pools.size(), false);
        for (int place = 0; on && place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            held[instances.pool(instance)] |=
                    isHeld(instance) && (!replaceable || isConsidered(instance));
        }
    }

    /** Whether there are tasks on an instance, none of which drains or waits. */
    private boolean isConsidered(final int instance) {
        return instances.taskCount(instance) > 0 && state.grace.passing(instance) == 0;
    }

    /** The entry of a pool with itself is no regret: its rate is 1 while there are others. */
    private boolean isRegretted(final int pool) {
        return state.poolRegrets.rate(pool * Limits.MAX_POOLS + pool) != 0;
    }

    private boolean isHeld(final int instance) {
        return instances.activatedByAutoscale(instance) != 0 && state.isReady(instance);
    }

    private void judge(final int from) {
        regrets.begin(pools.size());
        for (int pool = 0; pool < pools.size(); pool++) {
            if (pool == from || (pools.stock(pool) > 0 && lifecycle.hasRoom(pool))) {
                regrets.offer(
                        pool,
                        pools.id(pool),
                        pools.cost(pool) * Limits.PPM,
                        pools.activationDelay(pool) + pools.billingQuantum(pool),
                        pools.activationCost(pool) * Limits.PPM);
            }
        }
        final long now = state.event.now();
        regrets.judge(from, from, now);
        state.poolRegrets.rate(from * Limits.MAX_POOLS + from, 1, now);
    }

    /**
     * Asks for the replacement of the instance where that saves most, if the regret is large enough for one and no other is
     * being replaced.
     *
     * @return when time alone may let one be replaced, {@link TimerHeap#NEVER} if nothing but an event does.
     */
    long start() {
        if (!on || carried.replacement() != 0) {
            return TimerHeap.NEVER;
        }
        best = TaskTable.NONE;
        againNs = TimerHeap.NEVER;
        markHeld(true);
        for (int from = 0; from < pools.size(); from++) {
            if (held[from]) {
                judge(from);
                for (int to = 0; to < pools.size(); to++) {
                    weigh(from, to);
                }
            }
        }
        if (best < 0) {
            return againNs;
        }
        final int replacement =
                lifecycle.activate(bestPool, TaskTable.NONE, SwarmReason.CHEAPER_POOL);
        carried.replacement(instances.id(replacement));
        carried.replaced(instances.id(best));
        return TimerHeap.NEVER;
    }

    private void weigh(final int from, final int to) {
        final long now = state.event.now();
        final long due = regrets.dueNs(to);
        if (due > now) {
            againNs = Math.min(againNs, due);
            return;
        }
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (instances.pool(instance) != from || !isHeld(instance) || !isConsidered(instance)) {
                continue;
            }
            final long moveCost = moveCost(instance);
            final long ready =
                    Math.max(cooledAt(instance), regrets.dueNs(from, from, to, moveCost, now));
            if (ready > now) {
                againNs = Math.min(againNs, ready);
            } else if (saves(from, to, moveCost, instance) && mayMove(instance, to)) {
                best = instance;
                bestPool = to;
                most.set(saving.high(), saving.low());
            }
        }
    }

    private long cooledAt(final int instance) {
        final long at = instances.readyAt(instance) + coolDownNs;
        return at < 0 ? TimerHeap.NEVER : at;
    }

    private long moveCost(final int instance) {
        long sum = 0;
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            sum += tasks.moveCost(task);
        }
        return sum;
    }

    /** Whether no move found before saves more over the horizon. */
    private boolean saves(final int from, final int to, final long moveCost, final int instance) {
        saving.zero()
                .addProduct(pools.cost(from) - pools.cost(to), horizonNs)
                .addProduct(-moveCost, Limits.NANOS_PER_HOUR);
        final int order = best < 0 ? 1 : saving.compareTo(most);
        return order > 0
                || (order == 0
                        && (instances.id(instance) > instances.id(best)
                                || (instance == best && pools.id(to) < pools.id(bestPool))));
    }

    /** Whether all tasks on the instance may go as they are to an empty one of the pool, and pay there. */
    private boolean mayMove(final int instance, final int to) {
        boolean may = instances.reservedFor(instance) == 0;
        for (int kind = 0; kind < 3; kind++) {
            may &= instances.used(instance, kind) <= pools.vrus(to, kind);
        }
        for (int task = instances.firstTask(instance);
                may && task != TaskTable.NONE;
                task = tasks.next(task)) {
            final int units = tasks.units(task);
            may =
                    tasks.is(task, TaskTable.PREEMPTIBLE)
                            && state.poolSets.permits(tasks.poolSet(task), to)
                            && (tasks.is(task, TaskTable.EXHAUSTED)
                                    || state.value(task, units) >= state.reserve(task, to) * units);
        }
        return may;
    }

    /**
     * Moves the tasks of the instance that is being replaced to its replacement, if that is ready, and drains it; gives the
     * move up if it makes no sense any more.
     */
    void takeOver() {
        if (carried.replacement() == 0) {
            return;
        }
        final int to = instances.find(carried.replacement());
        if (to >= 0 && instances.state(to) == InstanceTable.PENDING) {
            return;
        }
        final int from = instances.find(carried.replaced());
        final boolean makesSense =
                to >= 0
                        && from >= 0
                        && state.isReady(to)
                        && state.isReady(from)
                        && pools.cost(instances.pool(to)) < pools.cost(instances.pool(from))
                        && mayMove(from, instances.pool(to))
                        && fits(from, to);
        if (makesSense
                && (holdsHeld(from)
                        || state.grace.passing(from) != 0
                        || state.grace.passing(to) != 0)) {
            return;
        }
        carried.replacement(0);
        carried.replaced(0);
        if (makesSense) {
            while (instances.firstTask(from) != TaskTable.NONE) {
                final int task = instances.firstTask(from);
                state.holdings.move(task, to, tasks.units(task), RevokeReason.DRAINED);
            }
            lifecycle.wind(
                    from, InstanceTable.DRAINING, state.event.now(), SwarmReason.CHEAPER_POOL);
            state.event.dirty(to);
        }
    }

    private boolean fits(final int from, final int to) {
        boolean fits = true;
        for (int kind = 0; kind < 3; kind++) {
            fits &= instances.used(from, kind) <= instances.free(to, kind);
        }
        return fits;
    }

    private boolean holdsHeld(final int instance) {
        boolean held = false;
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            held |= state.isHeld(task);
        }
        return held;
    }
}
