package io.swarmbid.swarm;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.state.Accrual;
import io.swarmbid.state.Accumulators;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.TaskTable;
import io.swarmbid.state.TimerKind;

/** Instances from activation to their end. Not threadsafe. */
public final class Lifecycle {
    private static final long BUSY = -1;

    private final EngineState state;
    private final InstanceTable instances;
    private final PoolTable pools;
    private final TaskTable tasks;
    private final Accumulators deficit;
    private final Int128 threshold = new Int128();
    private final long coolDownNs;

    public Lifecycle(final EngineState state) {
        this.state = state;
        instances = state.instances;
        pools = state.pools;
        tasks = state.tasks;
        deficit = state.deficit;
        coolDownNs = state.settings.get(Setting.COOL_DOWN);
    }

    /** Whether an instance of the pool can be kept. */
    public boolean hasRoom(final int pool) {
        return !instances.isFull() && !state.vrus.isFull(pool);
    }

    /** Sets what an activation in the pool costs, its delay and the first billing quantum included: femto per hour times ns. */
    void activationThreshold(final int pool, final Int128 threshold) {
        final long rate = pools.cost(pool) * Limits.PPM;
        threshold
                .zero()
                .addProduct(pools.activationCost(pool), Accrual.SCALE)
                .addProduct(rate, pools.activationDelay(pool))
                .addProduct(rate, pools.billingQuantum(pool));
    }

    /** Asks the host for an instance; the pool has stock and there is room. */
    int activate(final int pool, final int fleet, final SwarmReason reason) {
        final int instance =
                add(Limits.FIRST_ENGINE_INSTANCE + state.carried.nextActivation(), pool, fleet);
        instances.tookStock(instance, 1);
        instances.activatedByAutoscale(instance, fleet < 0 ? 1 : 0);
        pools.stock(pool, pools.stock(pool) - 1);
        state.ledger.instanceCost(pool, pools.activationCost(pool));
        state.event.acted(instance, SwarmAction.ACTIVATE, reason);
        return instance;
    }

    private int add(final long id, final int pool, final int fleet) {
        final int instance = instances.add(id, pool);
        instances.fleet(instance, fleet);
        instances.vruBlock(instance, state.vrus.take(pool));
        instances.blockedUntil(instance, TimerHeap.NEVER);
        instances.idleSince(instance, BUSY);
        deficit.clear(instance);
        instances.tickAgainAt(instance, TimerHeap.NEVER);
        return instance;
    }

    /** An instance that the host registers under its own id; there is room. */
    public void register(final long id, final int pool) {
        ready(add(id, pool, TaskTable.NONE), SwarmReason.REGISTERED);
    }

    /** An instance is ready for tasks. */
    public void ready(final int instance, final SwarmReason reason) {
        final long now = state.event.now();
        final int pool = instances.pool(instance);
        instances.become(instance, InstanceTable.READY);
        instances.readyAt(instance, now);
        instances.costedAt(instance, now);
        instances.pricedAt(instance, now);
        instances.forcePrice(instance, true);
        for (int kind = 0; kind < 3; kind++) {
            final int vrus = pools.vrus(pool, kind);
            instances.healthy(instance, kind, vrus);
            instances.price(instance, kind, vrus == 0 ? 0 : pools.reserve(pool, kind), now);
        }
        state.event.acted(instance, SwarmAction.READY, reason);
        state.event.dirty(instance);
    }

    /** No new grants on a ready instance, which goes at the deadline. */
    public void wind(
            final int instance, final int newState, final long deadline, final SwarmReason reason) {
        instances.become(instance, newState);
        instances.deadline(instance, deadline);
        final boolean drains = newState == InstanceTable.DRAINING;
        state.event.acted(instance, drains ? SwarmAction.DRAIN : SwarmAction.INTERRUPT, reason);
        state.event.toPrice(instance);
    }

    /** Every task on the instance loses what it holds and is queued. */
    public void evict(final int instance, final RevokeReason reason) {
        while (instances.firstTask(instance) != TaskTable.NONE) {
            state.holdings.shrink(instances.firstTask(instance), 0, reason);
        }
        while (state.grace.firstLeaving(instance) != TaskTable.NONE) {
            state.holdings.endDrain(state.grace.firstLeaving(instance), reason);
        }
    }

    /** The instance goes; what it took from the stock is given back. It holds no task. */
    public void deactivate(final int instance, final SwarmReason reason) {
        final int pool = instances.pool(instance);
        if (instances.tookStock(instance) != 0) {
            pools.stock(pool, pools.stock(pool) + 1);
        }
        state.event.acted(instance, SwarmAction.DEACTIVATE, reason);
        leave(instance);
    }

    /** The instance goes without a decision, and its stock is not given back. It holds no task. */
    public void leave(final int instance) {
        state.accrual.accrueInstance(instance);
        state.timers.cancel(state.timerOf(instance));
        state.event.gone(instance);
    }

    /** Takes what the event has left behind out of the tables. */
    public void bury() {
        for (int i = 0; i < state.event.goneCount(); i++) {
            final int instance = state.event.goneAt(i);
            state.vrus.give(instances.pool(instance), instances.vruBlock(instance));
            instances.remove(instance);
        }
    }

    /**
     * Judges at the end of an event whether an instance of the autoscaler's costs more than its tasks are worth, and
     * whether it is empty. While it does, what is lost adds up.
     */
    public void judgeDeficit(final int instance) {
        final long now = state.event.now();
        final long rate = deficitRate(instance);
        if (rate == 0) {
            deficit.clear(instance);
        } else {
            deficit.rate(instance, rate, now);
        }
        if (instances.taskCount(instance) != 0) {
            instances.idleSince(instance, BUSY);
        } else if (instances.idleSince(instance) == BUSY) {
            instances.idleSince(instance, now);
        }
    }

    /** Cost over value, femto per hour; 0 where another than the autoscaler decides. */
    private long deficitRate(final int instance) {
        if (instances.activatedByAutoscale(instance) == 0
                || instances.state(instance) != InstanceTable.READY) {
            return 0;
        }
        long rate = pools.cost(instances.pool(instance)) * Limits.PPM;
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE && rate > 0;
                task = tasks.next(task)) {
            rate -= state.value(task, tasks.units(task));
        }
        return Math.max(0, rate);
    }

    /** Whether an empty instance has lost as much as its next activation would cost, and may go. */
    public boolean isOverdue(final int instance) {
        return deficitDue(instance) <= state.event.now();
    }

    /** When an empty instance goes: at the end of a billing quantum; {@link TimerHeap#NEVER} for others. */
    private long deficitDue(final int instance) {
        if (instances.activatedByAutoscale(instance) == 0
                || instances.state(instance) != InstanceTable.READY
                || instances.taskCount(instance) != 0
                || instances.idleSince(instance) == BUSY) {
            return TimerHeap.NEVER;
        }
        final int pool = instances.pool(instance);
        final long cool = instances.idleSince(instance) + coolDownNs;
        if (cool < 0) {
            return TimerHeap.NEVER;
        }
        activationThreshold(pool, threshold);
        final long lost = deficit.due(instance, threshold, state.event.now());
        return quantumEnd(pool, instances.readyAt(instance), Math.max(cool, lost));
    }

    /** The first end of a billing quantum that is not before a time. */
    private long quantumEnd(final int pool, final long readyAt, final long time) {
        final long quantum = pools.billingQuantum(pool);
        if (quantum == 0 || time == TimerHeap.NEVER) {
            return time;
        }
        final long over = (time - readyAt) % quantum;
        if (over == 0) {
            return time;
        }
        return quantum - over > TimerHeap.NEVER - time ? TimerHeap.NEVER : time + quantum - over;
    }

    /** Arms the timer of an instance for whatever comes first; a drain's end comes before all else of its time. */
    public void arm(final int instance) {
        final long due;
        switch (instances.state(instance)) {
            case InstanceTable.READY ->
                    due =
                            Math.min(
                                    Math.min(
                                            instances.blockedUntil(instance),
                                            instances.tickAgainAt(instance)),
                                    deficitDue(instance));
            case InstanceTable.DRAINING, InstanceTable.INTERRUPTED ->
                    due = instances.deadline(instance);
            default -> due = TimerHeap.NEVER;
        }
        final long drainEnds = state.grace.nextEnd(instance);
        state.timers.set(
                state.timerOf(instance),
                Math.min(due, drainEnds),
                drainEnds <= due ? TimerKind.DRAIN : TimerKind.INSTANCE,
                instances.id(instance));
    }
}
