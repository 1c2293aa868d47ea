package io.swarmbid.host.log;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why something could not be done with a file, without its name: the library's message may be the name alone. */
public final class FileTrouble {
    private FileTrouble() {}

    /** A few words. */
    public static String why(final IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (failure instanceof FileAlreadyExistsException
                || failure instanceof NotDirectoryException) {
            return "a file is in the way";
        }
        if (failure instanceof FileSystemException named) {
            return named.getReason() == null ? named.toString() : named.getReason();
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
