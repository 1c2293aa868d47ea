package io.swarmbid.bench.scaling;

import io.swarmbid.bench.peers.ContenderJvm;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import io.swarmbid.peers.trace.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a command costs from 1,000 to 1,000,000 tasks, and from 10 to 12,500 instances; each size in a JVM of its own. */
public final class ScalingBenchmark {
    private static final List<String> FIGURES =
            List.of(
                    "task",
                    "task99",
                    "taskSteps",
                    "rebid",
                    "rebid99",
                    "rebidSteps",
                    "cancel",
                    "cancel99",
                    "cancelSteps",
                    "floor");

    private ScalingBenchmark() {}

    /** Runs it; arguments NAME=VALUE. */
    public static void main(final String[] args) throws IOException {
        final Options options =
                Options.of(
                                "forks=3",
                                "samples=100000",
                                "counted=20000",
                                "tasks=1000,10000,100000,1000000",
                                "tasksOn=2000",
                                "instances=10,100,1000,12500",
                                "tasksEach=8",
                                "out=bench-results")
                        .with(args);
        final Results results = new Results("scaling", options.all());
        for (int fork = 0; fork < options.getInt("forks"); fork++) {
            for (final int tasks : options.ints("tasks")) {
                run(options, results, tasks, options.getInt("tasksOn"));
            }
            for (final int instances : options.ints("instances")) {
                run(options, results, instances * options.getInt("tasksEach"), instances);
            }
        }
        for (final int tasks : options.ints("tasks")) {
            count(options, results, tasks, options.getInt("tasksOn"));
        }
        for (final int instances : options.ints("instances")) {
            count(options, results, instances * options.getInt("tasksEach"), instances);
        }
        System.out.println(
                "| live tasks | instances | task, ns | p99 | steps | rebid | p99 | steps | cancel | p99 | steps"
                        + " | random read |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (final int tasks : options.ints("tasks")) {
            print(results, tasks, options.getInt("tasksOn"));
        }
        for (final int instances : options.ints("instances")) {
            print(results, instances * options.getInt("tasksEach"), instances);
        }
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    private static String row(final int tasks, final int instances) {
        return tasks + " tasks, " + instances + " instances";
    }

    /** Counts the work in a JVM of its own, since counting takes time. */
    private static void count(
            final Options options, final Results results, final int tasks, final int instances)
            throws IOException {
        final String row = row(tasks, instances);
        try {
            final Outcome outcome =
                    ContenderJvm.engine("io.swarmbid.bench.scaling.ScalingContender")
                            .with("-Dswarmbid.countWork=true")
                            .run(tasks, instances, options.get("counted"));
            outcome.figures().entrySet().stream()
                    .filter(figure -> figure.getKey().endsWith("Steps"))
                    .forEach(
                            figure ->
                                    results.add(row, "engine", figure.getKey(), figure.getValue()));
        } catch (final ContenderJvm.FailedException e) {
            results.failed(row, "engine", e.getMessage());
        }
    }

    private static void run(
            final Options options, final Results results, final int tasks, final int instances)
            throws IOException {
        final String row = row(tasks, instances);
        try {
            final Outcome outcome =
                    ContenderJvm.engine("io.swarmbid.bench.scaling.ScalingContender")
                            .run(tasks, instances, options.get("samples"));
            outcome.figures().forEach((figure, value) -> results.add(row, "engine", figure, value));
        } catch (final ContenderJvm.FailedException e) {
            results.failed(row, "engine", e.getMessage());
        }
    }

    private static void print(final Results results, final int tasks, final int instances) {
        final String row = row(tasks, instances);
        if (!results.has(row, "engine", "task")) {
            return;
        }
        final StringBuilder line = new StringBuilder();
        for (final String figure : FIGURES) {
            line.append(" | ");
            line.append(Spread.number(results.spread(row, "engine", figure).median()));
        }
        System.out.printf("| %,d | %,d%s |%n", tasks, instances, line);
    }
}
