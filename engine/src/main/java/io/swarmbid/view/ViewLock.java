package io.swarmbid.view;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A lock on a file that the system frees when the process ends, however it ends. It covers the file's first byte, which
 * one alone can have, and one that tells its owner from all others: so others see not only that somebody has the lock but
 * whether it is whom they mean. Bytes that are locked need not be there.
 *
 * <p>The system's locks belong to a process and go with the first channel on the file that the process closes, so it never
 * opens the file of a lock that it has. Threadsafe.
 */
final class ViewLock implements AutoCloseable {
    /** Owner of a lock where nobody asks whose it is. */
    static final long ANYBODY = 0;

    private static final Map<Path, ViewLock> HELD = new HashMap<>();

    private final Path file;
    private final long owner;
    private final FileChannel channel;

    private final Object key;
    private boolean isGivenBack;

    private ViewLock(
            final Path file, final long owner, final FileChannel channel, final Object key) {
        this.file = file;
        this.owner = owner;
        this.channel = channel;
        this.key = key;
    }

    private static Path real(final Path file) throws IOException {
        return file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
    }

    /**
     * Takes a lock if that is possible now.
     *
     * @param file made if it is missing, for its owner alone; its directory is there.
     * @param owner a number above 0 that nobody had before, or {@link #ANYBODY}.
     * @return null if somebody has it, in this process or another.
     */
    static ViewLock tryLock(final Path file, final long owner) throws IOException {
        final Path path = real(file);
        synchronized (HELD) {
            if (HELD.containsKey(path)) {
                return null;
            }
            final FileChannel channel =
                    FileChannel.open(
                            path,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS),
                            PosixFilePermissions.asFileAttribute(ViewFiles.OWNER_FILE));
            boolean isLocked = false;
            try {
                isLocked =
                        channel.tryLock(0, 1, false) != null
                                && (owner == ANYBODY || channel.tryLock(owner, 1, false) != null);
            } finally {
                if (!isLocked) {
                    channel.close();
                }
            }
            if (!isLocked) {
                return null;
            }
            final ViewLock held = new ViewLock(path, owner, channel, FileKey.of(path));
            HELD.put(path, held);
            return held;
        }
    }

    /**
     * Whether somebody has the lock, in this process or another. Those who ask do not take each other for somebody.
     *
     * @param owner whom to ask for, or {@link #ANYBODY}.
     */
    static boolean isHeld(final Path file, final long owner) throws IOException {
        final Path path = real(file);
        synchronized (HELD) {
            final ViewLock held = HELD.get(path);
            if (held != null) {
                return owner == ANYBODY || held.owner == owner;
            }
            final Set<OpenOption> reading =
                    Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            try (FileChannel channel = FileChannel.open(path, reading);
                    FileLock lock = channel.tryLock(owner, 1, true)) {
                return lock == null;
            } catch (final NoSuchFileException e) {
                return false;
            }
        }
    }

    /** A number that tells it from all others. */
    long owner() {
        return owner;
    }

    /** Whether the file that is locked still has its name: else others may lock another of that name. */
    boolean isInPlace() throws IOException {
        return key.equals(FileKey.of(file));
    }

    /** Gives it back; any number of times. */
    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (!isGivenBack) {
                isGivenBack = true;
                HELD.remove(file);
                channel.close();
            }
        }
    }
}
