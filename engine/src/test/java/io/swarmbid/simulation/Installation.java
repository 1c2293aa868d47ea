package io.swarmbid.simulation;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.journal.SyncLevel;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.EngineFailedException;
import io.swarmbid.pipeline.InlineEngine;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The engine of a day, and the ones that come after it when it dies. Each goes on from what lay on the disk at the instant
 * of the death: a copy of the directory, taken before the dying engine can tidy up.
 */
final class Installation implements AutoCloseable {
    private static final int SEGMENT_BYTES = 1 << 16;

    private final Conditions conditions;
    private final Agenda agenda;
    private final Lockstep lockstep;
    private final UnreliableHost host;
    private final Tally tally;
    private final List<String> names;
    private final Path root;
    private final long snapshotEvery;
    private final SyncLevel sync;
    private InlineEngine engine;
    private EngineClient client;
    private int generation;

    /**
     * @param names that the host interns at every start, in this order.
     * @param root directory for all journals.
     */
    Installation(
            final Conditions conditions,
            final Agenda agenda,
            final Lockstep lockstep,
            final UnreliableHost host,
            final Tally tally,
            final List<String> names,
            final Path root) {
        this.conditions = conditions;
        this.agenda = agenda;
        this.lockstep = lockstep;
        this.host = host;
        this.tally = tally;
        this.names = names;
        this.root = root;
        snapshotEvery = conditions.oneOf(0, 40, 400);
        sync = conditions.chance(10) ? SyncLevel.BATCH : SyncLevel.NONE;
        launch();
    }

    private Path directory() {
        return root.resolve("journal-" + generation);
    }

    private void launch() {
        final SymbolTable symbols = new SymbolTable();
        names.forEach(symbols::intern);
        final EngineConfig config =
                new EngineConfig()
                        .settings(conditions.settings)
                        .symbols(symbols)
                        .clock(agenda)
                        .onCommand(lockstep)
                        .onDecision(lockstep)
                        .onDecision(host);
        if (conditions.crashes) {
            config.journal(
                    directory(),
                    journal ->
                            journal.segmentBytes(SEGMENT_BYTES)
                                    .snapshotEvery(snapshotEvery)
                                    .sync(sync)
                                    .redeliverAfter(lockstep.decisions()));
        }
        engine = SwarmEngine.inline(config);
        client = engine.client();
        host.use(client);
    }

    EngineClient client() {
        return client;
    }

    boolean isUp() {
        return engine.isOpen();
    }

    /** Fires the timers that are due by the clock. */
    void fireTimers() {
        lockstep.beforeTimers();
        engine.poll();
    }

    /** The engine dies, and another one takes its place. */
    void crash() {
        final CrashPoint point =
                conditions.random.nextBoolean()
                        ? CrashPoint.BEFORE_THE_COMMAND
                        : CrashPoint.BEFORE_THE_DECISIONS;
        tally.count("crash " + point);
        if (host.isDraining()) {
            tally.count("crash in the midst of a drain");
        }
        if (conditions.chance(10)) {
            engine.snapshot();
        }
        final Path dead = directory();
        generation++;
        if (point == CrashPoint.BEFORE_THE_COMMAND) {
            copy(dead, directory());
        }
        lockstep.dieAt(point);
        client.tick();
        if (point == CrashPoint.BEFORE_THE_DECISIONS) {
            copy(dead, directory());
        }
        lockstep.dieAt(null);
        try {
            engine.close();
            throw new AssertionError("the engine outlived its crash");
        } catch (final EngineFailedException expected) {
            if (!(expected.getCause() instanceof SimulatedCrash)) {
                throw expected;
            }
        }
        launch();
    }

    private static void copy(final Path from, final Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectory(to);
            for (final Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the day; the digest of the state after the closing tick. */
    long end() {
        engine.close();
        return engine.stateDigest();
    }

    @Override
    public void close() {
        if (engine.isOpen()) {
            engine.close();
        }
    }
}
