package io.swarmbid.view;

import io.swarmbid.codec.sbe.ActivationFailedCommandDecoder;
import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.FlagDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.InstanceLostCommandDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PoolCommandDecoder;
import io.swarmbid.codec.sbe.PoolCostCommandDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RebidCommandDecoder;
import io.swarmbid.codec.sbe.RefuseDecisionDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.codec.sbe.TelemetryCommandDecoder;
import io.swarmbid.codec.sbe.UsageCommandDecoder;
import io.swarmbid.codec.sbe.VruFaultCommandDecoder;
import io.swarmbid.codec.sbe.VruRepairCommandDecoder;
import io.swarmbid.core.StateVisitor;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.journal.RecoveryReport;
import io.swarmbid.pipeline.CommandTap;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * The state of the engine as far as others are to see it, from the commands it accepted and the decisions it made.
 * Allocates nothing. Not threadsafe: the thread that hands over decisions.
 */
final class ViewModel implements CommandTap, DecisionSink {
    /** Every decision starts with its sequence, time and cause. */
    private static final int SEQUENCE_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH;

    private static final int TIME_OFFSET = SEQUENCE_OFFSET + Long.BYTES;
    private static final int CAUSE_OFFSET = TIME_OFFSET + Long.BYTES;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PoolCommandDecoder pool = new PoolCommandDecoder();
    private final PoolCostCommandDecoder poolCost = new PoolCostCommandDecoder();
    private final TaskCommandDecoder task = new TaskCommandDecoder();
    private final RebidCommandDecoder rebid = new RebidCommandDecoder();
    private final UsageCommandDecoder usage = new UsageCommandDecoder();
    private final TelemetryCommandDecoder telemetry = new TelemetryCommandDecoder();
    private final VruFaultCommandDecoder fault = new VruFaultCommandDecoder();
    private final VruRepairCommandDecoder repair = new VruRepairCommandDecoder();
    private final InstanceLostCommandDecoder lost = new InstanceLostCommandDecoder();
    private final ActivationFailedCommandDecoder failed = new ActivationFailedCommandDecoder();
    private final RefuseDecisionDecoder refuse = new RefuseDecisionDecoder();
    private final AdmitDecisionDecoder admit = new AdmitDecisionDecoder();
    private final QueueDecisionDecoder queue = new QueueDecisionDecoder();
    private final RejectDecisionDecoder reject = new RejectDecisionDecoder();
    private final GrantDecisionDecoder grant = new GrantDecisionDecoder();
    private final RevokeDecisionDecoder revoke = new RevokeDecisionDecoder();
    private final CompleteDecisionDecoder complete = new CompleteDecisionDecoder();
    private final PriceDecisionDecoder price = new PriceDecisionDecoder();
    private final SwarmDecisionDecoder action = new SwarmDecisionDecoder();
    private final FlagDecisionDecoder flag = new FlagDecisionDecoder();
    private final ModelClock clock = new ModelClock();
    private final ViewPosition position;
    private final TaskModel tasks;
    private final SwarmModel swarm;
    private final ModelPrimer primer;

    ViewModel(final ModelTables tables, final ViewPosition position) {
        this.position = position;
        final VruBlocks vrus =
                new VruBlocks(
                        tables.of(ViewTable.ALLOCATIONS), tables.of(ViewTable.TELEMETRY), clock);
        swarm = new SwarmModel(tables, vrus, clock);
        tasks = new TaskModel(tables, swarm, vrus, clock);
        primer = new ModelPrimer(tables, vrus, clock);
    }

    /** Takes over the state that an engine starts from, as after so many inputs and decisions. Before it is fed. */
    void prime(final RecoveryReport from, final Consumer<StateVisitor> state) {
        clock.input(from.lastSequence(), from.timeNs());
        clock.decision(from.decisions(), from.timeNs());
        state.accept(primer);
        position.decision(from.decisions(), from.timeNs());
        position.input(from.lastSequence(), from.timeNs());
    }

    @Override
    public void onCommand(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        clock.input(sequence, timeNs);
        tasks.onCommand();
        switch (header.wrap(buffer, offset).templateId()) {
            case PoolCommandDecoder.TEMPLATE_ID ->
                    swarm.pool(pool.wrapAndApplyHeader(buffer, offset, header));
            case PoolCostCommandDecoder.TEMPLATE_ID ->
                    swarm.poolCost(poolCost.wrapAndApplyHeader(buffer, offset, header));
            case TaskCommandDecoder.TEMPLATE_ID ->
                    tasks.task(sequence, task.wrapAndApplyHeader(buffer, offset, header));
            case RebidCommandDecoder.TEMPLATE_ID ->
                    tasks.rebid(sequence, rebid.wrapAndApplyHeader(buffer, offset, header));
            case UsageCommandDecoder.TEMPLATE_ID ->
                    tasks.usage(usage.wrapAndApplyHeader(buffer, offset, header));
            case TelemetryCommandDecoder.TEMPLATE_ID ->
                    swarm.telemetry(telemetry.wrapAndApplyHeader(buffer, offset, header));
            case VruFaultCommandDecoder.TEMPLATE_ID -> {
                fault.wrapAndApplyHeader(buffer, offset, header);
                swarm.fault(fault.instance(), fault.kind().value(), fault.vru(), true);
            }
            case VruRepairCommandDecoder.TEMPLATE_ID -> {
                repair.wrapAndApplyHeader(buffer, offset, header);
                swarm.fault(repair.instance(), repair.kind().value(), repair.vru(), false);
            }
            case InstanceLostCommandDecoder.TEMPLATE_ID ->
                    swarm.instanceLost(lost.wrapAndApplyHeader(buffer, offset, header));
            case ActivationFailedCommandDecoder.TEMPLATE_ID ->
                    swarm.activationFailed(failed.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                // What the others do, their decisions tell.
            }
        }
        position.input(sequence, clock.timeNs());
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        final long sequence = buffer.getLong(offset + SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final long cause = buffer.getLong(offset + CAUSE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        clock.decision(sequence, buffer.getLong(offset + TIME_OFFSET, ByteOrder.LITTLE_ENDIAN));
        final int template = header.wrap(buffer, offset).templateId();
        if (template == RefuseDecisionDecoder.TEMPLATE_ID) {
            tasks.refused(refuse.wrapAndApplyHeader(buffer, offset, header).cause());
        } else {
            tasks.onDecision(cause);
            apply(template, buffer, offset);
        }
        position.decision(sequence, clock.timeNs());
    }

    private void apply(final int template, final DirectBuffer buffer, final int offset) {
        switch (template) {
            case AdmitDecisionDecoder.TEMPLATE_ID ->
                    tasks.admit(admit.wrapAndApplyHeader(buffer, offset, header));
            case QueueDecisionDecoder.TEMPLATE_ID ->
                    tasks.queue(queue.wrapAndApplyHeader(buffer, offset, header));
            case RejectDecisionDecoder.TEMPLATE_ID ->
                    tasks.end(reject.wrapAndApplyHeader(buffer, offset, header).task());
            case GrantDecisionDecoder.TEMPLATE_ID ->
                    tasks.grant(grant.wrapAndApplyHeader(buffer, offset, header));
            case RevokeDecisionDecoder.TEMPLATE_ID ->
                    tasks.revoke(revoke.wrapAndApplyHeader(buffer, offset, header));
            case CompleteDecisionDecoder.TEMPLATE_ID ->
                    tasks.end(complete.wrapAndApplyHeader(buffer, offset, header).task());
            case PriceDecisionDecoder.TEMPLATE_ID ->
                    swarm.price(price.wrapAndApplyHeader(buffer, offset, header));
            case SwarmDecisionDecoder.TEMPLATE_ID ->
                    swarm.swarm(action.wrapAndApplyHeader(buffer, offset, header));
            case FlagDecisionDecoder.TEMPLATE_ID ->
                    tasks.flag(flag.wrapAndApplyHeader(buffer, offset, header));
            default -> throw new IllegalStateException("unknown decision template " + template);
        }
    }
}
