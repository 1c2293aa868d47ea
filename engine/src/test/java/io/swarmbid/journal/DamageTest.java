package io.swarmbid.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
 * Damage of every sort to the files of a journal is told, or does no harm. The full form: {@code
 * -Dswarmbid.damages=10000}.
 */
@Timeout(3_600)
final class DamageTest {
    private static final int DAMAGES = Integer.getInteger("swarmbid.damages", 100);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);
    private static final int COMMANDS = 1_200;
    private static final int PER_JOURNAL = 40;

    /** Segments that are filled after damage that did no harm: it may lie in one that was prepared. */
    private static final int NEW_SEGMENTS = 2;

    @TempDir private Path directory;

    private int told;
    private int harmless;

    @Test
    void shouldTellOrDoNoHarm() throws IOException {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + DAMAGES; seed += PER_JOURNAL) {
            final Path path = directory.resolve("journal-" + seed);
            final JournalOfHistory written =
                    JournalOfHistory.write(path, seed, COMMANDS, (int) (seed / PER_JOURNAL % 3));
            for (long each = seed;
                    each < Math.min(seed + PER_JOURNAL, FIRST_SEED + DAMAGES);
                    each++) {
                final Path copy = JournaledCore.copy(path, directory.resolve("damaged-" + each));
                final String what = "seed " + each + ": " + damage(copy, each);
                judge(written, copy, what);
                JournaledCore.delete(copy);
            }
            JournaledCore.delete(path);
        }
        System.out.println("damages told: " + told + ", harmless: " + harmless);
        assertTrue(told > DAMAGES / 4, "only " + told + " were told");
    }

    private void judge(final JournalOfHistory written, final Path copy, final String what) {
        boolean isTold = false;
        try (JournaledCore strict =
                JournaledCore.recover(JournaledCore.config(copy), written.settings)) {
            assertEquals(written.lastDigest, strict.digest(), "silent, " + what);
            assertEquals(written.commands(), strict.journal.recovery().lastSequence(), what);
            harmless++;
        } catch (final JournalException e) {
            assertTrue(e.getMessage().contains(copy.toString()), what + ": " + e.getMessage());
            isTold = true;
            told++;
        }
        final long last;
        final long lastDigest;
        final JournalConfig lenient =
                JournaledCore.config(copy).recovery(RecoveryMode.TO_LAST_GOOD);
        try (JournaledCore core = JournaledCore.recover(lenient, written.settings)) {
            final RecoveryReport report = core.journal.recovery();
            assertTrue(
                    written.wasAt(report.lastSequence(), core.digest()), "no true state, " + what);
            assertEquals(isTold, !report.losses().isEmpty(), what + ": " + report);
            goOn(core, written, copy, isTold ? 1 : NEW_SEGMENTS);
            lastDigest = core.digest();
            last = core.journal.journaledSequence();
        }
        try (JournaledCore again =
                JournaledCore.recover(JournaledCore.config(copy), written.settings)) {
            assertTrue(again.journal.recovery().losses().isEmpty(), what);
            assertEquals(last, again.journal.recovery().lastSequence(), what);
            assertEquals(lastDigest, again.digest(), what);
        }
    }

    /** Journals what comes next in the history until there are so many segments more than there were. */
    private static void goOn(
            final JournaledCore core,
            final JournalOfHistory written,
            final Path journal,
            final int segments) {
        final JournalDirectory directory = new JournalDirectory(journal);
        final int enough = directory.segments().size() + segments;
        while (core.journal.journaledSequence() < written.steps.size()
                && directory.segments().size() < enough) {
            core.apply(written.steps.get((int) core.journal.journaledSequence()));
        }
    }

    /** Damages one file; what was done. */
    private static String damage(final Path journal, final long seed) throws IOException {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<Path> files;
        try (Stream<Path> all = Files.list(journal)) {
            files = all.filter(file -> !file.endsWith("lock")).sorted().toList();
        }
        final Path file = files.get(random.nextInt(files.size()));
        final byte[] bytes = Files.readAllBytes(file);
        int used = bytes.length;
        while (used > 0 && bytes[used - 1] == 0) {
            used--;
        }
        final int at = random.nextInt(random.nextInt(4) == 0 ? bytes.length : used);
        final String what;
        switch (random.nextInt(8)) {
            case 0 -> {
                final int length = random.nextInt(bytes.length);
                Files.write(file, java.util.Arrays.copyOf(bytes, length));
                what = "cut to " + length;
            }
            case 1 -> {
                for (int i = 0; i < 8; i++) {
                    bytes[random.nextInt(used)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(file, bytes);
                what = "eight bits flipped";
            }
            case 2 -> {
                // Zeros to the very end are what an engine leaves that has written less.
                final int length = Math.min(random.nextInt(64), used - 1 - Math.min(at, used - 1));
                java.util.Arrays.fill(bytes, at, at + length, (byte) 0);
                Files.write(file, bytes);
                what = "zeros from " + at + ", " + length;
            }
            case 3 -> {
                if (random.nextInt(4) > 0) {
                    bytes[at] ^= 1;
                    Files.write(file, bytes);
                    what = "lowest bit flipped at " + at;
                } else if (random.nextBoolean()) {
                    Files.delete(file);
                    what = "removed";
                } else {
                    random.nextBytes(bytes);
                    Files.write(file, bytes);
                    what = "replaced by noise";
                }
            }
            default -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bytes);
                what = "bit flipped at " + at;
            }
        }
        return file + " " + what + " (" + used + " of " + bytes.length + " used)";
    }

    @Test
    void shouldNameAnUnusedSegmentOfAnotherJournal() {
        final JournalOfHistory written =
                JournalOfHistory.write(directory.resolve("one"), FIRST_SEED, 10, 0);
        final int bytes = JournalConfig.SMALLEST_SEGMENT;
        Segment.create(
                        new JournalDirectory(written.directory),
                        new SegmentHeader(7, 2, bytes, written.settings))
                .unmap();
        final JournalDamagedException fault =
                assertThrows(
                        JournalDamagedException.class,
                        () ->
                                JournaledCore.recover(
                                                JournaledCore.config(written.directory),
                                                written.settings)
                                        .close());
        assertTrue(fault.getMessage().contains("segment 2: it is of another journal"), "" + fault);
        final JournalConfig lenient =
                JournaledCore.config(written.directory).recovery(RecoveryMode.TO_LAST_GOOD);
        try (JournaledCore core = JournaledCore.recover(lenient, written.settings)) {
            assertEquals(written.lastDigest, core.digest());
        }
    }

    @Test
    void shouldNameASegmentOfAnotherJournal() throws IOException {
        final JournalOfHistory one =
                JournalOfHistory.write(directory.resolve("one"), FIRST_SEED, COMMANDS, 0);
        final JournalOfHistory other =
                JournalOfHistory.write(directory.resolve("other"), FIRST_SEED, COMMANDS, 0);
        final Path foreign = one.directory.resolve("0000000002.journal");
        Files.copy(
                other.directory.resolve("0000000002.journal"),
                foreign,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (JournaledCore core =
                JournaledCore.recover(JournaledCore.config(one.directory), one.settings)) {
            assertFalse(core.journal.recovery().lastSequence() > 0, "it was taken");
        } catch (final JournalDamagedException e) {
            assertEquals(foreign, e.file());
            assertTrue(e.getMessage().contains("another journal"), e.getMessage());
            assertTrue(e.lastGoodSequence() > 0);
        }
    }
}
