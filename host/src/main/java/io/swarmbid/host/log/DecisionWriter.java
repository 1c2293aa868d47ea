package io.swarmbid.host.log;

import static io.swarmbid.host.log.JsonBytes.ascii;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteReason;
import io.swarmbid.codec.sbe.Finding;
import io.swarmbid.codec.sbe.FlagDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.QueueReason;
import io.swarmbid.codec.sbe.RefuseCode;
import io.swarmbid.codec.sbe.RefuseDecisionDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.decision.DecisionSink;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import org.agrona.DirectBuffer;

/**
 * Writes decisions as JSON Lines, keys in their documented order, and hashes the bytes with XXH64. No garbage per
 * decision. Not threadsafe.
 *
 * @see <a href="https://github.com/Cyan4973/xxHash">xxHash</a>
 */
public final class DecisionWriter implements DecisionSink, AutoCloseable {
    private static final byte[] SEQ = ascii("{\"seq\":");
    private static final byte[] AT = ascii(",\"at\":");
    private static final byte[] CAUSE = ascii(",\"cause\":");
    private static final byte[] REFUSE = ascii(",\"decision\":\"refuse\",\"code\":\"");
    private static final byte[] ADMIT = ascii(",\"decision\":\"admit\",\"task\":");
    private static final byte[] QUEUE = ascii(",\"decision\":\"queue\",\"task\":");
    private static final byte[] REJECT = ascii(",\"decision\":\"reject\",\"task\":");
    private static final byte[] GRANT = ascii(",\"decision\":\"grant\",\"task\":");
    private static final byte[] REVOKE = ascii(",\"decision\":\"revoke\",\"task\":");
    private static final byte[] COMPLETE = ascii(",\"decision\":\"complete\",\"task\":");
    private static final byte[] PRICE = ascii(",\"decision\":\"price\",\"instance\":");
    private static final byte[] FLAG = ascii(",\"decision\":\"flag\",\"task\":");
    private static final byte[] DECISION = ascii(",\"decision\":\"");
    private static final byte[] SUBJECT = ascii("\",\"subject\":");
    private static final byte[] INSTANCE = ascii(",\"instance\":");
    private static final byte[] POOL = ascii(",\"pool\":");
    private static final byte[] REASON = ascii(",\"reason\":\"");
    private static final byte[] KIND = ascii(",\"kind\":\"");
    private static final byte[] DEFICIT = ascii(",\"deficit\":");
    private static final byte[] PRICE_TO_BEAT = ascii(",\"priceToBeat\":");
    private static final byte[] RIVAL = ascii(",\"rival\":");
    private static final byte[] CHARGE = ascii(",\"charge\":");
    private static final byte[] COST = ascii(",\"cost\":");
    private static final byte[] DURATION = ascii(",\"duration\":");
    private static final byte[] UNITS = ascii(",\"units\":");
    private static final byte[] VRUS = ascii(",\"vrus\":{");
    private static final byte[] MARGIN = ascii("},\"margin\":");
    private static final byte[] SLOPE = ascii(",\"slope\":");
    private static final byte[] DEADLINE = ascii(",\"deadline\":");
    private static final byte[] PRICE_VALUE = ascii(",\"price\":");
    private static final byte[] NORMALISED_COST = ascii(",\"normalisedCost\":");
    private static final byte[] FLEET = ascii(",\"fleet\":");
    private static final byte[] FINDING = ascii(",\"finding\":\"");
    private static final byte[] RECOMMENDED = ascii(",\"recommendedUnits\":");
    private static final byte[] WASTE = ascii(",\"waste\":");
    private static final byte[] LIST_OPEN = ascii("\":[");

    private static final byte[][] REFUSE_CODES = names(RefuseCode.values(), false);
    private static final byte[][] QUEUE_REASONS = names(QueueReason.values(), false);
    private static final byte[][] REJECT_REASONS = names(RejectReason.values(), false);
    private static final byte[][] REVOKE_REASONS = names(RevokeReason.values(), false);
    private static final byte[][] COMPLETE_REASONS = names(CompleteReason.values(), false);
    private static final byte[][] SWARM_REASONS = names(SwarmReason.values(), false);
    private static final byte[][] SWARM_ACTIONS = names(SwarmAction.values(), true);
    private static final byte[][] FINDINGS = names(Finding.values(), false);
    private static final byte[][] KINDS = names(Kind.values(), true);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final RefuseDecisionDecoder refuse = new RefuseDecisionDecoder();
    private final AdmitDecisionDecoder admit = new AdmitDecisionDecoder();
    private final QueueDecisionDecoder queue = new QueueDecisionDecoder();
    private final RejectDecisionDecoder reject = new RejectDecisionDecoder();
    private final GrantDecisionDecoder grant = new GrantDecisionDecoder();
    private final RevokeDecisionDecoder revoke = new RevokeDecisionDecoder();
    private final CompleteDecisionDecoder complete = new CompleteDecisionDecoder();
    private final PriceDecisionDecoder price = new PriceDecisionDecoder();
    private final SwarmDecisionDecoder swarm = new SwarmDecisionDecoder();
    private final FlagDecisionDecoder flag = new FlagDecisionDecoder();
    private final LineSink lines;
    private final JsonBytes json;

    /**
     * A writer.
     *
     * @param out takes the lines and is closed with the writer; null where only the digest is wanted.
     */
    public DecisionWriter(final OutputStream out) {
        lines = new LineSink(out);
        json = lines.json();
    }

    /**
     * A writer whose digest goes on from another's.
     *
     * @param other is flushed: what it was given so far lies in its output.
     * @param out takes the lines that follow; null where only the digest is wanted.
     */
    public DecisionWriter(final DecisionWriter other, final OutputStream out) {
        lines = new LineSink(other.lines, out);
        json = lines.json();
    }

    private static byte[][] names(final Enum<?>[] constants, final boolean lowerCase) {
        return Arrays.stream(constants)
                .map(Enum::name)
                .map(name -> ascii(lowerCase ? name.toLowerCase(Locale.ROOT) : name))
                .toArray(byte[][]::new);
    }

    /**
     * Writes one decision.
     *
     * @throws java.io.UncheckedIOException if the lines cannot be written.
     */
    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case RefuseDecisionDecoder.TEMPLATE_ID -> refuse(buffer, offset);
            case AdmitDecisionDecoder.TEMPLATE_ID -> admit(buffer, offset);
            case QueueDecisionDecoder.TEMPLATE_ID -> queue(buffer, offset);
            case RejectDecisionDecoder.TEMPLATE_ID -> reject(buffer, offset);
            case GrantDecisionDecoder.TEMPLATE_ID -> grant(buffer, offset);
            case RevokeDecisionDecoder.TEMPLATE_ID -> revoke(buffer, offset);
            case CompleteDecisionDecoder.TEMPLATE_ID -> complete(buffer, offset);
            case PriceDecisionDecoder.TEMPLATE_ID -> price(buffer, offset);
            case SwarmDecisionDecoder.TEMPLATE_ID -> swarm(buffer, offset);
            case FlagDecisionDecoder.TEMPLATE_ID -> flag(buffer, offset);
            default ->
                    throw new IllegalArgumentException(
                            "no decision has the template " + header.templateId());
        }
        json.raw('}');
        lines.endLine();
    }

    private JsonBytes start(final long seq, final long at, final long cause) {
        return json.raw(SEQ).number(seq).raw(AT).number(at).raw(CAUSE).number(cause);
    }

    private void refuse(final DirectBuffer buffer, final int offset) {
        refuse.wrapAndApplyHeader(buffer, offset, header);
        start(refuse.seq(), refuse.at(), refuse.cause())
                .raw(REFUSE)
                .raw(REFUSE_CODES[refuse.code().ordinal()])
                .raw(SUBJECT)
                .number(refuse.subject());
    }

    private void admit(final DirectBuffer buffer, final int offset) {
        admit.wrapAndApplyHeader(buffer, offset, header);
        start(admit.seq(), admit.at(), admit.cause())
                .raw(ADMIT)
                .number(admit.task())
                .raw(INSTANCE)
                .number(admit.instance());
    }

    private void queue(final DirectBuffer buffer, final int offset) {
        queue.wrapAndApplyHeader(buffer, offset, header);
        start(queue.seq(), queue.at(), queue.cause())
                .raw(QUEUE)
                .number(queue.task())
                .raw(REASON)
                .raw(QUEUE_REASONS[queue.reason().ordinal()])
                .raw('"');
        shortage(queue.kind(), queue.deficit(), queue.priceToBeat(), queue.rival());
        if (queue.instance() != QueueDecisionDecoder.instanceNullValue()) {
            json.raw(INSTANCE).number(queue.instance());
            json.raw(UNITS).number(queue.units());
            json.raw(DEADLINE).number(queue.deadline());
        }
    }

    private void reject(final DirectBuffer buffer, final int offset) {
        reject.wrapAndApplyHeader(buffer, offset, header);
        start(reject.seq(), reject.at(), reject.cause())
                .raw(REJECT)
                .number(reject.task())
                .raw(REASON)
                .raw(REJECT_REASONS[reject.reason().ordinal()])
                .raw('"');
        shortage(reject.kind(), reject.deficit(), reject.priceToBeat(), reject.rival());
        if (reject.charge() != RejectDecisionDecoder.chargeNullValue()) {
            json.raw(CHARGE).number(reject.charge());
        }
        if (reject.cost() != RejectDecisionDecoder.costNullValue()) {
            json.raw(COST).number(reject.cost());
        }
    }

    private void shortage(
            final Kind kind, final int deficit, final long priceToBeat, final long rival) {
        if (kind != Kind.NULL_VAL) {
            json.raw(KIND).raw(KINDS[kind.ordinal()]).raw('"');
        }
        if (deficit != QueueDecisionDecoder.deficitNullValue()) {
            json.raw(DEFICIT).number(deficit);
        }
        if (priceToBeat != QueueDecisionDecoder.priceToBeatNullValue()) {
            json.raw(PRICE_TO_BEAT).number(priceToBeat);
        }
        if (rival != QueueDecisionDecoder.rivalNullValue()) {
            json.raw(RIVAL).number(rival);
        }
    }

    private void grant(final DirectBuffer buffer, final int offset) {
        grant.wrapAndApplyHeader(buffer, offset, header);
        start(grant.seq(), grant.at(), grant.cause())
                .raw(GRANT)
                .number(grant.task())
                .raw(INSTANCE)
                .number(grant.instance())
                .raw(UNITS)
                .number(grant.units())
                .raw(VRUS);
        Kind open = Kind.NULL_VAL;
        for (final GrantDecisionDecoder.VrusDecoder range : grant.vrus()) {
            open = range(open, range.kind(), range.first(), range.last());
        }
        endRanges(open).number(grant.margin()).raw(SLOPE).number(grant.slope());
    }

    private void revoke(final DirectBuffer buffer, final int offset) {
        revoke.wrapAndApplyHeader(buffer, offset, header);
        start(revoke.seq(), revoke.at(), revoke.cause())
                .raw(REVOKE)
                .number(revoke.task())
                .raw(INSTANCE)
                .number(revoke.instance())
                .raw(UNITS)
                .number(revoke.units())
                .raw(VRUS);
        Kind open = Kind.NULL_VAL;
        for (final RevokeDecisionDecoder.VrusDecoder range : revoke.vrus()) {
            open = range(open, range.kind(), range.first(), range.last());
        }
        endRanges(open)
                .number(revoke.margin())
                .raw(SLOPE)
                .number(revoke.slope())
                .raw(REASON)
                .raw(REVOKE_REASONS[revoke.reason().ordinal()])
                .raw('"')
                .raw(DEADLINE)
                .number(revoke.deadline());
    }

    /** Ranges come by kind: a list is opened for each kind and closed when the next begins. */
    private Kind range(final Kind open, final Kind kind, final int first, final int last) {
        if (kind != open) {
            if (open != Kind.NULL_VAL) {
                json.raw(']').raw(',');
            }
            json.raw('"').raw(KINDS[kind.ordinal()]).raw(LIST_OPEN);
        } else {
            json.raw(',');
        }
        json.raw('[').number(first).raw(',').number(last).raw(']');
        return kind;
    }

    private JsonBytes endRanges(final Kind open) {
        if (open != Kind.NULL_VAL) {
            json.raw(']');
        }
        return json.raw(MARGIN);
    }

    private void complete(final DirectBuffer buffer, final int offset) {
        complete.wrapAndApplyHeader(buffer, offset, header);
        start(complete.seq(), complete.at(), complete.cause())
                .raw(COMPLETE)
                .number(complete.task())
                .raw(REASON)
                .raw(COMPLETE_REASONS[complete.reason().ordinal()])
                .raw('"')
                .raw(CHARGE)
                .number(complete.charge())
                .raw(COST)
                .number(complete.cost())
                .raw(DURATION)
                .number(complete.duration());
    }

    private void price(final DirectBuffer buffer, final int offset) {
        price.wrapAndApplyHeader(buffer, offset, header);
        start(price.seq(), price.at(), price.cause())
                .raw(PRICE)
                .number(price.instance())
                .raw(KIND)
                .raw(KINDS[price.kind().ordinal()])
                .raw('"')
                .raw(PRICE_VALUE)
                .number(price.price());
    }

    private void swarm(final DirectBuffer buffer, final int offset) {
        swarm.wrapAndApplyHeader(buffer, offset, header);
        start(swarm.seq(), swarm.at(), swarm.cause())
                .raw(DECISION)
                .raw(SWARM_ACTIONS[swarm.action().ordinal()])
                .raw('"')
                .raw(INSTANCE)
                .number(swarm.instance())
                .raw(POOL)
                .number(swarm.pool())
                .raw(REASON)
                .raw(SWARM_REASONS[swarm.reason().ordinal()])
                .raw('"')
                .raw(NORMALISED_COST)
                .number(swarm.normalisedCost());
        if (swarm.fleet() != SwarmDecisionDecoder.fleetNullValue()) {
            json.raw(FLEET).number(swarm.fleet());
        }
        if (swarm.deadline() != SwarmDecisionDecoder.deadlineNullValue()) {
            json.raw(DEADLINE).number(swarm.deadline());
        }
    }

    private void flag(final DirectBuffer buffer, final int offset) {
        flag.wrapAndApplyHeader(buffer, offset, header);
        start(flag.seq(), flag.at(), flag.cause())
                .raw(FLAG)
                .number(flag.task())
                .raw(FINDING)
                .raw(FINDINGS[flag.finding().ordinal()])
                .raw('"')
                .raw(RECOMMENDED)
                .number(flag.recommendedUnits())
                .raw(WASTE)
                .number(flag.waste());
    }

    /** Hands on what is buffered, so that readers of the file see it. */
    public void flush() {
        lines.flush();
    }

    /** XXH64, seed 0, of all bytes so far. */
    public long digest() {
        return lines.digest();
    }

    /** Writes what is buffered and closes the stream. */
    @Override
    public void close() {
        lines.close();
    }
}
