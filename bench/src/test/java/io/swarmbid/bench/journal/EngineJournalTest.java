package io.swarmbid.bench.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.peers.trace.AppendRun;
import io.swarmbid.peers.trace.CommandFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineJournalTest {
    @TempDir private Path directory;

    @Test
    void readsBackWhatItAppended() throws Exception {
        final Path file = directory.resolve("commands");
        CommandFile.write(file, JournalPeers.commands(640));
        final EngineJournal journal = new EngineJournal(directory.resolve("journal"));
        assertEquals(
                4 * 640,
                new AppendRun(CommandFile.read(file), 3, 0)
                        .run("journal", journal)
                        .get("commands"));
    }
}
