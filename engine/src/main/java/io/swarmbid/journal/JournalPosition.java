package io.swarmbid.journal;

/**
 * A place between two records, and what the reader knew there.
 *
 * @param segment number of the file.
 * @param offset of the next record in it.
 * @param chain checksum of the record before.
 * @param sequence of the last command before.
 * @param timeNs of the record before.
 * @param earliestNs that a later command can have: one more than the time if timers were fired by the clock.
 * @param symbols strings that were journaled before, the empty one included.
 */
record JournalPosition(
        long segment,
        int offset,
        int chain,
        long sequence,
        long timeNs,
        long earliestNs,
        int symbols) {
    /** Where a journal begins. */
    static final JournalPosition GENESIS =
            new JournalPosition(1, SegmentDescriptor.HEADER_LENGTH, 0, 0, 0, 0, 1);
}
