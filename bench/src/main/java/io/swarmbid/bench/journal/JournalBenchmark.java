package io.swarmbid.bench.journal;

import io.swarmbid.bench.loop.JournaledLoop;
import io.swarmbid.bench.results.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What a journal costs: appends, round trips, snapshots, recovery. */
public final class JournalBenchmark {
    private static final List<String> PARTS = List.of("append", "loop", "recovery", "pause");

    private JournalBenchmark() {}

    /** Runs the parts that are named, or all, in a temporary directory; options are NAME=VALUE. */
    public static void main(final String[] args) throws Exception {
        final Options options =
                Options.of("rounds=9", "commands=1000000", "tasks=10000,100000,1000000")
                        .with(
                                Arrays.stream(args)
                                        .filter(each -> each.contains("="))
                                        .toArray(String[]::new));
        final List<String> named = Arrays.stream(args).filter(each -> !each.contains("=")).toList();
        final Path directory = Files.createTempDirectory("swarmbid-journal");
        try {
            for (final String part : named.isEmpty() ? PARTS : named) {
                run(part, options, directory);
            }
        } finally {
            Directories.delete(directory);
        }
    }

    private static void run(final String part, final Options options, final Path directory)
            throws Exception {
        switch (part) {
            case "append" -> AppendBenchmark.run(directory);
            case "loop" -> JournaledLoop.run(directory, options.getInt("rounds"));
            case "recovery" ->
                    RecoveryBenchmark.run(
                            directory, options.getInt("commands"), options.ints("tasks"));
            case "pause" -> PauseBenchmark.run(directory, options.ints("tasks"));
            default ->
                    throw new IllegalArgumentException(
                            "no part '" + part + "'; there are " + String.join(", ", PARTS));
        }
    }
}
