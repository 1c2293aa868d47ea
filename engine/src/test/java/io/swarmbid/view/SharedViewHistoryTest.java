package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.pipeline.PlayedHistory;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.reference.HistoryGenerator;
import io.swarmbid.reference.StateLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random histories: whatever a reader sees once the view has caught up is the state that the reference is in. */
@Timeout(300)
final class SharedViewHistoryTest {
    private static final long HISTORIES = Long.getLong("swarmbid.view.histories", 12);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int COMMANDS = 400;

    @TempDir private Path directory;

    @Test
    void shouldShowTheStateThatTheReferenceIsIn() throws IOException {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            try {
                play(seed);
            } catch (final RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void play(final long seed) throws IOException {
        final PlayedHistory history = new PlayedHistory(HistoryGenerator.history(seed, COMMANDS));
        final SplittableRandom random = new SplittableRandom(seed);
        final Path place = directory.resolve("seed-" + seed);
        final SharedView view =
                SharedView.attach(
                        history.config(), new ViewConfig(place).intervalNs(100_000).lagBound(3));
        try (view;
                Readers readers = new Readers(place);
                SwarmEngine engine =
                        history.play(
                                played -> {
                                    if (random.nextInt(40) == 0) {
                                        await(view, played);
                                        assertEquals(
                                                sorted(StateLines.of(history.reference())),
                                                sorted(SnapshotLines.of(readers.read())),
                                                "after " + played);
                                    }
                                })) {
            assertNull(engine.failure());
        }
        assertNull(view.failure());
        try (ViewReader reader = ViewReader.open(place)) {
            final ViewSnapshot last = reader.read();
            assertTrue(last.status().isClosed());
            assertEquals(COMMANDS + 1, last.status().viewInputs());
            assertEquals(0, last.status().lag());
            assertEquals(
                    sorted(StateLines.of(history.reference())), sorted(SnapshotLines.of(last)));
        }
    }

    private static List<String> sorted(final List<String> lines) {
        return lines.stream().sorted().toList();
    }

    private static void await(final SharedView view, final long inputs) {
        while (view.counters().inputs() < inputs) {
            assertNull(view.failure());
            Thread.onSpinWait();
        }
        // The decisions of that input may have come while it was being published.
        final long pass = view.counters().passes();
        while (view.counters().passes() < pass + 2) {
            assertNull(view.failure());
            Thread.onSpinWait();
        }
    }

    /** Opens a reader when it is first used: not before the engine has been launched. */
    private static final class Readers implements AutoCloseable {
        private final Path place;
        private ViewReader reader;

        Readers(final Path place) {
            this.place = place;
        }

        ViewSnapshot read() {
            try {
                if (reader == null) {
                    reader = ViewReader.open(place);
                }
                return reader.read();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            if (reader != null) {
                reader.close();
            }
        }
    }
}
