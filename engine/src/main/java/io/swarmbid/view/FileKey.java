package io.swarmbid.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Tells a file from another that has taken its name. No other file has its key while somebody has it open or mapped. */
final class FileKey {
    private FileKey() {}

    /**
     * The key of the file that has a name now.
     *
     * @return an empty string where there is none.
     */
    static Object of(final Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (final NoSuchFileException e) {
            return "";
        }
    }
}
