package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Setting;
import io.swarmbid.core.EngineCore;
import io.swarmbid.journal.JournalException;
import io.swarmbid.journal.RecoveryMode;
import io.swarmbid.journal.RecoveryReport;
import io.swarmbid.journal.SyncLevel;
import io.swarmbid.reference.HistoryGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An engine that is launched where another one left its journal goes on as if there had been only one. */
@Timeout(120)
final class RecoveryTest {
    private static final long HISTORIES = Long.getLong("swarmbid.histories", 200) / 5;
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int COMMANDS = 300;

    @TempDir private Path directory;

    private final AtomicLong clock = new AtomicLong();

    private EngineConfig config(final HistoryGenerator.History history) {
        return new EngineConfig().settings(history.settings()).clock(clock::get);
    }

    private static Path copy(final Path from, final Path to) throws IOException {
        Files.createDirectory(to);
        try (var files = Files.list(from)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    /** Plays a part of a history; between commands the engine's timers fire where the history's seed says so. */
    private void play(
            final InlineEngine engine,
            final HistoryGenerator.History history,
            final int from,
            final int to) {
        final EngineClient client = engine.client();
        for (int i = from; i < to; i++) {
            final HistoryGenerator.Step step = history.steps().get(i);
            clock.set(step.at());
            client.encoded(new UnsafeBuffer(step.command()), step.command().length);
            if (new SplittableRandom(history.seed() * 31 + i).nextInt(3) == 0) {
                engine.poll();
            }
        }
    }

    @Test
    void shouldGoOnFromAnyPointOfARandomHistoryAsIfNothingHadHappened() throws IOException {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
            final int at = random.nextInt(COMMANDS + 1);
            final int snapshotAt = random.nextBoolean() ? random.nextInt(at + 1) : -1;
            final Journal whole = new Journal();
            clock.set(0);
            try (InlineEngine engine =
                    SwarmEngine.inline(
                            config(history).symbols(history.symbols()).onDecision(whole))) {
                play(engine, history, 0, COMMANDS);
            }

            final Path left = directory.resolve("left-" + seed);
            final Path found = directory.resolve("found-" + seed);
            final Journal parts = new Journal();
            clock.set(0);
            final InlineEngine first =
                    SwarmEngine.inline(
                            config(history)
                                    .symbols(history.symbols())
                                    .journal(left, journal -> journal.segmentBytes(1 << 16))
                                    .onDecision(parts));
            play(first, history, 0, Math.max(0, snapshotAt));
            if (snapshotAt >= 0) {
                assertEquals(snapshotAt, first.snapshot());
            }
            play(first, history, Math.max(0, snapshotAt), at);
            copy(left, found);
            final int before = parts.decisions.size();
            first.close();
            parts.decisions.subList(before, parts.decisions.size()).clear();

            final InlineEngine second =
                    SwarmEngine.inline(
                            config(history)
                                    .journal(found, journal -> journal.segmentBytes(1 << 16))
                                    .onDecision(parts));
            final RecoveryReport report = second.recovery().orElseThrow();
            assertEquals(at, report.lastSequence(), "seed " + seed);
            assertEquals(before, report.decisions(), "seed " + seed);
            assertEquals(snapshotAt, report.snapshotSequence(), "seed " + seed);
            assertEquals(0, report.unfinishedBytes());
            play(second, history, at, COMMANDS);
            second.close();
            assertEquals(whole.decisions, parts.decisions, "seed " + seed + ", recovered at " + at);
        }
    }

    @Test
    void shouldKnowThatTheEngineBeforeWasClosedAndGoOnNumbering() {
        final HistoryGenerator.History history = HistoryGenerator.history(FIRST_SEED, COMMANDS);
        final InlineEngine first =
                SwarmEngine.inline(
                        config(history).symbols(history.symbols()).journal(directory.resolve("j")));
        play(first, history, 0, COMMANDS);
        first.close();
        final InlineEngine second =
                SwarmEngine.inline(config(history).journal(directory.resolve("j")));
        assertTrue(second.recovery().orElseThrow().cleanlyClosed());
        assertEquals(COMMANDS + 1, second.client().journaledSequence());
        assertEquals(COMMANDS + 2, second.client().tick());
        assertEquals(COMMANDS + 2, second.client().journaledSequence());
        second.close();
    }

    @ParameterizedTest
    @EnumSource(SyncLevel.class)
    void shouldJournalWhatAThreadedEngineDecidesUpon(final SyncLevel sync) {
        final HistoryGenerator.History history = HistoryGenerator.history(7, COMMANDS);
        final Journal seen = new Journal();
        final Path path = directory.resolve("j");
        final SwarmEngine engine =
                SwarmEngine.launch(
                        new EngineConfig()
                                .settings(history.settings())
                                .symbols(history.symbols())
                                .journal(
                                        path,
                                        journal ->
                                                journal.sync(sync)
                                                        .syncIntervalNs(1_000_000)
                                                        .segmentBytes(1 << 16)
                                                        .snapshotEvery(100))
                                .onCommand(seen)
                                .onDecision(seen));
        final EngineClient client = engine.client().awaiting();
        for (final HistoryGenerator.Step step : history.steps()) {
            client.encoded(new UnsafeBuffer(step.command()), step.command().length);
        }
        Await.until(() -> client.journaledSequence() == COMMANDS);
        assertEquals(COMMANDS, engine.snapshot());
        engine.close();
        assertEquals(COMMANDS + 1, client.journaledSequence());

        final Journal again = new Journal();
        final SwarmEngine recovered =
                SwarmEngine.launch(
                        new EngineConfig()
                                .settings(history.settings())
                                .journal(path, journal -> journal.redeliverAfter(0))
                                .onDecision(again));
        assertEquals(seen.decisions, again.decisions.subList(0, seen.decisions.size()));
        assertTrue(recovered.recovery().orElseThrow().cleanlyClosed());
        recovered.close();
    }

    @Test
    void shouldHandOverAgainOnlyWhatIsAskedFor() {
        final HistoryGenerator.History history = HistoryGenerator.history(FIRST_SEED, COMMANDS);
        final Path path = directory.resolve("j");
        final Journal seen = new Journal();
        final InlineEngine first =
                SwarmEngine.inline(
                        config(history).symbols(history.symbols()).journal(path).onDecision(seen));
        play(first, history, 0, COMMANDS);
        first.close();
        final int half = seen.decisions.size() / 2;
        for (final long after : new long[] {Long.MAX_VALUE, half, 0}) {
            final Journal again = new Journal();
            final InlineEngine second =
                    SwarmEngine.inline(
                            config(history)
                                    .journal(path, journal -> journal.redeliverAfter(after))
                                    .onDecision(again));
            final int skipped = (int) Math.min(after, seen.decisions.size());
            assertEquals(seen.decisions.subList(skipped, seen.decisions.size()), again.decisions);
            clock.set(second.recovery().orElseThrow().timeNs());
            final int before = again.decisions.size();
            second.close();
            seen.decisions.addAll(again.decisions.subList(before, again.decisions.size()));
        }
    }

    @Test
    void shouldRefuseAHostThatHasActedUponMoreDecisionsThanThereAre() {
        final HistoryGenerator.History history = HistoryGenerator.history(FIRST_SEED, COMMANDS);
        final Path path = directory.resolve("j");
        final JournalException atNew =
                assertThrows(JournalException.class, () -> redeliver(history, path, 1));
        assertTrue(
                atNew.getMessage()
                        .contains(
                                "redeliverAfter=1, but " + path + " holds decisions only up to 0"),
                atNew.getMessage());
        final InlineEngine first =
                SwarmEngine.inline(config(history).symbols(history.symbols()).journal(path));
        play(first, history, 0, COMMANDS);
        first.close();
        final long decisions = first.counters().decisions();
        final JournalException atEnd =
                assertThrows(JournalException.class, () -> redeliver(history, path, decisions + 1));
        assertTrue(
                atEnd.getMessage().contains("launch with redeliverAfter(" + decisions + ")"),
                atEnd.getMessage());
        redeliver(history, path, decisions);
    }

    private void redeliver(
            final HistoryGenerator.History history, final Path path, final long after) {
        SwarmEngine.inline(config(history).journal(path, journal -> journal.redeliverAfter(after)))
                .close();
    }

    @Test
    void shouldLetTheDefaultClockGoOnFromTheRecoveredTime() {
        final Path path = directory.resolve("j");
        final long firstEnd;
        try (InlineEngine first = SwarmEngine.inline(new EngineConfig().journal(path))) {
            first.client().tick();
        }
        try (InlineEngine second = SwarmEngine.inline(new EngineConfig().journal(path))) {
            firstEnd = second.recovery().orElseThrow().timeNs();
            assertTrue(firstEnd > 0);
            second.client().tick();
            assertEquals(0, second.counters().clampedStamps());
        }
    }

    @Test
    void shouldRefuseAnEngineThatWouldDecideOtherwise() {
        final Path path = directory.resolve("j");
        SwarmEngine.inline(new EngineConfig().journal(path)).close();
        final EngineConfig other =
                new EngineConfig()
                        .set(Setting.HYSTERESIS, 7)
                        .set(Setting.MAX_TASKS, 100)
                        .journal(path);
        final JournalException fault =
                assertThrows(JournalException.class, () -> SwarmEngine.inline(other));
        assertTrue(
                fault.getMessage()
                        .contains("hysteresisPpm=50000 is now 7, maxTasks=65536 is now 100"),
                fault.getMessage());
    }

    @Test
    void shouldRefuseASecondEngineInTheSameDirectory() {
        final Path path = directory.resolve("j");
        try (InlineEngine first = SwarmEngine.inline(new EngineConfig().journal(path))) {
            final JournalException fault =
                    assertThrows(
                            JournalException.class,
                            () -> SwarmEngine.inline(new EngineConfig().journal(path)));
            assertTrue(fault.getMessage().contains("is in use by another engine"));
            assertTrue(first.isOpen());
        }
        SwarmEngine.inline(new EngineConfig().journal(path)).close();
    }

    @Test
    void shouldRefuseStringsThatWereNumberedOtherwise() {
        final Path path = directory.resolve("j");
        final SymbolTable symbols = new SymbolTable();
        symbols.intern("acme");
        final InlineEngine first =
                SwarmEngine.inline(new EngineConfig().symbols(symbols).journal(path));
        first.client().tick();
        first.close();
        final SymbolTable others = new SymbolTable();
        others.intern("beta");
        final JournalException fault =
                assertThrows(
                        JournalException.class,
                        () -> SwarmEngine.inline(new EngineConfig().symbols(others).journal(path)));
        assertTrue(fault.getMessage().contains("'acme' has number 1"), fault.getMessage());
    }

    @Test
    void shouldTellAHandlerThatThrowsFromACoreThatDoes() {
        final Path path = directory.resolve("j");
        try (InlineEngine first = SwarmEngine.inline(new EngineConfig().journal(path))) {
            first.client().cancel(1);
        }
        final EngineConfig config =
                new EngineConfig()
                        .journal(
                                path,
                                journal ->
                                        journal.redeliverAfter(0)
                                                .recovery(RecoveryMode.TO_LAST_GOOD))
                        .onDecision(
                                (buffer, offset, length) -> {
                                    throw new ArithmeticException("handler");
                                });
        final JournalException fault =
                assertThrows(JournalException.class, () -> SwarmEngine.inline(config));
        assertTrue(fault.getMessage().contains("a handler threw"), fault.getMessage());
        try (InlineEngine second = SwarmEngine.inline(new EngineConfig().journal(path))) {
            assertEquals(2, second.recovery().orElseThrow().lastSequence());
        }
    }

    @Test
    void shouldLeaveOutACommandAtWhichTheCoreThrowsOnlyWhenAsked() {
        final Path path = directory.resolve("j");
        final List<String> told = new ArrayList<>();
        final InlineEngine first =
                SwarmEngine.inline(
                        new EngineConfig()
                                .journal(path)
                                .errorHandler((input, failure) -> told.add("at " + input))
                                .core((settings, symbols) -> new Faulty(settings, symbols)));
        first.client().tick();
        first.client().tick();
        first.client().cancel(1);
        assertThrows(EngineFailedException.class, first::close);
        assertEquals(List.of("at 3"), told);

        final EngineConfig again =
                new EngineConfig()
                        .journal(path)
                        .core((settings, symbols) -> new Faulty(settings, symbols));
        final JournalException fault =
                assertThrows(JournalException.class, () -> SwarmEngine.inline(again));
        assertTrue(fault.getMessage().contains("input 3"), fault.getMessage());
        again.journal(path, journal -> journal.recovery(RecoveryMode.TO_LAST_GOOD));
        try (InlineEngine second = SwarmEngine.inline(again)) {
            final RecoveryReport report = second.recovery().orElseThrow();
            assertEquals(2, report.lastSequence());
            assertEquals(1, report.losses().size());
        }
        try (InlineEngine third = SwarmEngine.inline(again)) {
            assertTrue(third.recovery().orElseThrow().losses().isEmpty());
            assertFalse(third.recovery().orElseThrow().lastSequence() < 3);
        }
    }

    /** The real core, but that it cannot stand a cancellation. */
    private static final class Faulty extends ForwardingCore {
        Faulty(final io.swarmbid.config.Settings settings, final SymbolTable symbols) {
            super(new EngineCore(settings, symbols));
        }

        @Override
        void before(final int templateId) {
            if (templateId == io.swarmbid.codec.sbe.CancelCommandDecoder.TEMPLATE_ID) {
                throw new ArithmeticException("cannot cancel");
            }
        }
    }
}
