package io.swarmbid.bench.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories that a benchmark fills and removes. */
public final class Directories {
    private Directories() {}

    /** Removes a directory with everything in it, if it is there. */
    public static void delete(final Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Bytes of the files in a directory whose names end so. */
    static long bytes(final Path directory, final String end) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(end))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
