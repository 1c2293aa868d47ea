package io.swarmbid.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Whose a file is, and whose this process, as numbers: a container's user may have no name, and a name can be set. */
final class Owner {
    static final int ROOT = 0;

    /** Of its four numbers the last is that of the files which the process makes. */
    private static final String UID = "Uid:";

    private Owner() {}

    static int of(final Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static int links(final Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    }

    static int ofThisProcess() throws IOException {
        final List<String> status;
        try {
            status = Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1);
        } catch (final NoSuchFileException e) {
            return ofWhatItMakes();
        }
        for (final String line : status) {
            if (line.startsWith(UID)) {
                return Integer.parseUnsignedInt(line.substring(line.lastIndexOf('\t') + 1));
            }
        }
        throw new IOException("/proc/self/status does not say whose this process is");
    }

    /** As other systems than Linux tell it. */
    private static int ofWhatItMakes() throws IOException {
        final Path made = Files.createTempFile("swarmbid", null);
        try {
            return of(made);
        } finally {
            Files.delete(made);
        }
    }

    /**
     * Gives a file, which root may have made, to the owner of its directory: else that user could not open it. One with
     * other names may be a link of that user's to what is root's.
     */
    static void inherit(final Path file) throws IOException {
        final int owner = of(file.toAbsolutePath().getParent());
        if (of(file) != owner && links(file) == 1) {
            Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
