package io.swarmbid.probes;

import io.swarmbid.probes.procfs.ProcParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Kernel files captured on real machines, and hostile ones made from them: {@code PARSER.CASE.txt}. */
public record Captured(String name, ProcParser parser, byte[] text) {
    private static final Path DIRECTORY = Path.of("src/test/resources/captured");

    /** All of them, by name. */
    public static List<Captured> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().map(Captured::read).toList();
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One of them. */
    public static Captured named(final String name) {
        return read(DIRECTORY.resolve(name + ".txt"));
    }

    private static Captured read(final Path path) {
        final String name = path.getFileName().toString();
        final String parser = name.substring(0, name.indexOf('.')).toUpperCase(Locale.ROOT);
        try {
            return new Captured(name, ProcParser.valueOf(parser), Files.readAllBytes(path));
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
