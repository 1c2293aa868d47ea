package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.swarmbid.pipeline.PlayedHistory;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.reference.HistoryGenerator;
import io.swarmbid.reference.StateLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine that recovers its state from a journal publishes that state, wherever its view was left. */
@Timeout(120)
final class RecoveredViewTest {
    private static final int COMMANDS = 300;

    @TempDir private Path directory;

    private static List<String> sorted(final List<String> lines) {
        return lines.stream().sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldShowTheStateThatTheEngineRecovered(final long seed) throws IOException {
        final Path journal = directory.resolve("journal");
        final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
        final PlayedHistory first = new PlayedHistory(history);
        first.config().journal(journal);
        try (SwarmEngine engine = first.play(played -> {})) {
            assertNull(engine.failure());
        }
        final PlayedHistory again = new PlayedHistory(history);
        // What is handed over again comes before the view is there.
        again.config()
                .journal(
                        journal,
                        options -> options.redeliverAfter(seed % 2 == 0 ? 0 : Long.MAX_VALUE));
        again.startAt(first);
        final SharedView view = SharedView.attach(again.config(), new ViewConfig(directory));
        try (view;
                SwarmEngine engine = SwarmEngine.inline(again.config())) {
            while (view.counters().inputs() < COMMANDS + 1 && view.failure() == null) {
                Thread.onSpinWait();
            }
            try (ViewReader reader = ViewReader.open(directory)) {
                final ViewSnapshot seen = reader.read();
                assertEquals(
                        sorted(StateLines.of(first.reference())), sorted(SnapshotLines.of(seen)));
                assertEquals(0, seen.status().lag());
                assertEquals(engine.recovery().get().decisions(), seen.status().viewDecisions());
            }
        }
        assertNull(view.failure());
        assertEquals(COMMANDS + 2, view.counters().inputs());
        assertEquals(0, view.counters().lag());
    }
}
