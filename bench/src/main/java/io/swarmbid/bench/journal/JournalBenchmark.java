package io.swarmbid.bench.journal;

import io.swarmbid.bench.loop.JournaledLoop;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a journal costs: appends, round trips, snapshots, recovery. */
public final class JournalBenchmark {
    private static final List<String> PARTS = List.of("append", "loop", "recovery", "pause");

    private JournalBenchmark() {}

    /** Runs the parts that are named, or all, in a temporary directory; options are NAME=VALUE. */
    public static void main(final String[] args) throws Exception {
        final Options options =
                Options.of(
                                "rounds=9",
                                "commands=1000000",
                                "tasks=10000,100000,1000000",
                                "out=bench-results")
                        .with(
                                Arrays.stream(args)
                                        .filter(each -> each.contains("="))
                                        .toArray(String[]::new));
        final List<String> named = Arrays.stream(args).filter(each -> !each.contains("=")).toList();
        final Map<String, String> parameters = new LinkedHashMap<>(options.all());
        parameters.put(Results.ARGUMENTS, String.join(" ", named));
        final Results results =
                new Results(
                        "journal",
                        "What a journal costs: an append in nanoseconds beside a plain file's write, round trips in nanoseconds"
                                + " without and with one that is never synced, how long snapshots and recoveries take, and"
                                + " how long telemetry waits in microseconds while a snapshot is taken.",
                        parameters);
        final Path directory = Files.createTempDirectory("swarmbid-journal");
        try {
            for (final String part : named.isEmpty() ? PARTS : named) {
                run(part, options, directory, results);
            }
        } finally {
            Directories.delete(directory);
        }
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    private static void run(
            final String part, final Options options, final Path directory, final Results results)
            throws Exception {
        switch (part) {
            case "append" -> AppendBenchmark.run(results, directory);
            case "loop" -> JournaledLoop.run(results, directory, options.getInt("rounds"));
            case "recovery" ->
                    RecoveryBenchmark.run(
                            results, directory, options.getInt("commands"), options.ints("tasks"));
            case "pause" -> PauseBenchmark.run(results, directory, options.ints("tasks"));
            default ->
                    throw new IllegalArgumentException(
                            "no part '" + part + "'; there are " + String.join(", ", PARTS));
        }
    }
}
