package io.swarmbid.bench.start;

import io.swarmbid.bench.peers.ContenderJvm;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * From the start of a JVM to the first decision, and what the first commands take, without a warm-up and with; each in a
 * JVM of its own, in turn. The last figure is what commands take after so many that the compiler is done.
 */
public final class StartBenchmark {
    private static final List<String> LOADS = List.of("room", "2.5x");
    private static final List<String> KINDS = List.of("inline", "ring");

    private StartBenchmark() {}

    /** Runs it; arguments NAME=VALUE. */
    public static void main(final String[] args) throws IOException {
        final Options options =
                Options.of("forks=5", "warmUp=0,100000", "mostMs=10000", "out=bench-results")
                        .with(args);
        final Results results =
                new Results(
                        "start",
                        "From the start of a JVM to the first decision, and the time of the first commands in microseconds: us1"
                                + " of the first, us10 of the second to the tenth on average, and so on; usLater of the last"
                                + " 50,000 of 400,000.",
                        options.all());
        for (int fork = 0; fork < options.getInt("forks"); fork++) {
            for (final String load : LOADS) {
                for (final String kind : KINDS) {
                    for (final int commands : options.ints("warmUp")) {
                        run(results, load, kind, commands, options.getInt("mostMs"));
                    }
                }
            }
        }
        print(options, results);
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    private static String contender(final String kind, final int commands) {
        return kind + (commands == 0 ? ", cold" : ", warm-up of " + commands);
    }

    private static void run(
            final Results results,
            final String load,
            final String kind,
            final int commands,
            final int mostMs)
            throws IOException {
        final String contender = contender(kind, commands);
        try {
            ContenderJvm.engine(StartContender.class.getName())
                    .run(kind, load.equals("room") ? 1 : 4, commands, mostMs)
                    .figures()
                    .forEach((figure, value) -> results.add(load, contender, figure, value));
        } catch (final ContenderJvm.FailedException e) {
            results.failed(load, contender, e.getMessage());
        }
    }

    private static void print(final Options options, final Results results) {
        System.out.println(
                "| load | engine | JVM to first decision, ms | launch, ms | command 1, us | 2-10"
                        + " | 11-100 | 101-1,000 | 1,001-10,000 | later |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (final String load : LOADS) {
            for (final String kind : KINDS) {
                for (final int commands : options.ints("warmUp")) {
                    print(results, load, contender(kind, commands));
                }
            }
        }
    }

    private static void print(final Results results, final String load, final String contender) {
        if (!results.has(load, contender, StartContender.FIGURES.get(0))) {
            return;
        }
        final StringBuilder line = new StringBuilder();
        for (final String figure : StartContender.FIGURES) {
            final Spread spread = results.spread(load, contender, figure);
            line.append(" | ").append(spread.text());
        }
        System.out.printf("| %s | %s%s |%n", load, contender, line);
    }
}
