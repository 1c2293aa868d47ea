package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody removes the files of a journal, its lock with them, while an engine runs; and may launch another one there. */
@Timeout(60)
final class RemovedJournalTest {
    private static final int SEGMENT = 1 << 16;

    /** More than two segments hold. */
    private static final int COMMANDS = 3 * SEGMENT / 80;

    @TempDir private Path directory;

    private Path journal() {
        return directory.resolve("j");
    }

    private static EngineConfig config(final Path path) {
        return new EngineConfig().journal(path, journal -> journal.segmentBytes(SEGMENT));
    }

    private EngineConfig config() {
        return config(journal());
    }

    private SwarmEngine launch(final boolean threaded) {
        return threaded ? SwarmEngine.launch(config()) : SwarmEngine.inline(config());
    }

    private static long send(final EngineClient client) {
        return client.telemetry(1, Kind.VCPU, 1, 1, 1);
    }

    /** Until the journal's thread sleeps: it would notice the removal when it prepares a segment. */
    private void awaitPrepared() {
        Await.until(() -> Files.exists(journal().resolve("0000000002.journal")));
    }

    private void remove() throws IOException {
        for (final Path file : files()) {
            Files.delete(file);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(journal())) {
            return files.toList();
        }
    }

    private static void assertNames(final Path file, final String what, final String message) {
        assertTrue(message.contains(file + " " + what), message);
        assertTrue(message.contains("removed while the engine ran"), message);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeNoSnapshotOfAnotherEnginesJournal(final boolean threaded) throws IOException {
        final SwarmEngine engine = launch(threaded);
        final EngineClient client = engine.client().awaiting();
        for (int i = 0; i < 10; i++) {
            send(client);
        }
        if (threaded) {
            awaitPrepared();
        }
        remove();
        try (InlineEngine other = SwarmEngine.inline(config())) {
            send(other.client());
            final JournalException fault = assertThrows(JournalException.class, engine::snapshot);
            assertNames(journal().resolve("lock"), "is another file", fault.getMessage());
            assertEquals(2, send(other.client()));
        }
        assertTrue(
                files().stream().noneMatch(file -> file.toString().endsWith(".snapshot")),
                "there is a snapshot");
        if (threaded) {
            assertThrows(EngineFailedException.class, engine::close);
        } else {
            engine.close();
        }
        try (InlineEngine again = SwarmEngine.inline(config())) {
            assertEquals(3, again.recovery().orElseThrow().lastSequence());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldStopBeforeItMakesASegmentInADirectoryThatIsNoLongerItsOwn(final boolean threaded)
            throws IOException {
        final SwarmEngine engine = launch(threaded);
        if (threaded) {
            awaitPrepared();
        }
        remove();
        final EngineClient client = engine.client().awaiting();
        long sent = 0;
        for (int i = 0; i < COMMANDS && sent >= 0; i++) {
            sent = send(client);
        }
        final EngineFailedException fault =
                assertThrows(EngineFailedException.class, engine::close);
        assertNames(journal().resolve("lock"), "is gone", fault.getMessage());
        assertTrue(files().isEmpty(), "it wrote there");
    }

    @Test
    void shouldTakeNoSnapshotOfFilesThatWereExchangedUnderItsLock() throws IOException {
        SwarmEngine.inline(config(directory.resolve("other"))).close();
        final SwarmEngine engine = launch(true);
        awaitPrepared();
        final EngineClient client = engine.client();
        final long sent = send(client);
        Await.until(() -> client.journaledSequence() == sent);
        Files.copy(
                directory.resolve("other").resolve("0000000001.journal"),
                directory.resolve("copy"));
        Files.move(
                directory.resolve("copy"),
                journal().resolve("0000000001.journal"),
                StandardCopyOption.ATOMIC_MOVE);
        final JournalException fault = assertThrows(JournalException.class, engine::snapshot);
        assertTrue(fault.getMessage().contains("is of another journal"), fault.getMessage());
        assertThrows(EngineFailedException.class, engine::close);
    }

    @Test
    void shouldTakeNoSnapshotThatNoSegmentFollows() throws IOException {
        try (InlineEngine engine = SwarmEngine.inline(config())) {
            send(engine.client());
            Files.delete(journal().resolve("0000000001.journal"));
            final JournalException fault = assertThrows(JournalException.class, engine::snapshot);
            assertNames(journal().resolve("0000000001.journal"), "is gone", fault.getMessage());
            assertFalse(files().stream().anyMatch(file -> file.toString().endsWith(".snapshot")));
        }
    }
}
