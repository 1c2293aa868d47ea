package io.swarmbid.host.replay;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.FlagDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.InstanceLostCommandDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PoolCommandDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RefuseDecisionDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.codec.sbe.VruFaultCommandDecoder;
import io.swarmbid.codec.sbe.VruRepairCommandDecoder;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.host.log.Kinds;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * Counts and integrals of a run, gathered from its commands and decisions as they pass. Not threadsafe; on the thread
 * that runs the core.
 */
public final class RunSummary implements CommandListener {
    /** The decisions in the order that they have within an event. */
    public static final List<String> DECISIONS =
            List.of(
                    "refuse",
                    "complete",
                    "ready",
                    "revoke",
                    "reject",
                    "queue",
                    "admit",
                    "grant",
                    "flag",
                    "price",
                    "activate",
                    "drain",
                    "interrupt",
                    "deactivate");

    private static final int KINDS = Kinds.NAMES.size();

    private static final class Task {
        final long id;
        final int[] bundle;
        int units;

        /** When it has drained what it works with besides; 0: nothing. */
        long drainsUntilNs;

        int unitsAfter;

        Task(final Task other) {
            id = other.id;
            bundle = other.bundle;
            units = other.units;
            drainsUntilNs = other.drainsUntilNs;
            unitsAfter = other.unitsAfter;
        }

        Task(final TaskCommandDecoder command) {
            id = command.task();
            bundle = new int[] {command.vcpu(), command.memory(), command.accelerator()};
        }
    }

    /** The end of a task's drain, unless that is over before. */
    private record DrainEnd(long atNs, long task) {}

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PoolCommandDecoder pool = new PoolCommandDecoder();
    private final TaskCommandDecoder task = new TaskCommandDecoder();
    private final VruFaultCommandDecoder fault = new VruFaultCommandDecoder();
    private final VruRepairCommandDecoder repair = new VruRepairCommandDecoder();
    private final InstanceLostCommandDecoder lost = new InstanceLostCommandDecoder();
    private final AdmitDecisionDecoder admit = new AdmitDecisionDecoder();
    private final RefuseDecisionDecoder refuse = new RefuseDecisionDecoder();
    private final QueueDecisionDecoder queue = new QueueDecisionDecoder();
    private final GrantDecisionDecoder grant = new GrantDecisionDecoder();
    private final RevokeDecisionDecoder revoke = new RevokeDecisionDecoder();
    private final CompleteDecisionDecoder complete = new CompleteDecisionDecoder();
    private final RejectDecisionDecoder reject = new RejectDecisionDecoder();
    private final SwarmDecisionDecoder swarm = new SwarmDecisionDecoder();

    private final Map<String, Long> decisions = new LinkedHashMap<>();
    private final Map<String, Long> refusals = new TreeMap<>();
    private final Map<String, Long> waits = new TreeMap<>();
    private final Map<String, Long> rejections = new TreeMap<>();
    private final Map<Long, int[]> vrusByPool = new HashMap<>();
    private final Map<Long, int[]> healthyByInstance = new HashMap<>();
    private final Map<Long, Task> tasks = new HashMap<>();
    private final PriorityQueue<DrainEnd> drainEnds =
            new PriorityQueue<>(Comparator.comparingLong(DrainEnd::atNs));
    private final VruTime[] allocated = new VruTime[KINDS];
    private final VruTime[] healthy = new VruTime[KINDS];
    private final SwarmMoves swarmMoves;
    private Task stagedTask;
    private long stagedPool;
    private int[] stagedVrus;
    private long changedInstance;
    private int changedKind;
    private int healthChange;
    private long lostInstance;
    private long commandAtNs;
    private long inputs;
    private long moves;

    public RunSummary() {
        swarmMoves = new SwarmMoves();
        DECISIONS.forEach(name -> decisions.put(name, 0L));
        for (int kind = 0; kind < KINDS; kind++) {
            allocated[kind] = new VruTime();
            healthy[kind] = new VruTime();
        }
    }

    private RunSummary(final RunSummary other) {
        swarmMoves = other.swarmMoves.fork();
        decisions.putAll(other.decisions);
        refusals.putAll(other.refusals);
        waits.putAll(other.waits);
        rejections.putAll(other.rejections);
        vrusByPool.putAll(other.vrusByPool);
        other.healthyByInstance.forEach((id, vrus) -> healthyByInstance.put(id, vrus.clone()));
        other.tasks.forEach((id, each) -> tasks.put(id, new Task(each)));
        drainEnds.addAll(other.drainEnds);
        for (int kind = 0; kind < KINDS; kind++) {
            allocated[kind] = other.allocated[kind].copy();
            healthy[kind] = other.healthy[kind].copy();
        }
        stagedVrus = other.stagedVrus;
        inputs = other.inputs;
        moves = other.moves;
    }

    /** The same counts, between two commands, that go on by themselves. */
    public RunSummary fork() {
        return new RunSummary(this);
    }

    @Override
    public void onCommand(
            final long sequence,
            final long atNs,
            final DirectBuffer buffer,
            final int offset,
            final long actualWorkNs) {
        inputs += sequence == AllocationCore.UNNUMBERED ? 0 : 1;
        commandAtNs = atNs;
        passTo(atNs);
        stagedTask = null;
        stagedPool = 0;
        changedInstance = 0;
        lostInstance = 0;
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case PoolCommandDecoder.TEMPLATE_ID -> {
                pool.wrapAndApplyHeader(buffer, offset, header);
                stagedPool = pool.pool();
                stagedVrus = new int[] {pool.vcpu(), pool.memory(), pool.accelerator()};
            }
            case TaskCommandDecoder.TEMPLATE_ID -> {
                task.wrapAndApplyHeader(buffer, offset, header);
                stagedTask = new Task(task);
            }
            case VruFaultCommandDecoder.TEMPLATE_ID -> {
                fault.wrapAndApplyHeader(buffer, offset, header);
                changedInstance = fault.instance();
                changedKind = fault.kind().value();
                healthChange = -1;
            }
            case VruRepairCommandDecoder.TEMPLATE_ID -> {
                repair.wrapAndApplyHeader(buffer, offset, header);
                changedInstance = repair.instance();
                changedKind = repair.kind().value();
                healthChange = 1;
            }
            case InstanceLostCommandDecoder.TEMPLATE_ID -> {
                lost.wrapAndApplyHeader(buffer, offset, header);
                lostInstance = lost.instance();
            }
            default -> {
                // Changes nothing that is counted here, but by its decisions.
            }
        }
    }

    @Override
    public void onOutcome(final boolean refused) {
        if (refused) {
            return;
        }
        if (stagedTask != null) {
            tasks.put(stagedTask.id, stagedTask);
        }
        if (stagedPool != 0) {
            vrusByPool.put(stagedPool, stagedVrus);
        }
        if (changedInstance != 0) {
            healthyByInstance.get(changedInstance)[changedKind] += healthChange;
            healthy[changedKind].add(healthChange, commandAtNs);
        }
        if (lostInstance != 0) {
            gone(lostInstance, commandAtNs);
        }
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        final String name =
                switch (header.templateId()) {
                    case RefuseDecisionDecoder.TEMPLATE_ID -> {
                        refuse.wrapAndApplyHeader(buffer, offset, header);
                        refusals.merge(refuse.code().name(), 1L, Long::sum);
                        yield "refuse";
                    }
                    case AdmitDecisionDecoder.TEMPLATE_ID -> {
                        admit.wrapAndApplyHeader(buffer, offset, header);
                        swarmMoves.admitted(admit);
                        yield "admit";
                    }
                    case QueueDecisionDecoder.TEMPLATE_ID -> {
                        queue.wrapAndApplyHeader(buffer, offset, header);
                        waits.merge(queue.reason().name(), 1L, Long::sum);
                        swarmMoves.stays(queue.task());
                        yield "queue";
                    }
                    case PriceDecisionDecoder.TEMPLATE_ID -> "price";
                    case FlagDecisionDecoder.TEMPLATE_ID -> "flag";
                    case RejectDecisionDecoder.TEMPLATE_ID -> {
                        reject.wrapAndApplyHeader(buffer, offset, header);
                        passTo(reject.at());
                        rejections.merge(reject.reason().name(), 1L, Long::sum);
                        forget(reject.task(), reject.at());
                        yield "reject";
                    }
                    case GrantDecisionDecoder.TEMPLATE_ID -> {
                        grant.wrapAndApplyHeader(buffer, offset, header);
                        passTo(grant.at());
                        granted();
                        yield "grant";
                    }
                    case RevokeDecisionDecoder.TEMPLATE_ID -> {
                        revoke.wrapAndApplyHeader(buffer, offset, header);
                        passTo(revoke.at());
                        revoked();
                        yield "revoke";
                    }
                    case CompleteDecisionDecoder.TEMPLATE_ID -> {
                        complete.wrapAndApplyHeader(buffer, offset, header);
                        passTo(complete.at());
                        forget(complete.task(), complete.at());
                        yield "complete";
                    }
                    case SwarmDecisionDecoder.TEMPLATE_ID -> {
                        swarm.wrapAndApplyHeader(buffer, offset, header);
                        swarmMoves.swarmed(swarm);
                        yield swarmed();
                    }
                    default ->
                            throw new IllegalArgumentException(
                                    "no decision has the template " + header.templateId());
                };
        decisions.merge(name, 1L, Long::sum);
    }

    /** What drains up to a time is held to the end of its drain. */
    private void passTo(final long atNs) {
        while (!drainEnds.isEmpty() && drainEnds.peek().atNs <= atNs) {
            final DrainEnd end = drainEnds.remove();
            final Task drained = tasks.get(end.task);
            if (drained != null && drained.drainsUntilNs == end.atNs) {
                holds(drained, drained.unitsAfter, end.atNs);
            }
        }
    }

    private void granted() {
        final Task held = find(grant.task());
        if (held.drainsUntilNs != 0 && grant.units() < held.units) {
            held.unitsAfter = grant.units();
        } else {
            holds(held, grant.units(), grant.at());
        }
    }

    private void revoked() {
        swarmMoves.revoked(revoke);
        final Task held = find(revoke.task());
        if (revoke.deadline() > revoke.at()) {
            held.drainsUntilNs = revoke.deadline();
            held.unitsAfter = revoke.units();
            drainEnds.add(new DrainEnd(revoke.deadline(), held.id));
        } else {
            holds(held, revoke.units(), revoke.at());
        }
        if (revoke.reason() == RevokeReason.OUTBID || revoke.reason() == RevokeReason.REARRANGED) {
            moves++;
        }
    }

    private String swarmed() {
        return switch (swarm.action()) {
            case ACTIVATE -> "activate";
            case READY -> {
                final int[] vrus = poolVrus(swarm.pool()).clone();
                healthyByInstance.put(swarm.instance(), vrus);
                for (int kind = 0; kind < KINDS; kind++) {
                    healthy[kind].add(vrus[kind], swarm.at());
                }
                yield "ready";
            }
            case DRAIN -> "drain";
            case INTERRUPT -> "interrupt";
            case DEACTIVATE -> {
                gone(swarm.instance(), swarm.at());
                yield "deactivate";
            }
            default -> throw new IllegalArgumentException(SwarmAction.NULL_VAL.toString());
        };
    }

    private int[] poolVrus(final long id) {
        final int[] known = vrusByPool.get(id);
        return known == null ? stagedVrus : known;
    }

    private void gone(final long instance, final long atNs) {
        final int[] vrus = healthyByInstance.remove(instance);
        if (vrus != null) {
            for (int kind = 0; kind < KINDS; kind++) {
                healthy[kind].add(-vrus[kind], atNs);
            }
        }
    }

    /** The task of that id; one that is just being submitted joins the others at the first decision about it. */
    private Task find(final long id) {
        final Task known = tasks.get(id);
        if (known != null || stagedTask == null || stagedTask.id != id) {
            return known;
        }
        final Task joined = stagedTask;
        tasks.put(id, joined);
        stagedTask = null;
        return joined;
    }

    private void holds(final Task held, final int units, final long atNs) {
        for (int kind = 0; kind < KINDS; kind++) {
            allocated[kind].add((long) (units - held.units) * held.bundle[kind], atNs);
        }
        held.units = units;
        held.drainsUntilNs = 0;
    }

    private void forget(final long id, final long atNs) {
        holds(find(id), 0, atNs);
        tasks.remove(id);
        swarmMoves.stays(id);
    }

    /** Commands that were inputs. */
    public long inputs() {
        return inputs;
    }

    /** Decisions by name, each name there is. */
    public Map<String, Long> decisions() {
        return decisions;
    }

    /** Refused commands by code, codes that did not occur left out. */
    public Map<String, Long> refusals() {
        return refusals;
    }

    /** Queue decisions by reason, reasons that did not occur left out. */
    public Map<String, Long> waits() {
        return waits;
    }

    /** Rejects by reason, reasons that did not occur left out. */
    public Map<String, Long> rejections() {
        return rejections;
    }

    /** Revokes with reason OUTBID or REARRANGED. */
    public long moves() {
        return moves;
    }

    /** What the swarm moved: {@code tasks}, and of instances those drained for a {@code cheaperPool} or as {@code underused}. */
    public Map<String, Long> swarmMoves() {
        return swarmMoves.counts();
    }

    /** Tasks that hold nothing now. */
    public long queued() {
        return tasks.values().stream().filter(each -> each.units == 0).count();
    }

    /** Tasks that hold units now. */
    public long running() {
        return tasks.size() - queued();
    }

    /** Allocated share of the healthy VRU-time of ready instances up to a time, ppm, for kinds there was any of. */
    public Map<String, Long> utilisationPpm(final long endNs) {
        passTo(endNs);
        final Map<String, Long> shares = new LinkedHashMap<>();
        for (int kind = 0; kind < KINDS; kind++) {
            allocated[kind].settle(endNs);
            healthy[kind].settle(endNs);
            shares.put(Kinds.NAMES.get(kind), allocated[kind].shareOfPpm(healthy[kind]));
        }
        return shares;
    }
}
