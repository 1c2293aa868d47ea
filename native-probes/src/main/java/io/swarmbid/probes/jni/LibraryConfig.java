package io.swarmbid.probes.jni;

import java.nio.file.Path;
import java.util.Objects;

/** How to find the native library. Not threadsafe; read once by whoever it is given to. */
public final class LibraryConfig {
    private ReaderChoice reader = ReaderChoice.AUTO;
    private Path libraryPath;
    private Path extractDirectory = Path.of(System.getProperty("java.io.tmpdir"));

    /**
     * Chooses a reader; AUTO unless said.
     *
     * @param choice of reader.
     * @return this.
     */
    public LibraryConfig reader(final ReaderChoice choice) {
        reader = Objects.requireNonNull(choice, "reader");
        return this;
    }

    /**
     * Loads this very file instead of the one in the jar. If it does not load, nothing else is tried.
     *
     * @param path of the library.
     * @return this.
     */
    public LibraryConfig libraryPath(final Path path) {
        libraryPath = path;
        return this;
    }

    /**
     * Where to unpack the library for the moment of loading; must allow execution. The JVM's temporary directory unless
     * said.
     *
     * @param directory that exists.
     * @return this.
     */
    public LibraryConfig extractDirectory(final Path directory) {
        extractDirectory = Objects.requireNonNull(directory, "extractDirectory");
        return this;
    }

    ReaderChoice reader() {
        return reader;
    }

    Path libraryPath() {
        return libraryPath;
    }

    Path extractDirectory() {
        return extractDirectory;
    }
}
