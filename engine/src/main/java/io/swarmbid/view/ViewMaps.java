package io.swarmbid.view;

import io.swarmbid.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The maps of a view, all open. Not threadsafe. */
final class ViewMaps implements AutoCloseable {
    /** How a map is opened. */
    private interface Opener {
        ViewMap open(Path file, int capacity, int valueLength) throws IOException;
    }

    private final Map<ViewTable, ViewMap> tables = new EnumMap<>(ViewTable.class);
    private ViewMap directory;
    private ViewMap status;

    private ViewMaps() {}

    /** Makes new maps, which no reader finds until they become current. */
    static ViewMaps create(final MapFiles files, final Settings settings, final long lockTimeoutMs)
            throws IOException {
        return open(
                files,
                settings,
                (file, capacity, length) -> ViewMap.create(file, capacity, length, lockTimeoutMs));
    }

    /**
     * Opens maps that are there, and that another process may be writing.
     *
     * @throws ViewException if they are not whole, or not a view's.
     */
    static ViewMaps join(final MapFiles files, final long lockTimeoutMs) throws IOException {
        MapHeader.check(files.all());
        return open(
                files,
                null,
                (file, capacity, length) -> ViewMap.create(file, capacity, length, lockTimeoutMs));
    }

    /**
     * Recovers maps whose writer is gone.
     *
     * @param settings with which they were made, null if that is not known.
     * @param removed counts entries that were found corrupt, and are gone.
     * @return null if somebody has them open, so that they cannot be recovered now.
     * @throws ViewException if they are not whole, or not a view's.
     * @throws IOException if they are beyond repair.
     */
    static ViewMaps recover(
            final MapFiles files,
            final Settings settings,
            final long lockTimeoutMs,
            final AtomicLong removed)
            throws IOException {
        MapHeader.check(files.all());
        try {
            return open(
                    files,
                    settings,
                    (file, capacity, length) ->
                            ViewMap.recover(
                                    file,
                                    capacity,
                                    length,
                                    settings != null,
                                    lockTimeoutMs,
                                    removed));
        } catch (final MapInUseException e) {
            return null;
        }
    }

    private static ViewMaps open(final MapFiles files, final Settings settings, final Opener opener)
            throws IOException {
        final ViewMaps maps = new ViewMaps();
        try {
            int pages = 0;
            for (final ViewTable table : ViewTable.values()) {
                final int capacity = settings == null ? 1 : table.capacity(settings);
                pages += 1 + capacity / DirectoryEntry.PLACES;
                maps.tables.put(
                        table, opener.open(files.table(table), capacity, table.valueLength()));
            }
            maps.directory = opener.open(files.pages(), pages, DirectoryEntry.LENGTH);
            maps.status = opener.open(files.status(), 1, StatusEntry.LENGTH);
            return maps;
        } catch (final IOException | RuntimeException | Error e) {
            maps.close();
            throw e;
        }
    }

    ViewMap of(final ViewTable table) {
        return tables.get(table);
    }

    ViewMap directory() {
        return directory;
    }

    ViewMap status() {
        return status;
    }

    @Override
    public void close() {
        tables.values().forEach(ViewMap::close);
        if (directory != null) {
            directory.close();
        }
        if (status != null) {
            status.close();
        }
    }
}
