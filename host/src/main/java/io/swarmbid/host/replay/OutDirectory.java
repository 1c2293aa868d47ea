package io.swarmbid.host.replay;

import io.swarmbid.files.ProcessLock;
import io.swarmbid.host.log.FileTrouble;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.log.OutputFile;
import io.swarmbid.host.report.ReportWriter;
import io.swarmbid.view.SharedView;
import io.swarmbid.view.ViewException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory that a run or replay writes to. Files that are neither's are never touched. */
public final class OutDirectory {
    /** What the probes measured in a run. */
    public static final String USAGE = "usage.csv";

    private static final String OUTPUTS = "output";

    /** Locked by a run from before it clears the directory until it ends, and removed then. */
    private static final String LOCK = "run.lock";

    private static final Path DEFAULT_PARENT = Path.of("out");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final List<String> FILES =
            List.of(
                    "commands.jsonl",
                    "decisions.jsonl",
                    "summary.json",
                    "summary.json" + OutputFile.UNFINISHED,
                    USAGE,
                    RunDirectory.SETTINGS,
                    RunDirectory.SETTINGS + OutputFile.UNFINISHED,
                    ReportWriter.FILE_NAME,
                    ReportWriter.FILE_NAME + OutputFile.UNFINISHED);
    private static final Pattern OUTPUT_NAME = Pattern.compile("\\d+-[A-Za-z0-9._-]*\\.log");
    private static final int OUTPUT_NAME_MAX = 60;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private OutDirectory() {}

    /**
     * Refuses an {@code --out} without a name, which would be the working directory.
     *
     * @param wanted null where there was none.
     * @throws InvalidInputException if it is empty.
     */
    public static void refuseEmpty(final Path wanted) {
        if (wanted != null && wanted.toString().isEmpty()) {
            throw new InvalidInputException("--out is empty; it takes a directory");
        }
    }

    /** A directory that one run has for itself until it closes this. */
    public static final class Claim implements AutoCloseable {
        private final RunDirectory directory;
        private final ProcessLock lock;

        private Claim(final RunDirectory directory, final ProcessLock lock) {
            this.directory = directory;
            this.lock = lock;
        }

        public RunDirectory directory() {
            return directory;
        }

        @Override
        public void close() throws IOException {
            try (lock) {
                Files.deleteIfExists(directory.path().resolve(LOCK));
            }
        }
    }

    /**
     * As {@link #prepare}, with a place for what the commands print, and for this run alone.
     *
     * @param wanted null for a fresh one under {@code ./out}.
     * @throws InvalidInputException if it holds anything else, is another run's, or cannot be written.
     */
    public static Claim claimForRun(final Path wanted) {
        final Path directory = wanted == null ? fresh() : wanted;
        refuseEmpty(directory);
        try {
            ensure(directory);
            final boolean isNew = Files.notExists(directory.resolve(LOCK));
            final ProcessLock lock =
                    ProcessLock.tryLock(directory.resolve(LOCK), ProcessLock.ANYBODY);
            if (lock == null) {
                throw inUse(directory);
            }
            final Claim claim = new Claim(new RunDirectory(directory), lock);
            boolean isKept = false;
            try {
                empty(directory);
                Files.createDirectories(outputs(directory));
                isKept = true;
                return claim;
            } finally {
                if (!isKept && isNew) {
                    claim.close();
                } else if (!isKept) {
                    lock.close();
                }
            }
        } catch (final IOException e) {
            throw unusable(directory, e);
        }
    }

    /**
     * Finds or makes the directory, and clears the files of a former run or replay out of it.
     *
     * @throws InvalidInputException if it holds anything else, is a run's that goes on, or cannot be written.
     */
    public static RunDirectory prepare(final Path directory) {
        refuseEmpty(directory);
        try {
            ensure(directory);
            if (ProcessLock.isHeld(directory.resolve(LOCK), ProcessLock.ANYBODY)) {
                throw inUse(directory);
            }
            empty(directory);
        } catch (final IOException e) {
            throw unusable(directory, e);
        }
        return new RunDirectory(directory);
    }

    private static void ensure(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            if (Files.exists(directory)) {
                throw new InvalidInputException(
                        "--out " + directory + " is a file; it takes a directory");
            }
            make(directory);
        }
    }

    private static void empty(final Path directory) throws IOException {
        try {
            // A link is followed once, so that what it leads to is looked at.
            clear(directory, directory.toRealPath());
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
        if (!Files.isWritable(directory)) {
            throw new AccessDeniedException(directory.toString());
        }
    }

    private static InvalidInputException inUse(final Path directory) {
        return new InvalidInputException(
                "--out "
                        + directory
                        + " is in use: a run writes there; let it end, or take another directory");
    }

    /** Bids and commands are nobody else's to read, so a directory that is made is its owner's alone. */
    private static void make(final Path directory) throws IOException {
        final Path parent = directory.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        if (Files.getFileStore(parent).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.createDirectory(directory, OWNER_ONLY);
        } else {
            Files.createDirectory(directory);
        }
    }

    private static InvalidInputException unusable(final Path directory, final IOException why) {
        return new InvalidInputException(
                "--out "
                        + directory
                        + (Files.isDirectory(directory) ? " cannot be used (" : " cannot be made (")
                        + FileTrouble.why(why)
                        + "); it takes a directory that can be read and written");
    }

    private static Path fresh() {
        final String name = "run-" + LocalDateTime.now().format(STAMP);
        Path path = DEFAULT_PARENT.resolve(name);
        for (int i = 2; !isMade(path); i++) {
            path = DEFAULT_PARENT.resolve(name + "-" + i);
        }
        return path;
    }

    /** Makes a directory that was not there; another run may make it at the same instant. */
    private static boolean isMade(final Path directory) {
        try {
            make(directory);
            return true;
        } catch (final FileAlreadyExistsException e) {
            return false;
        } catch (final IOException e) {
            throw unusable(directory, e);
        }
    }

    private static void clear(final Path named, final Path directory) throws IOException {
        final List<Path> entries = list(directory);
        if (entries.isEmpty()) {
            return;
        }
        for (final Path entry : entries) {
            if (!isOfRun(directory, entry)) {
                throw new InvalidInputException(
                        "--out "
                                + named
                                + " holds "
                                + directory.relativize(entry)
                                + ", which is no run's; it takes an empty directory or a former"
                                + " run's");
            }
        }
        try {
            new RunDirectory(directory).readSettings();
        } catch (final InvalidInputException e) {
            throw new InvalidInputException("--out " + named + " " + whyNoFormerRun(directory));
        }
        try {
            SharedView.remove(directory);
        } catch (final ViewException e) {
            throw new InvalidInputException("--out " + named + " is in use: " + e.getMessage());
        }
        // What lies in a directory comes after it.
        for (int i = entries.size() - 1; i >= 0; i--) {
            Files.delete(entries.get(i));
        }
    }

    private static String whyNoFormerRun(final Path directory) throws IOException {
        if (SharedView.isPublished(directory)) {
            return "is in use: a run writes there; let it end, or take another directory";
        }
        if (new RunDirectory(directory).wasBegun()) {
            return "holds a run that broke off before its end (killed, or no room on the disk), so it is"
                    + " kept (replay its commands.jsonl to see all but its last moments); remove the"
                    + " directory, or take another";
        }
        return "is not empty and has no summary of a former run; it takes an empty directory or a"
                + " former run's";
    }

    private static boolean isOfRun(final Path directory, final Path entry) {
        final String name = entry.getFileName().toString();
        final boolean isOutput = entry.getParent().equals(outputs(directory));
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            return !isOutput && name.equals(OUTPUTS);
        }
        return isOutput ? OUTPUT_NAME.matcher(name).matches() : FILES.contains(name);
    }

    private static List<Path> list(final Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory, 2)) {
            return entries.filter(
                            entry ->
                                    !entry.equals(directory)
                                            && !isLock(directory, entry)
                                            && !entry.startsWith(SharedView.directory(directory)))
                    .sorted()
                    .toList();
        }
    }

    /** Whether it is a run's lock: those hold nothing. */
    private static boolean isLock(final Path directory, final Path entry) {
        return entry.equals(directory.resolve(LOCK))
                && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                && entry.toFile().length() == 0;
    }

    /** Where what the commands print is kept. */
    public static Path outputs(final Path directory) {
        return directory.resolve(OUTPUTS);
    }

    /** The file for what the command of a task prints. */
    public static String outputName(final long task, final String name) {
        final String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return task + "-" + plain.substring(0, Math.min(plain.length(), OUTPUT_NAME_MAX)) + ".log";
    }
}
