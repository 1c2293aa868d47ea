package io.swarmbid.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Files of a journal with other contents and right checksums, as no accident makes them. */
final class Forgery {
    private Forgery() {}

    private static ByteBuffer wrap(final byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    /** Where the records of a segment end. */
    static int endOfRecords(final byte[] segment) {
        final ByteBuffer buffer = wrap(segment);
        int end = SegmentDescriptor.HEADER_LENGTH;
        while (end < segment.length && buffer.getLong(end) != 0) {
            end += RecordDescriptor.stride(buffer.getInt(end));
        }
        return end;
    }

    /** Where the commands of a segment begin. */
    static List<Integer> commands(final byte[] segment) {
        final ByteBuffer buffer = wrap(segment);
        final List<Integer> offsets = new ArrayList<>();
        final int end = endOfRecords(segment);
        int at = SegmentDescriptor.HEADER_LENGTH;
        while (at < end) {
            if (buffer.getInt(at + RecordDescriptor.TYPE_OFFSET) == RecordDescriptor.COMMAND) {
                offsets.add(at);
            }
            at += RecordDescriptor.stride(buffer.getInt(at));
        }
        return offsets;
    }

    /** Logical time of a record, nanoseconds. */
    static long timeNs(final byte[] segment, final int record) {
        return wrap(segment).getLong(record + RecordDescriptor.TIME_OFFSET);
    }

    /**
     * Makes the checksum of every record right, up to an end or the first one that has no length.
     *
     * @param latestNs that a record may say: a time far ahead is years of timers to fire.
     */
    static void mendRecords(final byte[] segment, final int end, final long latestNs) {
        final ByteBuffer buffer = wrap(segment);
        int chain = 0;
        int at = SegmentDescriptor.HEADER_LENGTH;
        while (at < end) {
            final int length = buffer.getInt(at);
            if (length < RecordDescriptor.BODY_OFFSET || length > end - at) {
                return;
            }
            final int time = at + RecordDescriptor.TIME_OFFSET;
            buffer.putLong(time, Math.min(buffer.getLong(time), latestNs));
            buffer.putInt(at + RecordDescriptor.CHAIN_OFFSET, chain);
            chain =
                    checksum(
                            segment,
                            at + RecordDescriptor.COVERED_OFFSET,
                            length - RecordDescriptor.COVERED_OFFSET);
            buffer.putLong(at, RecordDescriptor.word(length, chain));
            at += RecordDescriptor.stride(length);
        }
    }

    /** Makes the checksum of a snapshot right. */
    static void mendSnapshot(final byte[] snapshot) {
        wrap(snapshot)
                .putInt(
                        snapshot.length - Integer.BYTES,
                        checksum(snapshot, 0, snapshot.length - Integer.BYTES));
    }

    private static int checksum(final byte[] bytes, final int from, final int length) {
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }
}
