package io.swarmbid.reference;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.codec.sbe.ActivationFailedCommandDecoder;
import io.swarmbid.codec.sbe.CancelCommandDecoder;
import io.swarmbid.codec.sbe.CompleteCommandDecoder;
import io.swarmbid.codec.sbe.DrainCommandDecoder;
import io.swarmbid.codec.sbe.FleetCancelCommandDecoder;
import io.swarmbid.codec.sbe.FleetCommandDecoder;
import io.swarmbid.codec.sbe.InstanceCommandDecoder;
import io.swarmbid.codec.sbe.InstanceLostCommandDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.MessageHeaderEncoder;
import io.swarmbid.codec.sbe.PoolCommandDecoder;
import io.swarmbid.codec.sbe.PoolCostCommandDecoder;
import io.swarmbid.codec.sbe.PoolStockCommandDecoder;
import io.swarmbid.codec.sbe.ProgressCommandDecoder;
import io.swarmbid.codec.sbe.RebidCommandDecoder;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.codec.sbe.TelemetryCommandDecoder;
import io.swarmbid.codec.sbe.TickCommandDecoder;
import io.swarmbid.codec.sbe.UsageCommandDecoder;
import io.swarmbid.codec.sbe.VruFaultCommandDecoder;
import io.swarmbid.codec.sbe.VruRepairCommandDecoder;
import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** The plain implementation of the rule book. Slow; not threadsafe. */
public final class ReferenceCore implements AllocationCore {
    final World world;
    private final Money money;
    private final Timers timers;
    private final Settling settling;
    private final Coverage coverage;
    private final Tick ticking;
    private final Swarm swarm;
    private final Consolidation consolidation;
    private final Naming naming;
    private final Pricing pricing;
    private final Paradoxes paradoxes;
    private final Moves moves;
    private final Reasons reasons;
    private final Reservations reservations;
    private final Pivots pivots;
    private final PoolCommands poolCommands;
    private final InstanceCommands instanceCommands;
    private final TaskCommands taskCommands;
    private final ExpandableArrayBuffer out = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    public ReferenceCore(final Settings settings, final SymbolTable symbols) {
        world = new World(settings, symbols);
        money = new Money(world);
        timers = new Timers(world, money);
        settling = new Settling(world);
        coverage = new Coverage(world);
        ticking = new Tick(world, settling, coverage);
        swarm = new Swarm(world, timers);
        consolidation = new Consolidation(world);
        naming = new Naming(world);
        pricing = new Pricing(world);
        paradoxes = new Paradoxes(world, coverage);
        moves = new Moves(world, coverage);
        reasons = new Reasons(world);
        reservations = new Reservations(world);
        pivots = settings.get(Setting.CHARGING) == Setting.VCG ? new Pivots(world) : null;
        poolCommands = new PoolCommands(world, settling, swarm);
        instanceCommands = new InstanceCommands(world, settling, swarm);
        taskCommands = new TaskCommands(world, settling, poolCommands);
    }

    @Override
    public void onCommand(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final DecisionSink sink) {
        final MessageHeaderDecoder head = new MessageHeaderDecoder();
        final int template = head.wrap(buffer, offset).templateId();
        if (template < PoolCommandDecoder.TEMPLATE_ID
                || template > TickCommandDecoder.TEMPLATE_ID) {
            throw new IllegalArgumentException("no command has template " + template);
        }
        requireForward(timeNs);
        fireTimers(sequence == UNNUMBERED ? timeNs - 1 : timeNs, timeNs - 1, sink);
        final Event event = begin(sequence, timeNs);
        if (template == TickCommandDecoder.TEMPLATE_ID) {
            tick(event, false, sink);
        } else {
            apply(template, buffer, offset, head, event);
            finish(event, sink);
            coverage.restart();
            wantTick(timeNs);
        }
    }

    /** Section 14: the whole market is looked at; the next tick follows if this one decided something. */
    private void tick(final Event event, final boolean isOwn, final DecisionSink sink) {
        final long before = world.decisions;
        world.tickDue = Long.MAX_VALUE;
        event.isTick = true;
        final boolean ages = reservations.isOn() && reservations.age(event);
        swarm.poolMoves.takeOver(event);
        final boolean drains = consolidation.run(event);
        final long again = swarm.poolMoves.start(event);
        ticking.run(event);
        finish(event, sink);
        final boolean isMoreToCover = coverage.end(world.decisions > before, isOwn);
        if (ages || drains || world.decisions > before || isMoreToCover) {
            wantTick(world.now + 1);
        }
        if (again <= Limits.MAX_TIME_NS) {
            wantTick(again);
        }
    }

    /** A tick at the first multiple of the interval from a time on, unless one is due before. */
    private void wantTick(final long from) {
        final long interval = world.settings.get(Setting.TICK_INTERVAL);
        if (world.tasks.isEmpty()) {
            world.tickDue = Long.MAX_VALUE;
        } else if (interval > 0) {
            final long rest = from % interval;
            world.tickDue = Math.min(world.tickDue, rest == 0 ? from : from - rest + interval);
        }
    }

    private void requireForward(final long timeNs) {
        if (timeNs < world.now) {
            throw new IllegalArgumentException("time " + timeNs + " is before " + world.now);
        }
    }

    private void apply(
            final int template,
            final DirectBuffer b,
            final int at,
            final MessageHeaderDecoder h,
            final Event event) {
        switch (template) {
            case 1 ->
                    poolCommands.pool(new PoolCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 2 ->
                    poolCommands.instance(
                            new InstanceCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 3 ->
                    poolCommands.cost(
                            new PoolCostCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 4 ->
                    poolCommands.stock(
                            new PoolStockCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 5 ->
                    poolCommands.fleet(
                            new FleetCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 6 ->
                    poolCommands.cancelFleet(
                            new FleetCancelCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 7 ->
                    taskCommands.task(new TaskCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 8 ->
                    taskCommands.rebid(
                            new RebidCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 9 ->
                    instanceCommands.telemetry(
                            new TelemetryCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 10 ->
                    taskCommands.usage(
                            new UsageCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 11 ->
                    instanceCommands.fault(
                            new VruFaultCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 12 ->
                    instanceCommands.repair(
                            new VruRepairCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 13 ->
                    instanceCommands.drain(
                            new DrainCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 14 ->
                    instanceCommands.lost(
                            new InstanceLostCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 15 ->
                    instanceCommands.activationFailed(
                            new ActivationFailedCommandDecoder().wrapAndApplyHeader(b, at, h),
                            event);
            case 16 ->
                    taskCommands.progress(
                            new ProgressCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 17 ->
                    taskCommands.complete(
                            new CompleteCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            case 18 ->
                    taskCommands.cancel(
                            new CancelCommandDecoder().wrapAndApplyHeader(b, at, h), event);
            default -> throw new IllegalArgumentException("template " + template);
        }
    }

    private Event begin(final long cause, final long timeNs) {
        money.accrue(timeNs - world.now);
        world.now = timeNs;
        for (final TaskState task : world.tasks.values()) {
            task.instanceBefore = task.instance;
            task.unitsBefore = task.units;
            task.hasLeft = false;
            task.worksBefore = task.isRunning() ? task.works : 0;
        }
        return new Event(cause);
    }

    /** Timers up to a time and ticks up to one; at the same time timers come first. */
    private void fireTimers(final long timeNs, final long tickNs, final DecisionSink sink) {
        while (true) {
            final Timers.Timer timer = timers.next();
            final long timerDue = timer == null ? Long.MAX_VALUE : timer.due();
            if (world.tickDue < timerDue && world.tickDue <= tickNs) {
                tick(begin(0, world.tickDue), true, sink);
            } else if (timerDue <= timeNs) {
                final Event event = begin(0, timerDue);
                fire(timer, event);
                finish(event, sink);
                coverage.restart();
                wantTick(timerDue);
            } else {
                return;
            }
        }
    }

    private void fire(final Timers.Timer timer, final Event event) {
        final TaskState task = world.tasks.get(timer.id());
        switch (timer.order()) {
            case Timers.TIME_TO_LIVE -> settling.reject(task, RejectReason.EXPIRED, event);
            case Timers.EXHAUSTION -> {
                task.exhausted = true;
                if (task.isRunning()) {
                    event.dirty.add(task.instance.id);
                } else {
                    event.seek(task);
                }
            }
            case Timers.DEADLINE -> deadline(task, event);
            case Timers.DRAIN -> endDrains(event);
            case Timers.PERIOD -> task.use.judge(event);
            case Timers.POOL, Timers.FLEET -> {
                // The end of the event looks at every pool and fleet.
            }
            default -> instanceTimer(world.instances.get(timer.id()), event);
        }
    }

    private void endDrains(final Event event) {
        final List<InstanceState> due = new ArrayList<>(world.instances.values());
        due.removeIf(
                each ->
                        Grace.draining(world, each).stream()
                                .noneMatch(task -> task.until <= world.now));
        due.forEach(each -> instanceTimer(each, event));
    }

    private void deadline(final TaskState task, final Event event) {
        if (task.isRunning()) {
            task.deadline = Exact.NONE;
            task.judgeDeadline(world.now);
            event.decisions.add(Decision.deadlineMissed(task));
            event.dirty.add(task.instance.id);
            return;
        }
        task.judgeDeadline(world.now);
        if (task.smallestPermitted() == 0) {
            settling.reject(task, RejectReason.INFEASIBLE_DEADLINE, event);
        } else {
            event.seek(task);
        }
    }

    private void instanceTimer(final InstanceState instance, final Event event) {
        event.dirty.add(instance.id);
        final List<TaskState> drained = Grace.draining(world, instance);
        drained.removeIf(task -> task.until > world.now);
        drained.sort(Comparator.comparingLong(task -> task.id));
        drained.forEach(task -> Grace.giveUp(task, instance));
        drained.forEach(task -> settling.endDrain(task, event));
        for (final TaskState task : world.tasksOn(instance)) {
            if (task.holdEnds <= world.now) {
                task.holdEnds = Exact.NONE;
            }
        }
        instance.preemptions.removeIf(time -> timers.windowEnd(time) <= world.now);
        if (timers.idleDue(instance) <= world.now) {
            swarm.deactivate(instance, SwarmReason.IDLE, event);
        }
        if (instance.isLeaving() && instance.deadline <= world.now) {
            final boolean draining = instance.state == InstanceState.DRAINING;
            instanceCommands.revokeAll(
                    instance, draining ? RevokeReason.DRAINED : RevokeReason.INTERRUPTED, event);
            swarm.deactivate(instance, Swarm.leavingReason(instance), event);
        }
    }

    /** From settling to the last decision of the event. */
    private void finish(final Event event, final DecisionSink sink) {
        settling.run(event);
        if (event.isTick) {
            moves.run(event);
            settling.run(event);
        }
        if (event.isTick && reservations.isOn()) {
            reservations.judge(event);
            settling.run(event);
        }
        if (event.isTick && pivots != null) {
            pivots.compute();
        }
        swarm.run(event);
        naming.run(event);
        for (final TaskState task : world.tasks.values()) {
            noteHolding(task);
            task.use.settle();
        }
        for (final InstanceState instance : world.instances.values()) {
            swarm.judgeDeficit(instance);
            if (instance.state != InstanceState.PENDING) {
                price(instance, event);
            }
        }
        for (final TaskState task : world.tasks.values()) {
            if (!task.isWorking()
                    && (event.announced.contains(task.id)
                            || task.instanceBefore != task.instance
                            || task.workedBefore())) {
                event.decisions.add(Decision.queue(task, reasons.reason(task), reasons.won(task)));
            }
        }
        if (event.isTick) {
            paradoxes.judge(event);
        }
        event.decisions.sort(Decision.ORDER);
        for (final Decision decision : event.decisions) {
            final Decision.Stamp stamp =
                    new Decision.Stamp(++world.decisions, world.now, event.cause);
            sink.onDecision(out, 0, decision.encoding().write(out, header, stamp));
        }
    }

    private void noteHolding(final TaskState task) {
        if (!task.isWorking()) {
            task.holdEnds = Exact.NONE;
            return;
        }
        if (!task.everRan) {
            task.judgedWork = world.learned.typicalWork(task);
        }
        task.everRan = true;
        final int keptBefore = Math.min(task.unitsBefore, task.worksBefore);
        final int kept = Math.min(task.units, task.works);
        if (task.instance != task.instanceBefore || kept > keptBefore) {
            final long hold = world.settings.get(Setting.MINIMUM_HOLD);
            task.heldSince = world.now;
            task.holdEnds = hold == 0 ? Exact.NONE : Exact.plus(world.now, hold);
        }
    }

    private void price(final InstanceState instance, final Event event) {
        final long[] prices = pricing.prices(instance);
        for (int kind = 0; kind < 3; kind++) {
            final boolean due =
                    prices[kind] != instance.price[kind] || event.becameReady.contains(instance.id);
            if (due && instance.pool.vrus[kind] > 0) {
                event.decisions.add(Decision.price(instance.id, kind, prices[kind]));
            }
            instance.price[kind] = prices[kind];
        }
    }

    @Override
    public void advanceTo(final long timeNs, final DecisionSink sink) {
        requireForward(timeNs);
        fireTimers(timeNs, timeNs - 1, sink);
        money.accrue(timeNs - world.now);
        world.now = timeNs;
    }

    @Override
    public void advanceThrough(final long timeNs, final DecisionSink sink) {
        requireForward(timeNs);
        fireTimers(timeNs, timeNs, sink);
        money.accrue(timeNs - world.now);
        world.now = timeNs;
    }

    @Override
    public long nextTickNs() {
        return world.tickDue;
    }

    @Override
    public long nextTimerNs() {
        final Timers.Timer timer = timers.next();
        return timer == null ? Long.MAX_VALUE : timer.due();
    }

    @Override
    public long timeNs() {
        return world.now;
    }

    @Override
    public long decisionCount() {
        return world.decisions;
    }

    @Override
    public long stateDigest() {
        return StateDigest.of(world);
    }

    /** Sum of all accounts, always 0. */
    public long ledgerSum() {
        return world.ledger.sum();
    }

    @Override
    public void close() {
        // Nothing is held outside the heap.
    }
}
