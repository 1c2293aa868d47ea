package io.swarmbid.journal;

import org.agrona.BitUtil;

/**
 * Layout of a record of the journal, in the machine's byte order (little-endian on every machine that it was tried on).
 * Records lie one behind the other, each aligned to 8 bytes; behind the last one there are zeros.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |               Length, these 40 bytes included                 |
 *  +---------------------------------------------------------------+
 *  |                           Checksum                            |
 *  +---------------------------------------------------------------+
 *  |                Checksum of the record before                  |
 *  +---------------------------------------------------------------+
 *  |                             Type                              |
 *  +---------------------------------------------------------------+
 *  |                        Input sequence                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         Logical time                          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                       Decisions before                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             Body                             ...
 * ...                                                              |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>Length and checksum are written last, as one word. A process that dies leaves the word either whole or zero, so a
 * word of which only one half is zero is damage. The checksum is CRC32C (Castagnoli) over everything behind the word; as
 * that includes the checksum of the record before, no record can be lost, moved or taken from another journal.
 */
final class RecordDescriptor {
    /** The first record of a segment; its checksum of the record before is that of the last one before the segment. */
    static final int START = 1;

    /** A string that commands name by number. Body: the number (32 bits), the UTF-8 bytes. */
    static final int SYMBOL = 2;

    /** A command. Body: the SBE message with its header. */
    static final int COMMAND = 3;

    /** The engine fires its timers up to and including a time, ticks included. No body. */
    static final int ADVANCE = 4;

    /** The engine was closed. Body: the digest of its state. */
    static final int CLOSED = 5;

    /** The next record is the first one of the next segment. No body. */
    static final int END = 6;

    static final int LENGTH_OFFSET = 0;
    static final int CHECKSUM_OFFSET = LENGTH_OFFSET + Integer.BYTES;

    /** What the checksum covers begins here. */
    static final int COVERED_OFFSET = CHECKSUM_OFFSET + Integer.BYTES;

    static final int CHAIN_OFFSET = COVERED_OFFSET;
    static final int TYPE_OFFSET = CHAIN_OFFSET + Integer.BYTES;

    /** Of a command its own, of any other record that of the last command. */
    static final int SEQUENCE_OFFSET = TYPE_OFFSET + Integer.BYTES;

    /** Nanoseconds, after clamping. */
    static final int TIME_OFFSET = SEQUENCE_OFFSET + Long.BYTES;

    /** Decisions made before what the record says, or {@link #UNKNOWN}. */
    static final int DECISIONS_OFFSET = TIME_OFFSET + Long.BYTES;

    static final int BODY_OFFSET = DECISIONS_OFFSET + Long.BYTES;

    static final int ALIGNMENT = Long.BYTES;

    /** Decisions before a command that was journaled before its predecessors were applied. */
    static final long UNKNOWN = -1;

    private static final int LONGEST_SYMBOL = Integer.BYTES + 256;

    private RecordDescriptor() {}

    /** Bytes from a record of that length to the next one. */
    static int stride(final int length) {
        return BitUtil.align(length, ALIGNMENT);
    }

    /** Bytes of the longest record where that is the longest command. */
    static int longest(final int longestCommand) {
        return stride(BODY_OFFSET + Math.max(LONGEST_SYMBOL, longestCommand));
    }

    /** Length and checksum as the word that makes a record valid. */
    static long word(final int length, final int checksum) {
        final long unsigned = Integer.toUnsignedLong(checksum);
        return java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN
                ? unsigned << Integer.SIZE | length
                : (long) length << Integer.SIZE | unsigned;
    }
}
