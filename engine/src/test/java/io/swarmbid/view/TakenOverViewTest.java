package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.files.ProcessLock;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** As the engine leaves it that is killed. */
    private void leaveUnclosed() throws IOException {
        putIntoStatus(StatusEntry.STATE, StatusEntry.LIVE);
    }

    private void putIntoStatus(final int at, final long number) throws IOException {
        final ViewRecord status = new ViewRecord();
        final MapFiles files = new ViewFiles(directory).current().maps();
        try (ViewMaps maps = ViewMaps.recover(files, 2_000, new AtomicLong())) {
            assertTrue(maps.status().get(StatusEntry.KEY, status));
            status.buffer().putLong(at, number);
            maps.status().put(StatusEntry.KEY, status, PairedMap.count(status) + 1);
        }
    }

    /**
     * Until the next engine has published all that it holds, what the former left is there, whole, and told as the
     * former's. The entry that it comes to first is held as if the decision thread were changing it.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeTheFormerEnginesStateUntilTheNextHasPublished(final boolean wasKilled)
            throws Exception {
        final ViewSnapshot former = publishAndClose();
        assertTrue(former.status().isClosed());
        if (wasKilled) {
            leaveUnclosed();
        }
        final ViewFiles files = new ViewFiles(directory);
        try (SwarmEngine engine = SwarmEngine.launch(ViewLoad.config());
                ModelTables tables = new ModelTables(engine.settings());
                ProcessLock lock = files.lockForWriting();
                ViewPublisher publisher =
                        new ViewPublisher(
                                tables,
                                new ViewPosition(),
                                files,
                                lock,
                                new ViewConfig(directory),
                                new ViewCounters(),
                                engine);
                ViewReader open = ViewReader.open(directory)) {
            final ConflatingTable first = tables.of(ViewTable.values()[0]);
            first.end(first.add(1));
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
            try {
                awaitMaps(2);
                for (final ViewSnapshot seen : List.of(open.read(), read())) {
                    assertFalse(seen.status().isLive());
                    assertEquals(!wasKilled, seen.status().isClosed());
                    assertEquals(former.tasks(), seen.tasks());
                    assertEquals(former.status().viewInputs(), seen.status().viewInputs());
                }
            } finally {
                first.end(0);
                opening.join();
            }
            for (final ViewSnapshot seen : List.of(open.read(), read())) {
                assertTrue(seen.status().isLive());
                assertNotEquals(former.tasks(), seen.tasks());
            }
        }
        assertFalse(read().status().isLive());
    }

    private static void replace(final Path file, final String text) throws IOException {
        final Path next = Files.writeString(file.resolveSibling("next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A reader that is about to open the former maps finds them gone. What names them is a pipe, on which it waits. */
    @Test
    void shouldBeOpenedWhereOtherMapsHaveBecomeCurrentMeanwhile() throws Exception {
        final ViewSnapshot published = publishAndClose();
        final Path current = SharedView.directory(directory).resolve("current");
        final String named = Files.readString(current);
        Files.delete(current);
        assertEquals(0, new ProcessBuilder("mkfifo", current.toString()).start().waitFor());
        final CompletableFuture<ViewSnapshot> reading =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return read();
                            } catch (final IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        try (OutputStream pipe = Files.newOutputStream(current)) {
            replace(current, named);
            pipe.write("maps-9 9\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertEquals(published.tasks(), reading.get(60, TimeUnit.SECONDS).tasks());
    }

    /** Not even a live one makes maps that could be read. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(15)
    void shouldSayAtOnceThatItIsOfAnotherLayout(final boolean isLive) throws IOException {
        publishAndClose();
        putIntoStatus(StatusEntry.VERSION, 99);
        try (ProcessLock lock = isLive ? new ViewFiles(directory).lockForWriting() : null) {
            if (isLive) {
                replace(
                        SharedView.directory(directory).resolve("current"),
                        "maps-1 " + lock.owner() + "\n");
            }
            final ViewException told = assertThrows(ViewException.class, this::read);
            assertTrue(told.getMessage().contains("is in layout 99, which"), told::toString);
        }
    }

    private void awaitMaps(final int number) throws InterruptedException {
        final Path made =
                new MapFiles(SharedView.directory(directory).resolve("maps-" + number)).status();
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        while (!Files.exists(made)) {
            assertTrue(System.nanoTime() < untilNs, made + " is not made");
            Thread.sleep(1);
        }
    }
}
