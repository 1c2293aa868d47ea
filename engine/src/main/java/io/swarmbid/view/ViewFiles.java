package io.swarmbid.view;

import io.swarmbid.files.ProcessLock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory of a view, for its owner alone:
 *
 * <pre>
 *  view/current           the name of the generation of maps that counts, and who writes it
 *  view/maps-N/*.cm       the maps of a generation
 *  view/maps-N/recovered  says that they were recovered since their writer died, and how many entries were corrupt
 *  view/writer.lock       locked by the engine's process while it publishes; the system frees it however the process
 *                         ends, so where its owner has it no more the engine is gone
 *  view/readers.lock      locked by a reader's process while it opens maps, or recovers them
 * </pre>
 *
 * <p>A generation has one writer, ever: an engine makes its own, and what an earlier one left is the readers' alone.
 */
final class ViewFiles {
    /** The directory of a view inside that which a host or user names. */
    static final String DIRECTORY = "view";

    static final Set<PosixFilePermission> OWNER_DIRECTORY =
            PosixFilePermissions.fromString("rwx------");
    static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OF_OTHERS =
            PosixFilePermissions.fromString("---rwxrwx");
    private static final String WRITER_LOCK = "writer.lock";
    private static final String READERS_LOCK = "readers.lock";
    private static final String CURRENT = "current";
    private static final String NEXT = "current.new";
    private static final String MAPS = "maps-";

    /** Bytes of the file that names the generation that are looked at: more than the longest name has. */
    private static final int NAME_MAX = 64;

    /** No generation follows it: its number is as long as one may be. */
    private static final int LAST = 999_999_999;

    private static final Pattern GENERATION = Pattern.compile(MAPS + "(\\d{1,9})");
    private static final Pattern NAMED = Pattern.compile("(" + MAPS + "\\d{1,9})(?: (\\d{1,18}))?");
    private static final int LOCK_ATTEMPTS = 20;
    private static final long LOCK_PAUSE_NS = 1_000_000;

    private final Path directory;

    ViewFiles(final Path parent) {
        directory = parent.resolve(DIRECTORY);
    }

    Path directory() {
        return directory;
    }

    /** Makes the directory, or checks that the one that is there is this user's alone. */
    void make() throws IOException {
        Files.createDirectories(directory.toAbsolutePath().getParent());
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
        } catch (final FileAlreadyExistsException e) {
            if (!isThere()) {
                throw new ViewException(
                        directory
                                + " is a file or a link and no directory, so no view can be made there; move it away,"
                                + " or publish into another directory");
            }
            check();
            if (!isOwn()) {
                throw new ViewException(
                        directory
                                + " belongs to "
                                + owner()
                                + ", who could not read what root publishes there; run the engine as that user, or"
                                + " publish into another directory");
            }
        }
    }

    /**
     * Checks that nobody but the owner can have put anything into the files: they name classes.
     *
     * @throws ViewException if there is no view, others may write it, or it is another user's and this process not root's.
     */
    void check() throws IOException {
        if (!isThere()) {
            throw new ViewException(
                    directory
                            + " is no directory of a view; `run --out DIR` makes one, and so does an engine"
                            + " that publishes into DIR, when it is launched");
        }
        if (Files.getPosixFilePermissions(directory).stream().anyMatch(OF_OTHERS::contains)) {
            throw new ViewException(
                    directory
                            + " can be entered by others than its owner, so what it holds is not to be trusted;"
                            + " chmod 700 it if it is");
        }
        if (!isOwn() && Owner.ofThisProcess() != Owner.ROOT) {
            throw new ViewException(
                    directory + " belongs to " + owner() + "; only its owner may use it");
        }
    }

    private boolean isOwn() throws IOException {
        return Owner.of(directory) == Owner.ofThisProcess();
    }

    private String owner() throws IOException {
        return Files.getOwner(directory).getName();
    }

    /** Whether there is a directory. */
    boolean isThere() {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }

    /** The maps that count; null if there are none. */
    Current current() throws IOException {
        final String line;
        try {
            line = readStart(directory.resolve(CURRENT));
        } catch (final NoSuchFileException e) {
            return null;
        }
        final Matcher named = NAMED.matcher(line);
        if (!named.matches()) {
            throw ViewException.damaged(
                    directory,
                    directory.resolve(CURRENT),
                    "it names no generation of maps (maps-N)",
                    null);
        }
        return new Current(
                new MapFiles(directory.resolve(named.group(1))),
                named.group(2) == null ? 0 : Long.parseLong(named.group(2)));
    }

    /** Whether there are maps, current ones or others. */
    boolean hasMaps() throws IOException {
        return !generations().isEmpty();
    }

    /** That the file which names the maps is missing, though no engine is there that is about to write it. */
    ViewException withoutCurrent() {
        return ViewException.damaged(
                directory,
                directory.resolve(CURRENT),
                "it is missing, so nothing says which maps count; it was removed, or the engine ended before it had"
                        + " published for the first time",
                null);
    }

    /** The first line of the file that names the generation, whatever else is in it. */
    private static String readStart(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(NAME_MAX), StandardCharsets.ISO_8859_1).strip();
        } catch (final IOException e) {
            throw at(file, e);
        }
    }

    /**
     * Makes the files of a generation that was never there, empty. What does not count is removed before, where an engine
     * left it that had no room for more, for example.
     *
     * @param former that this engine published last, null if none: its name is not used again though it may be lost.
     */
    MapFiles next(final MapFiles former) throws IOException {
        final List<Path> there = generations();
        int last = former == null ? 0 : number(former.directory());
        for (final Path each : there) {
            last = Math.max(last, number(each));
        }
        try {
            final Current named = current();
            if (named != null) {
                last = Math.max(last, number(named.maps().directory()));
            }
            delete(there, named == null ? null : named.maps());
        } catch (final IOException e) {
            // What counts cannot be told, so all are kept until the next one does.
        }
        final MapFiles next = new MapFiles(directory.resolve(MAPS + (last + 1)));
        next.make();
        return next;
    }

    /** The number of a generation; 0 if none can follow it, to which no engine comes. */
    private static int number(final Path generation) {
        final int number =
                Integer.parseInt(generation.getFileName().toString().substring(MAPS.length()));
        return number == LAST ? 0 : number;
    }

    /** Removes generations, as far as that can be done: what is left is tried again with the next. */
    private static void delete(final List<Path> generations, final MapFiles kept) {
        for (final Path each : generations) {
            final MapFiles maps = new MapFiles(each);
            if (!maps.equals(kept)) {
                try {
                    maps.delete();
                } catch (final IOException e) {
                    // A reader that was about to open it has made a file again, or it is root's.
                    continue;
                }
            }
        }
    }

    /** Lets a generation count from now on, at once for every reader, and removes all others that it can. */
    void becomeCurrent(final Current made) throws IOException {
        final MapFiles maps = made.maps();
        final List<Path> others = generations();
        final Path next = directory.resolve(NEXT);
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_FILE));
        try {
            Files.writeString(next, maps.directory().getFileName() + " " + made.owner() + "\n");
        } catch (final IOException e) {
            throw at(next, e);
        }
        Files.move(next, directory.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
        delete(others, maps);
    }

    /** An exception that names the file, which one of a stream does not. */
    static FileSystemException at(final Path file, final IOException cause) {
        if (cause instanceof FileSystemException named) {
            return named;
        }
        final FileSystemException at =
                new FileSystemException(file.toString(), null, cause.getMessage());
        at.initCause(cause);
        return at;
    }

    /**
     * Removes everything.
     *
     * @throws ViewException if an engine publishes here.
     */
    void remove() throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        check();
        try (ProcessLock lock = lockForWriting()) {
            if (lock == null) {
                throw new ViewException("an engine publishes into " + directory);
            }
            Files.deleteIfExists(directory.resolve(CURRENT));
            Files.deleteIfExists(directory.resolve(NEXT));
            for (final Path each : generations()) {
                new MapFiles(each).delete();
            }
            Files.deleteIfExists(directory.resolve(READERS_LOCK));
            Files.delete(directory.resolve(WRITER_LOCK));
        }
        Files.delete(directory);
    }

    private List<Path> generations() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(
                            entry ->
                                    GENERATION
                                            .matcher(String.valueOf(entry.getFileName()))
                                            .matches())
                    .toList();
        }
    }

    /**
     * The writer's lock, for an owner whom nobody had before.
     *
     * @return null if another engine has it.
     */
    ProcessLock lockForWriting() throws IOException {
        // Some file systems have no place for locks beyond this.
        final long owner = ThreadLocalRandom.current().nextLong(1, 1L << 59);
        ProcessLock lock = null;
        for (int attempt = 0; lock == null && attempt < LOCK_ATTEMPTS; attempt++) {
            // Who looks whether there is a writer has it for an instant.
            LockSupport.parkNanos(attempt * LOCK_PAUSE_NS);
            lock = ProcessLock.tryLock(directory.resolve(WRITER_LOCK), owner);
        }
        return lock;
    }

    /** The lock under which readers open maps, null if one is doing so. */
    ProcessLock lockForOpening() throws IOException {
        final Path file = directory.resolve(READERS_LOCK);
        final ProcessLock lock = ProcessLock.tryLock(file, ProcessLock.ANYBODY);
        if (lock != null) {
            try {
                Owner.inherit(file);
            } catch (final IOException e) {
                lock.close();
                throw e;
            }
        }
        return lock;
    }

    /** Whether an engine lives that publishes here, or is about to. */
    boolean isBeingWritten() throws IOException {
        return ProcessLock.isHeld(directory.resolve(WRITER_LOCK), ProcessLock.ANYBODY);
    }

    /** Whether the engine lives that writes these maps. */
    boolean isBeingWritten(final Current maps) throws IOException {
        return maps.owner() != ProcessLock.ANYBODY
                && ProcessLock.isHeld(directory.resolve(WRITER_LOCK), maps.owner());
    }
}
