package io.swarmbid.host.cli;

import io.swarmbid.host.actuator.Actuators;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.replay.OutDirectory;
import io.swarmbid.host.replay.Totals;
import io.swarmbid.host.run.RunOptions;
import io.swarmbid.host.run.RunOutcome;
import io.swarmbid.host.run.RunVerb;
import io.swarmbid.pipeline.LatencySnapshot;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: this machine, auctioned among real processes. */
@Command(
        name = "run",
        description =
                "Auctions this machine's CPU and memory among real processes by their bids. Without a"
                        + " workload it runs a built-in one of 20 seconds.")
final class RunCommand implements Callable<Integer> {
    private static final int NANO_DIGITS = 9;
    private static final int MILLI_DIGITS = 6;
    private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(4_000_000_000L);
    private static final int SAMPLE_MS_MIN = 10;
    private static final int SAMPLE_MS_MAX = 60_000;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "WORKLOAD.yaml",
            arity = "0..1",
            description =
                    "Which commands bid for the machine, and how it is cut up (docs/workload.md).")
    private Path workload;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "End after so many seconds; 0: when all tasks have ended. Default: what the workload says.")
    private String seconds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Write the files there: a new or empty directory, or a former run's or replay's. Default: a new one"
                            + " under ./out.")
    private Path out;

    @Option(
            names = "--actuator",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "auto, cgroup, affinity or none (default ${DEFAULT-VALUE}).")
    private String actuator;

    @Option(
            names = "--sample-ms",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "Milliseconds between two samples of the probes (default ${DEFAULT-VALUE}).")
    private int sampleMs;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            split = ",",
            description = "Change a setting.")
    private final List<String> sets = new ArrayList<>();

    @Override
    public Integer call() {
        OutDirectory.refuseEmpty(out);
        if (sampleMs < SAMPLE_MS_MIN || sampleMs > SAMPLE_MS_MAX) {
            throw new InvalidInputException(
                    "swarmbid: --sample-ms " + sampleMs + " is out of range; it takes 10 to 60000");
        }
        final RunOptions options =
                new RunOptions(workload, durationNs(), out, request(), sampleMs * 1_000_000L, sets);
        final PrintWriter writer = spec.commandLine().getOut();
        return RunVerb.run(
                options,
                RunVerb.isTerminal(),
                writer,
                spec.commandLine().getErr(),
                outcome -> print(writer, outcome));
    }

    private long durationNs() {
        if (seconds == null) {
            return RunOptions.FROM_WORKLOAD;
        }
        final BigDecimal number;
        try {
            number = new BigDecimal(seconds);
        } catch (final NumberFormatException e) {
            throw new InvalidInputException(
                    "swarmbid: --seconds "
                            + seconds
                            + " is no number; it takes seconds such as 20 or 2.5, or 0: until all tasks have"
                            + " ended");
        }
        if (number.signum() < 0 || number.compareTo(SECONDS_MAX) > 0) {
            throw new InvalidInputException(
                    "swarmbid: --seconds "
                            + seconds
                            + " is out of range; it takes seconds from 0 to "
                            + SECONDS_MAX);
        }
        return number.movePointRight(NANO_DIGITS).longValue();
    }

    private Actuators.Request request() {
        try {
            return Actuators.Request.of(actuator);
        } catch (final IllegalArgumentException e) {
            throw new InvalidInputException("swarmbid: " + e.getMessage());
        }
    }

    private static void print(final PrintWriter writer, final RunOutcome outcome) {
        writer.println();
        ResultText.print(writer, outcome.result());
        final Totals totals = outcome.result().totals();
        writer.println(
                "statement  revenue "
                        + millis(totals.revenue())
                        + " + subsidy "
                        + millis(totals.subsidy())
                        + " = cost "
                        + millis(totals.cost())
                        + " + margin "
                        + millis(totals.margin())
                        + " (thousandths)");
        final LatencySnapshot latency = outcome.latency();
        writer.println(
                "latency    p50 "
                        + micros(latency.p50Ns())
                        + ", p99 "
                        + micros(latency.p99Ns())
                        + ", max "
                        + micros(latency.maxNs())
                        + ", of "
                        + latency.count()
                        + " commands that caused a decision");
        writer.println("actuator   " + outcome.actuator());
        writer.println("probes     " + outcome.probes());
        writer.println("written    " + outcome.directory() + " (open report.html there)");
        writer.println(
                "replay     ./swarmbid replay --scripted "
                        + ShellWord.of(outcome.directory().toString()));
    }

    private static String millis(final long nano) {
        return BigDecimal.valueOf(nano, MILLI_DIGITS).toPlainString();
    }

    private static String micros(final long nanos) {
        return nanos / 1_000 + " us";
    }
}
