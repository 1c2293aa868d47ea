package io.swarmbid.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.CommandChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A record whose checksum is right and whose bytes are no command never reaches the core. */
@Timeout(300)
final class MalformedCommandTest {
    private static final long SEED = Long.getLong("swarmbid.seed", 1);
    private static final int COMMANDS = 40;

    @TempDir private Path directory;

    private JournalOfHistory written;
    private byte[] whole;
    private List<Integer> offsets;

    @BeforeEach
    void write() throws IOException {
        written = JournalOfHistory.write(directory.resolve("whole"), SEED, COMMANDS, 0);
        whole = Files.readAllBytes(written.directory.resolve("0000000001.journal"));
        offsets = Forgery.commands(whole);
        assertEquals(COMMANDS, offsets.size());
    }

    /** A copy of the journal in which a byte of a command, counted from 0, is such that it is no command any more. */
    private Path forge(final int command) throws IOException {
        final SplittableRandom random = new SplittableRandom(SEED + command);
        final CommandChecker checker = new CommandChecker(written.settings);
        final int body = offsets.get(command) + RecordDescriptor.BODY_OFFSET;
        final int length = written.steps.get(command).command().length;
        final byte[] forged = whole.clone();
        do {
            System.arraycopy(whole, body, forged, body, length);
            forged[body + random.nextInt(length)] = (byte) random.nextInt(256);
        } while (checker.isCommand(new UnsafeBuffer(forged), body, length));
        Forgery.mendRecords(forged, Forgery.endOfRecords(forged), Long.MAX_VALUE);
        final Path copy = JournaledCore.copy(written.directory, directory.resolve("at-" + command));
        Files.write(copy.resolve("0000000001.journal"), forged);
        return copy;
    }

    @Test
    void shouldBeNamedByFileAndOffset() throws IOException {
        for (int command = 0; command < COMMANDS; command++) {
            final Path copy = forge(command);
            final JournalDamagedException fault =
                    assertThrows(
                            JournalDamagedException.class,
                            () ->
                                    JournaledCore.recover(
                                            JournaledCore.config(copy), written.settings));
            assertEquals(copy.resolve("0000000001.journal"), fault.file());
            assertEquals((long) offsets.get(command), fault.offset());
            assertEquals(command, fault.lastGoodSequence());
            assertTrue(
                    fault.getMessage().contains("is no well-formed command"), fault.getMessage());
            JournaledCore.delete(copy);
        }
    }

    @Test
    void shouldBeLeftOutWhereAsked() throws IOException {
        for (int command = 0; command < COMMANDS; command += 3) {
            final Path copy = forge(command);
            try (JournaledCore core =
                    JournaledCore.recover(
                            JournaledCore.config(copy).recovery(RecoveryMode.TO_LAST_GOOD),
                            written.settings)) {
                assertEquals(command, core.journal.recovery().lastSequence());
                assertEquals(1, core.journal.recovery().losses().size());
                assertTrue(written.wasAt(command, core.digest()), "no true state");
            }
            JournaledCore.delete(copy);
        }
    }
}
