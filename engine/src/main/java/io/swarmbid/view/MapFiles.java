package io.swarmbid.view;

import io.swarmbid.files.FileKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The files of one generation of maps. New maps never take the place of old ones: they are another generation in a
 * directory of its own, so that who still has old ones open is not disturbed.
 */
record MapFiles(Path directory) {
    private static final String SUFFIX = ".cm";

    /** The directory of the view. */
    Path view() {
        return directory.getParent();
    }

    Path table(final ViewTable table) {
        return directory.resolve(table.name().toLowerCase(Locale.ROOT) + SUFFIX);
    }

    Path pages() {
        return directory.resolve("directory" + SUFFIX);
    }

    Path status() {
        return directory.resolve("status" + SUFFIX);
    }

    private Path recovered() {
        return directory.resolve("recovered");
    }

    /**
     * Notes that the maps were recovered since their writer died, and how many entries were corrupt. Where that cannot be
     * noted they are recovered all the same; only who cannot recover them again is not told.
     */
    void recovered(final long corrupt) {
        final Path file = recovered();
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(ViewFiles.OWNER_FILE));
            Owner.inherit(file);
            Files.writeString(file, corrupt + "\n");
        } catch (final IOException e) {
            // A full disk, for example.
            return;
        }
    }

    /** How many entries were corrupt when the maps were recovered since their writer died; -1 if that is not noted. */
    long corrupt() {
        try {
            return Long.parseLong(Files.readString(recovered()).strip());
        } catch (final IOException | NumberFormatException e) {
            return -1;
        }
    }

    /** All maps. */
    List<Path> all() {
        final List<Path> maps = new ArrayList<>();
        for (final ViewTable table : ViewTable.values()) {
            maps.add(table(table));
        }
        maps.add(pages());
        maps.add(status());
        return maps;
    }

    /** Which files the maps are, in the order of {@link #all()}. */
    List<Object> keys() throws IOException {
        final List<Object> keys = new ArrayList<>();
        for (final Path map : all()) {
            keys.add(FileKey.of(map));
        }
        return keys;
    }

    /** Makes the directory and the files, empty, for their owner alone. */
    void make() throws IOException {
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(ViewFiles.OWNER_DIRECTORY));
        for (final Path map : all()) {
            Files.createFile(map, PosixFilePermissions.asFileAttribute(ViewFiles.OWNER_FILE));
        }
    }

    /** Removes the files and the directory. Who has them open keeps them until then. */
    void delete() throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            for (final Path map : all()) {
                Files.deleteIfExists(map);
            }
            Files.deleteIfExists(recovered());
            Files.delete(directory);
        }
    }
}
