package io.swarmbid.host.replay;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.core.EngineCore;
import io.swarmbid.host.log.CommandSource;
import io.swarmbid.host.log.CommandWriter;
import io.swarmbid.host.log.DecisionWriter;
import io.swarmbid.host.log.OutputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A replay that can be halted after an input, looked at and forked: core, simulated host, counts and digest go on by
 * themselves on both sides. Not threadsafe.
 */
public final class Playback implements AutoCloseable {
    private static final long STEPS_PER_PROGRESS = 1 << 14;

    /** What a playback follows its core with; each part can be forked. */
    private record Gathered(
            SimulatedHost host,
            RunSummary summary,
            CapacityMeter capacity,
            WasteMeter waste,
            TaskOutcomes outcomes,
            AccuracySeries accuracies) {}

    /** Where commands and decisions go. */
    private record Written(
            RunDirectory directory, CommandWriter commands, DecisionWriter decisions) {}

    private final ReplayInput input;
    private final SymbolTable symbols;
    private final Settings settings;
    private final EngineCore core;
    private final CommandSource source;
    private final Gathered gathered;
    private final Written files;
    private final ReplayLoop loop;

    private Playback(
            final ReplayInput input,
            final SymbolTable symbols,
            final Settings settings,
            final EngineCore core,
            final CommandSource source,
            final Gathered gathered,
            final Written files,
            final CommandListener watcher) {
        this.input = input;
        this.symbols = symbols;
        this.settings = settings;
        this.core = core;
        this.source = source;
        this.gathered = gathered;
        this.files = files;
        final List<CommandListener> listeners = new ArrayList<>();
        listeners.addAll(List.of(gathered.summary, gathered.capacity, gathered.waste));
        listeners.add(gathered.outcomes);
        if (gathered.host != null) {
            listeners.add(gathered.host);
        }
        if (watcher != null) {
            listeners.add(watcher);
        }
        loop =
                new ReplayLoop(
                        core, source, gathered.host, files.commands, files.decisions, listeners);
    }

    /**
     * A playback that has not begun.
     *
     * @param directory prepared, for commands and decisions; null to write none.
     * @param watcher told of every command and decision, null: none; a fork does not take it along.
     */
    public static Playback of(
            final ReplayInput input,
            final boolean scripted,
            final RunDirectory directory,
            final CommandListener watcher) {
        final SymbolTable symbols = new SymbolTable();
        final Settings settings = input.settings();
        final CommandWriter commands =
                directory == null ? null : new CommandWriter(create(directory.commands()), symbols);
        final DecisionWriter decisions =
                new DecisionWriter(directory == null ? null : create(directory.decisions()));
        return new Playback(
                input,
                symbols,
                settings,
                new EngineCore(settings, symbols),
                input.open(symbols),
                new Gathered(
                        scripted ? null : new SimulatedHost(settings, input.answers()),
                        new RunSummary(),
                        new CapacityMeter(),
                        new WasteMeter(symbols),
                        new TaskOutcomes(),
                        new AccuracySeries()),
                new Written(directory, commands, decisions),
                watcher);
    }

    private static OutputStream create(final Path path) {
        try {
            return OutputFile.create(path);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does what comes next; false at the end. */
    public boolean step() {
        final boolean more = loop.step();
        gathered.accuracies.note(core.timeNs(), core.estimates());
        return more;
    }

    /** Halts right after the last input whose sequence is at most this; nothing that comes after it has happened. */
    public void runTo(final long sequence) {
        final long last = input.lastInputUpTo(sequence);
        while (loop.lastInput() < last && step()) {
            continue;
        }
    }

    /** Runs to the end. */
    public void runToEnd(final LongConsumer progress) {
        for (long steps = 1; step(); steps++) {
            if (steps % STEPS_PER_PROGRESS == 0) {
                progress.accept(loop.lastInput());
            }
        }
    }

    /**
     * Another playback that goes on from here by itself, with changes.
     *
     * @param changed settings; those that size tables are this one's.
     * @param insertedCommands as on a command line; see {@link Insertions}.
     * @param to prepared, for the fork's commands and decisions from the beginning; null to write none.
     * @throws IllegalArgumentException if a setting cannot change here.
     * @throws io.swarmbid.host.log.InvalidInputException if a command is wrong.
     */
    public Playback fork(
            final Settings changed, final List<String> insertedCommands, final RunDirectory to) {
        final Insertions insertions = new Insertions(insertedCommands, changed, core.timeNs());
        final long at = loop.lastInput();
        final EngineCore forked = core.fork(changed);
        final CommandSource rest = insertions.into(input.open(symbols), symbols, at);
        for (long skipped = 0; skipped < loop.given(); skipped++) {
            rest.next();
        }
        final Playback fork =
                new Playback(
                        input,
                        symbols,
                        changed,
                        forked,
                        rest,
                        new Gathered(
                                gathered.host == null
                                        ? null
                                        : gathered.host.fork(answers(insertions, at)),
                                gathered.summary.fork(),
                                gathered.capacity.fork(),
                                gathered.waste.fork(),
                                gathered.outcomes.fork(),
                                gathered.accuracies.fork()),
                        forkFiles(to),
                        null);
        if (!changed.equals(settings)) {
            fork.loop.act(forked::reconsider);
        }
        return fork;
    }

    /** What the changed input says for the host. */
    private LoggedAnswers answers(final Insertions insertions, final long at) {
        final LoggedAnswers answers = new LoggedAnswers();
        try (CommandSource all = insertions.into(input.open(symbols), symbols, at)) {
            while (all.next() && all.hasInput()) {
                if (all.sequence() != 0) {
                    answers.note(all.sequence(), all.buffer(), 0);
                }
            }
        }
        return answers;
    }

    private Written forkFiles(final RunDirectory to) {
        if (to == null) {
            return new Written(null, null, new DecisionWriter(files.decisions, null));
        }
        files.commands.flush();
        files.decisions.flush();
        final OutputStream commands = continued(files.directory.commands(), to.commands());
        final OutputStream decisions = continued(files.directory.decisions(), to.decisions());
        return new Written(
                to,
                new CommandWriter(commands, symbols),
                new DecisionWriter(files.decisions, decisions));
    }

    /** A file that goes on where another is now. */
    private static OutputStream continued(final Path from, final Path to) {
        try {
            OutputFile.replace(to, out -> Files.copy(from, out));
            return OutputFile.append(to);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The core, to be read between two steps. */
    public EngineCore core() {
        return core;
    }

    /** The settings that hold now. */
    public Settings settings() {
        return settings;
    }

    /** The settings that held at the first input. */
    public Settings initialSettings() {
        return input.settings();
    }

    /** Strings of the commands. */
    public SymbolTable symbols() {
        return symbols;
    }

    /** The last input that has happened. */
    public long lastInput() {
        return loop.lastInput();
    }

    /** What became of every task so far, those that are live charged up to now. */
    public TaskOutcomes outcomes() {
        gathered.outcomes.charge(core);
        return gathered.outcomes;
    }

    /** What it came to so far. */
    public RunResult result() {
        return new RunResult(
                files.decisions.digest(),
                core.stateDigest(),
                core.timeNs(),
                input.faults().countsByReason(),
                input.jobsPassedOver(),
                gathered.summary,
                Totals.of(core, symbols, gathered.accuracies),
                gathered.capacity.costs(core.timeNs()),
                gathered.waste.waste(core.timeNs()),
                settings);
    }

    /** Writes everything out, the summary too; there is a directory. */
    public void write(final SummaryWriter.Extra extra) throws IOException {
        files.commands.flush();
        files.decisions.flush();
        OutputFile.replace(
                files.directory.summary(), out -> SummaryWriter.write(out, result(), extra));
    }

    @Override
    public void close() {
        if (files.commands != null) {
            files.commands.close();
        }
        files.decisions.close();
        source.close();
        core.close();
    }
}
