package io.swarmbid.bench.peers;

import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import io.swarmbid.bench.results.SpreadPlot;
import io.swarmbid.peers.trace.MarketShape;
import io.swarmbid.peers.trace.MarketTrace;
import io.swarmbid.peers.trace.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The engine and exchange-core at the same trace of bids, rebids, withdrawals and completions, each form in a JVM
 * of its own, all of them in turn, again and again.
 */
public final class ExchangeBenchmark {
    private static final String ENGINE = "io.swarmbid.bench.peers.EngineContender";
    private static final String EXCHANGE = "io.swarmbid.peers.exchange.ExchangeContender";

    private ExchangeBenchmark() {}

    /** Runs it; arguments NAME=VALUE. */
    public static void main(final String[] args) throws IOException {
        final Options options =
                Options.of(
                                "forks=5",
                                "seed=1",
                                "loads=0.5,2",
                                "commands=50000",
                                "warmUp=3",
                                "seconds=1",
                                "forms=control,engine-ring,exchange-pipeline,exchange-consumer,engine-inline,"
                                        + "exchange-inline,exchange-book,engine-ring-war,engine-inline-war",
                                "out=bench-results")
                        .with(args);
        final Results results =
                new Results(
                        "exchange",
                        "The same bids, rebids, withdrawals and completions through the engine and through exchange-core, at so"
                                + " many live tasks for each VRU; every fill is checked. ns is a command's time, bytes are"
                                + " allocated for each.",
                        options.all());
        for (int fork = 0; fork < options.getInt("forks"); fork++) {
            for (final String load : options.list("loads")) {
                for (final String form : options.list("forms")) {
                    run(options, load, form, results);
                }
            }
        }
        print(options, results);
        for (final String load : options.list("loads")) {
            plot(results, load);
        }
        results.write(Path.of(options.get("out")));
    }

    private static void plot(final Results results, final String load) {
        final Map<String, Spread> rates = new LinkedHashMap<>();
        results.spreads(load, "ns").forEach((form, ns) -> rates.put(form, ns.perSecond()));
        if (!rates.isEmpty()) {
            results.plot(
                    load, SpreadPlot.ofNumbers("Commands a second, load " + load, rates, "/s"));
        }
    }

    private static ContenderJvm jvm(final String form) {
        return form.startsWith("exchange-")
                ? ContenderJvm.peer("exchange", EXCHANGE)
                : ContenderJvm.engine(ENGINE);
    }

    private static void run(
            final Options options, final String load, final String form, final Results results)
            throws IOException {
        try {
            final Outcome outcome =
                    jvm(form)
                            .run(
                                    form.replaceFirst("^(engine|exchange)-", ""),
                                    options.get("seed"),
                                    load,
                                    options.get("commands"),
                                    options.get("warmUp"),
                                    options.get("seconds"));
            outcome.figures().forEach((figure, value) -> results.add(load, form, figure, value));
        } catch (final ContenderJvm.FailedException e) {
            results.failed("load " + load, form, e.getMessage());
        }
    }

    private static void print(final Options options, final Results results) {
        for (final String load : options.list("loads")) {
            System.out.printf("%nload %s: %s%n%n", load, mix(options, load));
            System.out.println(
                    "| contender | ns a command | commands/s | bytes a command | fills | time against the pipeline"
                            + " | against its single consumer | against its book |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            for (final String form : options.list("forms")) {
                if (results.has(load, form, "ns")) {
                    final Spread nanos = results.spread(load, form, "ns");
                    System.out.printf(
                            "| %s | %s | %s | %s | %s | %s | %s | %s |%n",
                            form,
                            nanos.text(),
                            Spread.number(1e9 / nanos.median()),
                            Spread.number(results.spread(load, form, "bytes").median()),
                            Spread.number(results.spread(load, form, "fills").median()),
                            ratio(results, load, form, "exchange-pipeline"),
                            ratio(results, load, form, "exchange-consumer"),
                            ratio(results, load, form, "exchange-book"));
                }
            }
        }
        results.printFooter();
    }

    private static String ratio(
            final Results results, final String load, final String form, final String other) {
        return results.has(load, other, "ns")
                ? Spread.number(results.ratio(load, form, other, "ns"))
                : "-";
    }

    private static Map<String, String> mix(final Options options, final String load) {
        final MarketTrace trace =
                MarketTrace.draw(
                        MarketShape.ofLoad(
                                options.getLong("seed"),
                                Double.parseDouble(load),
                                options.getInt("commands")));
        final Map<String, String> mix = new LinkedHashMap<>();
        mix.put("live tasks", Integer.toString(trace.shape().tasks()));
        final String[] names = {"bids", "rebids", "withdrawals", "completions"};
        for (byte operation = 0; operation < names.length; operation++) {
            mix.put(
                    names[operation],
                    String.format(
                            Locale.ROOT,
                            "%.1f %%",
                            100.0 * trace.count(operation) / options.getInt("commands")));
        }
        return mix;
    }
}
