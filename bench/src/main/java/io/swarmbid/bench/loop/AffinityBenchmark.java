package io.swarmbid.bench.loop;

import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import net.openhft.affinity.Affinity;
import org.HdrHistogram.Histogram;

/**
 * Round trips with both threads pinned beside those where the system places them, of a bare Disruptor and of the engine, in
 * rounds that alternate in one JVM.
 */
public final class AffinityBenchmark {
    private AffinityBenchmark() {}

    /** What a round measures. */
    private interface Loops {
        PingPong open(boolean pinned);
    }

    /** Runs it; arguments NAME=VALUE. */
    public static void main(final String[] args) throws IOException {
        final Options options = Options.of("rounds=15", "cpus=0,1", "out=bench-results").with(args);
        final int[] cpus = options.ints("cpus");
        if (cpus.length != 2) {
            throw new IllegalArgumentException("cpus takes two, the sender's and the engine's");
        }
        final PinnedThreads threads = new PinnedThreads(Map.of("swarmbid-engine", cpus[1]));
        final Results results =
                new Results(
                        "affinity",
                        "Round trips in nanoseconds with both threads pinned to a CPU each, and where the system places them.",
                        options.all());
        System.out.println("| loop | threads | p50, ns | p99 | p99.9 |");
        System.out.println("|---|---|---|---|---|");
        compare(
                results,
                options,
                pinned ->
                        pinned
                                ? new BareDisruptor(work -> bare(work, cpus[1]))
                                : new BareDisruptor());
        for (final int maxUnits : new int[] {1, 4}) {
            compare(
                    results,
                    options,
                    pinned ->
                            pinned
                                    ? new EngineLoop(
                                            maxUnits, config -> config.threadFactory(threads))
                                    : new EngineLoop(maxUnits));
        }
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    private static Thread bare(final Runnable work, final int cpu) {
        final Thread thread =
                new Thread(
                        () -> {
                            PinnedThreads.pin(cpu);
                            work.run();
                        });
        thread.setDaemon(true);
        return thread;
    }

    private static void compare(final Results results, final Options options, final Loops loops) {
        try (PingPong loop = loops.open(false)) {
            ClosedLoop.warmUp(loop);
        }
        String name = "";
        final BitSet anywhere = Affinity.getAffinity();
        for (int round = 0; round < options.getInt("rounds"); round++) {
            for (final boolean pinned : new boolean[] {false, true}) {
                final Histogram times;
                if (pinned) {
                    PinnedThreads.pin(options.ints("cpus")[0]);
                }
                try (PingPong loop = loops.open(pinned)) {
                    name = loop.name();
                    times = ClosedLoop.measure(loop);
                } finally {
                    Affinity.setAffinity(anywhere);
                }
                final String threads = pinned ? "pinned" : "free";
                results.add(name, threads, "p50", times.getValueAtPercentile(50));
                results.add(name, threads, "p99", times.getValueAtPercentile(99));
                results.add(name, threads, "p99.9", times.getValueAtPercentile(99.9));
            }
        }
        print(results, name, "free");
        print(results, name, "pinned");
        System.out.printf(
                "| %s | pinned / free, median of pairs | %s | %s | %s |%n",
                name,
                Spread.number(results.ratio(name, "pinned", "free", "p50")),
                Spread.number(results.ratio(name, "pinned", "free", "p99")),
                Spread.number(results.ratio(name, "pinned", "free", "p99.9")));
    }

    private static void print(final Results results, final String name, final String threads) {
        System.out.printf(
                "| %s | %s | %s | %s | %s |%n",
                name,
                threads,
                results.spread(name, threads, "p50").text(),
                results.spread(name, threads, "p99").text(),
                results.spread(name, threads, "p99.9").text());
    }
}
