package io.swarmbid.journal;

import io.swarmbid.files.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner can read, whose names appear all at once and outlive lost power. Any thread. */
final class OwnerFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private OwnerFiles() {}

    private static FileAttribute<?>[] only(final String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Makes the directory unless it is there. */
    static void directory(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, only("rwx------"));
        }
    }

    /** A new file, never one that somebody has put there, nor what a link points at. */
    static FileChannel create(final Path file) throws IOException {
        final Set<OpenOption> options =
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        return FileChannel.open(file, options, only("rw-------"));
    }

    /** Whether there is a plain file of that name, or nothing; no directory, no link, no device. */
    static boolean isFileOrNone(final Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens a file that is there, and no link. */
    static FileChannel open(final Path file, final OpenOption... more) throws IOException {
        final Set<OpenOption> options = new java.util.HashSet<>(Set.of(more));
        options.add(StandardOpenOption.READ);
        options.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options);
    }

    /** Forces a file's content to the disk; its bytes. */
    static long sync(final Path file) throws IOException {
        try (FileChannel channel = open(file)) {
            channel.force(false);
            return channel.size();
        }
    }

    /** Writes the rest of the buffer at a place. */
    static void write(final FileChannel channel, final ByteBuffer bytes, final long at)
            throws IOException {
        long to = at;
        while (bytes.hasRemaining()) {
            to += channel.write(bytes, to);
        }
    }

    /** Gives a finished file its name, in place of one that has it; both name and content are on the disk afterwards. */
    static void publish(final Path temporary, final Path file) throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(file.toAbsolutePath().getParent());
    }

    /** Forces the names in a directory to the disk. */
    static void syncDirectory(final Path directory) throws IOException {
        if (POSIX) {
            Uninterrupted.run(
                    () -> {
                        try (FileChannel channel =
                                FileChannel.open(directory, StandardOpenOption.READ)) {
                            channel.force(true);
                        }
                        return null;
                    });
        }
    }
}
