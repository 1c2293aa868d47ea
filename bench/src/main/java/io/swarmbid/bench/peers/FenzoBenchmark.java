package io.swarmbid.bench.peers;

import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import io.swarmbid.bench.results.SpreadPlot;
import io.swarmbid.peers.trace.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The engine and Netflix Fenzo, each in a JVM of its own, in turn: tasks placed on hosts, in batches and one by one. */
public final class FenzoBenchmark {
    private static final String ENGINE = "io.swarmbid.bench.peers.PlacementEngine";
    private static final String FENZO = "io.swarmbid.peers.fenzo.FenzoContender";

    private FenzoBenchmark() {}

    /** Runs it; arguments NAME=VALUE. */
    public static void main(final String[] args) throws IOException {
        final Options options =
                Options.of(
                                "forks=5",
                                "seed=1",
                                "batches=1000,5000",
                                "live=8000",
                                "hosts=1000",
                                "warmUp=3",
                                "seconds=2",
                                "out=bench-results")
                        .with(args);
        final Results results =
                new Results(
                        "fenzo",
                        "Tasks placed on hosts by the engine, each an event of its own, and by Netflix Fenzo, in batches and one"
                                + " out, one in. ns is the time for each task, bytes are allocated for it, margin is nano an"
                                + " hour.",
                        options.all());
        for (int fork = 0; fork < options.getInt("forks"); fork++) {
            for (final int size : options.ints("batches")) {
                final String row = size + " tasks on " + size + " hosts";
                run(options, results, row, "engine", "batch", size, size);
                run(options, results, row, "fenzo", "batch", size, size);
                run(options, results, row, "fenzo", "batch-first", size, size);
            }
            for (final int live : options.ints("live")) {
                final String row = online(Integer.toString(live), options);
                run(options, results, row, "engine", "online", live, options.getInt("hosts"));
                run(options, results, row, "fenzo", "online", live, options.getInt("hosts"));
            }
        }
        print(options, results);
        plot(results, options);
        results.write(Path.of(options.get("out")));
    }

    private static void plot(final Results results, final Options options) {
        final Map<String, Spread> all = new LinkedHashMap<>();
        for (final String size : options.list("batches")) {
            results.spreads(size + " tasks on " + size + " hosts", "ns")
                    .forEach((form, ns) -> all.put(form + ", " + size, ns));
        }
        for (final String live : options.list("live")) {
            results.spreads(online(live, options), "ns").forEach(all::put);
        }
        if (!all.isEmpty()) {
            results.plot("placed", SpreadPlot.ofTimes("A task placed", all));
        }
    }

    private static String online(final String live, final Options options) {
        return "one out, one in, %s live on %s hosts".formatted(live, options.get("hosts"));
    }

    private static void run(
            final Options options,
            final Results results,
            final String row,
            final String contender,
            final String form,
            final int tasks,
            final int hosts)
            throws IOException {
        final ContenderJvm jvm =
                contender.equals("fenzo")
                        ? ContenderJvm.peer("fenzo", FENZO)
                        : ContenderJvm.engine(ENGINE);
        final String name = contender + "-" + form;
        try {
            final Outcome outcome =
                    jvm.run(
                            form,
                            options.get("seed"),
                            tasks,
                            hosts,
                            options.get("warmUp"),
                            options.get("seconds"));
            outcome.figures().forEach((figure, value) -> results.add(row, name, figure, value));
        } catch (final ContenderJvm.FailedException e) {
            results.failed(row, name, e.getMessage());
        }
    }

    private static void print(final Options options, final Results results) {
        System.out.println(
                "| work | contender | us a task | p99, us | bytes a task | placed | hosts used | margin, currency/h"
                        + " | engine is faster by |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (final int size : options.ints("batches")) {
            final String row = size + " tasks on " + size + " hosts";
            line(results, row, "engine-batch", "engine-batch");
            line(results, row, "fenzo-batch", "engine-batch");
            line(results, row, "fenzo-batch-first", "engine-batch");
        }
        for (final int live : options.ints("live")) {
            final String row = online(Integer.toString(live), options);
            line(results, row, "engine-online", "engine-online");
            line(results, row, "fenzo-online", "engine-online");
        }
        results.printFooter();
    }

    private static void line(
            final Results results, final String row, final String name, final String engine) {
        if (!results.has(row, name, "ns")) {
            return;
        }
        final Spread nanos = results.spread(row, name, "ns");
        System.out.printf(
                "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                row,
                name,
                new Spread(
                                nanos.median() / 1e3,
                                nanos.least() / 1e3,
                                nanos.most() / 1e3,
                                nanos.count())
                        .text(),
                results.has(row, name, "p99")
                        ? Spread.number(results.spread(row, name, "p99").median() / 1e3)
                        : "-",
                Spread.number(results.spread(row, name, "bytes").median()),
                Spread.number(results.spread(row, name, "placed").median()),
                Spread.number(results.spread(row, name, "used").median()),
                Spread.number(results.spread(row, name, "margin").median() / 1e9),
                name.equals(engine) || !results.has(row, engine, "ns")
                        ? ""
                        : Spread.number(results.ratio(row, name, engine, "ns")) + "x");
    }
}
