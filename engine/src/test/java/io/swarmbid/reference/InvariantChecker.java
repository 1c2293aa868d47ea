package io.swarmbid.reference;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.FlagDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RefuseDecisionDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.Strategy;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.decision.DecisionSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Watches commands and decisions of any core and fails on the first broken invariant. It shares no state with the core:
 * it knows only what a host can know.
 *
 * <p>For each command: {@link #before}, then the core's call with this as the sink, then {@link #after}.
 */
public final class InvariantChecker implements DecisionSink {
    private final Settings settings;
    private final LongSupplier ledgerSum;
    private final ModelWorld model;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Map<Long, List<Long>> preemptions = new TreeMap<>();

    /** Largest weight that each fleet has activated since {@link #before}. */
    private final Map<Long, Long> grown = new TreeMap<>();

    private HistoryGenerator.Step step;
    private UnsafeBuffer command;
    private boolean applied;
    private boolean refused;
    private long lastSeq;
    private long lastAt;
    private int lastOrder;
    private long lastInstance;
    private long lastSubject;

    public InvariantChecker(final Settings settings, final LongSupplier ledgerSum) {
        this.settings = settings;
        this.ledgerSum = ledgerSum;
        model = new ModelWorld(settings);
    }

    /** To be called before the core sees the command; null before time is advanced without one. */
    public void before(final HistoryGenerator.Step next) {
        step = next;
        command = next == null ? null : new UnsafeBuffer(next.command());
        applied = next == null;
        refused = false;
        lastOrder = -1;
        grown.clear();
    }

    /** To be called when the core has seen the command. */
    public void after() {
        if (!applied) {
            applied = true;
            model.apply(command);
        }
        if (step != null && !refused) {
            final long lost = ModelWorld.lostInstance(command);
            if (lost != 0) {
                removeInstance(lost);
            }
        }
        require(ledgerSum.getAsLong() == 0, "the ledger does not sum to 0");
        model.tasks.forEach(this::checkTask);
        model.instances.forEach(this::checkInstance);
        grown.forEach(this::checkOverage);
        model.pools.forEach((id, pool) -> require(pool.stock >= 0, "too much of pool " + id));
    }

    private void checkOverage(final long id, final long weight) {
        long held = 0;
        for (final ModelWorld.Instance each : model.instances.values()) {
            final boolean counts = each.fleet == id && !each.leaving;
            held += counts && !each.replaces ? model.pools.get(each.pool).weight : 0;
        }
        final ModelWorld.Fleet fleet = model.fleets.get(id);
        require(
                fleet == null || fleet.target == 0 || held < fleet.target + weight,
                "fleet " + id + " is over its target by a weight");
    }

    private static void require(final boolean holds, final String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private void checkTask(final long id, final ModelWorld.Task task) {
        final boolean permitted =
                task.units == 0 || (task.units >= task.min && task.units <= task.max);
        require(permitted, "task " + id + " holds " + task.units + " units");
        final boolean leaves =
                task.instance != 0 && ModelWorld.drains(model.instances.get(task.instance), id);
        require(
                task.units > 0 ? task.instance != 0 : task.instance == 0 || leaves,
                "task " + id + " is nowhere");
        if (task.units > 0) {
            final ModelWorld.Instance instance = model.instances.get(task.instance);
            require(instance != null, "task " + id + " is on an instance that is gone");
            for (int kind = 0; kind < 3; kind++) {
                require(
                        ModelWorld.count(instance, kind, id, false)
                                == (long) task.units * task.bundle[kind],
                        "task " + id + " does not own what its units need");
            }
        }
    }

    private void checkInstance(final long id, final ModelWorld.Instance instance) {
        for (int kind = 0; kind < 3; kind++) {
            for (int i = 0; i < instance.owners[kind].length; i++) {
                final long owner = instance.owners[kind][i];
                if (owner != 0) {
                    require(!instance.faulty[kind][i], "a faulty VRU has an owner at " + id);
                    final ModelWorld.Task task = model.tasks.get(owner);
                    require(
                            task != null && task.instance == id,
                            "task " + owner + " owns a VRU at " + id + " and does not run there");
                }
            }
        }
    }

    @Override
    public void onDecision(final DirectBuffer b, final int at, final int length) {
        final MessageHeaderDecoder h = header;
        final int template = h.wrap(b, at).templateId();
        final int body = at + MessageHeaderDecoder.ENCODED_LENGTH;
        stamp(b.getLong(body), b.getLong(body + 8), b.getLong(body + 16), template);
        switch (template) {
            case RefuseDecisionDecoder.TEMPLATE_ID -> ordered(0, 0, 0);
            case CompleteDecisionDecoder.TEMPLATE_ID ->
                    complete(new CompleteDecisionDecoder().wrapAndApplyHeader(b, at, h));
            case RevokeDecisionDecoder.TEMPLATE_ID ->
                    revoke(new RevokeDecisionDecoder().wrapAndApplyHeader(b, at, h));
            case RejectDecisionDecoder.TEMPLATE_ID ->
                    reject(new RejectDecisionDecoder().wrapAndApplyHeader(b, at, h));
            case QueueDecisionDecoder.TEMPLATE_ID -> {
                final var d = new QueueDecisionDecoder().wrapAndApplyHeader(b, at, h);
                ordered(5, 0, d.task());
                require(model.tasks.get(d.task()).units == 0, "a task that runs is queued");
                won(d);
            }
            case AdmitDecisionDecoder.TEMPLATE_ID -> {
                final var d = new AdmitDecisionDecoder().wrapAndApplyHeader(b, at, h);
                ordered(6, d.instance(), d.task());
                final ModelWorld.Task task = model.tasks.get(d.task());
                require(task.instance == 0, "task " + d.task() + " is admitted twice");
                require(
                        model.instances.get(d.instance()).fleet == 0
                                || !model.instances.get(d.instance()).leaving,
                        "a task is admitted to an instance that leaves");
                task.instance = d.instance();
            }
            case GrantDecisionDecoder.TEMPLATE_ID ->
                    grant(new GrantDecisionDecoder().wrapAndApplyHeader(b, at, h));
            case PriceDecisionDecoder.TEMPLATE_ID -> {
                final var d = new PriceDecisionDecoder().wrapAndApplyHeader(b, at, h);
                ordered(9, d.instance(), d.kind().value());
                require(
                        d.price() >= model.reserveNano(d.instance(), d.kind().value()),
                        "a price is below the reserve at " + d.instance());
            }
            case SwarmDecisionDecoder.TEMPLATE_ID ->
                    swarm(new SwarmDecisionDecoder().wrapAndApplyHeader(b, at, h));
            default -> flag(new FlagDecisionDecoder().wrapAndApplyHeader(b, at, h));
        }
    }

    private void stamp(final long seq, final long at, final long cause, final int template) {
        require(seq == lastSeq + 1, "seq " + seq + " follows " + lastSeq);
        require(at >= lastAt, "time runs backwards at seq " + seq);
        lastSeq = seq;
        lastAt = at;
        model.passTo(at);
        if (step == null) {
            return;
        }
        final boolean ofCommand = step.sequence() == 0 ? at == step.at() : cause == step.sequence();
        require(ofCommand || cause == 0, "a strange cause at seq " + seq);
        if (ofCommand && !applied) {
            applied = true;
            lastOrder = 0;
            lastInstance = -1;
            refused = template == RefuseDecisionDecoder.TEMPLATE_ID;
            if (!refused) {
                model.apply(command);
            }
        } else if (!ofCommand || !applied) {
            lastOrder = -1;
        }
    }

    /** What a task has won others drain now, so it comes later, and none of it is what it may not hold. */
    private void won(final QueueDecisionDecoder d) {
        if (d.instance() == QueueDecisionDecoder.instanceNullValue()) {
            return;
        }
        require(model.instances.containsKey(d.instance()), "an instance that is gone is won");
        require(d.units() > 0, "nothing is won");
        require(d.deadline() > d.at(), "what is won is not granted");
        require(d.rival() != QueueDecisionDecoder.rivalNullValue(), "nobody drains what is won");
    }

    /** Within the command's event, decisions come in order. Timers of one time cannot be told apart. */
    private void ordered(final int order, final long instance, final long subject) {
        if (lastOrder >= 0) {
            final boolean after =
                    order != lastOrder
                            ? order > lastOrder
                            : instance != lastInstance
                                    ? instance > lastInstance
                                    : subject > lastSubject || lastInstance < 0;
            require(after, "decisions are out of order at seq " + lastSeq);
            lastOrder = order;
            lastInstance = instance;
            lastSubject = subject;
        }
    }

    private void complete(final CompleteDecisionDecoder decision) {
        ordered(1, 0, decision.task());
        final ModelWorld.Task task = model.tasks.remove(decision.task());
        require(decision.charge() <= task.bid, "charge over the bid of " + decision.task());
        for (final ModelWorld.Instance instance : model.instances.values()) {
            for (int kind = 0; kind < 3; kind++) {
                for (int i = 0; i < instance.owners[kind].length; i++) {
                    if (instance.owners[kind][i] == decision.task()) {
                        model.free(instance, kind, i);
                    }
                }
            }
        }
    }

    private void reject(final RejectDecisionDecoder decision) {
        ordered(4, 0, decision.task());
        final ModelWorld.Task task = model.tasks.remove(decision.task());
        require(task.units == 0, "a task that runs is rejected");
        require(
                decision.charge() == RejectDecisionDecoder.chargeNullValue()
                        || decision.charge() <= task.bid,
                "charge over the bid of " + decision.task());
    }

    private void revoke(final RevokeDecisionDecoder decision) {
        ordered(3, decision.instance(), decision.task());
        final ModelWorld.Task task = model.tasks.get(decision.task());
        final ModelWorld.Instance instance = model.instances.get(decision.instance());
        require(task.instance == decision.instance(), "revoked where it does not run");
        require(
                decision.units() <= task.units || decision.reason() == RevokeReason.VRU_FAULT,
                "a revoke adds units");
        final boolean goesOn = ModelWorld.leavesAt(instance, decision.task(), decision.deadline());
        for (final RevokeDecisionDecoder.VrusDecoder range : decision.vrus()) {
            for (int i = range.first(); i <= range.last(); i++) {
                final int kind = range.kind().value();
                require(
                        instance.owners[kind][i] == decision.task(),
                        "a VRU is revoked that was not held");
                if (decision.deadline() > lastAt) {
                    require(instance.leavesAt[kind][i] == 0, "a VRU drains twice");
                    instance.leavesAt[kind][i] = decision.deadline();
                } else {
                    model.free(instance, kind, i);
                }
            }
        }
        task.units = decision.units();
        model.leaveIfDone(decision.task());
        final long budget = settings.get(Setting.PREEMPTION_BUDGET);
        final boolean preempted =
                decision.reason() == RevokeReason.OUTBID
                        || decision.reason() == RevokeReason.REARRANGED;
        require(
                decision.deadline() == lastAt
                        || preempted
                                && (goesOn
                                        || decision.deadline()
                                                == lastAt + settings.get(Setting.GRACE)),
                "a strange deadline of a revoke at seq " + lastSeq);
        if (preempted && budget > 0) {
            final List<Long> counted =
                    preemptions.computeIfAbsent(decision.instance(), id -> new ArrayList<>());
            counted.add(lastAt);
            final long start = lastAt - settings.get(Setting.PREEMPTION_WINDOW);
            require(
                    counted.stream().filter(time -> time > start).count() <= budget,
                    "preemptions over the budget at " + decision.instance());
        }
    }

    private void grant(final GrantDecisionDecoder decision) {
        ordered(7, decision.instance(), decision.task());
        final ModelWorld.Task task = model.tasks.get(decision.task());
        final ModelWorld.Instance instance = model.instances.get(decision.instance());
        require(task.instance == decision.instance(), "granted where it was not admitted");
        require(decision.units() >= task.units, "a grant takes units");
        for (final GrantDecisionDecoder.VrusDecoder range : decision.vrus()) {
            for (int i = range.first(); i <= range.last(); i++) {
                final int kind = range.kind().value();
                final long owner = instance.owners[kind][i];
                final boolean drained =
                        owner == decision.task() && instance.leavesAt[kind][i] > lastAt;
                require(owner == 0 || drained, "a VRU has two owners");
                require(!instance.faulty[kind][i], "a faulty VRU is granted");
                instance.owners[kind][i] = decision.task();
                instance.leavesAt[kind][i] = 0;
            }
        }
        task.units = decision.units();
    }

    private void flag(final FlagDecisionDecoder decision) {
        final ModelWorld.Task task = model.tasks.get(decision.task());
        require(decision.waste() >= 0, "negative waste of " + decision.task());
        require(
                task == null || decision.recommendedUnits() <= task.max,
                "more units recommended than " + decision.task() + " asked for");
    }

    private void swarm(final SwarmDecisionDecoder d) {
        final int order =
                switch (d.action()) {
                    case READY -> 2;
                    case ACTIVATE -> 10;
                    case DRAIN -> 11;
                    case INTERRUPT -> 12;
                    default -> 13;
                };
        ordered(order, d.instance(), 0);
        final ModelWorld.Pool pool = model.pools.get(d.pool());
        if (d.action() == SwarmAction.ACTIVATE) {
            if (d.fleet() != 0 && d.reason() != SwarmReason.CHEAPER_POOL) {
                checkFleet(d, model.fleets.get(d.fleet()), pool);
            }
            pool.stock--;
            final ModelWorld.Instance added = model.addInstance(d.instance(), d.pool(), d.fleet());
            added.tookStock = true;
            added.replaces = d.reason() == SwarmReason.CHEAPER_POOL;
            if (added.replaces && d.fleet() == 0) {
                checkPoolMove(d.instance(), pool);
            }
        } else if (d.action() == SwarmAction.READY) {
            if (!model.instances.containsKey(d.instance())) {
                model.addInstance(d.instance(), d.pool(), 0);
            }
            model.instances.get(d.instance()).ready = true;
        } else if (d.action() == SwarmAction.DEACTIVATE) {
            if (model.instances.get(d.instance()).tookStock) {
                pool.stock++;
            }
            removeInstance(d.instance());
        } else {
            if (d.reason() == SwarmReason.CHEAPER_POOL && d.fleet() == 0) {
                checkPoolMoved(d.instance(), pool);
            }
            model.instances.get(d.instance()).leaving = true;
        }
    }

    private void checkFleet(
            final SwarmDecisionDecoder d,
            final ModelWorld.Fleet fleet,
            final ModelWorld.Pool chosen) {
        require(
                Exact.compareProducts(chosen.cost, 1, fleet.bid, chosen.weight) < 0,
                "fleet " + d.fleet() + " pays its bid or more");
        grown.merge(d.fleet(), (long) chosen.weight, Math::max);
        if (fleet.strategy == Strategy.LOWEST_COST && !fleet.hasBudget) {
            model.pools.forEach(
                    (id, pool) -> {
                        final boolean open = fleet.pools.isEmpty() || fleet.pools.contains(id);
                        final int order =
                                Exact.compareProducts(
                                        pool.cost, chosen.weight, chosen.cost, pool.weight);
                        require(
                                !open || pool.stock <= 0 || order >= 0,
                                "fleet " + d.fleet() + " passes over a cheaper pool");
                    });
        }
    }

    /** The swarm moves one instance at a time, and only out of a dearer pool. */
    private void checkPoolMove(final long id, final ModelWorld.Pool chosen) {
        boolean leaves = false;
        for (final var each : model.instances.entrySet()) {
            final ModelWorld.Instance other = each.getValue();
            require(
                    each.getKey() == id || other.fleet != 0 || !other.replaces || other.ready,
                    "two instances of the swarm's are replaced at a time, by " + id);
            leaves |=
                    other.fleet == 0
                            && other.tookStock
                            && other.ready
                            && !other.leaving
                            && model.pools.get(other.pool).cost > chosen.cost;
        }
        require(leaves, id + " replaces nothing that costs more");
    }

    /** What is replaced goes when a cheaper replacement is ready, and its tasks have gone there. */
    private void checkPoolMoved(final long id, final ModelWorld.Pool left) {
        boolean replaced = false;
        for (final ModelWorld.Instance other : model.instances.values()) {
            final boolean counts = other.fleet == 0 && other.replaces && other.ready;
            replaced |= counts && !other.leaving && model.pools.get(other.pool).cost < left.cost;
        }
        require(replaced, id + " drains before a cheaper instance is ready");
        for (final long[] owners : model.instances.get(id).owners) {
            for (final long owner : owners) {
                require(owner == 0, id + " drains with task " + owner);
            }
        }
    }

    private void removeInstance(final long id) {
        final ModelWorld.Instance gone = model.instances.remove(id);
        preemptions.remove(id);
        for (final long[] owners : gone.owners) {
            for (final long owner : owners) {
                require(owner == 0, "instance " + id + " is gone with task " + owner);
            }
        }
    }
}
