package io.swarmbid.peers.journals;

import io.swarmbid.peers.trace.AppendTarget;
import io.swarmbid.peers.trace.CommandFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/** Chronicle Queue as it is set up by default: memory-mapped, never synced. */
final class QueueTarget implements AppendTarget {
    private static final int BLOCK_SIZE = 64 << 20;

    private final Path directory;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private ByteBuffer source;
    private BytesStore<?, ?> bytes;

    QueueTarget(final Path directory) {
        this.directory = directory;
        queue = open();
        appender = queue.createAppender();
    }

    private ChronicleQueue open() {
        return SingleChronicleQueueBuilder.binary(directory).blockSize(BLOCK_SIZE).build();
    }

    @Override
    public void append(
            final long sequence,
            final long timeNs,
            final ByteBuffer commands,
            final int offset,
            final int length) {
        if (source != commands) {
            source = commands;
            bytes = BytesStore.wrap(commands);
        }
        try (DocumentContext document = appender.writingDocument()) {
            document.wire()
                    .bytes()
                    .writeLong(sequence)
                    .writeLong(timeNs)
                    .write(bytes, (long) offset, (long) length);
        }
    }

    /** An append is in the page cache when it returns. */
    @Override
    public void settle() {}

    @Override
    public long readBack(final CommandFile commands) {
        close();
        final ByteBuffer found = ByteBuffer.allocate(1 << 16);
        long sequence = 0;
        try (ChronicleQueue again = open();
                ExcerptTailer tailer = again.createTailer()) {
            while (true) {
                try (DocumentContext document = tailer.readingDocument()) {
                    if (!document.isPresent()) {
                        return sequence;
                    }
                    final Bytes<?> read = document.wire().bytes();
                    sequence++;
                    if (read.readLong() != sequence || read.readLong() != sequence) {
                        throw new IllegalStateException("after " + sequence + " comes another");
                    }
                    found.clear().limit((int) read.readRemaining());
                    read.read(found);
                    commands.require(sequence, found.flip());
                }
            }
        }
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }
}
