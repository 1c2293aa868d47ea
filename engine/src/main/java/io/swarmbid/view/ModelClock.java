package io.swarmbid.view;

import org.agrona.concurrent.UnsafeBuffer;

/** Where in the engine's history the model is: what every changed entry is stamped with. Decision thread. */
final class ModelClock {
    private long inputSequence;
    private long decisionSequence;
    private long timeNs;

    void input(final long sequence, final long atNs) {
        inputSequence = sequence;
        timeNs = Math.max(timeNs, atNs);
    }

    void decision(final long sequence, final long atNs) {
        decisionSequence = sequence;
        timeNs = Math.max(timeNs, atNs);
    }

    long inputSequence() {
        return inputSequence;
    }

    long timeNs() {
        return timeNs;
    }

    /** Stamps a record that is being changed. */
    void stamp(final ConflatingTable table, final int slot) {
        final UnsafeBuffer memory = table.memory();
        final int record = table.record(slot);
        memory.putLong(record + EntryHeader.INPUT_SEQUENCE, inputSequence);
        memory.putLong(record + EntryHeader.DECISION_SEQUENCE, decisionSequence);
        memory.putLong(record + EntryHeader.TIME, timeNs);
    }
}
