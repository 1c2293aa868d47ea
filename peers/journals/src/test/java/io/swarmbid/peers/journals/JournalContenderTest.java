package io.swarmbid.peers.journals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.peers.trace.AppendRun;
import io.swarmbid.peers.trace.AppendTarget;
import io.swarmbid.peers.trace.CommandFile;
import io.swarmbid.peers.trace.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class JournalContenderTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"queue", "archive"})
    void readsBackWhatItAppended(final String form) throws Exception {
        final SplittableRandom random = new SplittableRandom(3);
        final List<byte[]> commands = new ArrayList<>();
        for (int i = 0; i < 640; i++) {
            final byte[] command = new byte[20 + random.nextInt(100)];
            random.nextBytes(command);
            commands.add(command);
        }
        final Path file = directory.resolve("commands");
        CommandFile.write(file, commands);
        try (AppendTarget target = JournalContender.target(form, directory.resolve("journal"))) {
            final Outcome outcome = new AppendRun(CommandFile.read(file), 3, 0).run(form, target);
            assertEquals(4 * 640, outcome.get("commands"));
            assertTrue(outcome.get("p50") > 0);
        }
    }
}
