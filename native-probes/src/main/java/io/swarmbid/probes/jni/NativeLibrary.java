package io.swarmbid.probes.jni;

import io.swarmbid.probes.frame.FrameDescriptor;
import io.swarmbid.probes.procfs.ProcParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;

/**
 * Finds and loads the library, once per process. A path that was configured is tried alone; otherwise the library comes
 * from the jar, through a file that only this user can see and that is gone once it is loaded. The layout it was built
 * with is compared with ours before anything else is called.
 *
 * <p>Safe to use from any thread.
 */
public final class NativeLibrary {
    private static final String FILE_NAME = "libswarmbid_probes.so";

    private static String origin;

    private NativeLibrary() {}

    /**
     * Loads the library unless the configuration forbids it.
     *
     * @param config which reader is wanted, and where the library is.
     * @return whether native calls can be made, and why.
     * @throws IllegalStateException when it does not load although its path was configured or the native reader was
     *     asked for, or when another copy has been loaded already than the one that is configured.
     */
    public static synchronized LibraryStatus load(final LibraryConfig config) {
        if (config.reader() == ReaderChoice.JAVA) {
            return new LibraryStatus(false, "the Java reader was asked for");
        }
        final Path explicit = config.libraryPath();
        if (origin != null) {
            if (explicit != null && !explicit.toAbsolutePath().toString().equals(origin)) {
                throw new IllegalStateException(
                        "native probes: "
                                + explicit
                                + " is configured but "
                                + origin
                                + " is loaded already");
            }
            return new LibraryStatus(true, "loaded from " + origin);
        }
        try {
            origin =
                    explicit == null
                            ? loadFromJar(config.extractDirectory())
                            : loadFile(explicit.toAbsolutePath());
            return new LibraryStatus(true, "loaded from " + origin);
        } catch (final IOException | UnsatisfiedLinkError failed) {
            if (explicit != null || config.reader() == ReaderChoice.NATIVE) {
                throw new IllegalStateException("native probes: " + failed.getMessage(), failed);
            }
            return new LibraryStatus(false, failed.getMessage());
        }
    }

    private static String loadFile(final Path path) throws IOException {
        if (!Files.isReadable(path)) {
            throw new IOException("cannot read the configured library " + path);
        }
        link(path);
        return path.toString();
    }

    private static String loadFromJar(final Path base) throws IOException {
        final String resource = "/META-INF/native/" + platform() + "/" + FILE_NAME;
        try (InputStream library = NativeLibrary.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException("this build holds no library for " + platform());
            }
            // 0700, and fails rather than use a directory that is there: nobody else can swap the
            // file.
            final Path directory =
                    Files.createTempDirectory(
                            base,
                            "swarmbid-probes-",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
            final Path file = directory.resolve(FILE_NAME);
            try {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
                Files.write(file, library.readAllBytes());
                link(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        }
        return "the jar (" + resource.substring(1) + ")";
    }

    private static void link(final Path file) throws IOException {
        try {
            System.load(file.toString());
        } catch (final UnsatisfiedLinkError failed) {
            throw new IOException(explain(file, failed), failed);
        }
        final long[] ours = FrameDescriptor.constants(ProcParser.values().length);
        // One longer, so that a library that knows more than we do differs too.
        final long[] theirs = new long[ours.length + 1];
        NativeProbes.layout(theirs);
        final int mismatch = Arrays.mismatch(Arrays.copyOf(ours, theirs.length), theirs);
        if (mismatch >= 0) {
            throw new IllegalStateException(
                    "native probes: "
                            + file
                            + " was built for another frame layout: constant "
                            + mismatch
                            + " is "
                            + theirs[mismatch]
                            + ", expected "
                            + (mismatch < ours.length ? ours[mismatch] : "none"));
        }
    }

    private static String explain(final Path file, final UnsatisfiedLinkError failed) {
        final String message = String.valueOf(failed.getMessage());
        if (message.contains("failed to map segment")
                || message.contains("Operation not permitted")) {
            return file.getParent()
                    + " is on a file system mounted noexec, or execution is denied there; set extractDirectory to a"
                    + " place that allows it, or libraryPath to an installed copy ("
                    + message
                    + ")";
        }
        return message;
    }

    private static String platform() {
        final String processor = System.getProperty("os.arch");
        final String machine = "amd64".equals(processor) ? "x86_64" : processor;
        return System.getProperty("os.name").toLowerCase(Locale.ROOT) + "-" + machine;
    }
}
