package io.swarmbid.journal;

import static io.swarmbid.journal.RecordDescriptor.BODY_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.CHECKSUM_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.COVERED_OFFSET;
import static io.swarmbid.journal.RecordDescriptor.LENGTH_OFFSET;

import io.swarmbid.files.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** A segment file mapped for reading, while an engine may still append to it. One thread. */
final class SegmentView implements AutoCloseable {
    final Path path;
    final UnsafeBuffer memory;
    private final MappedByteBuffer mapped;
    private final ByteBuffer covered;
    private final CRC32C checksum = new CRC32C();

    /**
     * Maps a file of whatever length.
     *
     * @throws JournalDamagedException if it is too short for a head.
     */
    SegmentView(final Path path, final long lastGoodSequence) {
        this.path = path;
        if (!OwnerFiles.isFileOrNone(path)) {
            throw new JournalDamagedException(path, 0, lastGoodSequence, "this is no plain file");
        }
        try {
            mapped = Uninterrupted.run(() -> map(path, lastGoodSequence));
        } catch (final IOException e) {
            throw JournalDirectory.unreadable(path, e);
        }
        memory = new UnsafeBuffer(mapped);
        covered = mapped.duplicate();
    }

    private static MappedByteBuffer map(final Path path, final long lastGoodSequence)
            throws IOException {
        try (FileChannel channel = OwnerFiles.open(path)) {
            final long length = channel.size();
            if (length < SegmentDescriptor.HEADER_LENGTH
                    || length > JournalConfig.LARGEST_SEGMENT) {
                throw new JournalDamagedException(
                        path,
                        length,
                        lastGoodSequence,
                        "a file of " + length + " bytes is no segment");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
        }
    }

    /** The word of length and checksum, read before anything that it covers. */
    boolean isEmptyAt(final int offset) {
        return memory.getLongVolatile(offset) == 0;
    }

    /**
     * What is wrong with the record at an offset, whose word is not zero.
     *
     * @return null if nothing is.
     */
    String faultAt(final int offset) {
        final int length = memory.getInt(offset + LENGTH_OFFSET);
        if (length < BODY_OFFSET || length > memory.capacity() - offset) {
            return "a record of " + length + " bytes cannot be";
        }
        checksum.reset();
        covered.limit(offset + length).position(offset + COVERED_OFFSET);
        checksum.update(covered);
        return (int) checksum.getValue() == memory.getInt(offset + CHECKSUM_OFFSET)
                ? null
                : "the record does not match its checksum";
    }

    /** The end of the last byte that is not zero, from an offset on; the offset itself if all are. */
    int endOfData(final int from) {
        int last = memory.capacity();
        while (last > from && last % Long.BYTES > 0 && memory.getByte(last - 1) == 0) {
            last--;
        }
        while (last - Long.BYTES >= from && memory.getLong(last - Long.BYTES) == 0) {
            last -= Long.BYTES;
        }
        while (last > from && memory.getByte(last - 1) == 0) {
            last--;
        }
        return last;
    }

    /**
     * What is wrong with a segment in which nothing is written yet.
     *
     * @return null if nothing is.
     */
    String faultAsUnused(final long number, final long journalId) {
        final String fault = SegmentHeader.fault(memory);
        if (fault != null) {
            return fault;
        }
        final SegmentHeader header = SegmentHeader.decode(memory, path);
        if (header.journalId() != journalId) {
            return "it is of another journal";
        }
        if (header.number() != number) {
            return "its number is " + header.number();
        }
        if (header.fileLength() != memory.capacity()) {
            return "the file was cut or grew: it has " + memory.capacity() + " bytes";
        }
        return endOfData(SegmentDescriptor.HEADER_LENGTH) > SegmentDescriptor.HEADER_LENGTH
                ? "it holds records"
                : null;
    }

    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }
}
