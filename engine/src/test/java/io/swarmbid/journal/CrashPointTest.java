package io.swarmbid.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A crash at every point of what a journal writes leaves a directory from which recovery goes on without a word. */
@Timeout(600)
final class CrashPointTest {
    private static final long SEED = Long.getLong("swarmbid.seed", 1);

    @TempDir private Path directory;

    private static JournalConfig config(final Path path) {
        return JournaledCore.config(path);
    }

    private void assertRecovers(
            final JournalOfHistory written, final Path path, final long sequence, final int rest) {
        try (JournaledCore core = JournaledCore.recover(config(path), written.settings)) {
            final RecoveryReport report = core.journal.recovery();
            assertEquals(sequence, report.lastSequence());
            assertEquals(rest, report.unfinishedBytes());
            assertTrue(written.wasAt(sequence, core.digest()), "no true state");
            if (sequence < written.commands()) {
                core.apply(written.steps.get((int) sequence));
            }
        }
        try (JournaledCore again = JournaledCore.recover(config(path), written.settings)) {
            assertEquals(0, again.journal.recovery().unfinishedBytes());
        }
    }

    /** The offset of every command in a segment, and behind the last one where the records end. */
    private static List<Integer> commands(final byte[] segment) {
        final List<Integer> offsets = new ArrayList<>(Forgery.commands(segment));
        offsets.add(Forgery.endOfRecords(segment));
        return offsets;
    }

    @Test
    void shouldForgetARecordThatWasCutOffAtAnyByte() throws IOException {
        final JournalOfHistory written =
                JournalOfHistory.write(directory.resolve("whole"), SEED, 40, 0);
        final Path file = Path.of("0000000001.journal");
        final byte[] whole = Files.readAllBytes(written.directory.resolve(file));
        final List<Integer> offsets = commands(whole);
        for (int last = offsets.size() - 2; last < offsets.size() - 1; last++) {
            final int start = offsets.get(last);
            final int length = ByteBuffer.wrap(whole).order(ByteOrder.nativeOrder()).getInt(start);
            for (int end = start + Long.BYTES; end <= start + length; end++) {
                final byte[] cut = whole.clone();
                java.util.Arrays.fill(cut, end, cut.length, (byte) 0);
                // The word that makes it valid is written last.
                java.util.Arrays.fill(cut, start, start + Long.BYTES, (byte) 0);
                int rest = end;
                while (rest > start && cut[rest - 1] == 0) {
                    rest--;
                }
                final Path path = Files.createDirectory(directory.resolve(last + "-" + end));
                Files.write(path.resolve(file), cut);
                assertRecovers(written, path, last, rest - start);
                JournaledCore.delete(path);
            }
        }
    }

    @Test
    void shouldGoOnWhereverTheNextSegmentWasBegun() throws IOException {
        final JournalOfHistory written =
                JournalOfHistory.write(directory.resolve("whole"), SEED, 1_200, 0);
        final Path first = Path.of("0000000001.journal");
        final Path second = Path.of("0000000002.journal");
        final List<Integer> offsets =
                commands(Files.readAllBytes(written.directory.resolve(first)));
        final int inFirst = offsets.size() - 1;

        final Path begun = directory.resolve("begun");
        JournaledCore.copy(written.directory, begun);
        try (Stream<Path> files = Files.list(begun)) {
            for (final Path file : files.filter(f -> !f.endsWith(first)).toList()) {
                if (!file.endsWith(second)) {
                    Files.delete(file);
                }
            }
        }
        zero(begun.resolve(second), SegmentDescriptor.HEADER_LENGTH);
        final Path unfinished = directory.resolve("unfinished");
        JournaledCore.copy(begun, unfinished);
        Files.move(
                unfinished.resolve(second), JournalDirectory.temporary(unfinished.resolve(second)));

        // With the next segment there, the first one ends in a record that says so, or does not
        // yet.
        assertRecovers(written, begun, inFirst, 0);
        // That record is written once the next segment has its name.
        final byte[] bytes = Files.readAllBytes(unfinished.resolve(first));
        final int end = offsets.get(inFirst) - RecordDescriptor.BODY_OFFSET;
        assertEquals(
                RecordDescriptor.END,
                ByteBuffer.wrap(bytes)
                        .order(ByteOrder.nativeOrder())
                        .getInt(end + RecordDescriptor.TYPE_OFFSET));
        assertThrows(
                JournalDamagedException.class,
                () -> JournaledCore.recover(config(unfinished), written.settings));
        zero(unfinished.resolve(first), end);
        assertRecovers(written, unfinished, inFirst, 0);
    }

    private static Path newestSegment(final Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(f -> f.toString().endsWith(".journal"))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static void zero(final Path file, final int from) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate((int) channel.size() - from), from);
        }
    }

    @Test
    void shouldForgetASnapshotThatWasNotFinished() throws IOException {
        final JournalOfHistory written =
                JournalOfHistory.write(directory.resolve("whole"), SEED, 60, 1);
        final Path snapshot;
        try (Stream<Path> files = Files.list(written.directory)) {
            snapshot =
                    files.filter(f -> f.toString().endsWith(".snapshot")).findAny().orElseThrow();
        }
        final byte[] whole = Files.readAllBytes(snapshot);
        for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 25)) {
            final Path path = directory.resolve("cut-" + length);
            JournaledCore.copy(written.directory, path);
            final Path copy = path.resolve(snapshot.getFileName());
            Files.delete(copy);
            Files.write(JournalDirectory.temporary(copy), java.util.Arrays.copyOf(whole, length));
            assertRecovers(written, path, 60, 0);
            try (Stream<Path> files = Files.list(path)) {
                assertTrue(files.noneMatch(f -> f.toString().endsWith(".tmp")));
            }
            JournaledCore.delete(path);
        }
    }

    @Test
    void shouldBeginAnewOnceWhereverThatWasInterrupted() throws IOException {
        final JournalOfHistory written =
                JournalOfHistory.write(directory.resolve("whole"), SEED, 1_200, 0);
        final Path second = written.directory.resolve("0000000002.journal");
        final byte[] bytes = Files.readAllBytes(second);
        bytes[SegmentDescriptor.HEADER_LENGTH + 5_000] ^= 4;
        Files.write(second, bytes);
        final Path damaged = JournaledCore.copy(written.directory, directory.resolve("damaged"));
        final JournalConfig lenient = config(written.directory).recovery(RecoveryMode.TO_LAST_GOOD);
        final long good;
        try (JournaledCore core = JournaledCore.recover(lenient, written.settings)) {
            good = core.journal.recovery().lastSequence();
            assertTrue(good > 0 && good < written.commands());
        }

        // Before the snapshot: the new segment is there, and the old ones are where they were.
        final Path early = JournaledCore.copy(damaged, directory.resolve("early"));
        final Path begun = newestSegment(written.directory);
        Files.copy(begun, early.resolve(begun.getFileName()));
        zero(early.resolve(begun.getFileName()), SegmentDescriptor.HEADER_LENGTH);
        assertThrows(
                JournalDamagedException.class,
                () -> JournaledCore.recover(config(early), written.settings));
        try (JournaledCore core =
                JournaledCore.recover(
                        config(early).recovery(RecoveryMode.TO_LAST_GOOD), written.settings)) {
            assertEquals(good, core.journal.recovery().lastSequence());
        }

        // After it: the old files are still there, and not looked at.
        final Path late = JournaledCore.copy(damaged, directory.resolve("late"));
        try (Stream<Path> files = Files.list(written.directory)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("lock")) {
                    Files.copy(file, late.resolve(file.getFileName()));
                }
            }
        }
        assertRecovers(written, late, good, 0);
    }
}
