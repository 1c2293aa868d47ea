package io.swarmbid.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** A segment file mapped for appending. Who holds it owns it; it passes from thread to thread safely published. */
final class Segment {
    private static final int PAGE = 4_096;
    private static final int ZEROS = 1 << 20;

    final long number;
    final Path path;
    final UnsafeBuffer memory;
    private final MappedByteBuffer mapped;

    private Segment(final long number, final Path path, final MappedByteBuffer mapped) {
        this.number = number;
        this.path = path;
        this.mapped = mapped;
        memory = new UnsafeBuffer(mapped);
    }

    /**
     * Makes a segment that has all its room on the disk, and its pages in memory. The file has its name only when it is
     * complete.
     *
     * @throws JournalException if there is no room.
     */
    static Segment create(final JournalDirectory directory, final SegmentHeader header) {
        final Path path = directory.segment(header.number());
        final Path temporary = JournalDirectory.temporary(path);
        try {
            Files.deleteIfExists(temporary);
            final MappedByteBuffer mapped;
            try (FileChannel channel = OwnerFiles.create(temporary)) {
                final ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
                for (int at = 0; at < header.fileLength(); at += zeros.limit()) {
                    zeros.position(0).limit(Math.min(ZEROS, header.fileLength() - at));
                    OwnerFiles.write(channel, zeros, at);
                }
                BufferUtil.free(zeros);
                OwnerFiles.write(channel, header.encode(), 0);
                channel.force(true);
                mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, header.fileLength());
            }
            OwnerFiles.publish(temporary, path);
            final Segment segment = new Segment(header.number(), path, mapped);
            segment.touch();
            return segment;
        } catch (final IOException e) {
            throw new JournalException(
                    "making the segment "
                            + path
                            + " of "
                            + header.fileLength()
                            + " bytes; is the disk full?",
                    e);
        }
    }

    /** A segment that is there, to go on in it. */
    static Segment open(final JournalDirectory directory, final long number) {
        final Path path = directory.segment(number);
        try (FileChannel channel = OwnerFiles.open(path, StandardOpenOption.WRITE)) {
            final Segment segment =
                    new Segment(
                            number,
                            path,
                            channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()));
            segment.touch();
            return segment;
        } catch (final IOException e) {
            throw new JournalException("opening " + path, e);
        }
    }

    /** Writes to each page, so that the engine thread's first write to it finds it mapped. */
    private void touch() {
        for (int at = 0; at < memory.capacity(); at += PAGE) {
            memory.putByte(at, memory.getByte(at));
        }
    }

    /** Bytes of the file. */
    int length() {
        return memory.capacity();
    }

    /** Another view of the bytes, to take checksums of. */
    ByteBuffer view() {
        return mapped.duplicate();
    }

    /** Forces a range to the disk. */
    void force(final int from, final int length) {
        mapped.force(from, length);
    }

    /** Forces everything to the disk. */
    void force() {
        mapped.force();
    }

    /** Gives the mapping back. The memory must not be used any more. */
    void unmap() {
        IoUtil.unmap(mapped);
    }
}
