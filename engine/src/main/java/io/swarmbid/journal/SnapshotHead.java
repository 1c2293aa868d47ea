package io.swarmbid.journal;

import java.nio.ByteBuffer;

/**
 * What the head of a snapshot says: 88 bytes in the machine's byte order, behind the magic and the format's version.
 *
 * @param journalId of the journal that goes on from it.
 * @param position in that journal.
 * @param decisions made before.
 * @param digest of the state.
 */
record SnapshotHead(long journalId, JournalPosition position, long decisions, long digest) {
    /** "SWBDSNAP" in little-endian bytes. */
    static final long MAGIC = 0x5041_4E53_4442_5753L;

    static final int FORMAT_VERSION = 3;

    /** Bytes of magic, version and head. */
    static final int LENGTH = 12 * Long.BYTES;

    void write(final ByteBuffer to) {
        to.putLong(MAGIC).putInt(FORMAT_VERSION).putInt(position.symbols());
        to.putLong(journalId).putLong(position.segment());
        to.putInt(position.offset()).putInt(position.chain());
        to.putLong(position.sequence()).putLong(position.timeNs()).putLong(position.earliestNs());
        to.putLong(decisions).putLong(digest);
        // To grow into.
        to.putLong(0).putLong(0);
    }

    /**
     * Reads a head.
     *
     * @return null if this is none, or says what no snapshot says.
     */
    static SnapshotHead read(final ByteBuffer from) {
        if (from.remaining() < LENGTH
                || from.getLong() != MAGIC
                || from.getInt() != FORMAT_VERSION) {
            return null;
        }
        final int symbols = from.getInt();
        final long journalId = from.getLong();
        final long segment = from.getLong();
        final int offset = from.getInt();
        final int chain = from.getInt();
        final long sequence = from.getLong();
        final long timeNs = from.getLong();
        final long earliestNs = from.getLong();
        final long decisions = from.getLong();
        final long digest = from.getLong();
        from.getLong();
        from.getLong();
        final boolean isPossible =
                symbols > 0
                        && segment > 0
                        && offset >= SegmentDescriptor.HEADER_LENGTH
                        && sequence >= 0
                        && decisions >= 0;
        if (!isPossible) {
            return null;
        }
        return new SnapshotHead(
                journalId,
                new JournalPosition(segment, offset, chain, sequence, timeNs, earliestNs, symbols),
                decisions,
                digest);
    }
}
