package io.swarmbid.host.cli;

import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.replay.CoreFactory;
import io.swarmbid.host.replay.OutDirectory;
import io.swarmbid.host.replay.Replay;
import io.swarmbid.host.replay.ReplayInput;
import io.swarmbid.host.replay.ReplayOptions;
import io.swarmbid.host.replay.RunResult;
import io.swarmbid.host.report.ReportWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: the engine in logical time on recorded input. */
@Command(
        name = "replay",
        description =
                "Runs the engine in logical time on recorded input. The same input gives the same decisions.")
final class ReplayCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "INPUT",
            description =
                    "A command log (.jsonl, .jsonl.gz), a batch workload (.swf, .swf.gz) or the --out"
                            + " directory of an earlier run.")
    private Path input;

    @Option(
            names = "--pool-costs",
            paramLabel = "NAME=CSV",
            description = "A pool of a batch workload and its recorded prices.")
    private final List<String> poolCosts = new ArrayList<>();

    @Option(
            names = "--scripted",
            description =
                    "Play no host: the input holds all that happens, and the run ends with it.")
    private boolean scripted;

    @Option(names = "--lenient", description = "Pass over lines that are not well-formed.")
    private boolean lenient;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Write commands, decisions, summary and report there: a new or empty directory, or"
                            + " a former run's or replay's.")
    private Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of what is drawn for a batch workload (default ${DEFAULT-VALUE}).")
    private long seed;

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
        final ReplayOptions options =
                new ReplayOptions(input, priceFiles(), sets, seed, scripted, lenient);
        final ReplayInput checked = ReplayInput.check(options);
        final Replay replay = new Replay(checked, scripted, CoreFactory.ENGINE);
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

    private Map<String, Path> priceFiles() {
        final Map<String, Path> files = new LinkedHashMap<>();
        for (final String poolCost : poolCosts) {
            final int equals = poolCost.indexOf('=');
            if (equals < 1 || equals == poolCost.length() - 1) {
                throw new InvalidInputException("--pool-costs " + poolCost + "; it takes NAME=CSV");
            }
            final String name = poolCost.substring(0, equals);
            if (files.put(name, Path.of(poolCost.substring(equals + 1))) != null) {
                throw new InvalidInputException(
                        "--pool-costs names the pool " + name + " twice; each pool has one file");
            }
        }
        return files;
    }
}
