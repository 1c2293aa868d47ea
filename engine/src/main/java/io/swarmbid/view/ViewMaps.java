package io.swarmbid.view;

import io.swarmbid.config.Settings;
import io.swarmbid.files.FileKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The maps of a view, all open. Not threadsafe.
 *
 * <p>Chronicle locks a file while it has it open, for its process, and that lock goes with the first other channel on the
 * file that the process closes. So where the process has maps open nobody here opens their files in another way.
 */
final class ViewMaps implements AutoCloseable {
    /** How a map is opened. */
    private interface Opener {
        ViewMap open(Path file, int capacity, int valueLength) throws IOException;
    }

    /** How often each is open in this process, by the key of the file of its status. */
    private static final Map<Object, Integer> OPEN = new HashMap<>();

    private final Map<ViewTable, ViewMap> tables = new EnumMap<>(ViewTable.class);
    private PairedMap directory;
    private PairedMap status;
    private Object key;

    private ViewMaps() {}

    /** Makes new maps, which no reader finds until they become current. */
    static ViewMaps create(final MapFiles files, final Settings settings, final long lockTimeoutMs)
            throws IOException {
        return open(
                files,
                settings,
                (file, capacity, length) -> {
                    try {
                        return ViewMap.create(file, capacity, length, lockTimeoutMs);
                    } catch (final IOException e) {
                        throw ViewFiles.at(file, e);
                    }
                });
    }

    /**
     * Opens maps that are there, and that another process may be writing.
     *
     * @throws ViewException if they are not whole, or not a view's.
     */
    static ViewMaps join(final MapFiles files, final long lockTimeoutMs) throws IOException {
        if (!isOpenHere(files)) {
            MapHeader.check(files);
        }
        return open(
                files,
                null,
                (file, capacity, length) ->
                        whole(
                                files,
                                file,
                                false,
                                () -> ViewMap.create(file, capacity, length, lockTimeoutMs)));
    }

    /**
     * Recovers maps whose writer is gone. Nobody else may be about to open them.
     *
     * @param removed counts entries that were found corrupt, and are gone.
     * @return null if somebody has them open, in this process or another, so that they cannot be recovered now.
     * @throws ViewException if they are not whole, not a view's, or beyond repair.
     * @throws IOException if they cannot be read.
     */
    static ViewMaps recover(
            final MapFiles files, final long lockTimeoutMs, final AtomicLong removed)
            throws IOException {
        if (isOpenHere(files)) {
            return null;
        }
        MapHeader.check(files);
        try {
            for (final Path file : files.all()) {
                AbandonedMap.ready(file);
            }
            return open(
                    files,
                    null,
                    (file, capacity, length) ->
                            whole(
                                    files,
                                    file,
                                    true,
                                    () ->
                                            ViewMap.recover(
                                                    file,
                                                    capacity,
                                                    length,
                                                    lockTimeoutMs,
                                                    removed)));
        } catch (final MapInUseException e) {
            return null;
        }
    }

    /**
     * Opens a map that is there; whatever stumbles over its bytes says that they are none. Chronicle fills up a file that
     * is too short, and shows a map without what was cut off.
     *
     * @param isAlone whether nobody else has it open, so that a file that was too short may become so again.
     */
    private static ViewMap whole(
            final MapFiles files,
            final Path file,
            final boolean isAlone,
            final Callable<ViewMap> opener)
            throws IOException {
        if (!Files.isWritable(file)) {
            throw new AccessDeniedException(file.toString(), null, "it cannot be written");
        }
        final long length = Files.size(file);
        final ViewMap map;
        try {
            map = opener.call();
        } catch (final MapInUseException | FileSystemException e) {
            throw e;
        } catch (final Exception | AssertionError | InternalError e) {
            // Chronicle wants room for all of a sparse file, and a page of one may find none.
            if (Files.getFileStore(file).getUsableSpace() < length) {
                final FileSystemException full =
                        new FileSystemException(
                                file.toString(),
                                null,
                                "its file system has no room for all of its " + length + " bytes");
                full.initCause(e);
                throw full;
            }
            throw ViewException.damaged(files.view(), file, "it is no whole map", e);
        }
        final long whole = Files.size(file);
        if (whole == length) {
            return map;
        }
        map.close();
        if (isAlone) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
        }
        throw ViewException.damaged(
                files.view(),
                file,
                "of its " + whole + " bytes only " + length + " are there",
                null);
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
            final int copies = pages * PairedMap.COPIES;
            maps.directory =
                    new PairedMap(opener.open(files.pages(), copies, DirectoryEntry.LENGTH));
            maps.status =
                    new PairedMap(
                            opener.open(files.status(), PairedMap.COPIES, StatusEntry.LENGTH));
            maps.register(FileKey.of(files.status()));
            return maps;
        } catch (final IOException | RuntimeException | Error e) {
            maps.close();
            throw e;
        }
    }

    private static boolean isOpenHere(final MapFiles files) throws IOException {
        synchronized (OPEN) {
            return OPEN.containsKey(FileKey.of(files.status()));
        }
    }

    private void register(final Object opened) {
        synchronized (OPEN) {
            OPEN.merge(opened, 1, Integer::sum);
            key = opened;
        }
    }

    private void unregister() {
        synchronized (OPEN) {
            OPEN.computeIfPresent(key, (opened, count) -> count == 1 ? null : count - 1);
            key = null;
        }
    }

    /** From now on an entry that does not match its checksum is not there, and is counted. */
    void verify(final AtomicLong corrupt) {
        tables.values().forEach(table -> table.verify(corrupt));
        directory.verify(corrupt);
        status.verify(corrupt);
    }

    ViewMap of(final ViewTable table) {
        return tables.get(table);
    }

    PairedMap directory() {
        return directory;
    }

    PairedMap status() {
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
        if (key != null) {
            unregister();
        }
    }
}
