package io.swarmbid.host.cli;

import io.swarmbid.config.Settings;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.replay.OutDirectory;
import io.swarmbid.host.replay.Playback;
import io.swarmbid.host.replay.ReplayInput;
import io.swarmbid.host.replay.RunDirectory;
import io.swarmbid.host.replay.SettingChanges;
import io.swarmbid.host.report.ReportWriter;
import io.swarmbid.host.swf.SwfSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code whatif}: a fork of the state goes on with changes, beside the original. */
@Command(
        name = "whatif",
        description =
                "Replays to an input, forks the state there, goes on with and without the changes, and"
                        + " compares both.")
final class WhatifCommand implements Callable<Integer> {
    private static final String ORIGINAL = "original";
    private static final String CHANGED = "changed";

    @Spec private CommandSpec spec;

    @Mixin private final InputOptions input = new InputOptions();

    @Option(
            names = "--at",
            paramLabel = "SEQ",
            required = true,
            description = "Fork right after that input; 0: before the first.")
    private long at;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            split = ",",
            description = "Change a setting in the fork.")
    private final List<String> sets = new ArrayList<>();

    @Option(
            names = "--base",
            paramLabel = "NAME=VALUE",
            split = ",",
            description = "Change a setting on both sides, from the start.")
    private final List<String> bases = new ArrayList<>();

    @Option(
            names = "--command",
            paramLabel = "JSON",
            description =
                    "Insert a command into the fork; without \"at\" it comes right after the fork.")
    private final List<String> commands = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write both sides there, as DIR/original and DIR/changed.")
    private Path out;

    private final Terminal terminal;

    WhatifCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        OutDirectory.refuseEmpty(out);
        if (sets.isEmpty() && commands.isEmpty()) {
            throw new InvalidInputException(
                    "swarmbid: nothing changes; whatif takes --set NAME=VALUE or --command JSON, or both");
        }
        final ReplayInput checked = input.check(bases);
        ExplainCommand.refuseOutside(checked, at);
        final Settings changed =
                SettingChanges.apply(sets, checked.settings(), SwfSettings.NAMES, "--base");
        refuseInput(checked);
        final RunDirectory original = prepare(ORIGINAL);
        final RunDirectory fork = prepare(CHANGED);
        final Progress progress =
                new Progress(terminal, spec.commandLine().getErr(), checked.lastInput());
        try (Playback left = Playback.of(checked, input.scriptedAsRecorded(), original, null)) {
            left.runTo(at);
            try (Playback right = fork(left, changed, fork)) {
                final long forkedNs = left.core().timeNs();
                left.runToEnd(progress);
                right.runToEnd(progress);
                progress.clear();
                write(left, original, changed);
                write(right, fork, changed);
                final PrintWriter writer = spec.commandLine().getOut();
                new WhatifText(writer, left, right).print(at, forkedNs, sets, commands);
                if (out != null) {
                    writer.println("written    " + original.path() + ", " + fork.path());
                }
                writer.flush();
            }
        } finally {
            progress.clear();
        }
        return ExitStatus.DONE;
    }

    private Playback fork(final Playback left, final Settings changed, final RunDirectory to) {
        try {
            return left.fork(changed, commands, to);
        } catch (final IllegalArgumentException e) {
            throw new InvalidInputException(
                    "--set " + e.getMessage() + "; --base sets it on both sides");
        }
    }

    /** The input is never written to. */
    private void refuseInput(final ReplayInput checked) throws IOException {
        if (out == null) {
            return;
        }
        final Path file = checked.file().toRealPath();
        for (final String side : List.of(ORIGINAL, CHANGED)) {
            final Path directory = out.resolve(side);
            if (Files.isDirectory(directory) && file.startsWith(directory.toRealPath())) {
                throw new InvalidInputException(
                        "--out " + out + " holds the input; it takes another directory");
            }
        }
    }

    private RunDirectory prepare(final String side) throws IOException {
        if (out == null) {
            return null;
        }
        if (Files.isDirectory(out)) {
            try (Stream<Path> entries = Files.list(out)) {
                final List<String> foreign =
                        entries.map(entry -> entry.getFileName().toString())
                                .filter(name -> !ORIGINAL.equals(name) && !CHANGED.equals(name))
                                .sorted()
                                .toList();
                if (!foreign.isEmpty()) {
                    throw new InvalidInputException(
                            "--out "
                                    + out
                                    + " holds "
                                    + foreign.get(0)
                                    + ", which is no what-if's; it takes an empty directory or a former"
                                    + " what-if's");
                }
            }
        }
        return OutDirectory.prepare(out.resolve(side));
    }

    private void write(final Playback side, final RunDirectory directory, final Settings changed)
            throws IOException {
        if (directory == null) {
            return;
        }
        final boolean isReplayable = side.settings().equals(side.initialSettings());
        side.write(
                json -> {
                    json.writeBooleanField(RunDirectory.SCRIPTED_FIELD, input.scriptedAsRecorded());
                    if (!isReplayable) {
                        json.writeNumberField(RunDirectory.CHANGED_FIELD, at);
                    }
                });
        ReportWriter.write(directory.path());
    }
}
