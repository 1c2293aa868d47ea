package io.swarmbid.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies where the next segment will be, before an engine starts and while it runs. */
@Timeout(60)
final class UnusedSegmentTest {
    @TempDir private Path directory;

    private static Path next(final Path journal) throws IOException {
        final long last;
        try (Stream<Path> files = Files.list(journal)) {
            last =
                    files.filter(file -> file.toString().endsWith(".journal"))
                            .mapToLong(JournalDirectory::segmentOf)
                            .max()
                            .orElseThrow();
        }
        return new JournalDirectory(journal).segment(last + 1);
    }

    /** A segment that an engine has prepared, changed: by name, the bytes that are there then. */
    private static byte[] changed(final String how, final byte[] good, final byte[] former) {
        final byte[] bytes = good.clone();
        return switch (how) {
            case "cut" -> Arrays.copyOf(bytes, 8_192);
            case "cut to its head" -> Arrays.copyOf(bytes, SegmentDescriptor.HEADER_LENGTH);
            case "grown" -> Arrays.copyOf(bytes, bytes.length + 4_096);
            case "of another place" ->
                    Arrays.copyOf(
                            Arrays.copyOf(former, SegmentDescriptor.HEADER_LENGTH), former.length);
            case "empty" -> new byte[0];
            case "written" -> {
                bytes[SegmentDescriptor.HEADER_LENGTH + 100] = 1;
                yield bytes;
            }
            default -> throw new IllegalArgumentException(how);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cut", "cut to its head", "grown", "of another place", "empty", "written"})
    void shouldBeToldIfItIsNotAsItWasMade(final String how) throws IOException {
        final JournalOfHistory written = JournalOfHistory.write(directory.resolve("j"), 1, 30, 0);
        final Path first = written.directory.resolve("0000000001.journal");
        final Path next = next(written.directory);
        final SegmentHeader header;
        try (SegmentView view = new SegmentView(first, 0)) {
            header = SegmentHeader.decode(view.memory, first);
        }
        Segment.create(
                        new JournalDirectory(written.directory),
                        new SegmentHeader(
                                header.journalId(),
                                JournalDirectory.segmentOf(next),
                                header.fileLength(),
                                header.settings()))
                .unmap();
        final byte[] good = Files.readAllBytes(next);
        try (JournaledCore whole =
                JournaledCore.recover(JournaledCore.config(written.directory), written.settings)) {
            assertEquals(written.lastDigest, whole.digest());
        }
        Files.write(next, changed(how, good, Files.readAllBytes(first)));
        final JournalException fault =
                assertThrows(
                        JournalException.class,
                        () ->
                                JournaledCore.recover(
                                                JournaledCore.config(written.directory),
                                                written.settings)
                                        .close());
        assertTrue(fault.getMessage().contains(written.directory.toString()), fault.getMessage());
    }

    /** A supply whose writer is in the first segment. */
    private static SegmentSupply begun(final JournalDirectory files) {
        final SegmentSupply supply =
                new SegmentSupply(
                        files, Settings.defaults(), 7, JournalConfig.SMALLEST_SEGMENT, false);
        supply.using(supply.begin(1));
        return supply;
    }

    @Test
    void shouldNotBeTakenIfSomebodyElseHasMadeIt() throws IOException {
        final JournalDirectory files = new JournalDirectory(directory);
        final SegmentSupply supply = begun(files);
        for (final byte[] planted : List.of(new byte[0], new byte[5], new byte[70_000])) {
            Files.write(files.segment(2), planted);
            final NotWrittenException fault = supply.prepare();
            assertNotNull(fault);
            assertTrue(fault.getMessage().contains(files.segment(2).toString()), "" + fault);
            assertTrue(fault.getMessage().contains("move it away"), "" + fault);
        }
        assertEquals(3, supply.failedAttempts());
        assertThrows(NotWrittenException.class, supply::take);
        Files.delete(files.segment(2));
        assertNull(supply.prepare());
        supply.close();
    }

    @Test
    void shouldStopTheWriterWhereOneOfItsSegmentsIsGone() throws IOException {
        for (final int gone : new int[] {1, 2}) {
            final Path path = Files.createDirectory(directory.resolve("gone-" + gone));
            final JournalDirectory files = new JournalDirectory(path);
            final SegmentSupply supply = begun(files);
            assertNull(supply.prepare());
            Files.delete(files.segment(gone));
            final JournalException fault = assertThrows(JournalException.class, supply::take);
            assertTrue(
                    fault.getMessage().contains(files.segment(gone) + " is gone"),
                    fault.getMessage());
            supply.close();
        }
    }
}
