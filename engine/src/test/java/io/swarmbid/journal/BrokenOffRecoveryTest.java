package io.swarmbid.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recovery to the last good record that gives something up, and ends before the files of before are set aside. */
@Timeout(60)
final class BrokenOffRecoveryTest {
    @TempDir private Path directory;

    private JournalOfHistory written;
    private Path second;
    private byte[] good;

    @BeforeEach
    void damage() throws IOException {
        written = JournalOfHistory.write(directory.resolve("j"), 1, 1_200, 0);
        second = written.directory.resolve("0000000002.journal");
        good = Files.readAllBytes(second);
        final byte[] bytes = good.clone();
        bytes[SegmentDescriptor.HEADER_LENGTH + 5_000] ^= 4;
        Files.write(second, bytes);
    }

    private JournaledCore recover(final RecoveryMode mode, final DiskListener disk) {
        return new JournaledCore(
                JournaledCore.config(written.directory).recovery(mode),
                written.settings,
                new io.swarmbid.codec.SymbolTable(),
                disk);
    }

    private JournaledCore recover(final RecoveryMode mode) {
        return recover(mode, DiskListener.NONE);
    }

    /** Ends the recovery when a file gets its name. */
    private void breakOff(final String name, final boolean isBefore) {
        final DiskListener disk =
                new DiskListener() {
                    @Override
                    public void onForced(final Path file, final long from, final long length) {
                        if (isBefore && file.toString().endsWith(name)) {
                            throw new UncheckedIOException(new IOException("killed"));
                        }
                    }

                    @Override
                    public void onPublished(final Path file) {
                        if (!isBefore && file.toString().endsWith(name)) {
                            throw new IllegalStateException("killed");
                        }
                    }
                };
        assertThrows(
                RuntimeException.class, () -> recover(RecoveryMode.TO_LAST_GOOD, disk).close());
    }

    @Test
    void shouldBeEndedOnlyWhereThatIsAskedForOnceItHasBegunAnew() throws IOException {
        breakOff(".snapshot", false);
        Files.write(second, good);
        final JournalException fault =
                assertThrows(JournalException.class, () -> recover(RecoveryMode.STRICT).close());
        assertTrue(
                fault.getMessage().contains(written.directory.resolve("losses").toString()),
                fault.getMessage());
        final long last;
        try (JournaledCore core = recover(RecoveryMode.TO_LAST_GOOD)) {
            last = core.journal.recovery().lastSequence();
            assertTrue(last > 0 && last < written.commands());
            assertTrue(written.wasAt(last, core.digest()));
            assertEquals(1, core.journal.recovery().losses().size());
            assertTrue(core.journal.recovery().losses().get(0).contains(second.toString()));
        }
        assertFalse(Files.exists(second));
        assertTrue(Files.exists(written.directory.resolve("set-aside-1").resolve("losses")));
        try (JournaledCore core = recover(RecoveryMode.STRICT)) {
            assertEquals(last, core.journal.recovery().lastSequence());
            assertTrue(core.journal.recovery().losses().isEmpty());
        }
    }

    @Test
    void shouldHaveChangedNothingBeforeItHasBegunAnew() throws IOException {
        breakOff("losses", false);
        Files.write(second, good);
        try (JournaledCore core = recover(RecoveryMode.STRICT)) {
            assertEquals(written.lastDigest, core.digest());
            assertEquals(written.commands(), core.journal.recovery().lastSequence());
        }
        assertFalse(Files.exists(written.directory.resolve("losses")));
    }

    @Test
    void shouldLeaveNothingWhereTheSnapshotCannotBeWritten() throws IOException {
        final JournalDirectory files = new JournalDirectory(written.directory);
        final List<Long> segments = files.segments();
        final Path snapshot =
                written.directory.resolve(
                        "%010d-%020d.snapshot.tmp".formatted(segments.size() + 1, lastGood()));
        final DiskListener disk =
                new DiskListener() {
                    @Override
                    public void onForced(final Path file, final long from, final long length) {}

                    @Override
                    public void onPublished(final Path file) {
                        if (file.toString().endsWith("losses")) {
                            block(snapshot);
                        }
                    }
                };
        final JournalException fault =
                assertThrows(
                        JournalException.class,
                        () -> recover(RecoveryMode.TO_LAST_GOOD, disk).close());
        assertTrue(fault.getMessage().contains("writing the snapshot"), "" + fault);
        assertEquals(segments, files.segments());
        assertFalse(Files.exists(written.directory.resolve("losses")));
    }

    @Test
    void shouldRemoveTheSegmentOfARecoveryThatWasKilledBeforeItsSnapshot() throws IOException {
        final JournalDirectory files = new JournalDirectory(written.directory);
        final List<Long> segments = files.segments();
        final long anew = segments.size() + 1;
        Files.writeString(written.directory.resolve("losses"), "segment " + anew + "\nlost\n");
        Segment.create(files, new SegmentHeader(7, anew, good.length, written.settings)).unmap();
        Files.write(second, good);
        try (JournaledCore core = recover(RecoveryMode.STRICT)) {
            assertEquals(written.lastDigest, core.digest());
        }
        assertEquals(segments, files.segments());
    }

    @Test
    void shouldRemoveNoSegmentThatIsWrittenWhateverTheNoteSays() throws IOException {
        Files.write(second, good);
        Files.writeString(written.directory.resolve("losses"), "segment 1\n");
        try (JournaledCore core = recover(RecoveryMode.STRICT)) {
            assertEquals(written.lastDigest, core.digest());
        }
    }

    private long lastGood() throws IOException {
        final Path copy = JournaledCore.copy(written.directory, directory.resolve("copy"));
        try (JournaledCore core =
                JournaledCore.recover(
                        JournaledCore.config(copy).recovery(RecoveryMode.TO_LAST_GOOD),
                        written.settings)) {
            return core.journal.recovery().lastSequence();
        }
    }

    private static void block(final Path file) {
        try {
            Files.createDirectories(file.resolve("full"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldSetAsideThoughADanglingLinkHasTheFirstName() throws IOException {
        Files.createSymbolicLink(
                written.directory.resolve("set-aside-1"), directory.resolve("none"));
        try (JournaledCore core = recover(RecoveryMode.TO_LAST_GOOD)) {
            assertEquals(1, core.journal.recovery().losses().size());
        }
        assertTrue(Files.isDirectory(written.directory.resolve("set-aside-2")));
    }

    @Test
    void shouldWriteItsNoteOnAThreadWhoseFlagIsSet() throws IOException {
        Files.writeString(written.directory.resolve("losses.tmp"), "unfinished");
        Thread.currentThread().interrupt();
        try (JournaledCore core = recover(RecoveryMode.TO_LAST_GOOD)) {
            assertEquals(1, core.journal.recovery().losses().size());
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertFalse(Files.exists(written.directory.resolve("losses.tmp")));
    }

    @Test
    void shouldTellOfANoteThatIsNone() throws IOException {
        Files.writeString(written.directory.resolve("losses"), "something else\n");
        final JournalException fault =
                assertThrows(JournalException.class, () -> recover(RecoveryMode.STRICT).close());
        assertTrue(fault.getMessage().contains("move away"), fault.getMessage());
    }

    @Test
    void shouldTakeNoSnapshotThatHasAnothersName() throws IOException {
        final JournalOfHistory other = JournalOfHistory.write(directory.resolve("other"), 2, 60, 1);
        final Path snapshot = new JournalDirectory(other.directory).snapshots().get(0);
        final Path misnamed = snapshot.resolveSibling("0000000009-00000000000000009999.snapshot");
        Files.copy(snapshot, misnamed);
        final JournalDamagedException fault =
                assertThrows(
                        JournalDamagedException.class,
                        () ->
                                JournaledCore.recover(
                                                JournaledCore.config(other.directory),
                                                other.settings)
                                        .close());
        assertEquals(misnamed, fault.file());
        assertTrue(fault.getMessage().contains(snapshot.getFileName().toString()), "" + fault);
    }

    @Test
    void shouldNameTheSegmentThatCannotBeForced() {
        final JournalOfHistory other = JournalOfHistory.write(directory.resolve("other"), 2, 60, 0);
        final boolean[] fails = {false};
        final DiskListener disk =
                new DiskListener() {
                    @Override
                    public void onForced(final Path file, final long from, final long length) {
                        if (fails[0]) {
                            throw new UncheckedIOException(new IOException("bad sector"));
                        }
                    }

                    @Override
                    public void onPublished(final Path file) {}
                };
        final JournaledCore core =
                new JournaledCore(
                        JournaledCore.config(other.directory),
                        other.settings,
                        new io.swarmbid.codec.SymbolTable(),
                        disk);
        fails[0] = true;
        final JournalException fault = assertThrows(JournalException.class, core.journal::close);
        core.journal.core().close();
        assertTrue(fault.getMessage().contains("0000000001.journal cannot be forced"), "" + fault);
        JournaledCore.recover(JournaledCore.config(other.directory), other.settings).close();
    }
}
