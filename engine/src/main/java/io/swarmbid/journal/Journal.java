package io.swarmbid.journal;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The journal of one engine. Opening it recovers the core; from then on the engine thread appends every command before
 * its decisions leave, and every time up to which it fires timers by the clock.
 *
 * <p>Everything is for the engine thread, but for {@link #journaledSequence} and {@link #snapshot}.
 */
public final class Journal implements AutoCloseable {
    private final AtomicLong journaled = new AtomicLong();
    private final UnsafeBuffer symbol =
            new UnsafeBuffer(new byte[Integer.BYTES + SymbolTable.MAX_BYTES]);
    private final JournalOptions options;
    private final SymbolTable symbols;
    private final JournalDirectory directory;
    private final Snapshots snapshots;
    private final AllocationCore core;
    private final RecoveryReport recovery;
    private final long journalId;
    private final SegmentSupply supply;
    private final JournalWriter writer;
    private final boolean forcesBatches;
    private JournalThread thread;
    private Consumer<JournalTrouble> onTrouble = trouble -> {};
    private int snapshotsFailed;
    private boolean isSnapshotDue;
    private int journaledSymbols;
    private long sequence;
    private long earliestNs;
    private long nextSnapshot;
    private boolean closed;

    private Journal(
            final JournalOptions options,
            final Settings settings,
            final SymbolTable symbols,
            final Supplier<AllocationCore> cores,
            final DecisionSink redelivered,
            final JournalDirectory directory) {
        this.options = options;
        this.symbols = symbols;
        this.directory = directory;
        forcesBatches = options.sync() == SyncLevel.BATCH;
        snapshots = new Snapshots(directory, options, settings, symbols, cores);
        final List<String> given = LossNote.finish(directory, options.recovery());
        final boolean isNew = directory.segments().isEmpty() && directory.snapshots().isEmpty();
        final int longest = RecordDescriptor.longest(CommandEncoder.maxEncodedLength(settings));
        final Recovery.Recovered found =
                isNew
                        ? begin(directory, options, cores)
                        : new Recovery(
                                        directory,
                                        options,
                                        settings,
                                        symbols,
                                        cores,
                                        longest,
                                        redelivered)
                                .run(given);
        core = found.core();
        recovery = found.report();
        journalId = found.journalId() == 0 ? new SecureRandom().nextLong() | 1 : found.journalId();
        supply =
                new SegmentSupply(
                        directory,
                        settings,
                        journalId,
                        options.segmentBytes(),
                        options.sync() == SyncLevel.INTERVAL);
        final Beginning beginning = new Beginning(directory, snapshots, supply, journalId);
        final JournalPosition position;
        try {
            position =
                    found.mustBeginAnew()
                            ? beginning.anew(core, found.position(), recovery.losses())
                            : found.position();
            final Segment segment = supply.begin(position.segment());
            clear(segment, position.offset(), recovery.unfinishedBytes());
            writer = new JournalWriter(supply, segment, position, forcesBatches);
            writer.start(core.decisionCount());
            if (options.sync() != SyncLevel.NONE) {
                // What was recovered counts as journaled, whether or not the engine before had
                // synced it.
                directory.force();
            }
        } catch (final RuntimeException | Error e) {
            supply.close();
            core.close();
            throw e;
        }
        journaledSymbols = position.symbols();
        sequence = position.sequence();
        earliestNs = position.earliestNs();
        journaled.set(sequence);
        nextSnapshot =
                firstSnapshot(found.mustBeginAnew() ? sequence : recovery.snapshotSequence());
    }

    /** The input with which the first snapshot is due: so many after the last one, which may be of a launch before. */
    private long firstSnapshot(final long last) {
        return options.snapshotEvery() == 0 ? Long.MAX_VALUE : nextAfter(Math.max(0, last));
    }

    private long nextAfter(final long last) {
        final long next = last + options.snapshotEvery();
        return next < 0 ? Long.MAX_VALUE : next;
    }

    /**
     * Clears what was left unfinished. On the disk too, at any sync level: what lies there could otherwise come back, when
     * power is lost, behind records that are written now.
     */
    private static void clear(final Segment segment, final int offset, final int length) {
        if (length > 0) {
            segment.memory.setMemory(offset, length, (byte) 0);
            segment.force(offset, length);
        }
    }

    private static Recovery.Recovered begin(
            final JournalDirectory directory,
            final JournalOptions options,
            final Supplier<AllocationCore> cores) {
        Recovery.requireNoFewer(directory, options, 0);
        return new Recovery.Recovered(
                cores.get(),
                JournalPosition.GENESIS,
                0,
                new RecoveryReport(0, 0, 0, -1, 0, false, 0, List.of(), 0),
                false);
    }

    /**
     * Takes the directory for this engine, and recovers the core from what it holds.
     *
     * @param symbols to which the journal's strings are added.
     * @param cores makes empty cores under these settings and symbols.
     * @param redelivered takes the decisions that {@link JournalConfig#redeliverAfter} asks for.
     * @throws JournalDamagedException if a file is damaged and the mode is strict.
     * @throws JournalException if the directory is in use, is for other settings or another version, or fails.
     */
    public static Journal open(
            final JournalOptions options,
            final Settings settings,
            final SymbolTable symbols,
            final Supplier<AllocationCore> cores,
            final DecisionSink redelivered) {
        return open(options, settings, symbols, cores, redelivered, DiskListener.NONE);
    }

    /** As {@link #open}, with somebody who is told what has reached the disk. */
    static Journal open(
            final JournalOptions options,
            final Settings settings,
            final SymbolTable symbols,
            final Supplier<AllocationCore> cores,
            final DecisionSink redelivered,
            final DiskListener disk) {
        final JournalDirectory directory = new JournalDirectory(options.directory(), disk);
        directory.lock();
        try {
            final Journal journal =
                    new Journal(options, settings, symbols, cores, redelivered, directory);
            journal.snapshotRecovered();
            return journal;
        } catch (final RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    /**
     * Where a snapshot is overdue the recovered core is written at once: the next launch need not read as far, however soon
     * this one ends. What was just handed over again is not deleted: it may be asked for once more.
     */
    private void snapshotRecovered() {
        if (sequence < nextSnapshot || core.memory().isEmpty()) {
            return;
        }
        try {
            snapshots.write(core, writer.position(earliestNs, journaledSymbols), journalId);
            nextSnapshot = nextAfter(sequence);
            if (options.redeliverAfter() == Long.MAX_VALUE) {
                snapshots.deleteCovered();
            }
        } catch (final NotWrittenException e) {
            // The first command asks for it again, and the host is told if it fails then too.
            return;
        } catch (final RuntimeException | Error e) {
            supply.close();
            core.close();
            throw e;
        }
    }

    /**
     * Starts the thread that prepares segments, syncs at intervals and writes snapshots. Without it, the thread that
     * appends does the first and, at the end of a batch, the last, and there are no intervals.
     *
     * @param threads makes it.
     * @param onFailure is told on that thread if it fails; the engine must stop then.
     * @param onTrouble is told on that thread what could not be written ahead of its need; the engine goes on.
     */
    public void start(
            final Function<Runnable, Thread> threads,
            final Consumer<Throwable> onFailure,
            final Consumer<JournalTrouble> onTrouble) {
        final long intervalNs = options.sync() == SyncLevel.INTERVAL ? options.syncIntervalNs() : 0;
        final JournalThread work =
                new JournalThread(supply, snapshots, intervalNs, onFailure, onTrouble);
        work.start(threads.apply(work));
        thread = work;
    }

    /**
     * Tells somebody what could not be written ahead of its need where no thread is started.
     *
     * @param told on the thread that ends a batch.
     */
    public void onTrouble(final Consumer<JournalTrouble> told) {
        onTrouble = told;
    }

    /** The recovered core; whoever opened the journal closes it. */
    public AllocationCore core() {
        return core;
    }

    /** What was found when the journal was opened. */
    public RecoveryReport recovery() {
        return recovery;
    }

    /** The earliest time that the next command can have, nanoseconds. */
    public long earliestNs() {
        return earliestNs;
    }

    /** Whether a batch is to be appended, and {@link #force}d, before its first command is applied. */
    public boolean forcesBatches() {
        return forcesBatches;
    }

    /**
     * Appends a command. It counts as journaled at once, or with {@link SyncLevel#BATCH} from the next {@link #force}.
     *
     * @param decisions that the core has made before it, or -1 if commands before it are yet to be applied.
     * @throws JournalException if there is no room for the next segment; the command is not in the journal then.
     */
    public void command(
            final long inputSequence,
            final long timeNs,
            final long decisions,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (symbols.size() > journaledSymbols) {
            appendSymbols(decisions);
        }
        writer.command(inputSequence, timeNs, decisions, buffer, offset, length);
        sequence = inputSequence;
        earliestNs = timeNs;
        if (!forcesBatches) {
            journaled.setRelease(inputSequence);
        }
        if (inputSequence >= nextSnapshot) {
            requestSnapshot();
        }
    }

    private void appendSymbols(final long decisions) {
        final int known = symbols.size();
        for (; journaledSymbols < known; journaledSymbols++) {
            final byte[] bytes = symbols.text(journaledSymbols).getBytes(StandardCharsets.UTF_8);
            symbol.putInt(0, journaledSymbols);
            symbol.putBytes(Integer.BYTES, bytes);
            writer.symbol(decisions, symbol, Integer.BYTES + bytes.length);
        }
    }

    private void requestSnapshot() {
        nextSnapshot = nextAfter(sequence);
        if (thread == null) {
            isSnapshotDue = true;
        } else if (!closed) {
            thread.request(sequence);
        }
    }

    /**
     * All commands that were appended have been applied. Where no thread does it, writes the snapshot that has come due.
     *
     * @throws JournalException if the journal is not what it was, or who is told of trouble throws; not if there is no
     *     room.
     */
    public void endBatch() {
        if (!isSnapshotDue) {
            return;
        }
        isSnapshotDue = false;
        try {
            writeOwn();
            snapshotsFailed = 0;
        } catch (final NotWrittenException e) {
            snapshotsFailed++;
            tell(
                    new JournalTrouble(
                            JournalTrouble.Subject.SNAPSHOT, snapshotsFailed, supply.left(), e));
        }
    }

    private void tell(final JournalTrouble trouble) {
        try {
            onTrouble.accept(trouble);
        } catch (final RuntimeException e) {
            throw new JournalException("what takes the journal's troubles", e);
        }
    }

    /** Writes the engine's own core; on its thread, between batches. */
    private void writeOwn() {
        snapshots.write(core, writer.position(earliestNs, journaledSymbols), journalId);
        snapshots.deleteCovered();
    }

    /** Appends that the engine fires its timers up to a time; before it does. */
    public void advance(final long toNs, final long decisions) {
        writer.advance(toNs, decisions);
        earliestNs = toNs + 1;
    }

    /** Forces what was appended to the disk, if that is to be done in every batch. */
    public void force() {
        if (forcesBatches) {
            writer.force();
            journaled.setRelease(sequence);
        }
    }

    /** Appends that the engine was closed. */
    public void closed(final long stateDigest, final long decisions) {
        writer.closed(stateDigest, decisions);
    }

    /** Input sequence of the last command that is journaled. Any thread. */
    public long journaledSequence() {
        return journaled.get();
    }

    /**
     * Writes a snapshot that covers at least what is journaled now, and waits until it is on the disk. Any thread; without
     * a journal thread only the engine's.
     *
     * @param failure tells why the engine stopped by itself; null if it did not.
     * @return the input sequence that it covers.
     * @throws JournalException if it cannot be written, or the engine is closed meanwhile; if it has failed, with that as
     *     the cause.
     * @throws IllegalStateException on the journal's own thread.
     */
    public long snapshot(final Supplier<? extends Throwable> failure) {
        if (thread == null) {
            if (closed) {
                throw ended(failure.get());
            }
            writeOwn();
            return sequence;
        }
        if (thread.isCurrent()) {
            throw new IllegalStateException(
                    "a snapshot is awaited on the journal's own thread, which would have to write it; ask for it on"
                            + " another");
        }
        final CompletableFuture<Long> done = thread.request(journaledSequence());
        try {
            return done.join();
        } catch (final CancellationException e) {
            throw ended(failure.get());
        } catch (final CompletionException e) {
            throw e.getCause() instanceof JournalException cause
                    ? cause
                    : new JournalException("the snapshot", e.getCause());
        }
    }

    long snapshot() {
        return snapshot(() -> null);
    }

    private static JournalException ended(final Throwable failure) {
        return failure == null
                ? new JournalException("the engine was closed before the snapshot")
                : new JournalException("the engine failed before the snapshot", failure);
    }

    /** Attempts to prepare the next segment that have failed in a row; 0 once one has succeeded. Any thread. */
    public int failedAttempts() {
        return supply.failedAttempts();
    }

    /** Segments that were prepared ahead of their need. Any thread. */
    public long preparedSegments() {
        return supply.made();
    }

    /** Forces everything to the disk, as the journal's thread does at intervals. */
    void forceAll() {
        supply.force();
    }

    /** Stops the thread, forces everything to the disk and gives the directory free. The core is left alone. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (thread != null) {
                thread.stop();
            }
            supply.close();
        } finally {
            directory.close();
        }
    }
}
