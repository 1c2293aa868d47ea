package io.swarmbid.bench.loop;

import io.swarmbid.bench.peers.ContenderJvm;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What JVM flags and the engine's own choices do to the closed loop and to telemetry: a JVM for each, all of them in turn.
 */
public final class KnobsBenchmark {
    /** Without any, the collectors of JDK 17. */
    private static final List<String> COLLECTORS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseParallelGC",
                    "-XX:+UseG1GC",
                    "-XX:+UseZGC",
                    "-XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC");

    private KnobsBenchmark() {}

    /**
     * Runs it. Arguments that hold a flag, or one of the contender's choices, are what is compared, with blanks between
     * several that go together; the others are options NAME=VALUE.
     */
    public static void main(final String[] args) throws IOException {
        final List<String> variants = new ArrayList<>();
        final List<String> rest = new ArrayList<>();
        for (final String argument : args) {
            (isVariant(argument) ? variants : rest).add(argument);
        }
        final Options options =
                Options.of("forks=5", "rounds=5", "samples=1000000", "out=bench-results")
                        .with(rest.toArray(String[]::new));
        if (variants.isEmpty()) {
            variants.addAll(COLLECTORS);
        }
        final Results results =
                new Results(
                        "knobs",
                        "The closed loop and telemetry with JVM flags and the engine's choices, a JVM for each: round trips in"
                                + " nanoseconds, what the engine adds to a bare Disruptor's, collections of garbage.",
                        parameters(options, variants));
        for (int fork = 0; fork < options.getInt("forks"); fork++) {
            for (final String variant : variants) {
                run(results, variant, options);
            }
        }
        print(results, variants);
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    private static Map<String, String> parameters(
            final Options options, final List<String> variants) {
        final Map<String, String> all = new LinkedHashMap<>(options.all());
        all.put(
                Results.ARGUMENTS,
                String.join(" ", variants.stream().map(each -> "'" + each + "'").toList()));
        return all;
    }

    static boolean isVariant(final String argument) {
        return argument.isEmpty()
                || argument.startsWith("-")
                || KnobsContender.CHOICES.stream().anyMatch(argument::startsWith);
    }

    private static void run(final Results results, final String variant, final Options options)
            throws IOException {
        ContenderJvm jvm = ContenderJvm.engine(KnobsContender.class.getName());
        final List<Object> arguments =
                new ArrayList<>(List.of(options.get("rounds"), options.get("samples")));
        for (final String word : variant.isEmpty() ? new String[0] : variant.split(" +")) {
            if (word.startsWith("-")) {
                jvm = jvm.with(word);
            } else {
                arguments.add(word);
            }
        }
        try {
            jvm.run(arguments.toArray())
                    .figures()
                    .forEach((figure, value) -> results.add("knobs", variant, figure, value));
        } catch (final ContenderJvm.FailedException e) {
            results.failed("knobs", variant, e.getMessage());
        }
    }

    private static void print(final Results results, final List<String> variants) {
        System.out.println("| what | " + String.join(" | ", KnobsContender.FIGURES) + " |");
        System.out.println("|---".repeat(KnobsContender.FIGURES.size() + 1) + "|");
        for (final String variant : variants) {
            if (results.has("knobs", variant, KnobsContender.FIGURES.get(0))) {
                final List<Spread> spreads =
                        KnobsContender.FIGURES.stream()
                                .map(figure -> results.spread("knobs", variant, figure))
                                .toList();
                System.out.printf(
                        "| `%s` | %s |%n",
                        variant, String.join(" | ", spreads.stream().map(Spread::text).toList()));
            }
        }
    }
}
