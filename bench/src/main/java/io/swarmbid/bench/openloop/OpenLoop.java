package io.swarmbid.bench.openloop;

import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.PercentilePlot;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The engine's open loop and a bare ring's at the same rates in one run, in rounds that take turns, at shares of
 * the rate at which the engine is saturated.
 */
public final class OpenLoop {
    private static final long MOST_NS = 10_000_000_000L;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

    private final Options options;
    private final Results results;
    private final Path directory;

    private OpenLoop(final Options options) {
        this.options = options;
        results =
                new Results(
                        "openloop",
                        "Latency in nanoseconds from when a command was due to its decision, at shares of the rate at which the"
                                + " engine is saturated, beside a bare one-hop Disruptor at the same rates, and the hiccups"
                                + " of the sending threads.",
                        options.all());
        directory = Path.of(options.get("out"));
    }

    /** Runs it; arguments NAME=VALUE. */
    public static void main(final String[] args) throws IOException {
        final Options options =
                Options.of(
                                "rounds=5",
                                "seconds=0.5",
                                "loads=0.1,0.25,0.5,0.75,0.9",
                                "maxUnits=1",
                                "out=bench-results")
                        .with(args);
        new OpenLoop(options).run(options.getInt("maxUnits"));
    }

    static Histogram histogram() {
        return new Histogram(MOST_NS, 3);
    }

    static long since(final long dueNs) {
        return Math.max(0, Math.min(System.nanoTime() - dueNs, MOST_NS - 1));
    }

    private void run(final int maxUnits) throws IOException {
        final double saturation = saturation(maxUnits);
        System.out.printf(Locale.ROOT, "saturated at %s commands/s%n%n", Spread.number(saturation));
        results.add("saturation", "engine", "commands/s", saturation);
        System.out.println(
                "| share of saturation, commands/s | | p50, ns | p90 | p99 | p99.9 | p99.99 | max |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (final String load : options.list("loads")) {
            atRate(maxUnits, load, saturation * Double.parseDouble(load));
        }
        results.printFooter();
        results.write(directory);
    }

    private double saturation(final int maxUnits) {
        try (Target engine = new EngineTarget(maxUnits)) {
            double best = 0;
            final long end =
                    System.nanoTime() + (long) (4e9 * Double.parseDouble(options.get("seconds")));
            while (System.nanoTime() < end) {
                best = Math.max(best, Pacer.saturate(engine, 20_000));
            }
            return best;
        }
    }

    private void atRate(final int maxUnits, final String load, final double rate) {
        final Map<String, Histogram> all = new LinkedHashMap<>();
        final int commands =
                (int) Math.max(1_000, rate * Double.parseDouble(options.get("seconds")));
        for (int round = 0; round < options.getInt("rounds"); round++) {
            try (Target bare = new BareRing()) {
                round(bare, rate, commands, all);
            }
            try (Target engine = new EngineTarget(maxUnits)) {
                round(engine, rate, commands, all);
            }
        }
        all.forEach((name, histogram) -> print(load, rate, name, histogram));
        results.plot(
                load,
                PercentilePlot.ofPairs(
                        String.format(Locale.ROOT, "Open loop at %s of saturation", load), all));
    }

    private static void round(
            final Target target,
            final double rate,
            final int commands,
            final Map<String, Histogram> all) {
        final Pacer pacer = new Pacer();
        pacer.run(target, rate, Math.max(1, commands / 5));
        target.takeLatencies();
        pacer.takeHiccups();
        pacer.run(target, rate, commands);
        all.computeIfAbsent(target.name(), none -> histogram()).add(target.takeLatencies());
        all.computeIfAbsent("hiccups, " + target.name(), none -> histogram())
                .add(pacer.takeHiccups());
    }

    private void print(
            final String load, final double rate, final String name, final Histogram histogram) {
        final StringBuilder line = new StringBuilder();
        for (final double percentile : PERCENTILES) {
            final long value = histogram.getValueAtPercentile(percentile);
            line.append(" | ").append(Spread.number(value));
            results.add(load, name, "p" + Spread.plain(percentile), value);
        }
        results.add(load, name, "max", histogram.getMaxValue());
        System.out.printf(
                "| %s, %s | %s%s | %s |%n",
                load, Spread.number(rate), name, line, Spread.number(histogram.getMaxValue()));
    }
}
