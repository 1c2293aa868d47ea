package io.swarmbid.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a disk holds of a journal's directory at the instant at which power is lost: what was forced; of what was written
 * since, any sectors in any order, each as it was at some time in between; and of the files removed since, any.
 */
final class SimulatedDisk implements DiskListener {
    /** What a disk writes as a whole or not at all. */
    private static final int SECTOR = 512;

    private final Map<Path, byte[]> durable = new TreeMap<>();
    private final Path directory;

    /** A disk on which everything that lies in the directory has been for long. */
    SimulatedDisk(final Path directory) {
        this.directory = directory;
        try {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.list(directory)) {
                    files.filter(Files::isRegularFile).forEach(this::onPublished);
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(final Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onPublished(final Path file) {
        durable.put(file.getFileName(), read(file));
    }

    @Override
    public void onForced(final Path file, final long from, final long length) {
        final byte[] disk = durable.get(file.getFileName());
        final int start = (int) (from / SECTOR * SECTOR);
        final int end = (int) Math.min(disk.length, (from + length + SECTOR - 1) / SECTOR * SECTOR);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer range = ByteBuffer.wrap(disk, start, end - start);
            while (range.hasRemaining()) {
                if (channel.read(range, range.position()) < 0) {
                    throw new IOException(file + " ends at " + range.position());
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kernel writes some sectors by itself. */
    void writeBack(final SplittableRandom random) {
        durable.forEach(
                (name, disk) -> {
                    final Path file = directory.resolve(name);
                    if (Files.exists(file)) {
                        mix(disk, read(file), random, 10);
                    }
                });
    }

    private static void mix(
            final byte[] disk,
            final byte[] memory,
            final SplittableRandom random,
            final int percent) {
        for (int at = 0; at < disk.length; at += SECTOR) {
            final int end = Math.min(disk.length, at + SECTOR);
            if (!Arrays.equals(disk, at, end, memory, at, end) && random.nextInt(100) < percent) {
                System.arraycopy(memory, at, disk, at, end - at);
            }
        }
    }

    /** Loses power, and leaves what the disk then holds in another directory. */
    void losePower(final SplittableRandom random, final Path found) {
        try {
            Files.createDirectory(found);
            for (final Map.Entry<Path, byte[]> each : durable.entrySet()) {
                final Path file = directory.resolve(each.getKey());
                if (Files.exists(file)) {
                    mix(each.getValue(), read(file), random, random.nextInt(3) * 50);
                } else if (isSetAside(each.getKey()) || random.nextBoolean()) {
                    continue;
                }
                Files.write(found.resolve(each.getKey()), each.getValue());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names that were moved were forced, other than those that were deleted. */
    private boolean isSetAside(final Path name) throws IOException {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.anyMatch(
                    file -> file.getFileName().equals(name) && !file.getParent().equals(directory));
        }
    }
}
