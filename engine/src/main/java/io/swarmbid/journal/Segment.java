package io.swarmbid.journal;

import io.swarmbid.files.FileKey;
import io.swarmbid.files.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** A segment file mapped for appending. Who holds it owns it; it passes from thread to thread safely published. */
final class Segment {
    private static final int PAGE = 4_096;
    private static final int ZEROS = 1 << 20;

    final long number;
    final UnsafeBuffer memory;
    private final JournalDirectory directory;
    private final Path path;
    private final MappedByteBuffer mapped;
    private final Object key;
    private final AtomicInteger used = new AtomicInteger();

    private Segment(
            final JournalDirectory directory,
            final long number,
            final MappedByteBuffer mapped,
            final Object key) {
        this.directory = directory;
        this.number = number;
        this.mapped = mapped;
        this.key = key;
        path = directory.segment(number);
        memory = new UnsafeBuffer(mapped);
    }

    /**
     * Makes a segment that has all its room on the disk, and its pages in memory. The file has its name only when it is
     * complete.
     *
     * @throws NotWrittenException if there is no room.
     */
    static Segment create(final JournalDirectory directory, final SegmentHeader header) {
        final Path path = directory.segment(header.number());
        final Path temporary = JournalDirectory.temporary(path);
        MappedByteBuffer mapped = null;
        final Object key;
        try {
            directory.requireRoom(header.fileLength());
            mapped = Uninterrupted.run(() -> write(temporary, header));
            key = FileKey.of(temporary);
            directory.publish(temporary, path);
        } catch (final IOException e) {
            IoUtil.unmap(mapped);
            directory.discard(temporary, e);
            throw new NotWrittenException(
                    "making the segment %s of %d bytes; is the disk full?"
                            .formatted(path, header.fileLength()),
                    e);
        }
        final Segment segment = new Segment(directory, header.number(), mapped, key);
        segment.touch();
        return segment;
    }

    private static MappedByteBuffer write(final Path temporary, final SegmentHeader header)
            throws IOException {
        Files.deleteIfExists(temporary);
        final ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
        try (FileChannel channel = OwnerFiles.create(temporary)) {
            for (int at = 0; at < header.fileLength(); at += zeros.limit()) {
                zeros.position(0).limit(Math.min(ZEROS, header.fileLength() - at));
                OwnerFiles.write(channel, zeros, at);
            }
            OwnerFiles.write(channel, header.encode(), 0);
            channel.force(true);
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, header.fileLength());
        } finally {
            BufferUtil.free(zeros);
        }
    }

    /** A segment that is there and was read to where it is to be gone on with. */
    static Segment open(final JournalDirectory directory, final long number) {
        final Path path = directory.segment(number);
        try {
            final Segment segment = Uninterrupted.run(() -> map(directory, number));
            segment.touch();
            return segment;
        } catch (final IOException e) {
            throw JournalDirectory.unreadable(path, e);
        }
    }

    /**
     * A segment that is there and holds nothing yet: an engine before has prepared it.
     *
     * @throws NotWrittenException if the file of that name is something else: where it is moved away, one can be made.
     */
    static Segment openUnused(
            final JournalDirectory directory, final long number, final long journalId) {
        final Path path = directory.segment(number);
        final String fault;
        try (SegmentView view = new SegmentView(path, 0)) {
            fault = view.faultAsUnused(number, journalId);
        } catch (final JournalException e) {
            throw new NotWrittenException(path + " is no unused segment; move it away", e);
        }
        if (fault != null) {
            throw new NotWrittenException(
                    path + " is no unused segment: " + fault + "; move it away");
        }
        return open(directory, number);
    }

    private static Segment map(final JournalDirectory directory, final long number)
            throws IOException {
        final Path path = directory.segment(number);
        try (FileChannel channel = OwnerFiles.open(path, StandardOpenOption.WRITE)) {
            return new Segment(
                    directory,
                    number,
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()),
                    FileKey.of(path));
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

    /** The writer has come so far. */
    void used(final int bytes) {
        used.setOpaque(bytes);
    }

    /** Bytes behind what the writer has written, or had a moment ago. Any thread. */
    int left() {
        return length() - used.getOpaque();
    }

    /** Another view of the bytes, to take checksums of. */
    ByteBuffer view() {
        return mapped.duplicate();
    }

    /**
     * Makes sure that the file still has its name: what is written to one that was removed is gone with this process.
     *
     * @throws JournalException if it has not.
     */
    void requireInPlace() {
        directory.requireInPlace(path, key);
    }

    /** Forces a range to the disk. */
    void force(final int from, final int length) {
        try {
            mapped.force(from, length);
            directory.forced(path, from, length);
        } catch (final UncheckedIOException e) {
            throw notForced(e.getCause());
        }
    }

    /** Forces everything to the disk. */
    void force() {
        try {
            mapped.force();
            directory.forced(path, 0, length());
        } catch (final UncheckedIOException e) {
            throw notForced(e.getCause());
        }
    }

    private JournalException notForced(final IOException cause) {
        return new JournalException(
                path
                        + " cannot be forced to the disk, so what it holds may be lost with the power;"
                        + " see what the system says of that disk",
                cause);
    }

    /** Gives the mapping back. The memory must not be used any more. */
    void unmap() {
        IoUtil.unmap(mapped);
    }
}
