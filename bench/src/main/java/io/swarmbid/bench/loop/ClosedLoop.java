package io.swarmbid.bench.loop;

import io.swarmbid.bench.Market;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Round trips of the engine beside those of a bare Disruptor in the same run, in short rounds that alternate, because
 * the placement of the two cores flips within minutes. Each round of the engine is paired with the bare one before it.
 */
public final class ClosedLoop {
    private static final int WARM_UP = 200_000;
    private static final int ROUNDS = 41;
    private static final int PER_ROUND = 20_000;

    /** A large market takes long to fill: a quarter of the rounds. */
    private static final int LARGE = 100_000;

    private static final int LARGE_SHARE = 4;

    private ClosedLoop() {}

    /** Runs the loops and prints the figures. */
    public static void main(final String[] args) {
        final int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
        System.out.printf(
                "%-44s %9s %9s %9s %14s %14s%n",
                "closed loop, ns", "p50", "p99", "p99.9", "median added", "median ratio");
        for (final int maxUnits : new int[] {1, 4}) {
            try (PingPong floor = new BareDisruptor()) {
                warmUp(floor);
            }
            compare(maxUnits, Market.TASKS, rounds);
        }
        compare(1, LARGE, Math.max(1, rounds / LARGE_SHARE));
    }

    private static void compare(final int maxUnits, final int tasks, final int rounds) {
        final List<Long> added = new ArrayList<>();
        final List<Double> ratios = new ArrayList<>();
        final Histogram bare = new Histogram(10_000_000_000L, 3);
        final Histogram engine = new Histogram(10_000_000_000L, 3);
        String name = "";
        for (int round = 0; round < rounds; round++) {
            final long floorMedian;
            try (PingPong floor = new BareDisruptor()) {
                floorMedian = measure(floor, bare);
            }
            try (PingPong loop = new EngineLoop(maxUnits, tasks)) {
                name = loop.name();
                if (round == 0) {
                    warmUp(loop);
                }
                final long median = measure(loop, engine);
                added.add(median - floorMedian);
                ratios.add((double) median / floorMedian);
            }
        }
        added.sort(null);
        ratios.sort(null);
        print("bare Disruptor, there and back", bare, "", "");
        print(
                name,
                engine,
                Long.toString(added.get(rounds / 2)),
                String.format("%.2f", ratios.get(rounds / 2)));
    }

    static void warmUp(final PingPong loop) {
        for (int i = 0; i < WARM_UP; i++) {
            loop.prepare();
            loop.roundTrip();
            loop.restore();
        }
    }

    static long measure(final PingPong loop, final Histogram all) {
        final Histogram histogram = new Histogram(10_000_000_000L, 3);
        for (int i = 0; i < PER_ROUND; i++) {
            loop.prepare();
            final long start = System.nanoTime();
            loop.roundTrip();
            final long elapsed = System.nanoTime() - start;
            loop.restore();
            if (i > PER_ROUND / 10) {
                histogram.recordValue(Math.min(elapsed, 9_999_999_999L));
            }
        }
        all.add(histogram);
        return histogram.getValueAtPercentile(50);
    }

    static void print(
            final String name, final Histogram times, final String added, final String ratio) {
        System.out.printf(
                "%-44s %9d %9d %9d %14s %14s%n",
                name,
                times.getValueAtPercentile(50),
                times.getValueAtPercentile(99),
                times.getValueAtPercentile(99.9),
                added,
                ratio);
    }
}
