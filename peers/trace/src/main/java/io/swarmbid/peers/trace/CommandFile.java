package io.swarmbid.peers.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Encoded commands that one JVM writes and others append to a journal: each its length, 32 bits, and its bytes. */
public final class CommandFile {
    private final List<Integer> offsets = new ArrayList<>();
    private final ByteBuffer bytes;

    private CommandFile(final byte[] content) {
        bytes = ByteBuffer.allocateDirect(content.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(0, content);
        for (int at = 0; at < content.length; at += Integer.BYTES + bytes.getInt(at)) {
            offsets.add(at);
        }
    }

    /** Writes commands. */
    public static void write(final Path file, final List<byte[]> commands) throws IOException {
        final int length = commands.stream().mapToInt(each -> Integer.BYTES + each.length).sum();
        final ByteBuffer content = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        commands.forEach(each -> content.putInt(each.length).put(each));
        Files.write(file, content.array());
    }

    /** Reads what {@link #write} has written. */
    public static CommandFile read(final Path file) throws IOException {
        return new CommandFile(Files.readAllBytes(file));
    }

    /** How many there are. */
    public int count() {
        return offsets.size();
    }

    /** All of them, off-heap. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Where a command begins. */
    public int offset(final int command) {
        return offsets.get(command) + Integer.BYTES;
    }

    /** Bytes of a command. */
    public int length(final int command) {
        return bytes.getInt(offsets.get(command));
    }

    /**
     * Makes sure that what was read is what was appended with a sequence.
     *
     * @param found its rest is the command.
     * @throws IllegalStateException if it is not.
     */
    public void require(final long sequence, final ByteBuffer found) {
        final int command = (int) ((sequence - 1) % count());
        if (!bytes.slice(offset(command), length(command)).equals(found)) {
            throw new IllegalStateException("command " + sequence + " is not what was appended");
        }
    }
}
