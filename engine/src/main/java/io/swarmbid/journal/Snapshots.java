package io.swarmbid.journal;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.memory.Arena;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes snapshots without a pause of the engine: a second core follows the journal and is what is written. It decides
 * what the engine has decided, or that is found out here. One thread.
 */
final class Snapshots implements AutoCloseable {
    private final JournalDirectory directory;
    private final JournalOptions options;
    private final Settings settings;
    private final SymbolTable symbols;
    private final StateLoader loader;
    private StateLoader.Loaded follower;
    private Replayer replayer;
    private long forcedUpTo;

    Snapshots(
            final JournalDirectory directory,
            final JournalOptions options,
            final Settings settings,
            final SymbolTable symbols,
            final Supplier<AllocationCore> cores) {
        this.directory = directory;
        this.options = options;
        this.settings = settings;
        this.symbols = symbols;
        loader = new StateLoader(directory, settings, symbols, cores);
    }

    /**
     * Follows the journal up to an input that is in it, and writes the state.
     *
     * @return the last input that the snapshot covers.
     * @throws JournalException if the directory no longer holds this journal up to there.
     */
    long write(final long upTo, final long journalId) {
        directory.requireLocked();
        if (follower == null) {
            follower = loader.load(Long.MAX_VALUE, journalId, null);
            replayer = new Replayer(follower.core(), symbols);
            forcedUpTo = follower.reader().position().segment();
        }
        final JournalReader reader = follower.reader();
        while (reader.sequence() < upTo && reader.next()) {
            replayer.apply(reader, DecisionSink.NONE);
        }
        final JournalPosition position = reader.position();
        if (position.sequence() < upTo) {
            throw new JournalException(
                    "%s ends after input %d, and this engine has journaled %d: the files were exchanged while it ran"
                            .formatted(
                                    directory.segment(position.segment()),
                                    position.sequence(),
                                    upTo));
        }
        write(follower.core(), position, reader.journalId());
        deleteCovered();
        return position.sequence();
    }

    /** Writes a core's state, which is the journal's at that position. */
    void write(final AllocationCore core, final JournalPosition position, final long journalId) {
        final Arena memory =
                core.memory()
                        .orElseThrow(() -> new JournalException("this core takes no snapshot"));
        directory.requireLocked();
        directory.requireSegment(position.segment());
        // A snapshot must not outlive the journal that leads to it.
        for (; forcedUpTo < position.segment(); forcedUpTo++) {
            directory.force(forcedUpTo);
        }
        directory.force(position.segment());
        SnapshotWriter.write(
                directory,
                new SnapshotHead(journalId, position, core.decisionCount(), core.stateDigest()),
                settings,
                symbols,
                memory);
    }

    /** Deletes what the second newest snapshot covers, if that is wanted. */
    void deleteCovered() {
        final List<Path> snapshots = directory.snapshots();
        if (!options.deleteCovered() || snapshots.size() < 2) {
            return;
        }
        try {
            for (final Path old : snapshots.subList(2, snapshots.size())) {
                Files.delete(old);
            }
            final long firstNeeded = JournalDirectory.segmentOf(snapshots.get(1));
            for (final long segment : directory.segments()) {
                if (segment < firstNeeded) {
                    Files.delete(directory.segment(segment));
                }
            }
        } catch (final IOException e) {
            throw new NotWrittenException(
                    "deleting what snapshots cover in " + directory.path(), e);
        }
    }

    @Override
    public void close() {
        if (follower != null) {
            follower.close();
            follower = null;
        }
    }
}
