package io.swarmbid.host.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a command log that cannot be used, and which ones can. */
class CommandLogFaultsTest {
    private static final String TICK = "{\"at\":0,\"cmd\":\"tick\"}\n";

    @TempDir private Path directory;

    private CommandLineRun replay(final byte[] log, final String... more) throws IOException {
        return CommandLineRun.replay(directory.resolve("a.jsonl"), log, more);
    }

    private CommandLineRun replay(final String log, final String... more) throws IOException {
        return replay(log.getBytes(StandardCharsets.UTF_8), more);
    }

    @ParameterizedTest
    @MethodSource({
        "io.swarmbid.host.cli.FaultyLines#linesOfTheWrongShape",
        "io.swarmbid.host.cli.FaultyLines#valuesOutOfRange",
        "io.swarmbid.host.cli.FaultyLines#valuesOfTasksOutOfRange"
    })
    void shouldSayWhatIsWrongAndWhatWouldBeRight(final String line, final String message)
            throws IOException {
        final CommandLineRun run = replay(TICK + line + "\n" + "{\"at\":2,\"cmd\":\"tick\"}\n");
        assertEquals(directory.resolve("a.jsonl") + ":2: " + message + "\n", run.err());
        assertEquals(2, run.status());
    }

    @Test
    void shouldNameTheLineThatTimeRunsBackwardsFrom() throws IOException {
        final CommandLineRun run =
                replay("{\"at\":9,\"cmd\":\"tick\"}\n{\"at\":8,\"cmd\":\"tick\"}\n");
        assertEquals(
                directory.resolve("a.jsonl")
                        + ":2: at 8 is before 9 of line 1; at never decreases from line to line\n",
                run.err());
        assertEquals(2, run.status());
    }

    @Test
    void shouldTellOfAByteOrderMark() throws IOException {
        final CommandLineRun run = replay("\uFEFF" + TICK);
        assertTrue(
                run.err()
                        .endsWith(
                                "a.jsonl:1: the line begins with a byte order mark; a line is UTF-8 text"
                                        + " without one\n"),
                run.err());
        assertEquals(2, run.status());
    }

    @Test
    void shouldTakeAnEmptyCompressedFileAsAnEmptyOne() throws IOException {
        final Path plain = Files.createFile(directory.resolve("empty.jsonl"));
        final Path packed = Files.createFile(directory.resolve("empty.jsonl.gz"));
        final CommandLineRun run = CommandLineRun.of("replay", packed.toString());
        assertEquals("", run.err());
        assertEquals(CommandLineRun.of("replay", plain.toString()), run);
        final Path cut = Files.write(directory.resolve("cut.jsonl.gz"), new byte[] {0x1f});
        assertTrue(CommandLineRun.of("replay", cut.toString()).err().contains(" breaks off; it"));
    }

    @Test
    void shouldTellOfSyntaxWithTheColumn() throws IOException {
        final CommandLineRun run = replay("{\"at\":0,\"cmd\":tick}\n");
        assertTrue(run.err().contains("a.jsonl:1: not JSON at column "), run.err());
        assertTrue(
                run.err()
                        .endsWith(
                                ", near \"{\\\"at\\\":0,\\\"cmd\\\":tick}\"; a line is one JSON object\n"),
                run.err());
        assertEquals(1, run.errLines().size());
        assertEquals(2, run.status());
    }

    @Test
    void shouldTellOfALineThatBreaksOffAndPassItOverWhereThatIsAsked() throws IOException {
        final String log = TICK + "{\"at\":0,\"cmd\":\"ti";
        final CommandLineRun run = replay(log);
        assertTrue(
                run.err()
                        .endsWith(
                                "a.jsonl:2: not JSON: it breaks off at column 18; a line is one JSON object\n"),
                run.err());
        final CommandLineRun between = replay("{\"at\":0,");
        assertTrue(between.err().contains("it breaks off at column 9;"), between.err());
        final CommandLineRun lenient = replay(log, "--lenient");
        assertEquals(0, lenient.status(), lenient.err());
    }

    @Test
    void shouldDescribeTwentyFaultsAndCountTheRest() throws IOException {
        final CommandLineRun run = replay("x\n".repeat(25));
        assertEquals(21, run.errLines().size());
        assertEquals("and 5 more faulty lines", run.errLines().get(20));
        assertEquals(2, run.status());
        assertEquals("and 1 more faulty line", replay("x\n".repeat(21)).errLines().get(20));
    }

    @Test
    void shouldWriteNothingWhenALineIsAtFault() throws IOException {
        final Path out = directory.resolve("out");
        final CommandLineRun run = replay(TICK + "{}\n", "--out", out.toString());
        assertEquals(2, run.status());
        assertFalse(Files.exists(out));
    }

    @Test
    void shouldSkipAndCountByReasonWhenLenient() throws IOException {
        final Path out = directory.resolve("out");
        final CommandLineRun run =
                replay(
                        "{\"at\":5,\"cmd\":\"tick\"}\nx\n{}\n{\"at\":4,\"cmd\":\"tick\"}\n[]\n{\"at\":6,\"cmd\":\"tick\"}\nx\n",
                        "--lenient",
                        "--out",
                        out.toString());
        assertEquals(0, run.status(), run.err());
        assertTrue(
                run.out()
                        .contains(
                                "skipped    notJson 2, notOneObject 1, missingField 1, timeBackwards 1"),
                run.out());
        assertEquals(
                "{\"at\":5,\"cmd\":\"tick\"}\n{\"at\":6,\"cmd\":\"tick\"}\n",
                Files.readString(out.resolve("commands.jsonl")));
        final String summary = Files.readString(out.resolve("summary.json"));
        assertTrue(summary.contains("\"inputs\" : 2"), summary);
        assertTrue(summary.contains("\"notJson\" : 2"), summary);
    }

    @Test
    void shouldReadLinesOfAtMost64KiB() throws IOException {
        final String head = "{\"at\":0,\"cmd\":\"tick\"";
        final String longest = head + " ".repeat((1 << 16) - head.length() - 1) + "}";
        assertEquals(0, replay(longest).status());
        assertEquals(0, replay(longest + "\r\n" + longest + "\n").status());
        final CommandLineRun run = replay(longest + " \n" + " ".repeat(200_000) + "\n" + TICK);
        assertEquals(
                "the line is too long; a line has at most 65536 bytes",
                run.errLines().get(0).replaceFirst("^.*:1: ", ""));
        assertEquals(2, run.errLines().size());
        assertEquals(2, run.status());
    }

    @ParameterizedTest
    @CsvSource({"''", "'\n'", "'\r\n'"})
    void shouldAcceptAnyLineEnd(final String end) throws IOException {
        final CommandLineRun run = replay(TICK.strip() + end);
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().startsWith("inputs     1\n"), run.out());
    }

    @Test
    void shouldTakeAnEmptyFileAsNoInput() throws IOException {
        final CommandLineRun run = replay("");
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().startsWith("inputs     0\n"), run.out());
        assertTrue(run.out().contains("digest     ef46db3751d8e999"), run.out());
    }

    @Test
    void shouldRejectBytesThatAreNoUtf8() throws IOException {
        for (final byte[] bad :
                new byte[][] {
                    {(byte) 0xFF},
                    {(byte) 0xC0, (byte) 0x80},
                    {(byte) 0xED, (byte) 0xA0, (byte) 0x80}
                }) {
            final ByteArrayOutputStream log = new ByteArrayOutputStream();
            log.write("{\"at\":0,\"cmd\":\"".getBytes(StandardCharsets.UTF_8));
            log.write(bad);
            log.write("\"}\n".getBytes(StandardCharsets.UTF_8));
            final CommandLineRun run = replay(log.toByteArray());
            assertTrue(
                    run.err().endsWith(":1: the line is not valid UTF-8; a line is UTF-8 text\n"),
                    run.err());
            assertEquals(2, run.status());
        }
    }

    @Test
    void shouldSurviveHostileLines() throws IOException {
        assertAll(
                () -> assertEquals(2, replay("{\"at\":" + "9".repeat(60_000) + "}").status()),
                () ->
                        assertEquals(
                                2,
                                replay("{\"at\":0,\"cmd\":\"tick\",\"x\":" + "[".repeat(60_000))
                                        .status()),
                () ->
                        assertEquals(
                                2,
                                replay(
                                                "{\"at\":0,\"cmd\":\"tick\",\"x\":"
                                                        + "[".repeat(30_000)
                                                        + "]".repeat(30_000)
                                                        + "}")
                                        .status()),
                () -> assertEquals(2, replay("{\"at\":0,\"cmd\":\"tick\u0000\"}").status()),
                () -> assertEquals(2, replay("\u0000".repeat(100)).status()),
                () -> assertEquals(2, replay("\uFEFF" + TICK).status()),
                () -> assertEquals(1, replay("{\"at\":0,\"cmd\":\"a\\nb\"}").errLines().size()));
    }

    @Test
    void shouldReadCompressedLogsAndSayWhenOneBrokeOff() throws IOException {
        final Path file = directory.resolve("b.jsonl.gz");
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(TICK.repeat(1_000).getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, packed.toByteArray());
        final CommandLineRun whole = CommandLineRun.of("replay", file.toString());
        assertEquals(0, whole.status(), whole.err());
        assertTrue(whole.out().startsWith("inputs     1000\n"), whole.out());

        Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() - 10));
        final CommandLineRun broken = CommandLineRun.of("replay", file.toString());
        assertEquals(2, broken.status());
        assertEquals(1, broken.errLines().size());
        assertTrue(
                broken.err().contains("must be a readable, whole file in gzip format"),
                broken.err());
    }
}
