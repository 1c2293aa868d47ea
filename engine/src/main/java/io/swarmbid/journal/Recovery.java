package io.swarmbid.journal;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Brings a core to where the journal ends. One thread, with the directory locked. */
final class Recovery {
    /** Where the core is, and what was seen on the way. */
    record Recovered(
            AllocationCore core,
            JournalPosition position,
            long journalId,
            RecoveryReport report,
            boolean mustBeginAnew) {}

    private final JournalDirectory directory;
    private final JournalOptions options;
    private final StateLoader loader;
    private final SymbolTable symbols;
    private final int longestRecord;
    private final DecisionSink redelivery;
    private final long startNs = System.nanoTime();
    private final List<JournalDamagedException> damagedSnapshots = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private long brokenSegment = -1;
    private int brokenOffset = -1;

    Recovery(
            final JournalDirectory directory,
            final JournalOptions options,
            final Settings settings,
            final SymbolTable symbols,
            final Supplier<AllocationCore> cores,
            final int longestRecord,
            final DecisionSink handlers) {
        this.directory = directory;
        this.options = options;
        this.symbols = symbols;
        this.longestRecord = longestRecord;
        loader = new StateLoader(directory, settings, symbols, cores);
        redelivery = new Redelivery(options.redeliverAfter(), handlers);
    }

    private boolean isStrict() {
        return options.recovery() == RecoveryMode.STRICT;
    }

    /**
     * Recovers.
     *
     * @param given what a recovery that was broken off, and ended now, has given up.
     * @throws JournalException if the journal is not for this engine, or is damaged and the mode is strict.
     */
    Recovered run(final List<String> given) {
        losses.addAll(given);
        requireDecisions();
        while (true) {
            damagedSnapshots.clear();
            final StateLoader.Loaded loaded =
                    loader.load(options.redeliverAfter(), 0, isStrict() ? null : damagedSnapshots);
            try {
                final Recovered recovered = replay(loaded);
                if (recovered != null) {
                    return recovered;
                }
            } catch (final RuntimeException | Error e) {
                loaded.close();
                throw e;
            }
            loaded.close();
        }
    }

    /** What is to be handed over again must still be there. */
    private void requireDecisions() {
        final List<Long> segments = directory.segments();
        if (options.redeliverAfter() == Long.MAX_VALUE
                || segments.isEmpty()
                || segments.get(0) == 1) {
            return;
        }
        long oldest = Long.MAX_VALUE;
        for (final Path file : directory.snapshots()) {
            try (SnapshotReader snapshot = new SnapshotReader(file)) {
                if (snapshot.head().position().segment() >= segments.get(0)) {
                    oldest = Math.min(oldest, snapshot.head().decisions());
                }
            }
        }
        if (oldest < Long.MAX_VALUE && oldest > options.redeliverAfter()) {
            throw new JournalException(
                    ("%s no longer holds the decisions from %d on: files before %s are not there (deleteCovered removes"
                                    + " what a snapshot covers), and what is left begins after decision %d; restore"
                                    + " them, or launch with redeliverAfter(%4$d) or without it, and let the host ask"
                                    + " the state for what it missed")
                            .formatted(
                                    directory.path(),
                                    options.redeliverAfter() + 1,
                                    directory.segment(segments.get(0)).getFileName(),
                                    oldest));
        }
    }

    /**
     * A host that has acted upon more decisions than there are would take the next ones for repeats.
     *
     * @throws JournalException if the journal holds fewer than the host says that it has acted upon.
     */
    static void requireNoFewer(
            final JournalDirectory directory, final JournalOptions options, final long decisions) {
        if (options.redeliverAfter() == Long.MAX_VALUE || options.redeliverAfter() <= decisions) {
            return;
        }
        throw new JournalException(
                ("redeliverAfter=%d, but %s holds decisions only up to %d, and would give their numbers"
                                + " again to others: name the directory to which that number belongs, or"
                                + " restore its files; or, if what came after %4$d is lost, let the host drop"
                                + " what it did upon it and launch with redeliverAfter(%4$d)")
                        .formatted(
                                options.redeliverAfter(), directory.path(), decisions, decisions));
    }

    /**
     * What is damaged may only be wanted for decisions to be handed over again: a whole snapshot behind it has all the state.
     * That is not given up for them without being asked to.
     *
     * @param last input before the damage.
     */
    private void requireNothingBehind(final long last, final JournalDamagedException damage) {
        for (final Path file : directory.snapshots()) {
            try (SnapshotReader snapshot = new SnapshotReader(file)) {
                if (snapshot.head().position().sequence() > last) {
                    throw choice(last, damage, file, snapshot.head());
                }
            } catch (final JournalDamagedException e) {
                // No way to keep anything.
                continue;
            }
        }
    }

    private static JournalException choice(
            final long last,
            final JournalDamagedException damage,
            final Path snapshot,
            final SnapshotHead head) {
        final String text =
                "%s. Only decisions up to %d need what is damaged: the snapshot %s, after input %d, is whole. Keep all:"
                        + " launch with redeliverAfter(%2$d) or without it, and let the host ask the state for what it"
                        + " missed; or go back to input %5$d and lose what came after it: move that snapshot away";
        final JournalException choice =
                new JournalException(
                        text.formatted(
                                damage.getMessage(),
                                head.decisions(),
                                snapshot.getFileName(),
                                head.position().sequence(),
                                last));
        choice.initCause(damage);
        return choice;
    }

    /** Applies everything that can be; null if the core threw at a record that must now be left out. */
    private Recovered replay(final StateLoader.Loaded loaded) {
        final JournalReader reader = loaded.reader();
        final Replayer replayer = new Replayer(loaded.core(), symbols);
        int unfinished = 0;
        boolean damaged = false;
        boolean applying = false;
        try {
            while (!isBroken(reader.position()) && reader.next()) {
                applying = true;
                replayer.apply(reader, redelivery);
                applying = false;
            }
            damaged = isBroken(reader.position());
            unfinished = damaged ? 0 : reader.checkEnd(longestRecord);
        } catch (final JournalDamagedException e) {
            if (isStrict()) {
                throw e;
            }
            requireNothingBehind(reader.position().sequence(), e);
            losses.add(e.getMessage());
            damaged = true;
        } catch (final JournalException e) {
            throw e;
        } catch (final RuntimeException e) {
            if (!applying) {
                throw e;
            }
            leaveOut(reader, e);
            return null;
        }
        reader.close();
        return recovered(loaded, replayer, unfinished, damaged);
    }

    private Recovered recovered(
            final StateLoader.Loaded loaded,
            final Replayer replayer,
            final int unfinished,
            final boolean damaged) {
        requireNoFewer(directory, options, loaded.core().decisionCount());
        if (!damagedSnapshots.isEmpty()) {
            damagedSnapshots.forEach(e -> losses.add(e.getMessage()));
            directory.setAside(
                    damagedSnapshots.stream().map(JournalDamagedException::file).toList());
        }
        final JournalPosition position = loaded.reader().position();
        final RecoveryReport report =
                new RecoveryReport(
                        position.sequence(),
                        position.timeNs(),
                        loaded.core().decisionCount(),
                        loaded.snapshotSequence(),
                        replayer.commands(),
                        replayer.isClosed(),
                        unfinished,
                        List.copyOf(losses),
                        System.nanoTime() - startNs);
        return new Recovered(loaded.core(), position, loaded.reader().journalId(), report, damaged);
    }

    private boolean isBroken(final JournalPosition position) {
        return position.segment() == brokenSegment && position.offset() == brokenOffset;
    }

    private void leaveOut(final JournalReader reader, final RuntimeException cause) {
        final String what =
                "the core threw when it applied the record at offset %d of %s, input %d: %s"
                        .formatted(
                                reader.recordOffset(),
                                directory.segment(reader.position().segment()),
                                reader.sequence(),
                                cause);
        if (isStrict()) {
            throw new JournalException(
                    what + "; recovery(TO_LAST_GOOD) leaves it and what follows out", cause);
        }
        losses.add(what);
        brokenSegment = reader.position().segment();
        brokenOffset = reader.recordOffset();
    }
}
