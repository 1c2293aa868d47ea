package io.swarmbid.host.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    /** A device on which there is never room. */
    private static final Path FULL = Path.of("/dev/full");

    @TempDir private Path directory;

    static boolean hasFullDevice() {
        return Files.isWritable(FULL);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @EnabledIf("hasFullDevice")
    void shouldNameTheFileAndTheRemedyWhereThereIsNoRoom() throws IOException {
        try (OutputStream out = OutputFile.create(FULL)) {
            final IOException e =
                    assertThrows(UnwritableException.class, () -> out.write(bytes("line\n")));
            assertEquals(
                    "/dev/full cannot be written (No space left on device); make room there, or take another directory",
                    e.getMessage());
            assertEquals(
                    e.getMessage(),
                    UnwritableException.in(new IllegalStateException(new UncheckedIOException(e)))
                            .orElseThrow()
                            .getMessage());
        }
    }

    @Test
    @EnabledIf("hasFullDevice")
    void shouldFailAgainRatherThanWriteTwice() throws IOException {
        final LineSink lines = new LineSink(OutputFile.create(FULL));
        lines.json().raw('x');
        lines.endLine();
        assertThrows(UncheckedIOException.class, lines::flush);
        assertThrows(UncheckedIOException.class, lines::digest);
        assertThrows(UncheckedIOException.class, lines::close);
    }

    @Test
    void shouldKeepTheFormerFileWhereTheNewOneIsNotFinished() throws IOException {
        final Path file = Files.writeString(directory.resolve("report.html"), "former");
        final IOException e =
                assertThrows(
                        UnwritableException.class,
                        () ->
                                OutputFile.replace(
                                        file,
                                        out -> {
                                            out.write(bytes("ha"));
                                            throw new IOException("No space left on device");
                                        }));
        assertTrue(e.getMessage().startsWith(file + " cannot be written (No space"), e::getMessage);
        assertEquals("former", Files.readString(file));
        assertFalse(Files.exists(directory.resolve("report.html" + OutputFile.UNFINISHED)));
        OutputFile.replace(file, out -> out.write(bytes("new")));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void shouldSayWhyAFileCannotBeReadRatherThanItsNameAgain() {
        final Path path = Path.of("secret.jsonl");
        assertEquals(
                "secret.jsonl cannot be read (permission denied); it must be a readable, whole file",
                InputFile.unreadable(path, new AccessDeniedException("secret.jsonl")).getMessage());
        assertEquals(
                "Read-only file system",
                FileTrouble.why(
                        new FileSystemException("secret.jsonl", null, "Read-only file system")));
    }

    @Test
    void shouldGoOnWhereAFileEnds() throws IOException {
        final Path file = directory.resolve("log");
        try (OutputStream out = OutputFile.create(file)) {
            out.write(bytes("a\n"));
        }
        try (OutputStream out = OutputFile.append(file)) {
            out.write(bytes("b\n"));
        }
        assertEquals("a\nb\n", Files.readString(file));
        final Path nowhere = directory.resolve("no/log");
        final IOException e =
                assertThrows(UnwritableException.class, () -> OutputFile.create(nowhere));
        assertTrue(e.getMessage().contains("it is not there"), e::getMessage);
    }
}
