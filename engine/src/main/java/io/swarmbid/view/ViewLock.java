package io.swarmbid.view;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * A lock on a file that the system frees when the process ends, however it ends. The system's locks belong to a process
 * and go with the first channel on the file that the process closes, so it never opens the file of a lock that it has.
 * Threadsafe.
 */
final class ViewLock implements AutoCloseable {
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private final Object key;
    private boolean isGivenBack;

    private ViewLock(final Path file, final FileChannel channel, final Object key) {
        this.file = file;
        this.channel = channel;
        this.key = key;
    }

    /**
     * Takes a lock if that is possible now.
     *
     * @param file made if it is missing, for its owner alone; its directory is there.
     * @return null if somebody has it, in this process or another.
     */
    static ViewLock tryLock(final Path file) throws IOException {
        final Path path =
                file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        synchronized (HELD) {
            if (HELD.contains(path)) {
                return null;
            }
            final FileChannel channel = open(path);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            if (lock == null) {
                return null;
            }
            final ViewLock held = new ViewLock(path, channel, FileKey.of(path));
            HELD.add(path);
            return held;
        }
    }

    private static FileChannel open(final Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(ViewFiles.OWNER_FILE));
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
