package io.swarmbid.host.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Cuts a file into lines of bytes without their line ends ({@code \n} or {@code \r\n}). The last line may have none. A
 * line that is too long is passed over and only marked. Not threadsafe.
 */
public final class LineReader implements AutoCloseable {
    /** Longest line in bytes, its end not counted. */
    public static final int MAX_LINE_BYTES = 1 << 16;

    private static final int CHUNK_BYTES = 1 << 16;

    private final Path path;
    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final byte[] line = new byte[MAX_LINE_BYTES + 1];
    private int chunkAt;
    private int chunkEnd;
    private int length;
    private boolean tooLong;
    private long lineNumber;

    /**
     * Opens a file.
     *
     * @throws InvalidInputException if it cannot be opened.
     */
    public LineReader(final Path path) {
        this.path = path;
        this.in = InputFile.open(path);
    }

    /** Reads lines from memory; the name stands in messages. */
    public LineReader(final String name, final byte[] text) {
        this.path = Path.of(name);
        this.in = new java.io.ByteArrayInputStream(text);
    }

    /**
     * Goes to the next line.
     *
     * @return false at the end of the file.
     * @throws InvalidInputException if the file breaks off or is not in the format that its name says.
     */
    public boolean next() {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (chunkAt < chunkEnd || fill()) {
            any = true;
            final int end = indexOfNewline();
            append(end);
            chunkAt = end;
            if (end < chunkEnd) {
                chunkAt++;
                break;
            }
        }
        if (!any) {
            return false;
        }
        lineNumber++;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        } else if (length > MAX_LINE_BYTES) {
            tooLong = true;
        }
        return true;
    }

    private int indexOfNewline() {
        int at = chunkAt;
        while (at < chunkEnd && chunk[at] != '\n') {
            at++;
        }
        return at;
    }

    private void append(final int end) {
        final int count = end - chunkAt;
        if (tooLong || count > line.length - length) {
            tooLong = true;
            length = 0;
            return;
        }
        System.arraycopy(chunk, chunkAt, line, length, count);
        length += count;
    }

    private boolean fill() {
        try {
            chunkAt = 0;
            chunkEnd = Math.max(0, in.read(chunk, 0, CHUNK_BYTES));
            return chunkEnd > 0;
        } catch (final IOException e) {
            throw InputFile.unreadable(path, e);
        }
    }

    /** The bytes of the line, valid up to {@link #length()} and until the next call of {@link #next()}. */
    public byte[] bytes() {
        return line;
    }

    /** Length of the line in bytes. */
    public int length() {
        return length;
    }

    /** Whether the line is longer than {@link #MAX_LINE_BYTES}; its bytes are then not to be had. */
    public boolean tooLong() {
        return tooLong;
    }

    /** Number of the line, from 1. */
    public long lineNumber() {
        return lineNumber;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (final IOException e) {
            throw InputFile.unreadable(path, e);
        }
    }
}
