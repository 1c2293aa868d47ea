package io.swarmbid.bench.store;

import io.swarmbid.bench.Market;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.pipeline.WaitStrategy;
import io.swarmbid.view.SharedView;
import io.swarmbid.view.ViewConfig;
import io.swarmbid.view.ViewReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The shared view under a steady load: how long the writer takes for a pass over what changed, alone and while another
 * process reads everything without a pause, in turns.
 */
public final class ViewBenchmark {
    private static final long ROUND_NS = 4_000_000_000L;
    private static final long PERIOD_NS = 100_000;

    private ViewBenchmark() {}

    /** The benchmark, arguments NAME=VALUE; with {@code read DIRECTORY} the reader that it starts. */
    public static void main(final String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("read")) {
            read(Path.of(args[1]));
            return;
        }
        final Options options = Options.of("rounds=5", "out=bench-results").with(args);
        final Results results =
                new Results(
                        "view",
                        "How long after a command the shared view reflects it, in milliseconds, alone and while another process"
                                + " reads everything without a pause.",
                        options.all());
        for (int round = 1; round <= options.getInt("rounds"); round++) {
            for (final Mode mode : Mode.values()) {
                System.out.println(round + " " + mode.words + ": " + measure(results, mode));
            }
        }
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    private enum Mode {
        ALONE("no reader"),
        READ("a reader in another process");

        private final String words;

        Mode(final String words) {
            this.words = words;
        }
    }

    private static void read(final Path directory) throws IOException {
        long reads = 0;
        try (ViewReader reader = ViewReader.open(directory)) {
            while (reader.read().status().isLive()) {
                reads++;
            }
        }
        System.err.println("read it all " + reads + " times");
    }

    private static String measure(final Results results, final Mode mode) throws Exception {
        final Path directory = Files.createTempDirectory("swarmbid-view");
        final EngineConfig config =
                new EngineConfig().settings(Market.settings()).waitStrategy(WaitStrategy.PARKING);
        final SharedView view =
                SharedView.attach(config, new ViewConfig(directory).intervalNs(1_000_000));
        final String figures;
        try (SwarmEngine engine = SwarmEngine.launch(config)) {
            final Load load = new Load(engine.client().awaiting());
            load.run(ROUND_NS / 2);
            Process reader = null;
            if (mode == Mode.READ) {
                reader = reader(directory);
                load.run(ROUND_NS / 2);
            }
            final Histogram lag = load.run(ROUND_NS, view);
            results.add("behind", mode.words, "p50, ms", lag.getValueAtPercentile(50) / 1e6);
            results.add("behind", mode.words, "p99, ms", lag.getValueAtPercentile(99) / 1e6);
            results.add("behind", mode.words, "max, ms", lag.getMaxValue() / 1e6);
            figures =
                    String.format(
                            Locale.ROOT,
                            "behind p50 %.2f ms, p99 %.2f ms, max %.2f ms; %d entries published,"
                                    + " %d conflated",
                            lag.getValueAtPercentile(50) / 1e6,
                            lag.getValueAtPercentile(99) / 1e6,
                            lag.getMaxValue() / 1e6,
                            view.counters().published(),
                            view.counters().conflated());
            if (reader != null) {
                reader.destroy();
                reader.waitFor();
            }
        } finally {
            view.close();
            SharedView.remove(directory);
            Files.delete(directory);
        }
        return figures;
    }

    private static Process reader(final Path directory) {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "@jvm.options",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ViewBenchmark.class.getName(),
                            "read",
                            directory.toString())
                    .inheritIO()
                    .start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One command each 100 us: new bids and telemetry in turns. */
    private static final class Load {
        private final Market market = new Market(1);
        private final EngineClient client;
        private long turn;

        Load(final EngineClient client) {
            this.client = client;
            client.pool(market.pool());
            for (int id = 1; id <= Market.INSTANCES; id++) {
                client.instance(id, 1);
            }
            for (int id = 1; id <= Market.TASKS; id++) {
                client.task(market.task(id));
            }
        }

        void run(final long durationNs) {
            run(durationNs, null);
        }

        /** Sends, and notes after each time that it took until the view reflected what was sent. */
        Histogram run(final long durationNs, final SharedView view) {
            final Histogram lag = new Histogram(3);
            final long startNs = System.nanoTime();
            long awaited = 0;
            long awaitedSinceNs = 0;
            for (long nextNs = startNs; nextNs - startNs < durationNs; nextNs += PERIOD_NS) {
                while (System.nanoTime() < nextNs) {
                    LockSupport.parkNanos(nextNs - System.nanoTime());
                    if (view != null && awaited != 0 && view.counters().inputs() >= awaited) {
                        lag.recordValue(System.nanoTime() - awaitedSinceNs);
                        awaited = 0;
                    }
                }
                final long sent = send();
                if (awaited == 0) {
                    awaited = sent;
                    awaitedSinceNs = System.nanoTime();
                }
            }
            return lag;
        }

        private long send() {
            turn++;
            final int id = 1 + (int) (turn % Market.TASKS);
            return turn % 2 == 0
                    ? client.rebid(id, market.bid())
                    : client.telemetry(
                            1 + turn % Market.INSTANCES,
                            Kind.VCPU,
                            (int) (turn % Market.VRUS),
                            500_000,
                            turn);
        }
    }
}
