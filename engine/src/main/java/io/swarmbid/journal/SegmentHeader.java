package io.swarmbid.journal;

import static io.swarmbid.journal.SegmentDescriptor.CHECKSUM_OFFSET;
import static io.swarmbid.journal.SegmentDescriptor.FILE_LENGTH_OFFSET;
import static io.swarmbid.journal.SegmentDescriptor.FORMAT_OFFSET;
import static io.swarmbid.journal.SegmentDescriptor.JOURNAL_ID_OFFSET;
import static io.swarmbid.journal.SegmentDescriptor.LONGEST_SETTINGS;
import static io.swarmbid.journal.SegmentDescriptor.MAGIC_OFFSET;
import static io.swarmbid.journal.SegmentDescriptor.NUMBER_OFFSET;
import static io.swarmbid.journal.SegmentDescriptor.SCHEMA_OFFSET;
import static io.swarmbid.journal.SegmentDescriptor.SETTINGS_LENGTH_OFFSET;
import static io.swarmbid.journal.SegmentDescriptor.SETTINGS_OFFSET;

import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.config.Settings;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the head of a segment says.
 *
 * @param journalId drawn when the directory was new, the same in all its files.
 * @param number of the segment, one more than that of the one before.
 * @param fileLength bytes.
 * @param settings under which the commands were decided.
 */
record SegmentHeader(long journalId, long number, int fileLength, Settings settings) {
    /** The head as it lies at the start of the file. */
    ByteBuffer encode() {
        final byte[] text = SettingsText.of(settings);
        if (text.length > LONGEST_SETTINGS) {
            throw new IllegalStateException("settings of " + text.length + " bytes");
        }
        final ByteBuffer bytes = ByteBuffer.allocateDirect(SETTINGS_OFFSET + text.length);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        buffer.putLong(MAGIC_OFFSET, SegmentDescriptor.MAGIC);
        buffer.putInt(FORMAT_OFFSET, SegmentDescriptor.FORMAT_VERSION);
        buffer.putInt(SCHEMA_OFFSET, MessageHeaderDecoder.SCHEMA_VERSION);
        buffer.putLong(JOURNAL_ID_OFFSET, journalId);
        buffer.putLong(NUMBER_OFFSET, number);
        buffer.putInt(FILE_LENGTH_OFFSET, fileLength);
        buffer.putInt(SETTINGS_LENGTH_OFFSET, text.length);
        buffer.putBytes(SETTINGS_OFFSET, text);
        buffer.putInt(CHECKSUM_OFFSET, checksum(buffer, text.length));
        return bytes;
    }

    private static int checksum(final DirectBuffer buffer, final int settingsLength) {
        final byte[] covered = new byte[CHECKSUM_OFFSET + settingsLength];
        buffer.getBytes(0, covered, 0, CHECKSUM_OFFSET);
        buffer.getBytes(SETTINGS_OFFSET, covered, CHECKSUM_OFFSET, settingsLength);
        final CRC32C checksum = new CRC32C();
        checksum.update(covered, 0, covered.length);
        return (int) checksum.getValue();
    }

    /**
     * What is wrong with a head by itself.
     *
     * @param file of at least a head's length.
     * @return null if nothing is.
     */
    static String fault(final DirectBuffer file) {
        if (file.getLong(MAGIC_OFFSET) != SegmentDescriptor.MAGIC) {
            return "this is no segment of a journal, or one from a machine of another byte order";
        }
        final int length = file.getInt(SETTINGS_LENGTH_OFFSET);
        if (length < 0
                || length > LONGEST_SETTINGS
                || checksum(file, length) != file.getInt(CHECKSUM_OFFSET)) {
            return "the segment's head does not match its checksum";
        }
        return null;
    }

    /**
     * Reads a head in which there is no fault.
     *
     * @throws JournalException if it is of another version.
     */
    static SegmentHeader decode(final DirectBuffer file, final java.nio.file.Path path) {
        final int format = file.getInt(FORMAT_OFFSET);
        final int schema = file.getInt(SCHEMA_OFFSET);
        if (format != SegmentDescriptor.FORMAT_VERSION
                || schema != MessageHeaderDecoder.SCHEMA_VERSION) {
            throw new JournalException(
                    ("%s was written by another version: format %d with schema %d, this one has"
                                    + " format %d with schema %d; open it with the version that"
                                    + " wrote it")
                            .formatted(
                                    path,
                                    format,
                                    schema,
                                    SegmentDescriptor.FORMAT_VERSION,
                                    MessageHeaderDecoder.SCHEMA_VERSION));
        }
        final byte[] text = new byte[file.getInt(SETTINGS_LENGTH_OFFSET)];
        file.getBytes(SETTINGS_OFFSET, text);
        return new SegmentHeader(
                file.getLong(JOURNAL_ID_OFFSET),
                file.getLong(NUMBER_OFFSET),
                file.getInt(FILE_LENGTH_OFFSET),
                SettingsText.parse(text, path));
    }
}
