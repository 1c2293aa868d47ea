package io.swarmbid.pipeline;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.sbe.GroupSizeEncodingEncoder;
import io.swarmbid.codec.sbe.MessageHeaderEncoder;
import io.swarmbid.codec.sbe.RevokeDecisionEncoder;
import io.swarmbid.codec.sbe.RevokeDecisionEncoder.VrusEncoder;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;

/**
 * Layout of an entry of the decision ring. An entry spans as many neighbouring slots as it needs, so that a reader sees
 * it in one piece; one that would reach over the end of the memory is preceded by padding.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |                             Type                              |
 *  +---------------------------------------------------------------+
 *  |                            Length                             |
 *  +---------------------------------------------------------------+
 *  |              Time stamp of the command that caused it         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            Body                              ...
 * ...                                                              |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>Body of {@link #DECISION}: the message. Body of {@link #COMMAND}: input sequence, time as the engine saw it, the
 * message. {@link #PADDING} has none; its length is that of the slots it fills.
 */
final class EntryDescriptor {
    static final int DECISION = 1;
    static final int COMMAND = 2;
    static final int PADDING = 3;

    static final int TYPE_OFFSET = 0;

    /** Length of the body in bytes. */
    static final int LENGTH_OFFSET = TYPE_OFFSET + Integer.BYTES;

    /** The publisher's clock, before clamping. */
    static final int STAMP_OFFSET = LENGTH_OFFSET + Integer.BYTES;

    static final int BODY_OFFSET = STAMP_OFFSET + Long.BYTES;

    static final int COMMAND_SEQUENCE_OFFSET = BODY_OFFSET;
    static final int COMMAND_TIME_OFFSET = COMMAND_SEQUENCE_OFFSET + Long.BYTES;
    static final int COMMAND_MESSAGE_OFFSET = COMMAND_TIME_OFFSET + Long.BYTES;

    static final int STRIDE = 128;

    private EntryDescriptor() {}

    /** Slots of an entry whose body has that length. */
    static int slots(final int bodyLength) {
        return (BODY_OFFSET + bodyLength + STRIDE - 1) / STRIDE;
    }

    /** Slots of the longest entry: a revocation of every second VRU of each kind, or the longest command. */
    static int maxSlots(final Settings settings) {
        final int ranges = 3 * ((settings.getInt(Setting.MAX_VRUS_PER_INSTANCE) + 1) / 2);
        final int decision =
                MessageHeaderEncoder.ENCODED_LENGTH
                        + RevokeDecisionEncoder.BLOCK_LENGTH
                        + GroupSizeEncodingEncoder.ENCODED_LENGTH
                        + ranges * VrusEncoder.sbeBlockLength();
        final int command = 2 * Long.BYTES + CommandEncoder.maxEncodedLength(settings);
        return slots(Math.max(decision, command));
    }
}
