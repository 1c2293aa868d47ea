package io.swarmbid.decision;

import org.agrona.DirectBuffer;

/** Where the core puts its decisions, in order, on the thread that runs the core. */
@FunctionalInterface
public interface DecisionSink {
    /** A sink that drops everything. */
    DecisionSink NONE = (buffer, offset, length) -> {};

    /**
     * One decision, encoded with its SBE message header at {@code offset}. The bytes are valid during the call only.
     *
     * @param buffer that holds the message; not to be kept or changed.
     * @param offset of the message header.
     * @param length of header and message in bytes.
     */
    void onDecision(DirectBuffer buffer, int offset, int length);
}
