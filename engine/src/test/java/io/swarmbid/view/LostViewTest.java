package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are taken away under an engine that publishes them, or under a reader that has them open. */
@Timeout(120)
final class LostViewTest {
    private static final long LONGEST_WAIT_S = 60;

    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> rebuilds = new LinkedBlockingQueue<>();

    @TempDir private Path directory;

    /** A file without which no reader finds what is published. */
    private enum Lost {
        CURRENT {
            @Override
            void lose(final Path view) throws IOException {
                Files.delete(view.resolve("current"));
            }
        },
        CURRENT_NAMES_NOTHING {
            @Override
            void lose(final Path view) throws IOException {
                Files.writeString(view.resolve("current"), "nothing");
            }
        },
        A_MAP {
            @Override
            void lose(final Path view) throws IOException {
                Files.delete(view.resolve("maps-1").resolve("tasks.cm"));
            }
        },
        A_MAP_TO_A_COPY {
            @Override
            void lose(final Path view) throws IOException {
                final Path map = view.resolve("maps-1").resolve("status.cm");
                final Path copy = view.resolve("maps-1").resolve("copy");
                Files.copy(map, copy);
                Files.move(copy, map, StandardCopyOption.ATOMIC_MOVE);
            }
        },
        ALL_MAPS {
            @Override
            void lose(final Path view) throws IOException {
                removeTree(view.resolve("maps-1"));
            }
        };

        abstract void lose(Path view) throws IOException;
    }

    private static void removeTree(final Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private SharedView attach(final EngineConfig config) {
        final ViewListener listener =
                new ViewListener() {
                    @Override
                    public void onFailure(final Throwable cause) {
                        failures.add(cause);
                    }

                    @Override
                    public void onRebuild(final Throwable cause) {
                        rebuilds.add(cause);
                    }
                };
        return SharedView.attach(config, new ViewConfig(directory).listener(listener));
    }

    private void publish(final int steps) {
        final EngineConfig config = ViewLoad.config();
        final SharedView view = attach(config);
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

    private void removeView() throws IOException {
        removeTree(SharedView.directory(directory));
    }

    private void assertSaysThatItWasRemoved(final Throwable told) {
        assertInstanceOf(ViewException.class, told);
        final String message = told.getMessage();
        assertTrue(message.contains(SharedView.directory(directory).toString()), message);
        assertTrue(message.contains("was removed"), message);
        assertTrue(message.contains("launch"), message);
    }

    @Test
    void shouldStopAndSaySoWhenItsDirectoryIsRemoved() throws Exception {
        final EngineConfig config = ViewLoad.config();
        final SharedView view = attach(config);
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertTrue(view.awaitOpen(TimeUnit.SECONDS.toNanos(LONGEST_WAIT_S)));
            removeView();
            final Throwable told = failures.poll(LONGEST_WAIT_S, TimeUnit.SECONDS);
            assertSaysThatItWasRemoved(told);
            assertSame(told, view.failure());
            final long published = view.counters().published();
            play(engine, 10);
            assertEquals(published, view.counters().published());
            assertTrue(engine.isOpen());
        }
        publish(3);
    }

    @Test
    void shouldSayThatNobodyCanReadTheLastState() throws Exception {
        final EngineConfig config = ViewLoad.config();
        final SharedView view = attach(config);
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertTrue(view.awaitOpen(TimeUnit.SECONDS.toNanos(LONGEST_WAIT_S)));
            play(engine, 10);
            removeView();
        }
        assertSaysThatItWasRemoved(view.failure());
    }

    @ParameterizedTest
    @EnumSource
    void shouldMakeLostMapsAnewWhileTheDirectoryIsItsOwn(final Lost lost) throws Exception {
        final EngineConfig config = ViewLoad.config();
        final SharedView view = attach(config);
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertTrue(view.awaitOpen(TimeUnit.SECONDS.toNanos(LONGEST_WAIT_S)));
            play(engine, 10);
            while (view.counters().inputs() < engine.counters().commands()) {
                Thread.onSpinWait();
            }
            try (ViewReader reader = ViewReader.open(directory)) {
                lost.lose(SharedView.directory(directory));
                final Throwable told = rebuilds.poll(LONGEST_WAIT_S, TimeUnit.SECONDS);
                assertTrue(told.getMessage().contains("maps-1"), told.getMessage());
                while (!areOtherMapsCurrent()) {
                    Thread.onSpinWait();
                }
                assertEquals(10, reader.read().tasks().size());
            }
        }
        assertNull(view.failure());
        assertEquals(1, view.counters().rebuilds());
        try (ViewReader reader = ViewReader.open(directory)) {
            assertEquals(10, reader.read().tasks().size());
        }
    }

    private boolean areOtherMapsCurrent() throws IOException {
        try {
            final Current maps = new ViewFiles(directory).current();
            return maps != null && !maps.maps().directory().endsWith("maps-1");
        } catch (final ViewException e) {
            return false;
        }
    }

    private void loseLock() throws IOException {
        final Path lock = SharedView.directory(directory).resolve("writer.lock");
        FileChannel.open(lock, StandardOpenOption.READ).close();
    }

    /** The system frees a process's locks on a file when the process closes the file, wherever it had opened it. */
    @Test
    void shouldLeaveTheDirectoryToAnotherEngineWhereItsLockWasLost() throws Exception {
        final EngineConfig config = ViewLoad.config();
        final SharedView view = attach(config);
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertTrue(view.awaitOpen(TimeUnit.SECONDS.toNanos(LONGEST_WAIT_S)));
            loseLock();
            final Process other = Jvm.start(List.of(), Publisher.class, directory);
            try {
                final Throwable told = failures.poll(LONGEST_WAIT_S, TimeUnit.SECONDS);
                assertInstanceOf(ViewException.class, told);
                assertTrue(told.getMessage().contains("another engine publishes"), told::toString);
                assertTrue(told.getMessage().contains("another directory"), told::toString);
                assertEquals("published", other.inputReader().readLine());
                try (ViewReader reader = ViewReader.open(directory)) {
                    assertEquals(other.pid(), reader.read().status().process());
                    assertTrue(reader.read().status().isLive());
                }
                assertTrue(other.isAlive());
                assertTrue(engine.isOpen());
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
        assertEquals(0, view.counters().rebuilds());
    }

    @Test
    void shouldNameWhatStandsInTheWayOfItsNextMaps() throws Exception {
        final EngineConfig config = ViewLoad.config();
        final SharedView view = attach(config);
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertTrue(view.awaitOpen(TimeUnit.SECONDS.toNanos(LONGEST_WAIT_S)));
            final Path current = SharedView.directory(directory).resolve("current");
            Files.delete(current);
            Files.createDirectory(current);
            final Throwable told = failures.poll(LONGEST_WAIT_S, TimeUnit.SECONDS);
            assertTrue(told.getMessage().contains(current.toString()), told::toString);
            assertTrue(engine.isOpen());
        }
    }

    /** What `current` still names would otherwise count before it holds anything. */
    @Test
    void shouldNotGiveANameThatCountsToOtherMaps() throws IOException {
        publish(10);
        removeTree(SharedView.directory(directory).resolve("maps-1"));
        publish(3);
        assertTrue(new ViewFiles(directory).current().maps().directory().endsWith("maps-2"));
    }

    @Test
    void shouldPublishBesideMapsThatNoOthersCanFollow() throws IOException {
        publish(10);
        final Path last = SharedView.directory(directory).resolve("maps-999999999");
        Files.createDirectories(last.resolve("keep"));
        publish(3);
        try (ViewReader reader = ViewReader.open(directory)) {
            assertEquals(3, reader.read().tasks().size());
        }
        assertTrue(Files.exists(last));
    }

    /** An engine that had no room for its maps leaves some. */
    @Test
    void shouldMakeRoomBeforeItMakesMapsAndKeepThoseThatCount() throws IOException {
        publish(10);
        final ViewFiles files = new ViewFiles(directory);
        final Path counting = files.current().maps().directory();
        final Path failed = files.next(null).directory();
        final Path next = files.next(null).directory();
        assertTrue(Files.exists(counting));
        assertFalse(Files.exists(failed));
        assertTrue(Files.exists(next));
        assertNotEquals(failed, next);
    }

    @Test
    void shouldNotBeReadOnWhereOthersCanWriteByNow() throws IOException {
        publish(10);
        try (ViewReader reader = ViewReader.open(directory)) {
            publish(3);
            Files.setPosixFilePermissions(
                    SharedView.directory(directory), PosixFilePermissions.fromString("rwxrwx---"));
            final String told = assertThrows(ViewException.class, reader::read).getMessage();
            assertTrue(told.contains("not to be trusted"), told);
        }
    }

    @Test
    void shouldTellAReaderThatTheViewIsGone() throws IOException {
        publish(10);
        try (ViewReader reader = ViewReader.open(directory)) {
            removeView();
            assertSaysThatItWasRemoved(assertThrows(ViewException.class, reader::read));
            publish(3);
            assertEquals(3, reader.read().tasks().size());
        }
    }

    @Test
    void shouldNotReadOnFromMapsWhoseNameOthersHaveTaken() throws IOException {
        publish(10);
        try (ViewReader reader = ViewReader.open(directory)) {
            assertEquals(10, reader.read().tasks().size());
            removeView();
            publish(3);
            assertEquals(3, reader.read().tasks().size());
        }
    }
}
