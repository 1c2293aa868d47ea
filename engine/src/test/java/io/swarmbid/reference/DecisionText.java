package io.swarmbid.reference;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.FlagDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RefuseDecisionDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import org.agrona.DirectBuffer;

/** Decisions as short lines, for tests to compare and people to read; seq, time and cause are left out. */
public final class DecisionText {
    private DecisionText() {}

    /** For example {@code grant task=1 at=7 units=2 VCPU 0-1 margin=5 slope=3}. */
    public static String of(final DirectBuffer b, final int at) {
        final MessageHeaderDecoder h = new MessageHeaderDecoder();
        return switch (h.wrap(b, at).templateId()) {
            case RefuseDecisionDecoder.TEMPLATE_ID -> {
                final var d = new RefuseDecisionDecoder().wrapAndApplyHeader(b, at, h);
                yield "refuse " + d.code() + " " + d.subject();
            }
            case AdmitDecisionDecoder.TEMPLATE_ID -> {
                final var d = new AdmitDecisionDecoder().wrapAndApplyHeader(b, at, h);
                yield "admit task=" + d.task() + " at=" + d.instance();
            }
            case QueueDecisionDecoder.TEMPLATE_ID ->
                    queue(new QueueDecisionDecoder().wrapAndApplyHeader(b, at, h));
            case RejectDecisionDecoder.TEMPLATE_ID -> {
                final var d = new RejectDecisionDecoder().wrapAndApplyHeader(b, at, h);
                final boolean ran = d.charge() != RejectDecisionDecoder.chargeNullValue();
                yield "reject task="
                        + d.task()
                        + " "
                        + d.reason()
                        + (ran ? " charge=" + d.charge() + " cost=" + d.cost() : "");
            }
            case GrantDecisionDecoder.TEMPLATE_ID ->
                    grant(new GrantDecisionDecoder().wrapAndApplyHeader(b, at, h));
            case RevokeDecisionDecoder.TEMPLATE_ID ->
                    revoke(new RevokeDecisionDecoder().wrapAndApplyHeader(b, at, h));
            case CompleteDecisionDecoder.TEMPLATE_ID -> {
                final var d = new CompleteDecisionDecoder().wrapAndApplyHeader(b, at, h);
                yield "complete task="
                        + d.task()
                        + " "
                        + d.reason()
                        + " charge="
                        + d.charge()
                        + " cost="
                        + d.cost()
                        + " duration="
                        + d.duration();
            }
            case PriceDecisionDecoder.TEMPLATE_ID -> {
                final var d = new PriceDecisionDecoder().wrapAndApplyHeader(b, at, h);
                yield "price at=" + d.instance() + " " + d.kind() + " " + d.price();
            }
            case SwarmDecisionDecoder.TEMPLATE_ID ->
                    swarm(new SwarmDecisionDecoder().wrapAndApplyHeader(b, at, h));
            case FlagDecisionDecoder.TEMPLATE_ID -> {
                final var d = new FlagDecisionDecoder().wrapAndApplyHeader(b, at, h);
                yield "flag task=" + d.task() + " " + d.finding();
            }
            default -> "unknown";
        };
    }

    private static String queue(final QueueDecisionDecoder d) {
        final StringBuilder text = new StringBuilder("queue task=" + d.task() + " " + d.reason());
        if (d.priceToBeat() != QueueDecisionDecoder.priceToBeatNullValue()) {
            text.append(" beat=").append(d.priceToBeat());
        }
        if (d.kind() != Kind.NULL_VAL) {
            text.append(" short=").append(d.deficit()).append(' ').append(d.kind());
        }
        if (d.rival() != QueueDecisionDecoder.rivalNullValue()) {
            text.append(" rival=").append(d.rival());
        }
        if (d.instance() != QueueDecisionDecoder.instanceNullValue()) {
            text.append(" won=").append(d.units()).append(" at=").append(d.instance());
            text.append(" by=").append(d.deadline());
        }
        return text.toString();
    }

    private static String grant(final GrantDecisionDecoder d) {
        final StringBuilder text = new StringBuilder("grant task=" + d.task());
        text.append(" at=" + d.instance() + " units=" + d.units());
        for (final GrantDecisionDecoder.VrusDecoder r : d.vrus()) {
            text.append(" " + r.kind() + " " + r.first() + "-" + r.last());
        }
        return text.append(" margin=" + d.margin() + " slope=" + d.slope()).toString();
    }

    private static String revoke(final RevokeDecisionDecoder d) {
        final StringBuilder text = new StringBuilder("revoke task=" + d.task());
        text.append(" at=" + d.instance() + " units=" + d.units() + " " + d.reason());
        for (final RevokeDecisionDecoder.VrusDecoder r : d.vrus()) {
            text.append(" " + r.kind() + " " + r.first() + "-" + r.last());
        }
        return text.append(" margin=" + d.margin() + " slope=" + d.slope()).toString();
    }

    private static String swarm(final SwarmDecisionDecoder d) {
        final boolean due = d.deadline() != SwarmDecisionDecoder.deadlineNullValue();
        return d.action().name().toLowerCase(java.util.Locale.ROOT)
                + " at="
                + d.instance()
                + " pool="
                + d.pool()
                + " "
                + d.reason()
                + " cost="
                + d.normalisedCost()
                + (d.fleet() == 0 ? "" : " fleet=" + d.fleet())
                + (due ? " deadline=" + d.deadline() : "");
    }
}
