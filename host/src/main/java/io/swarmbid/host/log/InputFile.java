package io.swarmbid.host.log;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens files that a name ending in {@code .gz} says are compressed. */
public final class InputFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private InputFile() {}

    /**
     * Opens a file, decompressing it where its name ends in {@code .gz}; one without a byte is empty either way.
     *
     * @throws InvalidInputException if the file cannot be opened.
     */
    public static InputStream open(final Path path) {
        if (Files.isDirectory(path)) {
            throw new InvalidInputException(path + " is a directory; a file is needed here");
        }
        try {
            final InputStream raw = Files.newInputStream(path);
            if (!path.toString().endsWith(".gz")) {
                return raw;
            }
            if (Files.isRegularFile(path) && Files.size(path) == 0) {
                // Empty whether packed or not.
                return raw;
            }
            try {
                return new GZIPInputStream(raw, BUFFER_BYTES);
            } catch (final EOFException e) {
                raw.close();
                throw new InvalidInputException(
                        path + " breaks off; it must be a whole file in gzip format");
            } catch (final IOException e) {
                raw.close();
                throw e;
            }
        } catch (final NoSuchFileException e) {
            throw new InvalidInputException(path + " does not exist; name a file that does");
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The fault of a file that broke off or is not what its name says. */
    public static InvalidInputException unreadable(final Path path, final IOException cause) {
        return new InvalidInputException(
                path
                        + " cannot be read ("
                        + FileTrouble.why(cause)
                        + "); it must be a readable, whole file"
                        + (path.toString().endsWith(".gz") ? " in gzip format" : ""));
    }
}
