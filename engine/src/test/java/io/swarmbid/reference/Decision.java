package io.swarmbid.reference;

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
import io.swarmbid.codec.sbe.RefuseCode;
import io.swarmbid.codec.sbe.RefuseDecisionEncoder;
import io.swarmbid.codec.sbe.RejectDecisionEncoder;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeDecisionEncoder;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionEncoder;
import io.swarmbid.codec.sbe.SwarmReason;
import java.util.Comparator;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/**
 * A decision of an event, to be written once all are known.
 *
 * @param order of its kind within the event.
 * @param instance 0 where it names none.
 * @param subject the task, or the kind of a price.
 */
record Decision(int order, long instance, long subject, Encoding encoding) {
    /** Order of decisions within an event. */
    static final Comparator<Decision> ORDER =
            Comparator.comparingInt(Decision::order)
                    .thenComparingLong(Decision::instance)
                    .thenComparingLong(Decision::subject);

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    /** What every decision starts with. */
    record Stamp(long seq, long at, long cause) {}

    /** VRUs first to last of a kind. */
    record Range(int kind, int first, int last) {}

    /** How the message is written at offset 0; returns its length with the header. */
    @FunctionalInterface
    interface Encoding {
        int write(MutableDirectBuffer buffer, MessageHeaderEncoder header, Stamp stamp);
    }

    static Decision refuse(final RefuseCode code, final long subject) {
        return new Decision(
                0,
                0,
                subject,
                (buffer, header, stamp) ->
                        HEADER
                                + new RefuseDecisionEncoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .seq(stamp.seq)
                                        .at(stamp.at)
                                        .cause(stamp.cause)
                                        .subject(subject)
                                        .code(code)
                                        .encodedLength());
    }

    static Decision complete(final TaskState task, final CompleteReason reason) {
        final long charge = task.charge;
        final long cost = task.cost;
        final long duration = task.duration;
        return new Decision(
                1,
                0,
                task.id,
                (buffer, header, stamp) ->
                        HEADER
                                + new CompleteDecisionEncoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .seq(stamp.seq)
                                        .at(stamp.at)
                                        .cause(stamp.cause)
                                        .charge(charge)
                                        .cost(cost)
                                        .duration(duration)
                                        .task(task.id)
                                        .reason(reason)
                                        .encodedLength());
    }

    static Decision swarm(
            final SwarmAction action,
            final SwarmReason reason,
            final InstanceState instance,
            final long deadline) {
        final int order =
                switch (action) {
                    case READY -> 2;
                    case ACTIVATE -> 10;
                    case DRAIN -> 11;
                    case INTERRUPT -> 12;
                    default -> 13;
                };
        return new Decision(
                order,
                instance.id,
                0,
                (buffer, header, stamp) ->
                        HEADER
                                + new SwarmDecisionEncoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .seq(stamp.seq)
                                        .at(stamp.at)
                                        .cause(stamp.cause)
                                        .instance(instance.id)
                                        .normalisedCost(instance.pool.normalisedCost())
                                        .deadline(deadline)
                                        .pool(instance.pool.id)
                                        .fleet(instance.fleet)
                                        .action(action)
                                        .reason(reason)
                                        .encodedLength());
    }

    static Decision reject(final TaskState task, final RejectReason reason) {
        final boolean ran = task.isBilled();
        final long charge = ran ? task.charge : RejectDecisionEncoder.chargeNullValue();
        final long cost = ran ? task.cost : RejectDecisionEncoder.costNullValue();
        return new Decision(
                4,
                0,
                task.id,
                (buffer, header, stamp) ->
                        HEADER
                                + new RejectDecisionEncoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .seq(stamp.seq)
                                        .at(stamp.at)
                                        .cause(stamp.cause)
                                        .priceToBeat(RejectDecisionEncoder.priceToBeatNullValue())
                                        .charge(charge)
                                        .cost(cost)
                                        .task(task.id)
                                        .deficit(RejectDecisionEncoder.deficitNullValue())
                                        .rival(RejectDecisionEncoder.rivalNullValue())
                                        .kind(Kind.NULL_VAL)
                                        .reason(reason)
                                        .encodedLength());
    }

    static Decision queue(
            final TaskState task, final Reasons.Reason reason, final Reasons.Won won) {
        return new Decision(
                5,
                0,
                task.id,
                (buffer, header, stamp) ->
                        HEADER
                                + new QueueDecisionEncoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .seq(stamp.seq)
                                        .at(stamp.at)
                                        .cause(stamp.cause)
                                        .priceToBeat(reason.priceToBeat())
                                        .instance(
                                                won == null
                                                        ? QueueDecisionEncoder.instanceNullValue()
                                                        : won.instance())
                                        .deadline(
                                                won == null
                                                        ? QueueDecisionEncoder.deadlineNullValue()
                                                        : won.deadline())
                                        .task(task.id)
                                        .units(
                                                won == null
                                                        ? QueueDecisionEncoder.unitsNullValue()
                                                        : won.units())
                                        .deficit(
                                                reason.kind() == null
                                                        ? QueueDecisionEncoder.deficitNullValue()
                                                        : (int) reason.deficit())
                                        .rival(reason.rival())
                                        .kind(reason.kind() == null ? Kind.NULL_VAL : reason.kind())
                                        .reason(reason.reason())
                                        .encodedLength());
    }

    static Decision admit(final long instance, final long task) {
        return new Decision(
                6,
                instance,
                task,
                (buffer, header, stamp) ->
                        HEADER
                                + new AdmitDecisionEncoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .seq(stamp.seq)
                                        .at(stamp.at)
                                        .cause(stamp.cause)
                                        .instance(instance)
                                        .task(task)
                                        .encodedLength());
    }

    /** A grant or a revoke says what the task holds on the instance afterwards. */
    record Holding(long instance, long task, int units, long margin, long slope) {}

    static Decision grant(final Holding after, final List<Range> gained) {
        return new Decision(
                7,
                after.instance,
                after.task,
                (buffer, header, stamp) -> {
                    final GrantDecisionEncoder grant =
                            new GrantDecisionEncoder()
                                    .wrapAndApplyHeader(buffer, 0, header)
                                    .seq(stamp.seq)
                                    .at(stamp.at)
                                    .cause(stamp.cause)
                                    .instance(after.instance)
                                    .margin(after.margin)
                                    .slope(after.slope)
                                    .task(after.task)
                                    .units(after.units);
                    final GrantDecisionEncoder.VrusEncoder vrus = grant.vrusCount(gained.size());
                    for (final Range range : gained) {
                        vrus.next()
                                .first(range.first)
                                .last(range.last)
                                .kind(Kind.get((short) range.kind));
                    }
                    return HEADER + grant.encodedLength();
                });
    }

    static Decision revoke(
            final Holding after,
            final RevokeReason reason,
            final long deadline,
            final List<Range> lost) {
        return new Decision(
                3,
                after.instance,
                after.task,
                (buffer, header, stamp) -> {
                    final RevokeDecisionEncoder revoke =
                            new RevokeDecisionEncoder()
                                    .wrapAndApplyHeader(buffer, 0, header)
                                    .seq(stamp.seq)
                                    .at(stamp.at)
                                    .cause(stamp.cause)
                                    .instance(after.instance)
                                    .margin(after.margin)
                                    .slope(after.slope)
                                    .deadline(deadline)
                                    .task(after.task)
                                    .units(after.units)
                                    .reason(reason);
                    final RevokeDecisionEncoder.VrusEncoder vrus = revoke.vrusCount(lost.size());
                    for (final Range range : lost) {
                        vrus.next()
                                .first(range.first)
                                .last(range.last)
                                .kind(Kind.get((short) range.kind));
                    }
                    return HEADER + revoke.encodedLength();
                });
    }

    static Decision deadlineMissed(final TaskState task) {
        return flag(task, Finding.DEADLINE_MISSED, 0, 0);
    }

    static Decision flag(
            final TaskState task,
            final Finding finding,
            final int recommendedUnits,
            final long waste) {
        return new Decision(
                8,
                0,
                task.id,
                (buffer, header, stamp) ->
                        HEADER
                                + new FlagDecisionEncoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .seq(stamp.seq)
                                        .at(stamp.at)
                                        .cause(stamp.cause)
                                        .waste(waste)
                                        .task(task.id)
                                        .recommendedUnits(recommendedUnits)
                                        .finding(finding)
                                        .encodedLength());
    }

    static Decision price(final long instance, final int kind, final long femto) {
        return new Decision(
                9,
                instance,
                kind,
                (buffer, header, stamp) ->
                        HEADER
                                + new PriceDecisionEncoder()
                                        .wrapAndApplyHeader(buffer, 0, header)
                                        .seq(stamp.seq)
                                        .at(stamp.at)
                                        .cause(stamp.cause)
                                        .instance(instance)
                                        .price(Math.floorDiv(femto, Exact.M))
                                        .kind(Kind.get((short) kind))
                                        .encodedLength());
    }
}
