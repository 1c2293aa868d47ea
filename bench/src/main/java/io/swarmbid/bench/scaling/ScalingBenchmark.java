package io.swarmbid.bench.scaling;

import io.swarmbid.bench.peers.ContenderJvm;
import io.swarmbid.bench.results.GrowthPlot;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import io.swarmbid.peers.trace.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private static final Map<String, String> NAMES =
            Map.of(
                    "floor",
                    "a read at random",
                    "task",
                    "a new bid",
                    "rebid",
                    "a rebid",
                    "cancel",
                    "a cancellation");

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
        final Results results =
                new Results(
                        "scaling",
                        "Single commands from 1,000 to 1,000,000 tasks and from 10 to 12,500 instances, medians and p99 in"
                                + " nanoseconds, with the steps that were counted (records and lines looked at,"
                                + " comparisons), beside reads at random in as much memory (floor).",
                        options.all());
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
        plot(options, results);
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

    private static void plot(final Options options, final Results results) {
        final List<int[]> byTasks = new ArrayList<>();
        for (final int tasks : options.ints("tasks")) {
            byTasks.add(new int[] {tasks, tasks, options.getInt("tasksOn")});
        }
        final List<int[]> byInstances = new ArrayList<>();
        for (final int instances : options.ints("instances")) {
            byInstances.add(
                    new int[] {instances, instances * options.getInt("tasksEach"), instances});
        }
        final String on = " on " + options.get("tasksOn") + " instances";
        final String each = ", " + options.get("tasksEach") + " tasks on each";
        plot(results, "tasks", "A command by live tasks" + on, byTasks, "");
        plot(results, "tasks-steps", "Steps of a command by live tasks" + on, byTasks, "Steps");
        plot(results, "instances", "A command by instances" + each, byInstances, "");
        plot(
                results,
                "instances-steps",
                "Steps of a command by instances" + each,
                byInstances,
                "Steps");
    }

    /** Draws what there is, by sizes that each stand before tasks and instances. */
    private static void plot(
            final Results results,
            final String name,
            final String title,
            final List<int[]> sizes,
            final String suffix) {
        final Map<String, List<double[]>> curves = new LinkedHashMap<>();
        for (final String figure : List.of("floor", "task", "rebid", "cancel")) {
            for (final int[] size : sizes) {
                final String row = row(size[1], size[2]);
                if (results.has(row, "engine", figure + suffix)) {
                    final double median = results.spread(row, "engine", figure + suffix).median();
                    curves.computeIfAbsent(NAMES.get(figure), none -> new ArrayList<>())
                            .add(new double[] {size[0], median});
                }
            }
        }
        if (!curves.isEmpty()) {
            results.plot(
                    name,
                    suffix.isEmpty()
                            ? GrowthPlot.ofTimes(title, curves)
                            : GrowthPlot.ofCounts(title, curves));
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
