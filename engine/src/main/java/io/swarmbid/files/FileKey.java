package io.swarmbid.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Tells a file from another that has taken its name. No other file has its key while somebody has it open or mapped. */
public final class FileKey {
    /** Where there is no file. */
    public static final Object NONE = "";

    private FileKey() {}

    /**
     * The key of the file that has a name now, whatever path leads to it.
     *
     * @return {@link #NONE} where there is none.
     */
    public static Object of(final Path file) throws IOException {
        try {
            final Object key =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .fileKey();
            // Not every file system has keys.
            return key != null ? key : file.toAbsolutePath().normalize();
        } catch (final NoSuchFileException e) {
            return NONE;
        }
    }
}
