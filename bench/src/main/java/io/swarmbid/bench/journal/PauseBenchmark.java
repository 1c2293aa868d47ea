package io.swarmbid.bench.journal;

import io.swarmbid.bench.results.Results;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.Producers;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.pipeline.WaitStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/**
 * How long commands take to be applied, sent one after the other, while nothing else happens and while a snapshot is
 * written: the first one, for which the second core is made and has to follow everything, and the next.
 */
final class PauseBenchmark {
    private static final long ALONE_NS = 2_000_000_000L;
    private static final long LONGEST_NS = 60_000_000_000L;

    private PauseBenchmark() {}

    /** Runs for each number of live tasks. */
    static void run(final Results results, final Path directory, final int... sizes)
            throws IOException {
        System.out.printf(
                "%10s %-24s %10s %10s %10s %12s %12s%n",
                "live tasks",
                "telemetry applied, us",
                "p50",
                "p99",
                "p99.9",
                "max",
                "snapshot, ms");
        for (final int tasks : sizes) {
            final Path path = directory.resolve("pause");
            measure(results, path, tasks);
            Directories.delete(path);
        }
    }

    private static void measure(final Results results, final Path path, final int tasks) {
        final EngineConfig config =
                new EngineConfig()
                        .settings(RecoveryBenchmark.settings(tasks))
                        .waitStrategy(WaitStrategy.YIELDING)
                        .producers(Producers.SINGLE)
                        .journal(path);
        try (SwarmEngine engine = SwarmEngine.launch(config)) {
            final EngineClient client = engine.client().awaiting();
            RecoveryBenchmark.fill(client, tasks);
            print(results, tasks, "nothing else", load(engine, client, null), -1);
            for (final String which : new String[] {"the first snapshot", "the next snapshot"}) {
                final long start = System.nanoTime();
                final CompletableFuture<Long> done =
                        CompletableFuture.supplyAsync(
                                () -> {
                                    engine.snapshot();
                                    return System.nanoTime() - start;
                                });
                final Histogram times = load(engine, client, done);
                print(results, tasks, which, times, done.join());
            }
        }
    }

    private static Histogram load(
            final SwarmEngine engine, final EngineClient client, final CompletableFuture<?> until) {
        final Histogram times = new Histogram(LONGEST_NS, 3);
        final long start = System.nanoTime();
        for (long i = 0;
                until == null ? System.nanoTime() - start < ALONE_NS : !until.isDone();
                i++) {
            final long before = System.nanoTime();
            final long sent = client.telemetry(1 + i % 100, Kind.VCPU, 3, 500_000, 7);
            while (engine.counters().commands() < sent) {
                Thread.yield();
            }
            times.recordValue(Math.min(LONGEST_NS, System.nanoTime() - before));
        }
        return times;
    }

    private static void print(
            final Results results,
            final int tasks,
            final String what,
            final Histogram times,
            final long snapshotNs) {
        final String row = "telemetry applied, %,d live tasks".formatted(tasks);
        results.add(row, what, "p50, us", times.getValueAtPercentile(50) / 1e3);
        results.add(row, what, "p99, us", times.getValueAtPercentile(99) / 1e3);
        results.add(row, what, "p99.9, us", times.getValueAtPercentile(99.9) / 1e3);
        results.add(row, what, "max, us", times.getMaxValue() / 1e3);
        if (snapshotNs >= 0) {
            results.add(row, what, "snapshot, ms", snapshotNs / 1e6);
        }
        System.out.printf(
                "%,10d %-24s %10.1f %10.1f %10.1f %,12.0f %12s%n",
                tasks,
                what,
                times.getValueAtPercentile(50) / 1e3,
                times.getValueAtPercentile(99) / 1e3,
                times.getValueAtPercentile(99.9) / 1e3,
                times.getMaxValue() / 1e3,
                snapshotNs < 0 ? "" : "%,d".formatted(snapshotNs / 1_000_000));
    }
}
