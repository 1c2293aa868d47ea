package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees of a closed view while the next engine takes it over. */
@Timeout(120)
final class TakenOverViewTest {
    private static final int TASKS = 10;
    private static final long PATIENCE_NS = 20_000_000_000L;

    @TempDir private Path directory;

    private ViewSnapshot publishAndClose() throws IOException {
        final EngineConfig config = ViewLoad.config();
        try (SharedView view = SharedView.attach(config, new ViewConfig(directory));
                SwarmEngine engine = SwarmEngine.launch(config)) {
            new ViewLoad(engine.client()).bids(TASKS);
            assertNull(view.failure());
        }
        return read();
    }

    private ViewSnapshot read() throws IOException {
        try (ViewReader reader = ViewReader.open(directory)) {
            return reader.read();
        }
    }

    /**
     * Before the next engine touches an entry it says that it has begun: else a reader takes what is half the former
     * engine's and half its own for the former's last state. The entry that it comes to first is held as if the decision
     * thread were changing it.
     */
    @Test
    void shouldNotBeTheFormerEnginesLastStateOnceTheNextHasIt() throws Exception {
        final ViewSnapshot former = publishAndClose();
        assertTrue(former.status().isClosed());
        final ViewFiles files = new ViewFiles(directory);
        try (SwarmEngine engine = SwarmEngine.launch(ViewLoad.config());
                ModelTables tables = new ModelTables(engine.settings());
                ViewLock lock = files.lockForWriting();
                ViewPublisher publisher =
                        new ViewPublisher(
                                tables,
                                new ViewPosition(),
                                files,
                                lock,
                                new ViewConfig(directory),
                                new ViewCounters(),
                                engine)) {
            final ConflatingTable first = tables.of(ViewTable.values()[0]);
            first.begin(0);
            final CompletableFuture<Void> opening =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    publisher.open();
                                } catch (final IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            final ViewSnapshot seen;
            try {
                seen = readUntilLive();
            } finally {
                first.end(0);
                opening.join();
            }
            assertFalse(seen.status().isClosed());
            assertEquals(former.tasks(), seen.tasks());
            assertEquals(0, seen.status().viewInputs());
            assertEquals(0, read().tasks().size());
        }
    }

    private ViewSnapshot readUntilLive() throws IOException {
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        ViewSnapshot seen;
        do {
            seen = read();
            assertTrue(System.nanoTime() < untilNs, "it still says that it was closed");
        } while (!seen.status().isLive());
        return seen;
    }
}
