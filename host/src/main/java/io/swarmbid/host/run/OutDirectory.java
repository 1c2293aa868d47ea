package io.swarmbid.host.run;

import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.replay.RunDirectory;
import io.swarmbid.host.report.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory that a run writes to. Files that are no run's are never touched. */
final class OutDirectory {
    static final String USAGE = "usage.csv";
    private static final String OUTPUTS = "output";
    private static final Path DEFAULT_PARENT = Path.of("out");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final List<String> FILES =
            List.of(
                    "commands.jsonl",
                    "decisions.jsonl",
                    "summary.json",
                    USAGE,
                    ReportWriter.FILE_NAME);
    private static final Pattern OUTPUT_NAME = Pattern.compile("\\d+-[A-Za-z0-9._-]*\\.log");
    private static final int OUTPUT_NAME_MAX = 60;

    private OutDirectory() {}

    /**
     * Finds or makes the directory, and clears a former run's files out of it.
     *
     * @param wanted null for a fresh one under {@code ./out}.
     * @throws InvalidInputException if it holds anything else, or cannot be written.
     */
    static RunDirectory prepare(final Path wanted) {
        final Path directory = wanted == null ? fresh() : wanted;
        try {
            if (Files.exists(directory) && !Files.isDirectory(directory)) {
                throw new InvalidInputException(
                        "--out " + directory + " is a file; it takes a directory");
            }
            Files.createDirectories(directory);
            clear(directory);
            Files.createDirectories(outputs(directory));
        } catch (final IOException e) {
            throw new InvalidInputException(
                    "--out "
                            + directory
                            + " cannot be made; it takes a directory that can be written");
        }
        return new RunDirectory(directory);
    }

    private static Path fresh() {
        final String name = "run-" + LocalDateTime.now().format(STAMP);
        Path path = DEFAULT_PARENT.resolve(name);
        for (int i = 2; Files.exists(path); i++) {
            path = DEFAULT_PARENT.resolve(name + "-" + i);
        }
        return path;
    }

    private static void clear(final Path directory) throws IOException {
        final List<Path> entries = list(directory);
        if (entries.isEmpty()) {
            return;
        }
        for (final Path entry : entries) {
            if (!isOfRun(directory, entry)) {
                throw new InvalidInputException(
                        "--out "
                                + directory
                                + " holds "
                                + directory.relativize(entry)
                                + ", which is no run's; it takes an empty directory or a former"
                                + " run's");
            }
        }
        try {
            new RunDirectory(directory).readSettings();
        } catch (final InvalidInputException e) {
            throw new InvalidInputException(
                    "--out "
                            + directory
                            + " is not empty and has no summary of a former run; it takes an empty"
                            + " directory or a former run's");
        }
        for (final Path entry : entries) {
            if (!Files.isDirectory(entry)) {
                Files.delete(entry);
            }
        }
    }

    private static boolean isOfRun(final Path directory, final Path entry) {
        final String name = entry.getFileName().toString();
        final boolean isOutput = entry.getParent().equals(outputs(directory));
        if (Files.isDirectory(entry)) {
            return !isOutput && name.equals(OUTPUTS);
        }
        return isOutput ? OUTPUT_NAME.matcher(name).matches() : FILES.contains(name);
    }

    private static List<Path> list(final Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory, 2)) {
            return entries.filter(entry -> !entry.equals(directory)).sorted().toList();
        }
    }

    /** Where what the commands print is kept. */
    static Path outputs(final Path directory) {
        return directory.resolve(OUTPUTS);
    }

    static String outputName(final long task, final String name) {
        final String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return task + "-" + plain.substring(0, Math.min(plain.length(), OUTPUT_NAME_MAX)) + ".log";
    }
}
