package io.swarmbid.journal;

import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.decision.DecisionSink;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Lets through the decisions after a sequence, each once. */
final class Redelivery implements DecisionSink {
    /** Every decision begins with its sequence. */
    private static final int SEQUENCE_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + PriceDecisionDecoder.seqEncodingOffset();

    private final DecisionSink handlers;
    private long last;

    Redelivery(final long after, final DecisionSink handlers) {
        last = after;
        this.handlers = handlers;
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        if (last == Long.MAX_VALUE) {
            return;
        }
        final long sequence = buffer.getLong(offset + SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (sequence > last) {
            last = sequence;
            try {
                handlers.onDecision(buffer, offset, length);
            } catch (final RuntimeException e) {
                // Not the core's fault, so no reason to leave anything out.
                throw new JournalException(
                        "a handler threw when decision " + sequence + " was handed over again", e);
            }
        }
    }
}
