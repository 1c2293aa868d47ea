package io.swarmbid.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands where a journal, its lock or one of its files should be is named, with what to do about it. */
final class UnusableDirectoryTest {
    @TempDir private Path directory;

    private Path journal() {
        return directory.resolve("j");
    }

    private static JournalException refused(final Path path) {
        return assertThrows(
                JournalException.class,
                () ->
                        JournaledCore.recover(JournaledCore.config(path), Settings.defaults())
                                .close());
    }

    private static void assertSays(final JournalException fault, final String... parts) {
        for (final String part : parts) {
            assertTrue(fault.getMessage().contains(part), fault.getMessage());
        }
    }

    @Test
    void shouldNameAParentThatIsMissing() {
        final Path parent = directory.resolve("missing");
        assertSays(refused(parent.resolve("j")), "no directory " + parent, "make that first");
    }

    @Test
    void shouldNameAFileThatStandsInItsPlace() throws IOException {
        Files.writeString(journal(), "precious");
        assertSays(refused(journal()), journal() + " is no directory", "move away");
        assertEquals("precious", Files.readString(journal()));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNameAFileSystemThatCannotBeWritten() {
        final Path path = Path.of("/proc/swarmbid-journal");
        assertSays(refused(path), path + " cannot be made", "can write in /proc", "read-only");
    }

    @Test
    void shouldNameALockThatIsADirectory() throws IOException {
        final Path lock = journal().resolve("lock");
        Files.createDirectories(lock);
        assertSays(refused(journal()), lock + " is a directory", "move away");
    }

    @Test
    void shouldNameALockThatIsALinkAndNotFollowIt() throws IOException {
        final Path other = directory.resolve("other");
        Files.writeString(other, "precious");
        Files.createDirectory(journal());
        Files.createSymbolicLink(journal().resolve("lock"), other);
        assertSays(refused(journal()), journal().resolve("lock") + " is", "a link", "move away");
        assertEquals("precious", Files.readString(other));
    }

    @Test
    void shouldNameWhatWasLeftUnfinishedAndCannotBeRemoved() throws IOException {
        final Path unfinished = journal().resolve("0000000002.journal.tmp");
        Files.createDirectories(unfinished.resolve("full"));
        assertSays(refused(journal()), unfinished + " is what", "remove it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "link"})
    void shouldTakeASegmentThatIsNoFileForDamage(final String kind) throws IOException {
        final JournalOfHistory written = JournalOfHistory.write(journal(), 1, 1_200, 0);
        shouldBeDamage(written, journal().resolve("0000000002.journal"), kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "link"})
    void shouldTakeASnapshotThatIsNoFileForDamage(final String kind) throws IOException {
        final JournalOfHistory written = JournalOfHistory.write(journal(), 1, 1_200, 1);
        final Path snapshot;
        try (var files = Files.list(journal())) {
            snapshot =
                    files.filter(file -> file.toString().endsWith(".snapshot"))
                            .findAny()
                            .orElseThrow();
        }
        shouldBeDamage(written, snapshot, kind);
    }

    private void shouldBeDamage(final JournalOfHistory written, final Path file, final String kind)
            throws IOException {
        replace(file, kind);
        final JournalDamagedException fault =
                assertThrows(
                        JournalDamagedException.class,
                        () -> JournaledCore.recover(config(), written.settings).close());
        assertEquals(file, fault.file());
        assertSays(fault, "this is no plain file", "recovery(TO_LAST_GOOD)");
        try (JournaledCore core =
                JournaledCore.recover(
                        config().recovery(RecoveryMode.TO_LAST_GOOD), written.settings)) {
            final RecoveryReport report = core.journal.recovery();
            assertFalse(report.losses().isEmpty());
            assertTrue(written.wasAt(report.lastSequence(), core.digest()), report.toString());
        }
        JournaledCore.recover(config(), written.settings).close();
    }

    private JournalConfig config() {
        return JournaledCore.config(journal());
    }

    private void replace(final Path file, final String kind) throws IOException {
        final Path moved = directory.resolve("moved-" + file.getFileName());
        Files.move(file, moved);
        if (kind.equals("link")) {
            Files.createSymbolicLink(file, moved);
        } else {
            Files.createDirectory(file);
        }
    }
}
