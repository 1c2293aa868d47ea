package io.swarmbid.host.cli;

import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.replay.RunDirectory;
import io.swarmbid.view.SharedView;
import io.swarmbid.view.ViewException;
import io.swarmbid.view.ViewReader;
import io.swarmbid.view.ViewSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect}: the live state of a running engine, read from another process without stopping it. */
@Command(
        name = "inspect",
        description =
                "Shows the instances, tasks and prices of an engine that runs, or of one that ran, from the view that"
                        + " it publishes.")
final class InspectCommand implements Callable<Integer> {
    private static final long PERIOD_NS = TimeUnit.SECONDS.toNanos(1);
    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "The --out of a run, or the directory that an engine publishes into.")
    private Path directory;

    @Option(
            names = "--watch",
            description = "Look once a second, until the engine is gone or Ctrl-C.")
    private boolean watch;

    @Option(names = "--json", description = "One line of JSON for each look.")
    private boolean json;

    private final boolean outIsTerminal;

    InspectCommand(final boolean outIsTerminal) {
        this.outIsTerminal = outIsTerminal;
    }

    @Override
    public Integer call() throws IOException {
        final PrintWriter out = spec.commandLine().getOut();
        if (!Files.exists(SharedView.directory(directory))
                && new RunDirectory(directory).wasBegun()) {
            throw new InvalidInputException(
                    "swarmbid: "
                            + directory
                            + " has no view, only the log of a replay, or of a run that has just begun or broke off before"
                            + " it had published; replay and explain read its commands.jsonl");
        }
        try (ViewReader reader = ViewReader.open(directory)) {
            long nextNs = System.nanoTime();
            boolean isLast;
            do {
                for (long leftNs = nextNs - System.nanoTime();
                        leftNs > 0;
                        leftNs = nextNs - System.nanoTime()) {
                    LockSupport.parkNanos(leftNs);
                }
                nextNs += PERIOD_NS;
                final ViewSnapshot snapshot = reader.read();
                out.print(text(snapshot));
                out.flush();
                isLast = !watch || !snapshot.status().isLive();
            } while (!isLast && !out.checkError());
        } catch (final ViewException e) {
            throw new InvalidInputException("swarmbid: " + e.getMessage());
        }
        return ExitStatus.DONE;
    }

    private String text(final ViewSnapshot snapshot) throws IOException {
        if (json) {
            return InspectJson.line(snapshot) + "\n";
        }
        final String before = watch ? outIsTerminal ? CLEAR_SCREEN : "\n" : "";
        return before + InspectText.of(snapshot, System.currentTimeMillis());
    }
}
