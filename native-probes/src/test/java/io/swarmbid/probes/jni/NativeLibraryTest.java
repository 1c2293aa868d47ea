package io.swarmbid.probes.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each case in a JVM of its own, since a library is loaded once for good. */
class NativeLibraryTest {
    private static final String RESOURCE =
            "/META-INF/native/linux-"
                    + System.getProperty("os.arch").replace("amd64", "x86_64")
                    + "/libswarmbid_probes.so";

    @TempDir private Path directory;

    /** Prints what became of loading. Arguments: reader, library path or "-", directory to extract into. */
    static final class Loading {
        private Loading() {}

        public static void main(final String[] arguments) {
            final LibraryConfig config =
                    new LibraryConfig()
                            .reader(ReaderChoice.valueOf(arguments[0]))
                            .extractDirectory(Path.of(arguments[2]));
            if (!"-".equals(arguments[1])) {
                config.libraryPath(Path.of(arguments[1]));
            }
            try {
                final LibraryStatus status = NativeLibrary.load(config);
                System.out.println(status.isLoaded() + " " + status.explanation());
            } catch (final IllegalStateException refused) {
                System.out.println("refused: " + refused.getMessage());
            }
        }
    }

    private String load(final String reader, final String path, final Path extract)
            throws Exception {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(
                List.of(
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Loading.class.getName()));
        command.addAll(List.of(reader, path, extract.toString()));
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes()).trim();
        assertEquals(0, process.waitFor(), output);
        // The JVM may warn before.
        return output.substring(output.lastIndexOf('\n') + 1);
    }

    private Path installed() throws IOException {
        final Path copy = directory.resolve("installed.so");
        try (InputStream library = NativeLibrary.class.getResourceAsStream(RESOURCE)) {
            assumeTrue(library != null, "this build has no library");
            Files.copy(library, copy);
        }
        return copy;
    }

    @Test
    void shouldLeaveNothingBehindAfterLoadingFromTheJar() throws Exception {
        final Path extract = Files.createDirectory(directory.resolve("extract"));
        installed();
        assertTrue(load("NATIVE", "-", extract).startsWith("true loaded from the jar"));
        try (Stream<Path> left = Files.list(extract)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void shouldLoadAConfiguredPath() throws Exception {
        final Path copy = installed();
        assertEquals("true loaded from " + copy, load("AUTO", copy.toString(), directory));
    }

    @Test
    void shouldNotFallThroughWhenAConfiguredPathDoesNotLoad() throws Exception {
        final Path text = Files.writeString(directory.resolve("not-a-library.so"), "hello");
        assertTrue(load("AUTO", text.toString(), directory).startsWith("refused: native probes: "));
        final String missing = load("AUTO", directory.resolve("missing.so").toString(), directory);
        assertTrue(
                missing.startsWith("refused: native probes: cannot read the configured library"),
                missing);
    }

    @Test
    void shouldExplainWhyItFallsBackToJava() throws Exception {
        installed();
        final String output = load("AUTO", "-", directory.resolve("no-such-directory"));
        assertTrue(output.startsWith("false "), output);
        assertTrue(output.contains("no-such-directory"), output);
    }

    @Test
    void shouldNotLoadWhatIsNotWanted() throws Exception {
        assertEquals("false the Java reader was asked for", load("JAVA", "-", directory));
    }

    @Test
    void shouldExplainAMountThatForbidsExecution() throws Exception {
        installed();
        final Path mount = Files.createDirectory(directory.resolve("noexec"));
        final Process mounting =
                new ProcessBuilder(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "noexec,size=1m",
                                "none",
                                mount.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assumeTrue(mounting.waitFor() == 0, "needs the right to mount");
        try {
            final String output = load("AUTO", "-", mount);
            assertTrue(output.startsWith("false "), output);
            assertTrue(output.contains("noexec"), output);
            assertFalse(output.contains("refused"), output);
        } finally {
            new ProcessBuilder("umount", mount.toString()).start().waitFor();
        }
    }
}
