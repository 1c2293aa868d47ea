package io.swarmbid.view;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a view that another process publishes, or published. Every entry is copied under a read lock, one at a time, so
 * a writer waits no longer than that takes.
 *
 * <p>Where the writer was killed, and perhaps inside a map, the maps are recovered first. Where it made them anew, the
 * new ones are opened.
 *
 * <p>A thread that is interrupted reads on and stays interrupted. Only where it would open the view, or wait for it, that
 * ends with an exception which says so.
 *
 * <p>Not threadsafe.
 */
public final class ViewReader implements AutoCloseable {
    private static final long LOCK_TIMEOUT_MS = 2_000;
    private static final int ATTEMPTS = 200;
    private static final long PAUSE_NS = 100_000_000;

    private final ViewRecord record = new ViewRecord();
    private final ViewRecord page = new ViewRecord();
    private final AtomicLong repaired = new AtomicLong();
    private final ViewFiles files;
    private ViewMaps maps;
    private MapFiles generation;
    private Object status;
    private boolean wasLive;
    private boolean isOfOtherLayout;

    private ViewReader(final Path parent) {
        files = new ViewFiles(parent);
    }

    /**
     * Opens the view in the directory {@code view} below this one. Waits for one that is just being made, 20 s at most.
     *
     * @throws ViewException if there is none, it is not to be trusted, or the thread is interrupted.
     * @throws IOException if it cannot be read.
     */
    public static ViewReader open(final Path parent) throws IOException {
        final ViewReader reader = new ViewReader(parent);
        reader.files.check();
        reader.reopen();
        return reader;
    }

    private void reopen() throws IOException {
        ViewException cause = null;
        isOfOtherLayout = false;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            close();
            if (Thread.currentThread().isInterrupted()) {
                throw ViewException.interrupted(files.directory(), cause);
            }
            LockSupport.parkNanos(attempt == 0 ? 0 : PAUSE_NS);
            wasLive = isBeingWritten();
            try {
                join();
                return;
            } catch (final ViewException e) {
                cause = e;
            } catch (final IOException | RuntimeException e) {
                cause =
                        new ViewException(
                                files.directory() + " cannot be opened: " + e.getMessage(), e);
            }
            close();
            if ((!wasLive || isOfOtherLayout) && !Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        throw cause;
    }

    private void join() throws IOException {
        generation = files.current();
        if (generation == null) {
            throw wasLive || !files.hasMaps()
                    ? new ViewException(files.directory() + " is not published yet")
                    : files.withoutCurrent();
        }
        status = FileKey.of(generation.status());
        if (!wasLive) {
            // Null if other readers are there: one of them has recovered it.
            maps = ViewMaps.recover(generation, null, LOCK_TIMEOUT_MS, repaired);
        }
        if (maps == null) {
            maps = ViewMaps.join(generation, LOCK_TIMEOUT_MS);
        }
        if (!maps.status().get(StatusEntry.KEY, record)) {
            throw ViewException.damaged(
                    files.directory(), generation.status(), "it holds no status", null);
        }
        if (!StatusEntry.isOfThisLayout(record)) {
            isOfOtherLayout = true;
            throw ViewException.otherLayout(
                    files.directory(), record.buffer().getLong(StatusEntry.VERSION));
        }
    }

    /**
     * Reads everything.
     *
     * @throws ViewException if the view is gone, or cannot be used any more, or the thread is interrupted and it would
     *     have to be opened again.
     */
    public ViewSnapshot read() throws IOException {
        if (isBeingWritten() != wasLive || !areMapsCurrent()) {
            reopen();
        }
        try {
            return readAll();
        } catch (final LockStuckException e) {
            throw new ViewException(
                    files.directory()
                            + ": "
                            + e.getMessage()
                            + "; a process that was killed has left it. A live engine makes the maps anew in a while;"
                            + " where there is none, close all other readers and open it again",
                    e);
        } catch (final RuntimeException | AssertionError | InternalError e) {
            // An InternalError is a page of a mapped file that is not there any more.
            throw ViewException.damaged(
                    files.directory(), generation.directory(), "its maps cannot be read", e);
        }
    }

    private boolean isBeingWritten() throws IOException {
        if (!files.isThere()) {
            throw ViewException.gone(files.directory(), null);
        }
        try {
            return files.isBeingWritten();
        } catch (final NoSuchFileException e) {
            throw ViewException.gone(files.directory(), e);
        }
    }

    /** Whether the maps that are open are those that count, and not others that have their name. */
    private boolean areMapsCurrent() throws IOException {
        return maps != null
                && generation.equals(files.current())
                && status.equals(FileKey.of(generation.status()));
    }

    private ViewSnapshot readAll() throws IOException {
        final ViewStatus status = readStatus();
        final long[] places = new long[ViewTable.COUNT];
        for (int i = 0; i < places.length; i++) {
            places[i] = record.buffer().getLong(StatusEntry.PLACES + i * Long.BYTES);
        }
        final ViewSnapshot snapshot =
                new ViewSnapshot(
                        status,
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        each(ViewTable.POOLS, places, entry -> snapshot.pools().add(ViewPool.of(entry)));
        each(
                ViewTable.INSTANCES,
                places,
                entry -> snapshot.instances().add(ViewInstance.of(entry)));
        final Set<Long> drained = new HashSet<>();
        each(
                ViewTable.TASKS,
                places,
                entry -> {
                    snapshot.tasks().add(ViewTask.of(entry, status.timeNs()));
                    if (ViewTask.hasDrained(entry, status.timeNs())) {
                        drained.add(entry.getLong(EntryHeader.KEY));
                    }
                });
        each(ViewTable.PRICES, places, entry -> snapshot.prices().add(ViewPrice.of(entry)));
        each(
                ViewTable.ALLOCATIONS,
                places,
                entry -> {
                    for (int place = 0; place < ViewKeys.BLOCK; place++) {
                        Optional.ofNullable(ViewAllocation.of(entry, place, drained::contains))
                                .ifPresent(snapshot.allocations()::add);
                    }
                });
        each(
                ViewTable.TELEMETRY,
                places,
                entry -> {
                    for (int place = 0; place < ViewKeys.BLOCK; place++) {
                        Optional.ofNullable(ViewTelemetry.of(entry, place))
                                .ifPresent(snapshot.telemetry()::add);
                    }
                });
        return snapshot;
    }

    /**
     * Reads how far the view is.
     *
     * @throws ViewException if it does not say.
     */
    private ViewStatus readStatus() throws IOException {
        if (!maps.status().get(StatusEntry.KEY, record)) {
            throw ViewException.damaged(
                    files.directory(), generation.status(), "it has lost its status", null);
        }
        final UnsafeBuffer entry = record.buffer();
        final boolean isClosed = entry.getLong(StatusEntry.STATE) == StatusEntry.CLOSED;
        return new ViewStatus(
                wasLive && !isClosed,
                isClosed,
                repaired.get(),
                entry.getLong(StatusEntry.PROCESS),
                entry.getLong(StatusEntry.STARTED_AT),
                entry.getLong(StatusEntry.WRITTEN_AT),
                entry.getLong(StatusEntry.ENGINE_INPUTS),
                entry.getLong(StatusEntry.ENGINE_DECISIONS),
                entry.getLong(StatusEntry.VIEW_INPUTS),
                entry.getLong(StatusEntry.VIEW_DECISIONS),
                entry.getLong(StatusEntry.TIME),
                entry.getLong(StatusEntry.LAG_BOUND),
                entry.getLong(StatusEntry.TIMES_BEHIND),
                entry.getLong(StatusEntry.CONFLATED),
                entry.getLong(StatusEntry.PUBLISHED),
                entry.getLong(StatusEntry.REBUILDS));
    }

    private void each(
            final ViewTable table, final long[] places, final Consumer<UnsafeBuffer> use) {
        final TreeSet<Long> keys = new TreeSet<>();
        // A pass of the publisher adds pages before the status tells of them.
        int first = 0;
        while (addPage(table, first, keys) || first < places[table.ordinal()]) {
            first += DirectoryEntry.PLACES;
        }
        keys.remove(0L);
        for (final long key : keys) {
            // One that ended since its page was read is not there.
            if (maps.of(table).get(key, record)) {
                use.accept(record.buffer());
            }
        }
    }

    private boolean addPage(final ViewTable table, final int first, final Set<Long> keys) {
        if (!maps.directory().get(DirectoryEntry.key(table, first), page)) {
            return false;
        }
        for (int i = 0; i < DirectoryEntry.PLACES; i++) {
            keys.add(page.buffer().getLong(i * Long.BYTES));
        }
        return true;
    }

    @Override
    public void close() {
        if (maps != null) {
            maps.close();
            maps = null;
        }
    }
}
