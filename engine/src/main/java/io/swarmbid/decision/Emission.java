package io.swarmbid.decision;

import io.swarmbid.auction.Auction;
import io.swarmbid.auction.Paradoxes;
import io.swarmbid.auction.Reasons;
import io.swarmbid.codec.sbe.CompleteReason;
import io.swarmbid.codec.sbe.Finding;
import io.swarmbid.codec.sbe.RefuseCode;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.config.Setting;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.Event;
import io.swarmbid.state.Grace;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.TaskTable;

/**
 * The end of an event: compares how every touched task stands with how it stood before, names the VRUs, and emits the
 * decisions in their fixed order. Section 10 of the rule book. Engine thread only, no allocation.
 */
public final class Emission {
    private static final int NONE = TaskTable.NONE;

    /** One of how the event's task uses what it holds, one of its pace, one of its bid. */
    private static final int MOST_FINDINGS = 3;

    private static final RevokeReason[] REVOKE_REASONS = RevokeReason.values();
    private static final RejectReason[] REJECT_REASONS = RejectReason.values();
    private static final CompleteReason[] COMPLETE_REASONS = CompleteReason.values();
    private static final SwarmAction[] WINDING = {
        SwarmAction.ACTIVATE, SwarmAction.DRAIN, SwarmAction.INTERRUPT, SwarmAction.DEACTIVATE
    };

    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final PoolTable pools;
    private final Event event;
    private final Grace grace;
    private final Auction auction;
    private final DecisionWriter writer;
    private final VruAssignment vrus;
    private final SlotSorter sorter;

    private RefuseCode refusal;
    private long refusalSubject;
    private int flagged = NONE;
    private final Finding[] findings = new Finding[MOST_FINDINGS];
    private final int[] findingUnits = new int[MOST_FINDINGS];
    private final long[] findingWaste = new long[MOST_FINDINGS];
    private int findingTask = NONE;
    private int findingCount;
    private final int[] repriced;
    private final long[] priorPrices;
    private final boolean[] isRepriced;
    private int repricedCount;

    /** Whether any of the touched tasks held something before, is completed, otherwise holds nothing, or runs. */
    private boolean anyHeld;

    private boolean anyCompleted;
    private boolean anyIdle;
    private boolean anyRuns;

    private int faultyTask = NONE;
    private int faultyKind;
    private int faultyVru;

    public Emission(final EngineState state, final Auction auction) {
        this.state = state;
        this.auction = auction;
        tasks = state.tasks;
        instances = state.instances;
        pools = state.pools;
        event = state.event;
        grace = state.grace;
        final int maxVrus = state.settings.getInt(Setting.MAX_VRUS_PER_INSTANCE);
        writer = new DecisionWriter(state.carried, maxVrus);
        vrus = new VruAssignment(state, maxVrus);
        sorter = new SlotSorter(state);
        repriced = new int[instances.capacity()];
        priorPrices = new long[3 * instances.capacity()];
        isRepriced = new boolean[instances.capacity()];
    }

    /** Decisions emitted so far. */
    public long count() {
        return writer.count();
    }

    /** The event's command is refused. */
    public void refuse(final RefuseCode code, final long subject) {
        refusal = code;
        refusalSubject = subject;
    }

    /** The event's task missed its deadline. */
    public void deadlineMissed(final int task) {
        flagged = task;
    }

    /** Something is found of the event's task. */
    public void flag(
            final int task, final Finding finding, final int recommendedUnits, final long waste) {
        findingTask = task;
        findings[findingCount] = finding;
        findingUnits[findingCount] = recommendedUnits;
        findingWaste[findingCount] = waste;
        findingCount++;
    }

    /** A faulty VRU leaves its owner in this event. */
    public void faulty(final int task, final int kind, final int vru, final boolean drained) {
        faultyTask = task;
        faultyKind = kind;
        faultyVru = vru;
        vrus.faulty(task, kind, drained);
    }

    /** Emits the event's decisions and forgets them. */
    public void emit(final long timeNs, final long cause, final DecisionSink sink) {
        writer.begin(timeNs, cause, sink);
        if (refusal != null) {
            writer.refuse(refusal, refusalSubject);
            refusal = null;
        }
        settleTouched();
        if (anyHeld || anyCompleted) {
            sorter.byPriorInstance(event.touchedList(), event.touchedCount());
        }
        if (anyCompleted) {
            completions();
        }
        swarm(SwarmAction.READY);
        if (anyHeld) {
            revokes();
        }
        sorter.byInstance(event.touchedList(), event.touchedCount());
        if (anyIdle) {
            rejections();
            queued();
        }
        if (anyRuns) {
            admissions();
            grants();
        }
        reprice();
        flags();
        prices();
        for (final SwarmAction action : WINDING) {
            swarm(action);
        }
        faultyTask = NONE;
        vrus.forgetFault();
    }

    /** Those that run have run; those that gained hold from now on, which counts for the reasons that follow. */
    private void settleTouched() {
        anyHeld = false;
        anyCompleted = false;
        anyIdle = false;
        anyRuns = false;
        for (int place = 0; place < event.touchedCount(); place++) {
            final int task = event.touched(place);
            anyHeld |= tasks.priorSlot(task) != NONE;
            if (!grace.isWorking(task)) {
                final boolean isCompleted = tasks.is(task, TaskTable.COMPLETED);
                anyCompleted |= isCompleted;
                anyIdle |= !isCompleted;
                continue;
            }
            anyRuns = true;
            if (!tasks.is(task, TaskTable.RAN)) {
                tasks.set(task, TaskTable.RAN);
                state.look(task);
                tasks.judgedLog(task, state.estimates.typicalLog());
            }
            if (tasks.instance(task) != tasks.priorSlot(task)
                    || grace.kept(task) > grace.priorKept(task)) {
                tasks.heldSince(task, event.now());
            }
        }
    }

    private void completions() {
        for (int place = 0; place < event.touchedCount(); place++) {
            final int task = event.touched(place);
            if (tasks.is(task, TaskTable.COMPLETED)) {
                if (tasks.priorSlot(task) >= 0) {
                    vrus.releaseAll(task);
                }
                writer.complete(
                        tasks.idOf(task),
                        COMPLETE_REASONS[tasks.endReason(task)],
                        tasks.charge(task),
                        tasks.cost(task),
                        tasks.duration(task));
            }
        }
    }

    private void revokes() {
        for (int place = 0; place < event.touchedCount(); place++) {
            final int task = event.touched(place);
            final int instance = tasks.priorSlot(task);
            if (instance == NONE || tasks.is(task, TaskTable.COMPLETED)) {
                continue;
            }
            final boolean stays = tasks.instance(task) == instance;
            final int working = stays ? grace.working(task) : 0;
            final int units = stays ? grace.kept(task) : 0;
            if (working >= tasks.priorWorking(task)
                    && units >= grace.priorKept(task)
                    && task != faultyTask) {
                continue;
            }
            vrus.clear();
            vrus.release(task, instance, working, units);
            RevokeReason reason = RevokeReason.VRU_FAULT;
            if (task == faultyTask) {
                vrus.changed(faultyKind).add(faultyVru);
            } else if (vrus.isEmpty()) {
                continue;
            } else {
                reason = REVOKE_REASONS[tasks.revokeReason(task)];
            }
            writer.revoke(
                    tasks.idOf(task),
                    instances.id(instance),
                    units,
                    margin(task, instance, units),
                    slope(task, units),
                    reason,
                    working > units ? grace.until(task) : event.now(),
                    vrus);
        }
    }

    /** What a task's units bring over their cost on an instance, femto per hour. */
    public long margin(final int task, final int instance, final int units) {
        if (units == 0) {
            return 0;
        }
        final int pool = instances.pool(instance);
        long cost = 0;
        for (int kind = 0; kind < 3; kind++) {
            cost += pools.unitCost(pool, kind) * tasks.bundle(task, kind);
        }
        return state.value(task, units) - cost * units;
    }

    /** Gross value of the last unit of so many, femto per hour; 0 for none. */
    public long slope(final int task, final int units) {
        if (units == 0 || tasks.is(task, TaskTable.EXHAUSTED)) {
            return 0;
        }
        final int lower = state.lowerEnd(task, units);
        return Math.floorDiv(
                state.value(task, units) - state.value(task, lower), (long) (units - lower));
    }

    private void rejections() {
        for (int place = 0; place < event.touchedCount(); place++) {
            final int task = event.touched(place);
            if (tasks.is(task, TaskTable.REJECTED)) {
                writer.reject(
                        tasks.idOf(task),
                        REJECT_REASONS[tasks.endReason(task)],
                        state.accrual.isBilled(task),
                        tasks.charge(task),
                        tasks.cost(task));
            }
        }
    }

    private void queued() {
        final Reasons reasons = auction.reasons();
        for (int place = 0; place < event.touchedCount(); place++) {
            final int task = event.touched(place);
            if (!tasks.is(task, TaskTable.COMPLETED | TaskTable.REJECTED)
                    && !grace.isWorking(task)
                    && (tasks.instance(task) != tasks.priorSlot(task)
                            || grace.workedBefore(task)
                            || tasks.is(task, TaskTable.ANNOUNCE))) {
                reasons.judge(task);
                final int rival = reasons.rival();
                final boolean hasWon = tasks.isRunning(task);
                final int instance = tasks.instance(task);
                writer.queue(
                        tasks.idOf(task),
                        reasons.reason(),
                        reasons.kind(),
                        reasons.deficit(),
                        reasons.priceToBeat(),
                        rival < 0 ? Reasons.ABSENT : tasks.idOf(rival),
                        hasWon ? instances.id(instance) : Reasons.ABSENT,
                        hasWon ? tasks.units(task) : 0,
                        hasWon ? grace.lastEnd(instance) : 0);
            }
        }
    }

    private void admissions() {
        for (int place = 0; place < event.touchedCount(); place++) {
            final int task = event.touched(place);
            if (grace.isWorking(task)
                    && (tasks.instance(task) != tasks.priorSlot(task)
                            || tasks.priorWorking(task) == 0)) {
                writer.admit(tasks.idOf(task), instances.id(tasks.instance(task)));
            }
        }
    }

    private void grants() {
        for (int place = 0; place < event.touchedCount(); place++) {
            final int task = event.touched(place);
            if (!grace.isWorking(task)) {
                continue;
            }
            final int instance = tasks.instance(task);
            final int before = instance == tasks.priorSlot(task) ? grace.priorKept(task) : 0;
            final int units = grace.kept(task);
            if (units <= before && task != faultyTask) {
                continue;
            }
            vrus.clear();
            vrus.assign(task);
            if (!vrus.isEmpty()) {
                writer.grant(
                        tasks.idOf(task),
                        instances.id(instance),
                        units,
                        margin(task, instance, units),
                        slope(task, units),
                        vrus);
            }
        }
    }

    private void flags() {
        if (flagged != NONE) {
            writer.flag(tasks.idOf(flagged), Finding.DEADLINE_MISSED, 0, 0);
            flagged = NONE;
        }
        for (int place = 0; place < findingCount; place++) {
            writer.flag(
                    tasks.idOf(findingTask),
                    findings[place],
                    findingUnits[place],
                    findingWaste[place]);
        }
        findingCount = 0;
        if (event.isTick()) {
            paradoxes();
        }
    }

    private void paradoxes() {
        final Paradoxes paradoxes = auction.paradoxes();
        paradoxes.judge();
        for (int task = paradoxes.next(); task != NONE; task = paradoxes.next()) {
            writer.flag(tasks.idOf(task), Finding.PARADOXICALLY_REJECTED, 0, 0);
        }
    }

    /** Computes the prices, and notes what they were before where they are to be emitted. */
    private void reprice() {
        repricedCount = 0;
        auction.summarise();
        if (auction.hasQueueHeadChanged()) {
            repriceAll();
        } else {
            final int[] list = event.toPriceList();
            sorter.byId(list, event.toPriceCount());
            for (int place = 0; place < event.toPriceCount(); place++) {
                reprice(list[place]);
                note(list[place]);
            }
        }
    }

    /** Pool by pool, as what the queue offers is the same to all instances of one; told in the order of ids. */
    private void repriceAll() {
        for (int pool = 0; pool < pools.size(); pool++) {
            final int end = instances.endOf(pool);
            for (int at = instances.firstOf(pool); at < end; at++) {
                reprice(instances.atPosition(at));
            }
        }
        for (int place = 0; place < instances.size(); place++) {
            note(instances.bySortedId(place));
        }
    }

    private void reprice(final int instance) {
        isRepriced[instance] = false;
        if (instances.state(instance) == InstanceTable.PENDING
                || instances.state(instance) == InstanceTable.GONE) {
            return;
        }
        final int only = pools.onlyKind(instances.pool(instance));
        final int end = only < 0 ? 3 : only + 1;
        for (int kind = Math.max(0, only); kind < end; kind++) {
            priorPrices[3 * instance + kind] = instances.price(instance, kind);
        }
        isRepriced[instance] = auction.price(instance) || instances.isPriceForced(instance);
    }

    private void note(final int instance) {
        if (!isRepriced[instance]) {
            return;
        }
        repriced[repricedCount++] = instance;
        instances.toJudge(instance, true);
        if (instances.riskyTasks(instance) > 0 || grace.passing(instance) > 0) {
            event.rearm(instance);
        }
    }

    private void prices() {
        for (int place = 0; place < repricedCount; place++) {
            final int instance = repriced[place];
            final boolean forced = instances.isPriceForced(instance);
            instances.forcePrice(instance, false);
            final int pool = instances.pool(instance);
            final int only = pools.onlyKind(pool);
            final int end = only < 0 ? 3 : only + 1;
            for (int kind = Math.max(0, only); kind < end; kind++) {
                final long price = instances.price(instance, kind);
                if (pools.vrus(pool, kind) > 0
                        && (forced || price != priorPrices[3 * instance + kind])) {
                    writer.price(instances.id(instance), kind, price);
                }
            }
        }
    }

    private void swarm(final SwarmAction action) {
        long last = 0;
        while (true) {
            int next = -1;
            for (int place = 0; place < event.actedCount(); place++) {
                if (event.action(place) == action
                        && instances.id(event.actedAt(place)) > last
                        && (next < 0
                                || instances.id(event.actedAt(place))
                                        < instances.id(event.actedAt(next)))) {
                    next = place;
                }
            }
            if (next < 0) {
                return;
            }
            final int instance = event.actedAt(next);
            last = instances.id(instance);
            final int pool = instances.pool(instance);
            final int fleet = instances.fleet(instance);
            final boolean winds = action == SwarmAction.DRAIN || action == SwarmAction.INTERRUPT;
            writer.swarm(
                    action,
                    last,
                    pools.id(pool),
                    event.actionReason(next),
                    pools.cost(pool) / pools.weight(pool),
                    fleet < 0 ? -1 : state.fleets.id(fleet),
                    winds ? instances.deadline(instance) : -1);
        }
    }
}
