package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt is not taken for a damaged view, by who reads it nor by who publishes it. */
@Timeout(120)
final class InterruptedViewTest {
    @TempDir private Path directory;

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private void publish(final int steps) {
        final EngineConfig config = ViewLoad.config();
        final SharedView view = SharedView.attach(config, new ViewConfig(directory));
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            play(engine, steps);
        }
        assertNull(view.failure());
    }

    private static void play(final SwarmEngine engine, final int steps) {
        final ViewLoad load = new ViewLoad(engine.client());
        for (int i = 0; i < steps; i++) {
            load.step();
        }
    }

    private static void assertSaysThatItWasInterrupted(final ViewException told) {
        assertTrue(told.getMessage().contains("was interrupted"), told.getMessage());
        assertTrue(Thread.interrupted(), "the interrupt is lost");
    }

    @Test
    void shouldReadOnThoughTheThreadIsInterrupted() throws IOException {
        publish(10);
        try (ViewReader reader = ViewReader.open(directory)) {
            Thread.currentThread().interrupt();
            assertEquals(10, reader.read().tasks().size());
            assertTrue(Thread.interrupted(), "the interrupt is lost");
        }
    }

    @Test
    void shouldSayThatAnInterruptKeptItFromOpening() throws IOException {
        publish(10);
        Thread.currentThread().interrupt();
        assertSaysThatItWasInterrupted(
                assertThrows(ViewException.class, () -> ViewReader.open(directory)));
        try (ViewReader reader = ViewReader.open(directory)) {
            assertEquals(10, reader.read().tasks().size());
        }
    }

    @Test
    void shouldSayThatAnInterruptKeptItFromOpeningNewMaps() throws IOException {
        publish(10);
        try (ViewReader reader = ViewReader.open(directory)) {
            SharedView.remove(directory);
            publish(3);
            Thread.currentThread().interrupt();
            assertSaysThatItWasInterrupted(assertThrows(ViewException.class, reader::read));
            assertEquals(3, reader.read().tasks().size());
        }
    }

    /** Its thread, which is interrupted from the beginning. */
    private static ThreadFactory interrupted(final AtomicReference<Thread> publishing) {
        return work -> {
            final Thread thread =
                    new Thread(
                            () -> {
                                Thread.currentThread().interrupt();
                                work.run();
                            });
            publishing.set(thread);
            return thread;
        };
    }

    /** Maps that it made for its interrupt would take the place of the other's. */
    @Test
    void shouldLeaveTheDirectoryToAnotherEngineThoughItsThreadIsInterrupted() throws Exception {
        final AtomicReference<Thread> publishing = new AtomicReference<>();
        final EngineConfig config = ViewLoad.config();
        final SharedView view =
                SharedView.attach(
                        config, new ViewConfig(directory).threadFactory(interrupted(publishing)));
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertTrue(view.awaitOpen(TimeUnit.SECONDS.toNanos(60)));
            final Path other = Files.writeString(directory.resolve("current"), "maps-1 1234567\n");
            Files.move(
                    other,
                    SharedView.directory(directory).resolve("current"),
                    StandardCopyOption.ATOMIC_MOVE);
            while (view.failure() == null && view.counters().rebuilds() == 0) {
                publishing.get().interrupt();
            }
            assertTrue(engine.isOpen());
        }
        assertEquals(0, view.counters().rebuilds());
        assertTrue(view.failure().getMessage().contains("another engine"));
    }

    @Test
    void shouldPublishOnThoughItsThreadIsInterrupted() throws Exception {
        final AtomicReference<Thread> publishing = new AtomicReference<>();
        final EngineConfig config = ViewLoad.config();
        final SharedView view =
                SharedView.attach(
                        config, new ViewConfig(directory).threadFactory(interrupted(publishing)));
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertTrue(view.awaitOpen(TimeUnit.SECONDS.toNanos(60)));
            final ViewLoad load = new ViewLoad(engine.client());
            for (int i = 0; i < 100; i++) {
                load.step();
                publishing.get().interrupt();
            }
            while (view.counters().inputs() < engine.counters().commands()
                    && view.failure() == null) {
                Thread.onSpinWait();
            }
            publishing.get().interrupt();
        }
        assertNull(view.failure());
        assertEquals(0, view.counters().rebuilds());
        try (ViewReader reader = ViewReader.open(directory)) {
            assertEquals(ViewLoad.LIVE, reader.read().tasks().size());
        }
    }
}
