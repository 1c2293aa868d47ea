package io.swarmbid.bench.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.LinuxPerfNormProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Benchmarks of JMH, whose figures go where those of all others go. */
public final class JmhRun {
    private static final Path OUT = Path.of("bench-results");

    private JmhRun() {}

    /**
     * Runs them, and adds each iteration of each fork.
     *
     * @param given arguments as JMH's own program takes them.
     * @param defaults arguments with blanks between them, where none are given; then the machine's counters are read
     *     too, if it has any.
     * @throws IllegalArgumentException if JMH does not know one of them.
     */
    public static void run(
            final String name, final String about, final List<String> given, final String defaults)
            throws IOException, RunnerException {
        final List<String> arguments = new ArrayList<>(given);
        String withoutCounters = null;
        if (given.isEmpty()) {
            arguments.addAll(List.of(defaults.split(" ")));
            try {
                new LinuxPerfNormProfiler("");
                arguments.addAll(List.of("-prof", "perfnorm"));
            } catch (final ProfilerException e) {
                withoutCounters = "no counters of the processor here: " + e.getMessage();
            }
        }
        final CommandLineOptions options;
        try {
            options = new CommandLineOptions(arguments.toArray(String[]::new));
        } catch (final CommandLineOptionException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (options.shouldHelp()
                || options.shouldList()
                || options.shouldListWithParams()
                || options.shouldListProfilers()
                || options.shouldListResultFormats()) {
            org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
            return;
        }
        final Results results =
                new Results(name, about, Map.of(Results.ARGUMENTS, String.join(" ", arguments)));
        for (final RunResult run : new Runner(options).run()) {
            add(results, run);
        }
        if (withoutCounters != null) {
            results.failed("all", "perfnorm", withoutCounters);
        }
        results.printFooter();
        results.write(OUT);
    }

    private static void add(final Results results, final RunResult run) {
        final BenchmarkParams params = run.getParams();
        final StringBuilder row = new StringBuilder();
        for (final String key : params.getParamsKeys()) {
            row.append(row.isEmpty() ? "" : ", ")
                    .append(key)
                    .append(' ')
                    .append(params.getParam(key));
        }
        final String full = params.getBenchmark();
        final String method = full.substring(full.lastIndexOf('.') + 1);
        final String unit = run.getPrimaryResult().getScoreUnit();
        run.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .forEach(
                        iteration -> {
                            results.add(
                                    row.toString(),
                                    method,
                                    unit,
                                    iteration.getPrimaryResult().getScore());
                            iteration
                                    .getSecondaryResults()
                                    .forEach(
                                            (figure, result) ->
                                                    results.add(
                                                            row.toString(),
                                                            method,
                                                            figure + ", " + result.getScoreUnit(),
                                                            result.getScore()));
                        });
    }
}
