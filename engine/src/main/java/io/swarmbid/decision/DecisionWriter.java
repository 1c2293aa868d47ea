package io.swarmbid.decision;

import io.swarmbid.codec.sbe.AdmitDecisionEncoder;
import io.swarmbid.codec.sbe.CompleteDecisionEncoder;
import io.swarmbid.codec.sbe.CompleteReason;
import io.swarmbid.codec.sbe.Finding;
import io.swarmbid.codec.sbe.FlagDecisionEncoder;
import io.swarmbid.codec.sbe.GrantDecisionEncoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.MessageHeaderEncoder;
import io.swarmbid.codec.sbe.PriceDecisionEncoder;
import io.swarmbid.codec.sbe.QueueDecisionEncoder;
import io.swarmbid.codec.sbe.QueueReason;
import io.swarmbid.codec.sbe.RefuseCode;
import io.swarmbid.codec.sbe.RefuseDecisionEncoder;
import io.swarmbid.codec.sbe.RejectDecisionEncoder;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeDecisionEncoder;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionEncoder;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.config.Limits;
import io.swarmbid.state.Carried;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes decisions and hands them to the sink, numbered from 1. Not threadsafe, no allocation. */
final class DecisionWriter {
    private static final Kind[] KINDS = {Kind.VCPU, Kind.MEMORY, Kind.ACCELERATOR};
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    /** The longest decisions are those that name VRUs. */
    private static final int MOST_BYTES =
            HEADER
                    + Math.max(
                            GrantDecisionEncoder.BLOCK_LENGTH, RevokeDecisionEncoder.BLOCK_LENGTH)
                    + GrantDecisionEncoder.VrusEncoder.sbeHeaderSize();

    private final int maxRanges;
    private final UnsafeBuffer buffer;
    private final UnsafeBuffer prices =
            new UnsafeBuffer(ByteBuffer.allocateDirect(HEADER + PriceDecisionEncoder.BLOCK_LENGTH));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RefuseDecisionEncoder refuse = new RefuseDecisionEncoder();
    private final AdmitDecisionEncoder admit = new AdmitDecisionEncoder();
    private final QueueDecisionEncoder queue = new QueueDecisionEncoder();
    private final RejectDecisionEncoder reject = new RejectDecisionEncoder();
    private final GrantDecisionEncoder grant = new GrantDecisionEncoder();
    private final RevokeDecisionEncoder revoke = new RevokeDecisionEncoder();
    private final CompleteDecisionEncoder complete = new CompleteDecisionEncoder();
    private final PriceDecisionEncoder price = new PriceDecisionEncoder();
    private final SwarmDecisionEncoder swarm = new SwarmDecisionEncoder();
    private final FlagDecisionEncoder flag = new FlagDecisionEncoder();
    private final Carried carried;
    private DecisionSink sink;
    private long at;
    private long cause;

    /** For instances of so many VRUs of each kind at most. */
    DecisionWriter(final Carried carried, final int maxVrus) {
        this.carried = carried;
        // Every other one.
        maxRanges = 3 * ((maxVrus + 1) / 2);
        buffer =
                new UnsafeBuffer(
                        ByteBuffer.allocateDirect(
                                MOST_BYTES
                                        + maxRanges
                                                * GrantDecisionEncoder.VrusEncoder
                                                        .sbeBlockLength()));
        price.wrapAndApplyHeader(prices, 0, header);
    }

    /** The decisions that follow belong to this event. */
    void begin(final long timeNs, final long causeSequence, final DecisionSink to) {
        at = timeNs;
        cause = causeSequence;
        sink = to;
    }

    long count() {
        return carried.decisions();
    }

    void refuse(final RefuseCode code, final long subject) {
        refuse.wrapAndApplyHeader(buffer, 0, header)
                .seq(carried.nextDecision())
                .at(at)
                .cause(cause)
                .subject(subject)
                .code(code);
        sink.onDecision(buffer, 0, HEADER + refuse.encodedLength());
    }

    void admit(final long task, final long instance) {
        admit.wrapAndApplyHeader(buffer, 0, header)
                .seq(carried.nextDecision())
                .at(at)
                .cause(cause)
                .instance(instance)
                .task(task);
        sink.onDecision(buffer, 0, HEADER + admit.encodedLength());
    }

    /** Deficit, price to beat and rival below 1 are absent; so is what it has won, without an instance. */
    void queue(
            final long task,
            final QueueReason reason,
            final int kind,
            final long deficit,
            final long priceToBeat,
            final long rival,
            final long wonInstance,
            final int wonUnits,
            final long deadlineNs) {
        final boolean hasWon = wonInstance > 0;
        queue.wrapAndApplyHeader(buffer, 0, header)
                .seq(carried.nextDecision())
                .at(at)
                .cause(cause)
                .priceToBeat(
                        priceToBeat < 0 ? QueueDecisionEncoder.priceToBeatNullValue() : priceToBeat)
                .instance(hasWon ? wonInstance : QueueDecisionEncoder.instanceNullValue())
                .deadline(hasWon ? deadlineNs : QueueDecisionEncoder.deadlineNullValue())
                .task(task)
                .units(hasWon ? wonUnits : QueueDecisionEncoder.unitsNullValue())
                .deficit(deficit < 0 ? QueueDecisionEncoder.deficitNullValue() : (int) deficit)
                .rival(rival < 0 ? QueueDecisionEncoder.rivalNullValue() : rival)
                .kind(deficit < 0 ? Kind.NULL_VAL : KINDS[kind])
                .reason(reason);
        sink.onDecision(buffer, 0, HEADER + queue.encodedLength());
    }

    void reject(
            final long task,
            final RejectReason reason,
            final boolean ran,
            final long charge,
            final long cost) {
        reject.wrapAndApplyHeader(buffer, 0, header)
                .seq(carried.nextDecision())
                .at(at)
                .cause(cause)
                .priceToBeat(RejectDecisionEncoder.priceToBeatNullValue())
                .charge(ran ? charge : RejectDecisionEncoder.chargeNullValue())
                .cost(ran ? cost : RejectDecisionEncoder.costNullValue())
                .task(task)
                .deficit(RejectDecisionEncoder.deficitNullValue())
                .rival(RejectDecisionEncoder.rivalNullValue())
                .kind(Kind.NULL_VAL)
                .reason(reason);
        sink.onDecision(buffer, 0, HEADER + reject.encodedLength());
    }

    /** Margin and slope in femto per hour. */
    void grant(
            final long task,
            final long instance,
            final int units,
            final long margin,
            final long slope,
            final VruAssignment vrus) {
        grant.wrapAndApplyHeader(buffer, 0, header)
                .seq(carried.nextDecision())
                .at(at)
                .cause(cause)
                .instance(instance)
                .margin(Math.floorDiv(margin, (long) Limits.PPM))
                .slope(Math.floorDiv(slope, (long) Limits.PPM))
                .task(task)
                .units(units);
        final GrantDecisionEncoder.VrusEncoder ranges = grant.vrusCount(maxRanges);
        for (int kind = 0; kind < 3; kind++) {
            final RangeList list = vrus.changed(kind);
            for (int first = list.nextSet(0);
                    first >= 0;
                    first = list.nextSet(list.lastOfRange(first) + 1)) {
                ranges.next().first(first).last(list.lastOfRange(first)).kind(KINDS[kind]);
            }
        }
        ranges.resetCountToIndex();
        sink.onDecision(buffer, 0, HEADER + grant.encodedLength());
    }

    /** Margin and slope in femto per hour. */
    void revoke(
            final long task,
            final long instance,
            final int units,
            final long margin,
            final long slope,
            final RevokeReason reason,
            final long deadline,
            final VruAssignment vrus) {
        revoke.wrapAndApplyHeader(buffer, 0, header)
                .seq(carried.nextDecision())
                .at(at)
                .cause(cause)
                .instance(instance)
                .margin(Math.floorDiv(margin, (long) Limits.PPM))
                .slope(Math.floorDiv(slope, (long) Limits.PPM))
                .deadline(deadline)
                .task(task)
                .units(units)
                .reason(reason);
        final RevokeDecisionEncoder.VrusEncoder ranges = revoke.vrusCount(maxRanges);
        for (int kind = 0; kind < 3; kind++) {
            final RangeList list = vrus.changed(kind);
            for (int first = list.nextSet(0);
                    first >= 0;
                    first = list.nextSet(list.lastOfRange(first) + 1)) {
                ranges.next().first(first).last(list.lastOfRange(first)).kind(KINDS[kind]);
            }
        }
        ranges.resetCountToIndex();
        sink.onDecision(buffer, 0, HEADER + revoke.encodedLength());
    }

    void complete(
            final long task,
            final CompleteReason reason,
            final long charge,
            final long cost,
            final long duration) {
        complete.wrapAndApplyHeader(buffer, 0, header)
                .seq(carried.nextDecision())
                .at(at)
                .cause(cause)
                .charge(charge)
                .cost(cost)
                .duration(duration)
                .task(task)
                .reason(reason);
        sink.onDecision(buffer, 0, HEADER + complete.encodedLength());
    }

    /** Price in femto per VRU-hour. There can be one for each instance: they have a buffer in which the header stays. */
    void price(final long instance, final int kind, final long femto) {
        price.seq(carried.nextDecision())
                .at(at)
                .cause(cause)
                .instance(instance)
                .price(femto / Limits.PPM)
                .kind(KINDS[kind]);
        sink.onDecision(prices, 0, HEADER + price.encodedLength());
    }

    /** Fleet and deadline below 1 are absent. */
    void swarm(
            final SwarmAction action,
            final long instance,
            final long pool,
            final SwarmReason reason,
            final long normalisedCost,
            final long fleet,
            final long deadline) {
        swarm.wrapAndApplyHeader(buffer, 0, header)
                .seq(carried.nextDecision())
                .at(at)
                .cause(cause)
                .instance(instance)
                .normalisedCost(normalisedCost)
                .deadline(deadline < 0 ? SwarmDecisionEncoder.deadlineNullValue() : deadline)
                .pool(pool)
                .fleet(fleet < 0 ? SwarmDecisionEncoder.fleetNullValue() : fleet)
                .action(action)
                .reason(reason);
        sink.onDecision(buffer, 0, HEADER + swarm.encodedLength());
    }

    void flag(
            final long task, final Finding finding, final int recommendedUnits, final long waste) {
        flag.wrapAndApplyHeader(buffer, 0, header)
                .seq(carried.nextDecision())
                .at(at)
                .cause(cause)
                .waste(waste)
                .task(task)
                .recommendedUnits(recommendedUnits)
                .finding(finding);
        sink.onDecision(buffer, 0, HEADER + flag.encodedLength());
    }
}
