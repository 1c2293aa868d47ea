package io.swarmbid.view;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file of a map that nobody has open. Chronicle marks a map in its header while it recovers it, and waits a minute
 * for a mark to go; whoever is killed meanwhile leaves it there for ever. It also waits ten seconds for others to close
 * the file, where this tells at once that they have not.
 */
final class AbandonedMap {
    /** The byte with the mark: the highest of the length of the header's text, which begins with the file's ninth. */
    private static final int AT = 11;

    private static final int NOT_READY = 0x80;

    private AbandonedMap() {}

    /**
     * Clears the mark, if it is there.
     *
     * @throws MapInUseException if somebody has the map open, who may be recovering it.
     */
    static void ready(final Path file) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new MapInUseException(null);
            }
            final ByteBuffer mark = ByteBuffer.allocate(1);
            if (channel.read(mark, AT) == 1 && (mark.get(0) & NOT_READY) != 0) {
                mark.put(0, (byte) (mark.get(0) & ~NOT_READY)).rewind();
                channel.write(mark, AT);
            }
        } catch (final OverlappingFileLockException e) {
            throw new MapInUseException(e);
        }
    }
}
