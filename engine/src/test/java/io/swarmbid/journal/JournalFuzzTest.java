package io.swarmbid.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files whose checksums are right and whose contents are not, as no accident makes them: the readers refuse them or take
 * them, and never do anything else. Without checksums mended, see {@link DamageTest}. The long form: {@code
 * -Dswarmbid.fuzzSeconds=600}.
 */
@Timeout(3_600)
final class JournalFuzzTest {
    private static final long SECONDS = Long.getLong("swarmbid.fuzzSeconds", 0);
    private static final int MUTATIONS = 60;
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int COMMANDS = 60;

    @TempDir private Path directory;

    private interface Mutation {
        void apply(byte[] bytes, SplittableRandom random);
    }

    @Test
    void shouldRefuseOrTakeASegmentWithMendedChecksums() throws IOException {
        fuzz(".journal", 0, JournalFuzzTest::mutateRecords);
    }

    @Test
    void shouldRefuseOrTakeASnapshotWithAMendedChecksum() throws IOException {
        fuzz(".snapshot", 1, JournalFuzzTest::mutateSnapshot);
    }

    private void fuzz(final String end, final int snapshots, final Mutation mutation)
            throws IOException {
        final JournalOfHistory written =
                JournalOfHistory.write(directory.resolve("whole"), FIRST_SEED, COMMANDS, snapshots);
        final Path file;
        try (Stream<Path> files = Files.list(written.directory)) {
            file = files.filter(each -> each.toString().endsWith(end)).findFirst().orElseThrow();
        }
        final byte[] whole = Files.readAllBytes(file);
        final long endNs = System.nanoTime() + SECONDS * 1_000_000_000L;
        int refused = 0;
        long mutations = 0;
        while (mutations < MUTATIONS || System.nanoTime() < endNs) {
            final long seed = FIRST_SEED + mutations++;
            final byte[] bytes = whole.clone();
            mutation.apply(bytes, new SplittableRandom(seed));
            final Path copy = JournaledCore.copy(written.directory, directory.resolve("copy"));
            Files.write(copy.resolve(file.getFileName()), bytes);
            try (JournaledCore core =
                    JournaledCore.recover(JournaledCore.config(copy), written.settings)) {
                assertTrue(core.journal.recovery().lastSequence() >= 0);
            } catch (final JournalException e) {
                refused++;
            } catch (final RuntimeException | Error e) {
                throw new AssertionError(end + ", seed " + seed, e);
            }
            JournaledCore.delete(copy);
        }
        System.out.println(mutations + " mutations of a " + end + ", refused: " + refused);
        assertTrue(refused > 0, "all were taken");
    }

    /** Changes bytes of a few records, and then makes every checksum right again. */
    private static void mutateRecords(final byte[] bytes, final SplittableRandom random) {
        final int end = Forgery.endOfRecords(bytes);
        final List<Integer> commands = Forgery.commands(bytes);
        final long latestNs =
                Forgery.timeNs(bytes, commands.get(commands.size() - 1)) + 3_600_000_000_000L;
        for (int left = random.nextInt(3); left >= 0; left--) {
            final int at =
                    SegmentDescriptor.HEADER_LENGTH
                            + random.nextInt(end - SegmentDescriptor.HEADER_LENGTH);
            bytes[at] = (byte) random.nextInt(256);
        }
        Forgery.mendRecords(bytes, end, latestNs);
    }

    /** Changes bytes before the state's own, and makes the checksum right again. */
    private static void mutateSnapshot(final byte[] bytes, final SplittableRandom random) {
        for (int left = random.nextInt(3); left >= 0; left--) {
            bytes[random.nextInt(Math.min(bytes.length, 1_400))] = (byte) random.nextInt(256);
        }
        Forgery.mendSnapshot(bytes);
    }
}
