package io.swarmbid.host.replay;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.host.log.CommandSource;
import io.swarmbid.host.log.CommandWriter;
import io.swarmbid.host.log.DecisionWriter;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.log.OutputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Replays checked input from its first command to the end, writing what an {@code --out} directory holds. */
public final class Replay {
    private static final long STEPS_PER_PROGRESS = 1 << 14;

    private final ReplayInput input;
    private final boolean scripted;
    private final CoreFactory cores;

    /** A replay that has not begun. */
    public Replay(final ReplayInput input, final boolean scripted, final CoreFactory cores) {
        this.input = input;
        this.scripted = scripted;
        this.cores = cores;
    }

    /**
     * Runs to the end.
     *
     * @param out directory for the files, made if it is missing, cleared of a former run's; null to write none.
     * @param progress told now and then of the last input sequence.
     * @throws InvalidInputException if the directory cannot be used.
     * @throws UncheckedIOException if writing fails.
     */
    public RunResult run(final Path out, final LongConsumer progress) {
        if (out == null) {
            return run(null, null, new SymbolTable(), progress);
        }
        final RunDirectory directory = new RunDirectory(out);
        refuseOverwriting(directory);
        OutDirectory.prepare(out);
        try {
            final SymbolTable symbols = new SymbolTable();
            final RunResult result;
            try (CommandWriter commands =
                            new CommandWriter(OutputFile.create(directory.commands()), symbols);
                    DecisionWriter decisions =
                            new DecisionWriter(OutputFile.create(directory.decisions()))) {
                result = run(commands, decisions, symbols, progress);
            }
            OutputFile.replace(
                    directory.summary(),
                    summary ->
                            SummaryWriter.write(
                                    summary,
                                    result,
                                    json ->
                                            json.writeBooleanField(
                                                    RunDirectory.SCRIPTED_FIELD, scripted)));
            return result;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuseOverwriting(final RunDirectory directory) {
        try {
            if (Files.exists(directory.commands())
                    && Files.isSameFile(directory.commands(), input.file())) {
                throw new InvalidInputException(
                        "--out "
                                + directory.path()
                                + " holds the input; it takes another directory");
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunResult run(
            final CommandWriter commands,
            final DecisionWriter writer,
            final SymbolTable symbols,
            final LongConsumer progress) {
        final DecisionWriter decisions = writer == null ? new DecisionWriter(null) : writer;
        final RunSummary summary = new RunSummary();
        final CapacityMeter capacity = new CapacityMeter();
        final WasteMeter waste = new WasteMeter(symbols);
        final SimulatedHost host =
                scripted ? null : new SimulatedHost(input.settings(), input.answers());
        final List<CommandListener> listeners = new ArrayList<>();
        listeners.addAll(List.of(summary, capacity, waste));
        if (host != null) {
            listeners.add(host);
        }
        final CoreFactory.CoreWithBooks made = cores.create(input.settings(), symbols);
        try (AllocationCore core = made.core();
                CommandSource source = input.open(symbols)) {
            final ReplayLoop loop =
                    new ReplayLoop(core, source, host, commands, decisions, listeners);
            for (long steps = 1; loop.step(); steps++) {
                made.watch().run();
                if (steps % STEPS_PER_PROGRESS == 0) {
                    progress.accept(loop.lastInput());
                }
            }
            return new RunResult(
                    decisions.digest(),
                    core.stateDigest(),
                    core.timeNs(),
                    input.faults().countsByReason(),
                    input.jobsPassedOver(),
                    summary,
                    made.totals().get(),
                    capacity.costs(core.timeNs()),
                    waste.waste(core.timeNs()),
                    input.settings());
        }
    }
}
