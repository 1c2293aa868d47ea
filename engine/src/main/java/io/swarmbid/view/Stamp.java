package io.swarmbid.view;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * What an entry reflects.
 *
 * @param inputSequence of the last command that had begun when it changed.
 * @param decisionSequence of the decision that changed it, or the last one before.
 * @param timeNs logical time of the change.
 */
public record Stamp(long inputSequence, long decisionSequence, long timeNs) {
    static Stamp of(final UnsafeBuffer entry) {
        return new Stamp(
                entry.getLong(EntryHeader.INPUT_SEQUENCE),
                entry.getLong(EntryHeader.DECISION_SEQUENCE),
                entry.getLong(EntryHeader.TIME));
    }
}
