package io.swarmbid.journal;

import io.swarmbid.files.FileKey;
import io.swarmbid.files.ProcessLock;
import io.swarmbid.files.Uninterrupted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory of one engine's journal: {@code NNNNNNNNNN.journal} are its segments, {@code
 * NNNNNNNNNN-SSSSSSSSSSSSSSSSSSSS.snapshot} its snapshots (segment in which the journal goes on, last input sequence),
 * {@code lock} is held by the engine that writes. Files of other names are none of its business.
 */
final class JournalDirectory implements AutoCloseable {
    static final String TEMPORARY = ".tmp";

    private static final String WRITABLE =
            "see to it that the user of this process can write in %s, and that its file system is not read-only";

    private static final String REMOVED =
            ": files of the journal were removed while the engine ran, and another engine may write there;"
                    + " close this one, restore its directory or launch with another, and remove nothing"
                    + " from one that is in use";

    private static final Pattern SEGMENT = Pattern.compile("(\\d{10})\\.journal");
    private static final Pattern SNAPSHOT = Pattern.compile("(\\d{10})-(\\d{20})\\.snapshot");
    private static final Pattern UNFINISHED =
            Pattern.compile("(\\d{10}[-\\d]*\\.(journal|snapshot)|" + LossNote.NAME + ")\\.tmp");

    private final Path directory;
    private final DiskListener disk;
    private ProcessLock lock;

    JournalDirectory(final Path directory) {
        this(directory, DiskListener.NONE);
    }

    JournalDirectory(final Path directory, final DiskListener disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /**
     * Makes the directory if need be, and takes it for this engine alone.
     *
     * @throws JournalException naming what is in the way and what to do about it.
     */
    void lock() {
        make();
        try {
            if (!takeLock()) {
                throw new JournalException(
                        directory
                                + " is in use by another engine; each needs a directory of its own");
            }
            removeUnfinished();
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    private void make() {
        try {
            OwnerFiles.directory(directory);
        } catch (final IOException e) {
            final Path parent = directory.toAbsolutePath().getParent();
            final String why;
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                why = " is no directory; name another, or move away what is there";
            } else if (!Files.isDirectory(parent)) {
                why = " cannot be made, as there is no directory " + parent + "; make that first";
            } else {
                why = " cannot be made; " + WRITABLE.formatted(parent);
            }
            throw new JournalException("the journal's directory " + directory + why, e);
        }
    }

    private boolean takeLock() {
        if (!Files.isExecutable(directory)) {
            throw new JournalException(
                    "the journal's directory "
                            + directory
                            + " cannot be entered; "
                            + WRITABLE.formatted(directory));
        }
        if (!OwnerFiles.isFileOrNone(lockFile())) {
            throw new JournalException(
                    lockFile()
                            + " is a directory, a link or no plain file; engines lock a file of that"
                            + " name, so move away what is there");
        }
        try {
            lock = ProcessLock.tryLock(lockFile(), ProcessLock.ANYBODY);
            return lock != null;
        } catch (final IOException e) {
            throw new JournalException(
                    lockFile() + " cannot be locked; " + WRITABLE.formatted(directory), e);
        }
    }

    private void removeUnfinished() {
        for (final Path unfinished : list(UNFINISHED)) {
            try {
                Files.delete(unfinished);
            } catch (final IOException e) {
                throw new JournalException(
                        unfinished
                                + " is what an engine left unfinished, and cannot be removed; remove it",
                        e);
            }
        }
    }

    private Path lockFile() {
        return directory.resolve("lock");
    }

    /**
     * Makes sure that the directory is still the one that was locked. A lock holds a file, not a name: where the file was
     * removed, another engine can lock one of the same name and write beside this one.
     *
     * @throws JournalException if it is not.
     */
    void requireLocked() {
        if (lock != null) {
            requireInPlace(lockFile(), lock.key());
        }
    }

    Path path() {
        return directory;
    }

    Path segment(final long number) {
        return directory.resolve("%010d.journal".formatted(number));
    }

    Path snapshot(final JournalPosition position) {
        return directory.resolve(snapshotName(position));
    }

    /** The name of a snapshot after which a journal goes on at a position. */
    static String snapshotName(final JournalPosition position) {
        return "%010d-%020d.snapshot".formatted(position.segment(), position.sequence());
    }

    static Path temporary(final Path file) {
        return file.resolveSibling(file.getFileName() + TEMPORARY);
    }

    /**
     * Makes sure that a segment that is in use is still there.
     *
     * @throws JournalException if it is not.
     */
    void requireSegment(final long number) {
        if (!Files.exists(segment(number))) {
            throw new JournalException(segment(number) + " is gone" + REMOVED);
        }
    }

    /**
     * Makes sure that a file that is open still has its name.
     *
     * @param key of the file.
     * @throws JournalException if it has not.
     */
    void requireInPlace(final Path file, final Object key) {
        try {
            final Object found = FileKey.of(file);
            if (!key.equals(found)) {
                final boolean isGone = found.equals(FileKey.NONE);
                throw new JournalException(
                        file + (isGone ? " is gone" : " is another file") + REMOVED);
            }
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Forces all segments to the disk. */
    void force() {
        segments().forEach(this::force);
    }

    /** Forces a segment to the disk, if it is there; what is no plain file holds nothing of the journal. */
    void force(final long segment) {
        if (Files.isRegularFile(segment(segment), LinkOption.NOFOLLOW_LINKS)) {
            try {
                forced(
                        segment(segment),
                        0,
                        Uninterrupted.run(() -> OwnerFiles.sync(segment(segment))));
            } catch (final IOException e) {
                throw new JournalException("forcing " + segment(segment), e);
            }
        }
    }

    /** Notes that a range of a file was forced to the disk. */
    void forced(final Path file, final long from, final long length) {
        disk.onForced(file, from, length);
    }

    /** Gives a finished file, which was forced to the disk, its name. */
    void publish(final Path temporary, final Path file) throws IOException {
        OwnerFiles.publish(temporary, file);
        disk.onPublished(file);
    }

    /** Removes a file that could not be finished, so that it takes no room; it is not needed. */
    void discard(final Path temporary, final Exception cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (final IOException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Makes sure that a file can be written, without writing so much of it that others have no room.
     *
     * @throws IOException if the file system has less than these bytes.
     */
    void requireRoom(final long bytes) throws IOException {
        final long free = Files.getFileStore(directory).getUsableSpace();
        if (free < bytes) {
            throw new IOException("%,d bytes are needed and %,d are free".formatted(bytes, free));
        }
    }

    /** Numbers of the segments that are there, ascending. */
    List<Long> segments() {
        return list(SEGMENT).stream().map(JournalDirectory::segmentOf).toList();
    }

    /** Snapshots that are there, the newest first. */
    List<Path> snapshots() {
        return list(SNAPSHOT).stream().sorted(Comparator.reverseOrder()).toList();
    }

    /** The segment in a file's name. */
    static long segmentOf(final Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, 10));
    }

    /** That a file or directory of the journal cannot be read. */
    static JournalException unreadable(final Path file, final IOException cause) {
        return new JournalException(
                file
                        + " cannot be read; see to it that it is there, that the user of this process may read and write"
                        + " it, and that its disk is sound",
                cause);
    }

    private List<Path> list(final Pattern name) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> {
                                final Matcher matcher = name.matcher(file.getFileName().toString());
                                return matcher.matches();
                            })
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw unreadable(directory, e);
        }
    }

    /**
     * Moves files into a directory of their own inside this one.
     *
     * @return that directory.
     */
    Path setAside(final List<Path> files) {
        try {
            int number = 1;
            while (Files.exists(
                    directory.resolve("set-aside-" + number), LinkOption.NOFOLLOW_LINKS)) {
                number++;
            }
            final Path aside = directory.resolve("set-aside-" + number);
            OwnerFiles.directory(aside);
            for (final Path file : files) {
                Files.move(file, aside.resolve(file.getFileName()));
            }
            OwnerFiles.syncDirectory(aside);
            OwnerFiles.syncDirectory(directory);
            return aside;
        } catch (final IOException e) {
            throw new JournalException(
                    "damaged files cannot be set aside; see to it that the user of this process can make directories in "
                            + directory
                            + ", and launch with recovery(TO_LAST_GOOD) again",
                    e);
        }
    }

    /** Gives the directory free. */
    @Override
    public void close() {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (final IOException e) {
            throw new JournalException("giving " + directory + " free", e);
        } finally {
            lock = null;
        }
    }
}
