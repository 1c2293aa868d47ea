package io.swarmbid.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.InlineEngine;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal's directory belongs to one engine, whatever else its own process tries. */
@Timeout(60)
final class JournalLockTest {
    @TempDir private Path directory;

    /** Ends with 0 if the lock of a directory is free, with 7 if somebody has it. */
    static final class Other {
        private Other() {}

        public static void main(final String[] arguments) throws IOException {
            final Path file = Path.of(arguments[0], "lock");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                System.exit(channel.tryLock() == null ? 7 : 0);
            }
        }
    }

    private int otherProcess() throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        directory.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    @Test
    void shouldKeepOtherProcessesOutAfterASecondLaunchOfItsOwnWasRefused() throws Exception {
        try (InlineEngine first = SwarmEngine.inline(new EngineConfig().journal(directory))) {
            assertEquals(7, otherProcess());
            assertThrows(
                    JournalException.class,
                    () -> SwarmEngine.inline(new EngineConfig().journal(directory)));
            assertEquals(7, otherProcess());
            first.client().tick();
        }
        assertEquals(0, otherProcess());
        SwarmEngine.inline(new EngineConfig().journal(directory)).close();
    }
}
