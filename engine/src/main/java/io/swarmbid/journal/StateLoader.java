package io.swarmbid.journal;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Finds where to begin: at the newest snapshot that serves, or where the journal begins. One thread. */
final class StateLoader {
    /**
     * A core and the reader of what follows.
     *
     * @param snapshotSequence last input that the core knows from a snapshot; -1 without one.
     */
    record Loaded(AllocationCore core, JournalReader reader, long snapshotSequence) {
        void close() {
            reader.close();
            core.close();
        }
    }

    private final JournalDirectory directory;
    private final Settings settings;
    private final SymbolTable symbols;
    private final Supplier<AllocationCore> cores;

    StateLoader(
            final JournalDirectory directory,
            final Settings settings,
            final SymbolTable symbols,
            final Supplier<AllocationCore> cores) {
        this.directory = directory;
        this.settings = settings;
        this.symbols = symbols;
        this.cores = cores;
    }

    /**
     * Loads the newest snapshot with at most so many decisions before it.
     *
     * @param journal id that it must have; 0 if any will do.
     * @param damaged takes snapshots that cannot be read, with what is wrong; null: the first one is thrown.
     * @return to be closed by the caller.
     */
    Loaded load(
            final long mostDecisions,
            final long journal,
            final List<JournalDamagedException> damaged) {
        final AllocationCore core = cores.get();
        final JournalReader reader = new JournalReader(directory, settings);
        try {
            for (final Path file : directory.snapshots()) {
                try (SnapshotReader snapshot = new SnapshotReader(file)) {
                    if (journal != 0 && snapshot.head().journalId() != journal) {
                        throw new JournalException(file + " is of another journal");
                    }
                    if (snapshot.head().decisions() <= mostDecisions) {
                        load(snapshot, file, core);
                        reader.seek(snapshot.head().position(), snapshot.head().journalId());
                        return new Loaded(core, reader, snapshot.head().position().sequence());
                    }
                } catch (final JournalDamagedException e) {
                    if (damaged == null) {
                        throw e;
                    }
                    damaged.add(e);
                }
            }
            reader.seek(JournalPosition.GENESIS, journal);
            return new Loaded(core, reader, -1);
        } catch (final RuntimeException e) {
            core.close();
            throw e;
        }
    }

    private void load(final SnapshotReader snapshot, final Path file, final AllocationCore core) {
        snapshot.load(
                settings,
                symbols,
                core.memory()
                        .orElseThrow(
                                () ->
                                        new JournalException(
                                                file + ": this core takes no snapshot")));
        final SnapshotHead head = snapshot.head();
        if (!isState(core, head)) {
            throw new JournalException(
                    file
                            + " was written by another version: here it gives another state; open it with the"
                            + " version that wrote it");
        }
    }

    private static boolean isState(final AllocationCore core, final SnapshotHead head) {
        try {
            return core.stateDigest() == head.digest()
                    && core.decisionCount() == head.decisions()
                    && core.timeNs() == head.position().timeNs();
        } catch (final RuntimeException e) {
            // Bytes of another layout can lead anywhere.
            return false;
        }
    }
}
