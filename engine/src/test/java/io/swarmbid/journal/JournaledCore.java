package io.swarmbid.journal;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.reference.HistoryGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/** A core and its journal as an engine drives them, without the engine: for tests that look at the files. */
final class JournaledCore implements AutoCloseable {
    final Journal journal;

    JournaledCore(final JournalConfig config, final Settings settings, final SymbolTable symbols) {
        this(config, settings, symbols, DiskListener.NONE);
    }

    JournaledCore(
            final JournalConfig config,
            final Settings settings,
            final SymbolTable symbols,
            final DiskListener disk) {
        final List<String> faults = new ArrayList<>();
        final JournalOptions options =
                config.conclude(CommandEncoder.maxEncodedLength(settings), faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.toString());
        }
        journal =
                Journal.open(
                        options,
                        settings,
                        symbols,
                        () -> new EngineCore(settings, symbols),
                        DecisionSink.NONE,
                        disk);
    }

    /** Opens the journal with the symbols that it holds. */
    static JournaledCore recover(final JournalConfig config, final Settings settings) {
        return new JournaledCore(config, settings, new SymbolTable());
    }

    /** The smallest segments that settings allow. */
    static JournalConfig config(final Path directory) {
        return new JournalConfig(directory).segmentBytes(JournalConfig.SMALLEST_SEGMENT);
    }

    void apply(final HistoryGenerator.Step step) {
        final long sequence = journal.journaledSequence() + 1;
        final long timeNs = append(step, sequence, journal.core().decisionCount());
        journal.force();
        decide(step, sequence, timeNs);
    }

    /** Journals a command without deciding upon it; the time that it got. */
    long append(final HistoryGenerator.Step step, final long sequence, final long decisions) {
        final long timeNs = Math.max(step.at(), journal.earliestNs());
        final UnsafeBuffer command = new UnsafeBuffer(step.command());
        journal.command(sequence, timeNs, decisions, command, 0, step.command().length);
        return timeNs;
    }

    /** Decides upon a command that is in the journal. */
    void decide(final HistoryGenerator.Step step, final long sequence, final long timeNs) {
        final UnsafeBuffer command = new UnsafeBuffer(step.command());
        journal.core()
                .onCommand(sequence, timeNs, command, 0, step.command().length, DecisionSink.NONE);
    }

    /** Fires what is due by a clock that shows this time. */
    void fire(final long timeNs) {
        final long toNs = Math.max(timeNs, journal.core().timeNs());
        journal.advance(toNs, journal.core().decisionCount());
        journal.core().advanceThrough(toNs, DecisionSink.NONE);
    }

    long digest() {
        return journal.core().stateDigest();
    }

    /** Ends it like a death of the process: nothing more is written. */
    @Override
    public void close() {
        journal.close();
        journal.core().close();
    }

    /** The files as they are, in another directory. */
    static Path copy(final Path from, final Path to) {
        try {
            Files.createDirectories(to);
            try (Stream<Path> files = Files.list(from)) {
                for (final Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
            return to;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a directory with everything in it. */
    static void delete(final Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
