package io.swarmbid.view;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.files.ProcessLock;
import io.swarmbid.pipeline.EngineCounters;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Brings the maps up to the model, pass after pass. A pass notes how far the model is, then publishes what changed up to
 * then, then says in the status entry that the view is as far. View thread.
 */
final class ViewPublisher implements AutoCloseable {
    /** Time after which the status is written though nothing changed. */
    private static final long HEARTBEAT_NS = 500_000_000;

    /** Time between two looks at the files, which allocate. */
    private static final long LOOK_NS = 1_000_000_000;

    private static final long PROCESS = ProcessHandle.current().pid();
    private static final ViewTable[] TABLES = ViewTable.values();

    private final ViewRecord statusRecord = new ViewRecord();
    private final long[] tails = new long[ViewTable.COUNT];
    private final List<TablePublisher> tables = new ArrayList<>();
    private final ModelTables model;
    private final ViewPosition position;
    private final ViewFiles files;
    private final ProcessLock lock;
    private final ViewConfig config;
    private final Settings settings;
    private final ViewCounters counters;
    private final EngineCounters engine;
    private final long startedAt = System.currentTimeMillis();

    private ViewMaps maps;
    private Current current;
    private List<Object> keys = List.of();
    private long lookedAtNs;
    private long writtenAtNs;
    private long writes;
    private boolean isBehind;
    private long inputs;
    private long decisions;
    private long timeNs;

    ViewPublisher(
            final ModelTables model,
            final ViewPosition position,
            final ViewFiles files,
            final ProcessLock lock,
            final ViewConfig config,
            final ViewCounters counters,
            final SwarmEngine engine) {
        this.model = model;
        this.position = position;
        this.files = files;
        this.lock = lock;
        this.config = config;
        this.counters = counters;
        this.engine = engine.counters();
        settings = engine.settings();
        final SymbolTable symbols = engine.symbols();
        for (final ViewTable table : ViewTable.values()) {
            tables.add(new TablePublisher(table, model, table.capacity(settings), symbols));
        }
    }

    /** Makes maps and publishes everything. What an earlier engine left counts until then, and is removed. */
    void open() throws IOException {
        create();
    }

    private void create() throws IOException {
        final MapFiles next = files.next(current == null ? null : current.maps());
        maps = ViewMaps.create(next, settings, config.lockTimeoutMs());
        writes = 0;
        tables.forEach(TablePublisher::forget);
        if (!publishAll()) {
            throw new IllegalStateException("new maps hold what was not put into them");
        }
        current = new Current(next, lock.owner());
        files.becomeCurrent(current);
        keys = next.keys();
        lookedAtNs = System.nanoTime();
    }

    /**
     * Makes the maps anew from the model.
     *
     * @param cause why they are beyond use.
     */
    void rebuild(final Throwable cause) throws IOException {
        counters.onRebuild();
        config.listener().onRebuild(cause);
        close();
        create();
    }

    private boolean publishAll() {
        note();
        boolean isExact = true;
        for (final TablePublisher table : tables) {
            isExact &= table.publishAll(maps);
        }
        if (isExact) {
            reached(StatusEntry.LIVE);
        }
        return isExact;
    }

    /** Notes how far the model is, and after that what has changed until then. */
    private void note() {
        inputs = position.inputs();
        decisions = position.decisions();
        timeNs = position.timeNs();
        for (int i = 0; i < tails.length; i++) {
            tails[i] = model.of(TABLES[i]).tail();
        }
    }

    /**
     * One pass.
     *
     * @return how many entries it published.
     */
    int publish() {
        note();
        int count = 0;
        for (int i = 0; i < tails.length; i++) {
            count += tables.get(i).publish(maps, tails[i]);
        }
        counters.onPublished(count);
        if (count > 0
                || inputs != counters.inputs()
                || decisions != counters.decisions()
                || System.nanoTime() - writtenAtNs >= HEARTBEAT_NS) {
            reached(StatusEntry.LIVE);
        }
        counters.onPass();
        return count;
    }

    /**
     * Publishes the last of it, and says that it is.
     *
     * @throws ViewException if the view has been removed, or another engine publishes there.
     * @throws IllegalStateException if other maps have to be made.
     */
    void finish() throws IOException {
        publish();
        reached(StatusEntry.CLOSED);
        look();
    }

    /** Looks at the files if that was not done of late; throws what {@link #finish()} does. */
    void lookNowAndThen() throws IOException {
        if (System.nanoTime() - lookedAtNs >= LOOK_NS) {
            look();
        }
    }

    /**
     * Looks whether what is published is what readers find. A file that is removed can be written for ever, and nobody
     * sees it. While the lock is in place nobody else may publish there, so lost maps can be made anew; without it another
     * engine may have the directory. One that publishes there nonetheless is left alone: two would take each other's maps
     * for lost for ever.
     */
    private void look() throws IOException {
        lookedAtNs = System.nanoTime();
        if (!lock.isInPlace()) {
            throw ViewException.removed(files.directory(), null);
        }
        if (!areMapsInPlace()) {
            throw new IllegalStateException(
                    current.maps().directory()
                            + " is not what readers find any more: `current`, which names it, or a map in it was"
                            + " removed or replaced");
        }
    }

    private boolean areMapsInPlace() throws IOException {
        final Current found;
        try {
            found = files.current();
        } catch (final ViewException e) {
            // It names nothing.
            return false;
        }
        if (found != null
                && found.owner() != ProcessLock.ANYBODY
                && found.owner() != lock.owner()) {
            throw ViewException.contended(files.directory());
        }
        return current.equals(found) && keys.equals(current.maps().keys());
    }

    private void reached(final long state) {
        final long engineInputs = engine.commands();
        final long lag = Math.max(0, engineInputs - inputs);
        counters.reached(inputs, decisions, lag);
        judge(lag);
        long conflated = 0;
        for (int i = 0; i < tails.length; i++) {
            conflated += model.of(TABLES[i]).conflated();
        }
        counters.conflated(conflated);
        writtenAtNs = System.nanoTime();
        final UnsafeBuffer status = statusRecord.buffer();
        status.putLong(StatusEntry.VERSION, StatusEntry.LAYOUT_VERSION);
        status.putLong(StatusEntry.STATE, state);
        status.putLong(StatusEntry.PROCESS, PROCESS);
        status.putLong(StatusEntry.STARTED_AT, startedAt);
        status.putLong(StatusEntry.WRITTEN_AT, System.currentTimeMillis());
        status.putLong(StatusEntry.ENGINE_INPUTS, engineInputs);
        status.putLong(StatusEntry.ENGINE_DECISIONS, engine.decisions());
        status.putLong(StatusEntry.VIEW_INPUTS, inputs);
        status.putLong(StatusEntry.VIEW_DECISIONS, decisions);
        status.putLong(StatusEntry.TIME, timeNs);
        status.putLong(StatusEntry.LAG_BOUND, config.lagBound());
        status.putLong(StatusEntry.TIMES_BEHIND, counters.timesBehind());
        status.putLong(StatusEntry.CONFLATED, conflated);
        status.putLong(StatusEntry.PUBLISHED, counters.published());
        status.putLong(StatusEntry.REBUILDS, counters.rebuilds());
        for (int i = 0; i < tails.length; i++) {
            status.putLong(StatusEntry.PLACES + i * Long.BYTES, tables.get(i).places());
        }
        maps.status().put(StatusEntry.KEY, statusRecord.length(StatusEntry.LENGTH), ++writes);
    }

    private void judge(final long lag) {
        if (!isBehind && lag > config.lagBound()) {
            isBehind = true;
            counters.onBehind();
            config.listener().onBehind(lag);
        } else if (isBehind && lag <= config.lagBound() / 2) {
            isBehind = false;
            config.listener().onCaughtUp(lag);
        }
    }

    /** Closes the maps. What was published stays in the files. */
    @Override
    public void close() {
        if (maps != null) {
            maps.close();
            maps = null;
        }
    }
}
