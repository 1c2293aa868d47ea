package io.swarmbid.host.cli;

import io.swarmbid.host.replay.CoreFactory;
import io.swarmbid.host.replay.OutDirectory;
import io.swarmbid.host.replay.Replay;
import io.swarmbid.host.replay.ReplayInput;
import io.swarmbid.host.replay.RunResult;
import io.swarmbid.host.report.ReportWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: the engine in logical time on recorded input. */
@Command(
        name = "replay",
        description =
                "Runs the engine in logical time on recorded input. The same input gives the same decisions.")
final class ReplayCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private final InputOptions input = new InputOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Write commands, decisions, summary and report there: a new or empty directory, or"
                            + " a former run's or replay's.")
    private Path out;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            split = ",",
            description = "Change a setting.")
    private final List<String> sets = new ArrayList<>();

    private final Terminal terminal;

    ReplayCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        OutDirectory.refuseEmpty(out);
        final ReplayInput checked = input.check(sets);
        final Replay replay = new Replay(checked, input.scripted(), CoreFactory.ENGINE);
        final Progress progress =
                new Progress(terminal, spec.commandLine().getErr(), checked.lastInput());
        final RunResult result;
        try {
            result = replay.run(out, progress);
            if (out != null) {
                ReportWriter.write(out);
            }
        } finally {
            progress.clear();
        }
        final PrintWriter writer = spec.commandLine().getOut();
        ResultText.print(writer, result);
        if (out != null) {
            writer.println("written    " + out);
        }
        writer.flush();
        return ExitStatus.DONE;
    }
}
