package io.swarmbid.bench.journal;

import io.swarmbid.bench.loop.JournaledLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a journal costs: appends, round trips, snapshots, recovery. */
public final class JournalBenchmark {
    private JournalBenchmark() {}

    /** Runs the parts named {@code append}, {@code loop}, {@code recovery}, or all; in a temporary directory. */
    public static void main(final String[] args) throws IOException {
        final List<String> parts =
                args.length == 0 ? List.of("append", "loop", "recovery") : List.of(args);
        final Path directory = Files.createTempDirectory("swarmbid-journal");
        try {
            for (final String part : parts) {
                switch (part) {
                    case "append" -> AppendBenchmark.run(directory);
                    case "loop" -> JournaledLoop.run(directory, 9);
                    case "recovery" ->
                            RecoveryBenchmark.run(directory, 1_000_000, 10_000, 100_000, 1_000_000);
                    default ->
                            throw new IllegalArgumentException(
                                    "no part '" + part + "'; there are append, loop, recovery");
                }
            }
        } finally {
            Directories.delete(directory);
        }
    }
}
