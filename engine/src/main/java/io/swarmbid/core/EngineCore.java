package io.swarmbid.core;

import io.swarmbid.auction.Auction;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.codec.sbe.TickCommandDecoder;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.decision.Emission;
import io.swarmbid.learning.Estimates;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.TimerHeap;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.Event;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Ledger;
import io.swarmbid.state.TaskTable;
import io.swarmbid.state.TimerKind;
import io.swarmbid.swarm.Lifecycle;
import io.swarmbid.swarm.Swarm;
import io.swarmbid.swarm.Throughput;
import java.util.Optional;
import java.util.OptionalLong;
import org.agrona.DirectBuffer;

/** The core on off-heap state, incremental. It decides what the rule book (docs/decisions.md) says, to the last unit. */
public final class EngineCore implements AllocationCore {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EngineState state;
    private final Event event;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final Auction auction;
    private final Lifecycle lifecycle;
    private final Swarm swarm;
    private final Emission emission;
    private final Findings findings;
    private final TaskCommands taskCommands;
    private final SwarmCommands swarmCommands;
    private final Dispatch dispatch;
    private final long tickIntervalNs;

    public EngineCore(final Settings settings, final SymbolTable symbols) {
        state = new EngineState(settings, symbols);
        tickIntervalNs = settings.get(Setting.TICK_INTERVAL);
        event = state.event;
        tasks = state.tasks;
        instances = state.instances;
        auction = new Auction(state);
        lifecycle = new Lifecycle(state);
        swarm = new Swarm(state, lifecycle);
        emission = new Emission(state, auction);
        findings = new Findings(state, emission);
        taskCommands = new TaskCommands(state, emission, findings, new Throughput(state, swarm));
        swarmCommands = new SwarmCommands(state, lifecycle, swarm, emission, findings);
        dispatch = new Dispatch(taskCommands, swarmCommands);
    }

    /**
     * A core with a copy of this one's state, between two events, that goes on by itself: given the same commands it
     * decides the same. The symbols are shared. Where settings differ, follow with {@link #reconsider}.
     *
     * @param settings of the fork; those that size tables are this core's.
     * @return to be closed by the caller.
     * @throws IllegalArgumentException if a setting that sizes tables differs, naming it.
     */
    public EngineCore fork(final Settings settings) {
        // What has passed is charged as it was charged here, however the fork charges.
        accrueAll();
        final EngineCore fork = new EngineCore(settings, state.symbols);
        try {
            fork.state.copyFrom(state);
        } catch (final IllegalArgumentException e) {
            fork.close();
            throw e;
        }
        return fork;
    }

    /**
     * Looks at every instance, the queue and the swarm under the settings as they are: an event of its own at the time
     * of the last one, with cause 0. A pool that came without a minimum margin has the settings' from now on.
     */
    public void reconsider(final DecisionSink sink) {
        event.begin(timeNs());
        swarmCommands.reconsider();
        finish(UNNUMBERED, sink);
        wantTicks(timeNs());
    }

    @Override
    public void onCommand(
            final long sequence,
            final long commandTimeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final DecisionSink sink) {
        header.wrap(buffer, offset);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID
                || !dispatch.knows(header.templateId())) {
            throw new IllegalArgumentException(
                    "no command: schema "
                            + header.schemaId()
                            + ", template "
                            + header.templateId()
                            + "; commands have schema "
                            + MessageHeaderDecoder.SCHEMA_ID);
        }
        if (commandTimeNs < timeNs()) {
            throw new IllegalArgumentException(
                    "time runs backwards: command at "
                            + commandTimeNs
                            + ", last event at "
                            + timeNs());
        }
        fireTimers(
                sequence == UNNUMBERED ? commandTimeNs - 1 : commandTimeNs,
                commandTimeNs - 1,
                sink);
        state.carried.timeNs(commandTimeNs);
        event.begin(commandTimeNs);
        if (header.templateId() == TickCommandDecoder.TEMPLATE_ID) {
            tick(sequence, false, sink);
        } else {
            dispatch.on(sequence, header, buffer, offset);
            finish(sequence, sink);
            wantTicks(commandTimeNs);
        }
    }

    @Override
    public void advanceTo(final long toNs, final DecisionSink sink) {
        advance(toNs, toNs - 1, sink);
    }

    @Override
    public void advanceThrough(final long toNs, final DecisionSink sink) {
        advance(toNs, toNs, sink);
    }

    private void advance(final long toNs, final long tickUntilNs, final DecisionSink sink) {
        if (toNs < timeNs()) {
            throw new IllegalArgumentException(
                    "time runs backwards: to " + toNs + ", last event at " + timeNs());
        }
        fireTimers(toNs, tickUntilNs, sink);
        state.carried.timeNs(toNs);
    }

    /** An event of its own for each timer and tick that is due; of those of one time the tick comes last. */
    private void fireTimers(final long untilNs, final long tickUntilNs, final DecisionSink sink) {
        while (true) {
            final long timerNs = state.timers.firstDue();
            final long tickNs = nextTickNs();
            if (tickNs <= tickUntilNs && tickNs < timerNs) {
                state.carried.timeNs(tickNs);
                event.begin(tickNs);
                tick(0, true, sink);
            } else if (timerNs <= untilNs) {
                fireTimer(sink);
                wantTicks(timeNs());
            } else {
                return;
            }
        }
    }

    /** The market is looked at as a whole; if that changed anything, or an age still changes, so will the next tick. */
    private void tick(final long cause, final boolean isOwn, final DecisionSink sink) {
        final long before = emission.count();
        state.carried.tickDueNs(Long.MAX_VALUE);
        event.ticks();
        final boolean ages = state.aging.tick();
        final boolean drains = swarm.tick();
        auction.rearrange();
        finish(cause, sink);
        final boolean decided = emission.count() != before;
        final boolean isMoreToCover = auction.coverage().end(decided, isOwn);
        if (ages || drains || decided || isMoreToCover) {
            wantTick(timeNs() + 1);
        }
        if (swarm.againNs() <= Limits.MAX_TIME_NS) {
            wantTick(swarm.againNs());
        }
    }

    /** Something has happened: from a time on, ticks are to look at every instance. */
    private void wantTicks(final long fromNs) {
        auction.coverage().restart();
        wantTick(fromNs);
    }

    /**
     * The next multiple of the interval, from a time on, is to be a tick, unless one is before; without tasks there is
     * nothing to do in one.
     */
    private void wantTick(final long fromNs) {
        if (tasks.size() == 0) {
            state.carried.tickDueNs(Long.MAX_VALUE);
        } else if (tickIntervalNs > 0 && nextTickNs() - fromNs >= tickIntervalNs) {
            state.carried.tickDueNs(
                    (fromNs + tickIntervalNs - 1) / tickIntervalNs * tickIntervalNs);
        }
    }

    private void fireTimer(final DecisionSink sink) {
        final int owner = state.ownerOf(state.timers.firstOwner());
        final int kind = state.timers.firstKind();
        final long now = Math.max(timeNs(), state.timers.firstDue());
        state.carried.timeNs(now);
        event.begin(now);
        if (kind == TimerKind.PERIOD) {
            findings.judge(state.periodOf(state.timers.firstOwner()));
        } else if (kind == TimerKind.POOL) {
            swarm.unmetValueAccumulated();
        } else if (kind == TimerKind.FLEET) {
            swarm.outerMarketChanged();
        } else if (kind == TimerKind.DRAIN) {
            endDrains(now);
        } else if (owner < 0) {
            onInstanceTimer(~owner);
        } else {
            onTaskTimer(owner, kind);
        }
        auction.settle();
        swarm.step();
        conclude(0, sink);
    }

    /** All drains that end at one time end in one event: what one frees is not contested by what another still holds. */
    private void endDrains(final long now) {
        while (state.timers.firstDue() <= now && state.timers.firstKind() == TimerKind.DRAIN) {
            final int timer = state.timers.firstOwner();
            state.timers.cancel(timer);
            onInstanceTimer(~state.ownerOf(timer));
        }
    }

    private void onTaskTimer(final int task, final int kind) {
        state.holdings.touch(task);
        switch (kind) {
            case TimerKind.TTL -> state.holdings.reject(task, RejectReason.EXPIRED);
            case TimerKind.EXHAUSTION -> {
                state.holdings.removeFromQueue(task);
                state.holdings.flag(task, TaskTable.EXHAUSTED, true);
                if (tasks.isRunning(task)) {
                    event.dirty(tasks.instance(task));
                } else {
                    event.seek(task);
                }
            }
            case TimerKind.DEADLINE -> onDeadline(task);
            default -> throw new IllegalStateException("timer of kind " + kind);
        }
    }

    private void onDeadline(final int task) {
        if (tasks.isRunning(task)) {
            emission.deadlineMissed(task);
            state.holdings.forgetDeadline(task);
            event.dirty(tasks.instance(task));
            return;
        }
        state.holdings.removeFromQueue(task);
        if (state.holdings.judgeDeadline(task)) {
            event.seek(task);
        } else {
            state.holdings.reject(task, RejectReason.INFEASIBLE_DEADLINE);
        }
    }

    private void onInstanceTimer(final int instance) {
        event.dirty(instance);
        state.holdings.endDrains(instance);
        if (instances.tickAgainAt(instance) <= event.now()) {
            instances.tickAgainAt(instance, TimerHeap.NEVER);
        }
        switch (instances.state(instance)) {
            case InstanceTable.READY -> {
                if (lifecycle.isOverdue(instance)) {
                    end(instance, RevokeReason.DRAINED, SwarmReason.IDLE);
                }
            }
            case InstanceTable.DRAINING -> end(instance, RevokeReason.DRAINED, SwarmReason.DRAINED);
            default -> end(instance, RevokeReason.INTERRUPTED, SwarmReason.INTERRUPTED);
        }
    }

    private void end(final int instance, final RevokeReason revoke, final SwarmReason reason) {
        if (instances.deadline(instance) > event.now()
                && instances.state(instance) != InstanceTable.READY) {
            return;
        }
        lifecycle.evict(instance, revoke);
        lifecycle.deactivate(instance, reason);
        swarm.outerMarketChanged();
    }

    private void finish(final long sequence, final DecisionSink sink) {
        auction.settle();
        if (event.isTick()) {
            auction.tick();
        }
        swarm.step();
        conclude(sequence, sink);
    }

    /** Emits, then leaves the state ready for the next event. */
    private void conclude(final long cause, final DecisionSink sink) {
        emission.emit(timeNs(), cause, sink);
        for (int place = 0; place < event.touchedCount(); place++) {
            final int task = event.touched(place);
            findings.settle(task);
            if (tasks.is(task, TaskTable.COMPLETED | TaskTable.REJECTED)) {
                bury(task);
            } else {
                tasks.unset(task, TaskTable.ANNOUNCE);
                state.settlement.settle(task);
            }
        }
        for (int place = 0; place < event.toPriceCount(); place++) {
            final int instance = event.toPriceList()[place];
            if (instances.state(instance) != InstanceTable.GONE) {
                lifecycle.judgeDeficit(instance);
                lifecycle.arm(instance);
            }
        }
        for (int place = 0; place < event.rearmCount(); place++) {
            rearmRisky(event.rearmAt(place));
        }
        lifecycle.bury();
        swarmCommands.bury();
    }

    /** A new price moves the time at which a charge reaches the bid, and what somebody pays who waits for a part. */
    private void rearmRisky(final int instance) {
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            if (tasks.is(task, TaskTable.RISKY) || state.grace.waits(task)) {
                state.accrual.accrue(task);
                state.settlement.settle(task);
            }
        }
    }

    private void bury(final int task) {
        state.timers.cancel(task);
        findings.forget(task);
        state.curves.release(tasks.curve(task));
        state.poolSets.release(tasks.poolSet(task));
        tasks.remove(task);
    }

    @Override
    public long nextTimerNs() {
        return state.timers.firstDue();
    }

    @Override
    public long nextTickNs() {
        return state.carried.tickDueNs();
    }

    @Override
    public long timeNs() {
        return state.carried.timeNs();
    }

    @Override
    public long decisionCount() {
        return emission.count();
    }

    /** The accounts, everything accrued to the time of the last event. */
    public Ledger ledger() {
        accrueAll();
        return state.ledger;
    }

    /** What finished tasks have taught, and how good the estimates were. */
    public Estimates estimates() {
        return state.estimates;
    }

    @Override
    public long stateDigest() {
        accrueAll();
        return new StateDigest(state, timeNs(), emission.count()).compute();
    }

    private void accrueAll() {
        event.begin(timeNs());
        for (int task = 0; task < tasks.highWater(); task++) {
            if (tasks.id(task) != 0) {
                state.accrual.accrue(task);
            }
        }
        for (int place = 0; place < instances.size(); place++) {
            state.accrual.accrueInstance(instances.bySortedId(place));
        }
    }

    /** How a live task stands after the last event; empty if no live task has that id. */
    public Optional<TaskStanding> standing(final long taskId) {
        final int task = taskId < 1 || taskId > Limits.MAX_ID ? TaskTable.NONE : tasks.find(taskId);
        if (task < 0) {
            return Optional.empty();
        }
        event.begin(timeNs());
        state.holdings.touch(task);
        return Optional.of(new Standings(state, auction).of(task));
    }

    /** The queued tasks that no pool is cheap enough for after the last event; empty if there are none. */
    public Optional<PricedOut> pricedOut() {
        return new Standings(state, auction).pricedOut();
    }

    /** What a live task is charged up to the last event, nano; empty if no live task has that id. */
    public OptionalLong chargeOf(final long taskId) {
        final int task = taskId < 1 || taskId > Limits.MAX_ID ? TaskTable.NONE : tasks.find(taskId);
        if (task < 0) {
            return OptionalLong.empty();
        }
        event.begin(timeNs());
        state.accrual.accrue(task);
        return OptionalLong.of(tasks.charge(task));
    }

    @Override
    public void describe(final StateVisitor visitor) {
        new StateTour(state, emission, visitor).show();
    }

    @Override
    public Optional<Arena> memory() {
        return Optional.of(state.arena);
    }

    /** Off-heap bytes that the state takes. */
    public long offHeapBytes() {
        return state.arena.totalBytes();
    }

    @Override
    public void close() {
        state.close();
    }
}
