package io.swarmbid.host.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for readers that want a file; it goes when the process ends. */
final class Scratch {
    private static final Path DIRECTORY = directory();

    private Scratch() {}

    private static Path directory() {
        try {
            final Path directory = Files.createTempDirectory("swarmbid-fuzz");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
            return directory;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(final Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of that name, with these bytes. */
    static Path file(final String name, final byte[] data) {
        try {
            return Files.write(DIRECTORY.resolve(name), data);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
