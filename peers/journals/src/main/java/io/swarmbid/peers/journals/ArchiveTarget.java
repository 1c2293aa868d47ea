package io.swarmbid.peers.journals;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.ArchivingMediaDriver;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.status.RecordingPos;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import io.swarmbid.peers.trace.AppendTarget;
import io.swarmbid.peers.trace.CommandFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.agrona.concurrent.status.CountersReader;

/**
 * Aeron Archive, driver and archive on a thread each, which records what is offered to an IPC publication. Never synced. An
 * offer returns before it is recorded; {@link #settle} waits for that.
 */
final class ArchiveTarget implements AppendTarget {
    private static final String CHANNEL = "aeron:ipc?term-length=64m";
    private static final int STREAM = 10;
    private static final int REPLAYED = 11;
    private static final int TERM = 64 << 20;

    private final UnsafeBuffer record = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 16));
    private final ArchivingMediaDriver driver;
    private final AeronArchive archive;
    private final ExclusivePublication publication;
    private final CountersReader counters;
    private final int recorded;
    private long sequence;

    ArchiveTarget(final Path directory) {
        final String media = directory.resolve("media").toString();
        driver =
                ArchivingMediaDriver.launch(
                        new MediaDriver.Context()
                                .aeronDirectoryName(media)
                                .threadingMode(ThreadingMode.SHARED)
                                .sharedIdleStrategy(new YieldingIdleStrategy())
                                .ipcTermBufferLength(TERM),
                        new Archive.Context()
                                .aeronDirectoryName(media)
                                .archiveDir(directory.resolve("archive").toFile())
                                .threadingMode(ArchiveThreadingMode.SHARED)
                                .idleStrategySupplier(YieldingIdleStrategy::new)
                                .controlChannelEnabled(false)
                                .archiveClientContext(
                                        new AeronArchive.Context()
                                                .controlResponseChannel("aeron:ipc"))
                                .recordingEventsEnabled(false)
                                .segmentFileLength(TERM)
                                .replicationChannel("aeron:udp?endpoint=localhost:0"));
        archive =
                AeronArchive.connect(
                        new AeronArchive.Context()
                                .aeronDirectoryName(media)
                                .controlRequestChannel("aeron:ipc")
                                .controlResponseChannel("aeron:ipc"));
        publication = archive.addRecordedExclusivePublication(CHANNEL, STREAM);
        final Aeron aeron = archive.context().aeron();
        counters = aeron.countersReader();
        int found = CountersReader.NULL_COUNTER_ID;
        while (found == CountersReader.NULL_COUNTER_ID) {
            Thread.onSpinWait();
            found =
                    RecordingPos.findCounterIdBySession(
                            counters, publication.sessionId(), archive.archiveId());
        }
        recorded = found;
    }

    @Override
    public void append(
            final long number,
            final long timeNs,
            final ByteBuffer commands,
            final int offset,
            final int length) {
        record.putLong(0, number);
        record.putLong(Long.BYTES, timeNs);
        record.putBytes(2 * Long.BYTES, commands, offset, length);
        while (publication.offer(record, 0, 2 * Long.BYTES + length) < 0) {
            Thread.yield();
        }
    }

    @Override
    public void settle() {
        while (counters.getCounterValue(recorded) < publication.position()) {
            Thread.yield();
        }
    }

    @Override
    public long readBack(final CommandFile commands) {
        final long recording = RecordingPos.getRecordingId(counters, recorded);
        final long end = publication.position();
        final FragmentHandler check =
                (buffer, offset, length, header) -> {
                    sequence++;
                    if (buffer.getLong(offset) != sequence) {
                        throw new IllegalStateException("after " + sequence + " comes another");
                    }
                    final byte[] bytes = new byte[length - 2 * Long.BYTES];
                    buffer.getBytes(offset + 2 * Long.BYTES, bytes);
                    commands.require(sequence, ByteBuffer.wrap(bytes));
                };
        try (Subscription replay = archive.replay(recording, 0, end, "aeron:ipc", REPLAYED)) {
            while (replay.hasNoImages()) {
                Thread.yield();
            }
            while (replay.imageAtIndex(0).position() < end) {
                if (replay.poll(check, 256) == 0) {
                    Thread.yield();
                }
            }
        }
        return sequence;
    }

    @Override
    public void close() {
        publication.close();
        archive.close();
        driver.close();
    }
}
