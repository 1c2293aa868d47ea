package io.swarmbid.host.report.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads an output directory: commands and decisions side by side by logical time, each file once from top to end. */
public final class RecordReader {
    private final CommandReader commands;
    private final DecisionReader decisions;
    private final RunState state;
    private boolean hasCommand;

    private RecordReader(
            final CommandReader commands, final DecisionReader decisions, final RunState state) {
        this.commands = commands;
        this.decisions = decisions;
        this.state = state;
    }

    /**
     * Reads a run back.
     *
     * @param dir holds {@code commands.jsonl}, {@code decisions.jsonl} and {@code summary.json}, and {@code
     * usage.csv}
     *     where the run recorded it.
     * @throws IOException if a file is missing or not well-formed, naming it and the line.
     */
    public static RunRecord read(final Path dir) throws IOException {
        final Summary summary = Summary.read(dir.resolve("summary.json"));
        final Path usage = dir.resolve("usage.csv");
        final boolean hasUsage = Files.exists(usage);
        final RunState state = new RunState(summary, !hasUsage);
        try (CommandReader commands = new CommandReader(dir.resolve("commands.jsonl"));
                DecisionReader decisions = new DecisionReader(dir.resolve("decisions.jsonl"))) {
            new RecordReader(commands, decisions, state).merge();
        }
        state.finish();
        final List<Task> holders = state.holders.toList();
        boolean sawUsage = state.sawUsage();
        if (hasUsage) {
            sawUsage = UsageFile.read(usage, holders) > 0;
        }
        final String source = hasUsage ? "usage.csv" : "commands.jsonl";
        final List<Task> tasks = new ArrayList<>(state.listed.toList());
        tasks.sort(Comparator.comparingLong(Task::arrivedAt).thenComparingLong(Task::id));
        final Path name = dir.toAbsolutePath().normalize().getFileName();
        return new RunRecord(
                name == null ? "" : name.toString(),
                summary,
                state.startNs(),
                state.now(),
                tasks,
                state.listed.dropped(),
                holders,
                state.customers.toList(),
                state.classes.toList(),
                List.copyOf(state.pools.values()),
                state.swarm.listed.toList(),
                state.swarm.listed.dropped(),
                state.totals,
                state.tallies,
                state.findings,
                sawUsage ? source : "");
    }

    /**
     * A decision comes after the command that caused it and after all earlier ones. One without a cause (a timer, the
     * simulated host) comes before or after the commands of the same instant; it comes before, unless it names a task
     * that only such a command brings.
     */
    private void merge() throws IOException {
        hasCommand = commands.next();
        while (decisions.next()) {
            while (hasCommand && isBefore()) {
                apply();
            }
            while (hasCommand
                    && commands.at <= decisions.at
                    && decisions.task != JsonLines.ABSENT
                    && !state.knows(decisions.task)) {
                apply();
            }
            state.decision(decisions);
        }
        while (hasCommand) {
            apply();
        }
    }

    private boolean isBefore() {
        return commands.at < decisions.at
                || commands.at == decisions.at
                        && decisions.cause > 0
                        && commands.line() <= decisions.cause;
    }

    private void apply() throws IOException {
        state.command(commands);
        hasCommand = commands.next();
    }
}
