package io.swarmbid.view;

import io.swarmbid.files.FileKey;
import io.swarmbid.files.ProcessLock;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
 * <p>Where the writer was killed, and perhaps inside a map, the maps are recovered first, by the first of several readers;
 * whoever had them open before must close them for that, which each reader does when it reads next. Where a writer made
 * other maps, those are opened.
 *
 * <p>A thread that is interrupted reads on and stays interrupted. Only where it would open the view, or wait for it, that
 * ends with an exception which says so.
 *
 * <p>Not threadsafe.
 */
public final class ViewReader implements AutoCloseable {
    private static final long LOCK_TIMEOUT_MS = 2_000;
    private static final long PATIENCE_NS = 20_000_000_000L;
    private static final long PAUSE_NS = 100_000_000;

    /** Time that others are given to close what they had open when the writer died. */
    private static final long GRACE_NS = 2_000_000_000;

    private final ViewRecord statusRecord = new ViewRecord();
    private final ViewRecord record = new ViewRecord();
    private final ViewRecord page = new ViewRecord();
    private final AtomicLong repaired = new AtomicLong();
    private final AtomicLong corrupt = new AtomicLong();
    private final ViewFiles files;
    private ViewMaps maps;
    private Current current;
    private Object status;
    private boolean wasLive;

    /** Whether the writer lives, or nobody can have left a lock or a torn entry behind. */
    private boolean isSettled;

    private boolean isClosed;

    private ViewReader(final Path parent) {
        files = new ViewFiles(parent);
    }

    /**
     * Opens the view in the directory {@code view} below this one. Waits for one that is just being made, or opened by
     * other readers, 20 s at most.
     *
     * @throws ViewException if there is none, it is not to be trusted, or the thread is interrupted.
     * @throws IOException if it cannot be read.
     */
    public static ViewReader open(final Path parent) throws IOException {
        final ViewReader reader = new ViewReader(parent);
        reader.reopen();
        return reader;
    }

    private void reopen() throws IOException {
        files.check();
        final long startNs = System.nanoTime();
        ViewException cause = null;
        boolean mayChange = true;
        for (long waitedNs = 0;
                mayChange && waitedNs < PATIENCE_NS;
                waitedNs = Math.max(1, System.nanoTime() - startNs)) {
            closeMaps();
            if (Thread.currentThread().isInterrupted()) {
                throw ViewException.interrupted(files.directory(), cause);
            }
            LockSupport.parkNanos(waitedNs == 0 ? 0 : PAUSE_NS);
            try {
                if (open(waitedNs >= GRACE_NS)) {
                    return;
                }
                cause = ViewException.beingOpened(files.directory());
            } catch (final OtherLayoutException e) {
                cause = e;
                mayChange = !wasLive && mayChange();
            } catch (final ViewException e) {
                cause = e;
                mayChange = mayChange();
            } catch (final IOException | RuntimeException e) {
                cause = ViewException.unopened(files.directory(), e);
                mayChange = !(e instanceof AccessDeniedException) && mayChange();
            }
        }
        closeMaps();
        throw cause;
    }

    /** Whether what could not be opened may be when it is tried again; a thread that is interrupted is told that first. */
    private boolean mayChange() throws ViewException {
        requireThere();
        try {
            return Thread.currentThread().isInterrupted()
                    || files.isBeingWritten()
                    || !Objects.equals(current, files.current());
        } catch (final IOException e) {
            // What it was that could not be opened counts.
            return false;
        }
    }

    /**
     * Opens the maps that count. Their writer may be dead, or die meanwhile.
     *
     * @param isGraceOver whether to open what would have to be recovered, and cannot be as others have it open.
     * @return whether they are open; else others, who open them or have them open, are to be waited for.
     */
    private boolean open(final boolean isGraceOver) throws IOException {
        current = null;
        current = files.current();
        if (current == null) {
            throw files.isBeingWritten() || !files.hasMaps()
                    ? new ViewException(files.directory() + " is not published yet")
                    : files.withoutCurrent();
        }
        try (ProcessLock lock = files.lockForOpening()) {
            return lock != null && openAlone(isGraceOver);
        }
    }

    private boolean openAlone(final boolean isGraceOver) throws IOException {
        final MapFiles generation = current.maps();
        status = FileKey.of(generation.status());
        repaired.set(0);
        wasLive = files.isBeingWritten(current);
        isSettled = wasLive;
        if (!wasLive) {
            maps = ViewMaps.recover(generation, LOCK_TIMEOUT_MS, repaired);
            final long before = generation.corrupt();
            isSettled = maps != null || before >= 0;
            if (!isSettled && !isGraceOver) {
                return false;
            }
            repaired.addAndGet(Math.max(0, before));
            if (maps != null && repaired.get() != before) {
                generation.recovered(repaired.get());
            }
        }
        if (maps == null) {
            maps = ViewMaps.join(generation, LOCK_TIMEOUT_MS);
        }
        if (!isSettled) {
            maps.verify(corrupt);
        }
        if (!maps.status().get(StatusEntry.KEY, statusRecord)) {
            throw ViewException.damaged(
                    files.directory(), generation.status(), "it holds no status", null);
        }
        if (!StatusEntry.isOfThisLayout(statusRecord)) {
            throw new OtherLayoutException(
                    files.directory(), statusRecord.buffer().getLong(StatusEntry.VERSION));
        }
        return true;
    }

    /**
     * Reads everything.
     *
     * @throws ViewException if the view is gone, or cannot be used any more, or the thread is interrupted and it would
     *     have to be opened again.
     * @throws IllegalStateException if this reader is closed.
     */
    public ViewSnapshot read() throws IOException {
        if (isClosed) {
            throw new IllegalStateException("this reader is closed; open another");
        }
        requireThere();
        try {
            if (!areMapsAsTheyWere()) {
                reopen();
            }
        } catch (final NoSuchFileException e) {
            throw ViewException.gone(files.directory(), e);
        }
        try {
            return readAll();
        } catch (final LockStuckException e) {
            throw ViewException.stuck(files.directory(), e);
        } catch (final RuntimeException | AssertionError | InternalError e) {
            // An InternalError is a page of a mapped file that is not there any more.
            throw ViewException.damaged(
                    files.directory(), current.maps().directory(), "its maps cannot be read", e);
        } finally {
            if (!isSettled) {
                // Nobody can recover them while they are open.
                closeMaps();
            }
        }
    }

    private void requireThere() throws ViewException {
        if (!files.isThere()) {
            throw ViewException.gone(files.directory(), null);
        }
    }

    /** Whether the maps that are open are those that count, and not others that have their name, and so is their writer. */
    private boolean areMapsAsTheyWere() throws IOException {
        return maps != null
                && current.equals(files.current())
                && status.equals(FileKey.of(current.maps().status()))
                && files.isBeingWritten(current) == wasLive;
    }

    private ViewSnapshot readAll() throws IOException {
        corrupt.set(0);
        if (!maps.status().get(StatusEntry.KEY, statusRecord)) {
            throw ViewException.damaged(
                    files.directory(), current.maps().status(), "it has lost its status", null);
        }
        final long timeNs = statusRecord.buffer().getLong(StatusEntry.TIME);
        final List<ViewPool> pools = new ArrayList<>();
        final List<ViewInstance> instances = new ArrayList<>();
        final List<ViewTask> tasks = new ArrayList<>();
        final List<ViewPrice> prices = new ArrayList<>();
        final List<ViewAllocation> allocations = new ArrayList<>();
        final List<ViewTelemetry> telemetry = new ArrayList<>();
        each(ViewTable.POOLS, entry -> pools.add(ViewPool.of(entry)));
        each(ViewTable.INSTANCES, entry -> instances.add(ViewInstance.of(entry)));
        final Set<Long> drained = new HashSet<>();
        each(
                ViewTable.TASKS,
                entry -> {
                    tasks.add(ViewTask.of(entry, timeNs));
                    if (ViewTask.hasDrained(entry, timeNs)) {
                        drained.add(entry.getLong(EntryHeader.KEY));
                    }
                });
        each(ViewTable.PRICES, entry -> prices.add(ViewPrice.of(entry)));
        each(
                ViewTable.ALLOCATIONS,
                entry -> {
                    for (int place = 0; place < ViewKeys.BLOCK; place++) {
                        Optional.ofNullable(ViewAllocation.of(entry, place, drained::contains))
                                .ifPresent(allocations::add);
                    }
                });
        each(
                ViewTable.TELEMETRY,
                entry -> {
                    for (int place = 0; place < ViewKeys.BLOCK; place++) {
                        Optional.ofNullable(ViewTelemetry.of(entry, place))
                                .ifPresent(telemetry::add);
                    }
                });
        return new ViewSnapshot(
                readStatus(), pools, instances, tasks, prices, allocations, telemetry);
    }

    /** How far the view was when it began to be read. */
    private ViewStatus readStatus() {
        final UnsafeBuffer entry = statusRecord.buffer();
        final boolean isClosed = entry.getLong(StatusEntry.STATE) == StatusEntry.CLOSED;
        return new ViewStatus(
                wasLive && !isClosed,
                isClosed,
                repaired.get() + corrupt.get(),
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

    private void each(final ViewTable table, final Consumer<UnsafeBuffer> use) {
        final long places =
                statusRecord.buffer().getLong(StatusEntry.PLACES + table.ordinal() * Long.BYTES);
        final TreeSet<Long> keys = new TreeSet<>();
        // A pass of the publisher adds pages before the status tells of them.
        int first = 0;
        while (addPage(table, first, keys) || first < places) {
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
        isClosed = true;
        closeMaps();
    }

    private void closeMaps() {
        if (maps != null) {
            maps.close();
            maps = null;
        }
    }
}
