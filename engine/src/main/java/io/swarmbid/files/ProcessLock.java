package io.swarmbid.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A lock on a file that the system frees when the process ends, however it ends. It covers the file's first byte, which
 * one alone can have, and one that tells its owner from all others: so others see not only that somebody has the lock but
 * whether it is whom they mean. Bytes that are locked need not be there.
 *
 * <p>The system's locks belong to a process and go with the first channel on the file that the process closes, so it never
 * opens the file of a lock that it has: what it has is noted by the file's key, not its path, also among the system
 * properties, which all class loaders of the process see. Threadsafe. An interrupt breaks nothing off.
 */
public final class ProcessLock implements AutoCloseable {
    /** Owner of a lock where nobody asks whose it is. */
    public static final long ANYBODY = 0;

    /** A constant string is one object for all class loaders, and so is its monitor. */
    private static final String MONITOR = "io.swarmbid.lock";

    private static final int ATTEMPTS = 100;

    /** Those of this class loader that nobody has given back, by key; their files stay open, so no other has a key of them. */
    private static final Map<Object, ProcessLock> HELD = new HashMap<>();

    /** Channels on files that others of this process turned out to have locked: to close one would free their lock. */
    private static final List<FileChannel> KEPT = new ArrayList<>();

    private final Path file;
    private final long owner;
    private final FileChannel channel;
    private final Object key;
    private boolean isGivenBack;

    private ProcessLock(
            final Path file, final long owner, final FileChannel channel, final Object key) {
        this.file = file;
        this.owner = owner;
        this.channel = channel;
        this.key = key;
    }

    private static String property(final Object key) {
        return MONITOR + '.' + key;
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * Takes a lock if that is possible now.
     *
     * @param file made if it is missing, for its owner alone; its directory is there. No link.
     * @param owner a number above 0 that nobody had before, or {@link #ANYBODY}.
     * @return null if somebody has it, in this process or another.
     */
    public static ProcessLock tryLock(final Path file, final long owner) throws IOException {
        final Path path = file.toAbsolutePath();
        synchronized (MONITOR) {
            return Uninterrupted.run(() -> lock(path, owner));
        }
    }

    private static ProcessLock lock(final Path file, final long owner) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            final Object key = FileKey.of(file);
            if (key.equals(FileKey.NONE)) {
                make(file);
                continue;
            }
            if (heldHere(key) != null) {
                return null;
            }
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(
                        file.toString(), null, "a link or no plain file has its name");
            }
            final FileChannel channel =
                    open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            if (channel == null) {
                continue;
            }
            boolean isKept = false;
            try {
                if (channel.tryLock(0, 1, false) == null
                        || owner != ANYBODY && channel.tryLock(owner, 1, false) == null) {
                    return null;
                }
                // Another file may have taken the name before this one was opened, or locked.
                isKept = key.equals(FileKey.of(file));
            } catch (final OverlappingFileLockException e) {
                isKept = KEPT.add(channel);
                return null;
            } finally {
                if (!isKept) {
                    channel.close();
                }
            }
            if (isKept) {
                System.setProperty(property(key), Long.toString(owner));
                final ProcessLock lock = new ProcessLock(file, owner, channel, key);
                HELD.put(key, lock);
                return lock;
            }
        }
        throw new FileSystemException(
                file.toString(), null, "other files take its name again and again");
    }

    /** Makes the file, unless somebody else has; nobody of this process can have locked it yet. */
    private static void make(final Path file) throws IOException {
        final Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            FileChannel.open(file, options, ownerOnly()).close();
        } catch (final FileAlreadyExistsException e) {
            // As well.
            return;
        }
    }

    /** Opens a file, null if there is none. */
    private static FileChannel open(final Path file, final OpenOption... options)
            throws IOException {
        try {
            return FileChannel.open(file, options);
        } catch (final NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Whether somebody has the lock, in this process or another. Those who ask do not take each other for somebody.
     *
     * @param owner whom to ask for, or {@link #ANYBODY}.
     */
    public static boolean isHeld(final Path file, final long owner) throws IOException {
        final Path path = file.toAbsolutePath();
        synchronized (MONITOR) {
            return Uninterrupted.run(() -> isLocked(path, owner));
        }
    }

    private static boolean isLocked(final Path file, final long owner) throws IOException {
        final String held = heldHere(FileKey.of(file));
        if (held != null) {
            return owner == ANYBODY || held.equals(Long.toString(owner));
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        final FileChannel channel = open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        if (channel == null) {
            return false;
        }
        boolean isKept = false;
        try (FileLock lock = channel.tryLock(owner, 1, true)) {
            return lock == null;
        } catch (final OverlappingFileLockException e) {
            isKept = KEPT.add(channel);
            return true;
        } finally {
            if (!isKept) {
                channel.close();
            }
        }
    }

    /** The owner of the lock that this process has on a file, null if it has none. A host may replace the properties. */
    private static String heldHere(final Object key) {
        final ProcessLock held = HELD.get(key);
        return held != null ? Long.toString(held.owner) : System.getProperty(property(key));
    }

    /** A number that tells it from all others. */
    public long owner() {
        return owner;
    }

    /** The {@link FileKey} of the file that is locked. */
    public Object key() {
        return key;
    }

    /** Whether the file that is locked still has its name: else others may lock another of that name. */
    public boolean isInPlace() throws IOException {
        return key.equals(FileKey.of(file));
    }

    /** Gives it back; any number of times. */
    @Override
    public void close() throws IOException {
        synchronized (MONITOR) {
            if (!isGivenBack) {
                isGivenBack = true;
                HELD.remove(key);
                System.clearProperty(property(key));
                channel.close();
            }
        }
    }
}
