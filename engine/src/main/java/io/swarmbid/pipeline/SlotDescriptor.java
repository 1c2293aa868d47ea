package io.swarmbid.pipeline;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.config.Settings;
import org.agrona.BitUtil;

/**
 * Layout of the ingest ring's memory. Every sequence owns a short slot, and a long one in a second region that is only
 * touched by a command that does not fit the short one: the slots in daily use stay dense.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |                          Time stamp                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            Length                             |
 *  +---------------------------------------------------------------+
 *  |                           Reserved                            |
 *  +---------------------------------------------------------------+
 *  |          Command, if its length is at most 112 bytes         ...
 * ...                                                              |
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class SlotDescriptor {
    /** The publisher's clock, nanoseconds, before clamping. */
    static final int TIME_OFFSET = 0;

    /** Length of the command, header and message, in bytes. */
    static final int LENGTH_OFFSET = TIME_OFFSET + Long.BYTES;

    static final int RESERVED_OFFSET = LENGTH_OFFSET + Integer.BYTES;
    static final int COMMAND_OFFSET = RESERVED_OFFSET + Integer.BYTES;

    /** Two cache lines: neighbours do not share one, nor the pair that is prefetched with it. */
    static final int STRIDE = 128;

    static final int SHORT_COMMAND_LENGTH = STRIDE - COMMAND_OFFSET;

    private SlotDescriptor() {}

    /** Bytes of a long slot, which holds a command and nothing else. */
    static int longStride(final Settings settings) {
        return BitUtil.align(CommandEncoder.maxEncodedLength(settings), BitUtil.CACHE_LINE_LENGTH);
    }
}
