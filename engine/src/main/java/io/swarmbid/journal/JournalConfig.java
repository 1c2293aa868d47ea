package io.swarmbid.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What a host chooses for the journal. Not threadsafe. */
public final class JournalConfig {
    static final int SMALLEST_SEGMENT = 1 << 16;
    static final int LARGEST_SEGMENT = 1 << 30;

    private final Path directory;
    private SyncLevel sync = SyncLevel.NONE;
    private long syncIntervalNs = 10_000_000;
    private int segmentBytes = 64 << 20;
    private long snapshotEvery;
    private RecoveryMode recovery = RecoveryMode.STRICT;
    private long redeliverAfter = Long.MAX_VALUE;
    private boolean deleteCovered;

    /**
     * @param directory of one engine's journal, created owner-only if it is missing; its parent must exist.
     */
    public JournalConfig(final Path directory) {
        this.directory = Objects.requireNonNull(directory, "directory");
    }

    /** When to force the journal to the disk. Default {@link SyncLevel#NONE}. */
    public JournalConfig sync(final SyncLevel level) {
        sync = Objects.requireNonNull(level, "sync");
        return this;
    }

    /** Nanoseconds between two syncs of {@link SyncLevel#INTERVAL}. Default 10,000,000. */
    public JournalConfig syncIntervalNs(final long nanoseconds) {
        syncIntervalNs = nanoseconds;
        return this;
    }

    /** Bytes of a segment file, a multiple of 4,096 from 65,536 to 2^30. Default 64 MiB. */
    public JournalConfig segmentBytes(final int bytes) {
        segmentBytes = bytes;
        return this;
    }

    /**
     * Commands after which the journal's thread writes a snapshot; 0, the default: only when asked by {@code
     * SwarmEngine.snapshot()}. They are counted from the last snapshot, over launches: one that recovers as many commands
     * after it writes one before it returns. A snapshot takes as long as it takes, and while it is written the next one
     * waits, so under full load they lie further apart. They take as much off-heap memory as the state does, from the
     * first one on. An inline engine has no such thread: the call that applies the command writes the snapshot before it
     * returns, from the engine's own state.
     */
    public JournalConfig snapshotEvery(final long commands) {
        snapshotEvery = commands;
        return this;
    }

    /** What to do with a damaged journal. Default {@link RecoveryMode#STRICT}. */
    public JournalConfig recovery(final RecoveryMode mode) {
        recovery = Objects.requireNonNull(mode, "recovery");
        return this;
    }

    /**
     * The sequence of the last decision that the host has acted upon: recovery hands the later ones over again, with
     * the sequences they had, on the launching thread before the launch returns. The launch fails if the journal holds
     * fewer decisions than that, a new directory with 0 included. Default: none are.
     */
    public JournalConfig redeliverAfter(final long decisionSequence) {
        redeliverAfter = decisionSequence;
        return this;
    }

    /**
     * Whether to delete, after a snapshot, all snapshots but the two newest and the segments that the older of these two
     * covers. Default: everything is kept.
     */
    public JournalConfig deleteCovered(final boolean delete) {
        deleteCovered = delete;
        return this;
    }

    /**
     * Checks the values.
     *
     * @param longestCommand bytes.
     * @param faults to which every fault is added.
     * @return what holds.
     */
    public JournalOptions conclude(final int longestCommand, final List<String> faults) {
        final int smallest =
                Math.max(
                        SMALLEST_SEGMENT,
                        SegmentDescriptor.HEADER_LENGTH
                                + 4 * RecordDescriptor.longest(longestCommand));
        if (segmentBytes < smallest || segmentBytes > LARGEST_SEGMENT || segmentBytes % 4_096 > 0) {
            faults.add(
                    "segmentBytes=%d is no multiple of 4096 from %d to %d"
                            .formatted(segmentBytes, smallest, LARGEST_SEGMENT));
        }
        if (syncIntervalNs < 100_000 || syncIntervalNs > 3_600_000_000_000L) {
            faults.add(
                    "syncIntervalNs="
                            + syncIntervalNs
                            + " is out of range; it takes 100000 to 3600000000000");
        }
        if (snapshotEvery < 0) {
            faults.add("snapshotEvery=" + snapshotEvery + " is under 0");
        }
        if (redeliverAfter < 0) {
            faults.add("redeliverAfter=" + redeliverAfter + " is under 0");
        }
        return new JournalOptions(
                directory,
                sync,
                syncIntervalNs,
                segmentBytes,
                snapshotEvery,
                recovery,
                redeliverAfter,
                deleteCovered);
    }
}
