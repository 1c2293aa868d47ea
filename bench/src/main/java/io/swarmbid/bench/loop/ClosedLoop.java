package io.swarmbid.bench.loop;

import io.swarmbid.bench.Market;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import java.io.IOException;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/**
 * Round trips of the engine beside those of a bare Disruptor in the same run, in short rounds that alternate, because
 * the placement of the two cores flips within minutes. Each round of the engine is paired with the bare one before it.
 */
public final class ClosedLoop {
    private static final int WARM_UP = 200_000;
    private static final int PER_ROUND = 20_000;
    private static final long MOST_NS = 10_000_000_000L;

    /** A large market takes long to fill: a quarter of the rounds. */
    private static final int LARGE = 100_000;

    private static final int LARGE_SHARE = 4;
    private static final String BARE = "bare Disruptor, there and back";

    private ClosedLoop() {}

    /** Runs the loops and prints the figures; arguments NAME=VALUE, a number alone is the rounds. */
    public static void main(final String[] args) throws IOException {
        final Options options =
                Options.of("rounds=41", "out=bench-results").withNumber("rounds", args);
        final int rounds = options.getInt("rounds");
        final Results results =
                new Results(
                        "loop",
                        "A bid to its first decision, seen by the thread that sent it, beside a bare Disruptor there and back, in"
                                + " rounds that alternate: percentiles of each round in nanoseconds. added and ratio"
                                + " compare the median of a round with that of the bare one before it.",
                        options.all());
        PairedRounds.printHeading();
        for (final int maxUnits : new int[] {1, 4}) {
            try (PingPong floor = new BareDisruptor()) {
                warmUp(floor);
            }
            compare(
                    results,
                    maxUnits == 1 ? "room" : "demand 2.5x capacity",
                    maxUnits,
                    Market.TASKS,
                    rounds);
        }
        compare(results, "room, 100,000 tasks", 1, LARGE, Math.max(1, rounds / LARGE_SHARE));
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    private static void compare(
            final Results results,
            final String row,
            final int maxUnits,
            final int tasks,
            final int rounds) {
        final PairedRounds pairs = new PairedRounds(results, row);
        for (int round = 0; round < rounds; round++) {
            try (PingPong floor = new BareDisruptor()) {
                pairs.first(BARE, measure(floor));
            }
            try (PingPong loop = new EngineLoop(maxUnits, tasks)) {
                if (round == 0) {
                    warmUp(loop);
                }
                pairs.second(loop.name(), measure(loop));
            }
        }
        pairs.finish(row.replaceAll("[^0-9a-z]+", "-"));
    }

    static void warmUp(final PingPong loop) {
        for (int i = 0; i < WARM_UP; i++) {
            loop.prepare();
            loop.roundTrip();
            loop.restore();
        }
    }

    static Histogram histogram() {
        return new Histogram(MOST_NS, 3);
    }

    /** Times of a round without its first tenth. */
    static Histogram measure(final PingPong loop) {
        final Histogram histogram = histogram();
        for (int i = 0; i < PER_ROUND; i++) {
            loop.prepare();
            final long start = System.nanoTime();
            loop.roundTrip();
            final long elapsed = System.nanoTime() - start;
            loop.restore();
            if (i > PER_ROUND / 10) {
                histogram.recordValue(Math.min(elapsed, MOST_NS - 1));
            }
        }
        return histogram;
    }
}
