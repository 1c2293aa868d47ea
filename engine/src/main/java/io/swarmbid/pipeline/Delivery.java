package io.swarmbid.pipeline;

import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.decision.DecisionSink;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/** Calls the host's handlers and measures how long their decisions took. One thread: the one that hands over. */
final class Delivery {
    /** Every decision starts with its sequence, time and cause. */
    private static final int CAUSE_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + PriceDecisionDecoder.causeEncodingOffset();

    private final DecisionSink[] sinks;
    private final DecisionHandler[] handlers;
    private final CommandTap tap;
    private final LatencyRecorder latency;
    private final LongSupplier clock;
    private final EngineCounters counters;
    private long inputSequence;
    private long lastMeasured;
    private boolean inHostCode;

    Delivery(
            final EngineContext context,
            final EngineCounters counters,
            final LatencyRecorder latency) {
        final List<DecisionSink> all = context.sinks();
        sinks = all.toArray(DecisionSink[]::new);
        handlers = context.handlers().toArray(DecisionHandler[]::new);
        tap = context.tap();
        clock = context.clock();
        this.counters = counters;
        this.latency = latency;
    }

    boolean wantsCommands() {
        return tap != null;
    }

    void command(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        inputSequence = sequence;
        inHostCode = true;
        tap.onCommand(sequence, timeNs, buffer, offset, length);
        inHostCode = false;
    }

    void decision(
            final long stampNs, final DirectBuffer buffer, final int offset, final int length) {
        final long cause = buffer.getLong(offset + CAUSE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        inputSequence = cause;
        final boolean first = cause > lastMeasured;
        final long elapsedNs = first ? clock.getAsLong() - stampNs : 0;
        inHostCode = true;
        for (final DecisionSink sink : sinks) {
            sink.onDecision(buffer, offset, length);
        }
        inHostCode = false;
        if (first) {
            lastMeasured = cause;
            latency.record(elapsedNs);
        }
        counters.onHandedOver();
    }

    void batchEnd() {
        inHostCode = true;
        for (final DecisionHandler handler : handlers) {
            handler.onBatchEnd();
        }
        inHostCode = false;
    }

    /** The input whose command or decision was handed over last; 0 for one of the engine's timers. */
    long inputSequence() {
        return inputSequence;
    }

    /** Whether what was just thrown came out of the host's code. */
    boolean threwInHostCode() {
        return inHostCode;
    }
}
