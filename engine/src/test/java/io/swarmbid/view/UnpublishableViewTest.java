package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who publishes where that cannot be is told which file it is and what would be right. */
@Timeout(60)
final class UnpublishableViewTest {
    @TempDir private Path directory;

    private static String refusal(final Path parent) {
        final EngineConfig config = ViewLoad.config();
        try (SharedView view = SharedView.attach(config, new ViewConfig(parent))) {
            final String message =
                    assertThrows(IllegalStateException.class, () -> SwarmEngine.launch(config))
                            .getMessage();
            assertFalse(view.counters().passes() > 0);
            return message;
        }
    }

    private static void assertContains(final String message, final Object part) {
        assertTrue(message.contains(part.toString()), message);
    }

    @Test
    void shouldNotTellAnEngineThatAnEngineMakesADirectoryOfAFile() throws IOException {
        final Path taken = Files.writeString(SharedView.directory(directory), "a file");
        final String message = refusal(directory);
        assertContains(message, taken + " is a file");
        assertContains(message, "move it away");
        assertFalse(message.contains("makes one"), message);
    }

    @Test
    void shouldSayWhatToDoWhereNoDirectoryCanBeMade() throws IOException {
        final Path parent = Files.writeString(directory.resolve("file"), "a file").resolve("below");
        final String message = refusal(parent);
        assertContains(message, SharedView.directory(parent));
        assertContains(message, "name another directory");
    }

    @Test
    void shouldNameTheFileThatCannotBeWrittenWhenItStops() throws Exception {
        new ViewFiles(directory).make();
        final Path obstacle = SharedView.directory(directory).resolve("current.new");
        Files.createDirectories(obstacle.resolve("obstacle"));
        final EngineConfig config = ViewLoad.config();
        final SharedView view = SharedView.attach(config, new ViewConfig(directory));
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertFalse(view.awaitOpen(TimeUnit.SECONDS.toNanos(60)));
            assertTrue(engine.isOpen());
            while (SharedView.isPublished(directory)) {
                Thread.onSpinWait();
            }
        }
        final String message = assertInstanceOf(ViewException.class, view.failure()).getMessage();
        assertContains(message, obstacle);
        assertContains(message, "The engine goes on");
        assertContains(message, "launch it again");
    }

    @Test
    void shouldNameTheFileThatAFullDiskHadNoRoomFor() {
        final Path map = directory.resolve("tasks.cm");
        final IOException full = new IOException("No space left on device");
        final FileSystemException named = ViewFiles.at(map, full);
        assertEquals(map + ": No space left on device", named.getMessage());
        final String message = ViewException.stopped(directory, named).getMessage();
        assertContains(message, directory + " is published no more: " + named.getMessage() + ".");
        assertContains(message, "see that the disk has room");
    }
}
