package io.swarmbid.journal;

import io.swarmbid.config.Settings;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Segments for the writer, and from it. With a journal thread the next one is ready before it is needed, and full ones
 * are forced and unmapped elsewhere; without one the writer's own thread does it all.
 */
final class SegmentSupply {
    private final ConcurrentLinkedQueue<Segment> full = new ConcurrentLinkedQueue<>();
    private final JournalDirectory directory;
    private final Settings settings;
    private final long journalId;
    private final int segmentBytes;
    private final boolean forcesFull;
    private final AtomicInteger failedAttempts = new AtomicInteger();
    private final AtomicLong made = new AtomicLong();
    private Segment prepared;
    private long wanted;
    private volatile Segment current;
    private volatile Thread helper;

    /**
     * @param forcesFull whether a segment that is full is forced to the disk before it is given back.
     */
    SegmentSupply(
            final JournalDirectory directory,
            final Settings settings,
            final long journalId,
            final int segmentBytes,
            final boolean forcesFull) {
        this.directory = directory;
        this.settings = settings;
        this.journalId = journalId;
        this.segmentBytes = segmentBytes;
        this.forcesFull = forcesFull;
    }

    /** The id of the journal, which is in all its files. */
    long journalId() {
        return journalId;
    }

    /** The thread that helps from now on. */
    void helper(final Thread thread) {
        helper = thread;
    }

    /** The first segment for the writer: that in which a journal ends, or a new one. */
    synchronized Segment begin(final long number) {
        wanted = number + 1;
        directory.requireLocked();
        return Files.exists(directory.segment(number), LinkOption.NOFOLLOW_LINKS)
                ? Segment.open(directory, number)
                : create(number);
    }

    /**
     * A segment with that number: the one that was left unused, or a new one.
     *
     * @throws NotWrittenException if there is no room for it, or something else of its name.
     * @throws JournalException if the directory is another's now, or has lost the segment in use.
     */
    Segment make(final long number) {
        directory.requireLocked();
        final Segment inUse = current;
        if (inUse != null) {
            inUse.requireInPlace();
        }
        return Files.exists(directory.segment(number), LinkOption.NOFOLLOW_LINKS)
                ? Segment.openUnused(directory, number, journalId)
                : create(number);
    }

    private Segment create(final long number) {
        return Segment.create(
                directory, new SegmentHeader(journalId, number, segmentBytes, settings));
    }

    /**
     * The next segment for the writer; waits while the journal thread is at it.
     *
     * @throws NotWrittenException if there still is no room for it, or something else of its name.
     * @throws JournalException if the directory is another's now, or has lost the segments in use.
     */
    synchronized Segment take() {
        if (prepared == null) {
            prepared = make(wanted);
        } else {
            directory.requireLocked();
            current.requireInPlace();
            prepared.requireInPlace();
        }
        final Segment ready = prepared;
        prepared = null;
        wanted++;
        return ready;
    }

    /**
     * Makes sure that the segment after the current one is ready. Journal thread.
     *
     * @return null, or why it cannot be had yet.
     */
    synchronized NotWrittenException prepare() {
        if (prepared == null) {
            try {
                prepared = make(wanted);
                failedAttempts.set(0);
                made.getAndIncrement();
            } catch (final NotWrittenException e) {
                failedAttempts.getAndIncrement();
                return e;
            }
        }
        return null;
    }

    /** Attempts to prepare the next segment that have failed in a row. Any thread. */
    int failedAttempts() {
        return failedAttempts.get();
    }

    /** Segments that were prepared. Any thread. */
    long made() {
        return made.get();
    }

    /** Bytes left in the segment that is appended to. Journal thread. */
    int left() {
        return current.left();
    }

    /** The writer goes on in this one. */
    void using(final Segment segment) {
        current = segment;
    }

    /** The writer is done with a segment. */
    void retire(final Segment segment) {
        if (helper == null) {
            release(segment, forcesFull);
        } else {
            full.add(segment);
            LockSupport.unpark(helper);
        }
    }

    private static void release(final Segment segment, final boolean forces) {
        try {
            if (forces) {
                segment.force();
            }
        } finally {
            segment.unmap();
        }
    }

    /** Unmaps segments that are full. Journal thread. */
    void release() {
        releaseAll(forcesFull);
    }

    private void releaseAll(final boolean forces) {
        for (Segment segment = full.poll(); segment != null; segment = full.poll()) {
            release(segment, forces);
        }
    }

    /** Forces what was written to the disk. Journal thread. */
    void force() {
        releaseAll(true);
        current.force();
    }

    /** Forces and unmaps everything, unmaps it also where it cannot be forced; neither thread uses it any more. */
    synchronized void close() {
        try {
            releaseAll(true);
            if (current != null) {
                current.force();
            }
        } finally {
            if (current != null) {
                current.unmap();
                current = null;
            }
            if (prepared != null) {
                prepared.unmap();
                prepared = null;
            }
        }
    }
}
