package io.swarmbid.bench.loop;

import io.swarmbid.bench.scaling.TelemetryBenchmark;
import io.swarmbid.peers.trace.Outcome;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.Producers;
import io.swarmbid.pipeline.WaitStrategy;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A JVM that runs the closed loop where there is room, in rounds that alternate with a bare Disruptor, then telemetry from
 * one thread, and says how often its collector had to run in all that time.
 */
public final class KnobsContender {
    /** The figures in their order: nanoseconds, millions a second, collections. */
    static final List<String> FIGURES =
            List.of("bareP50", "p50", "p99", "p99.9", "added", "telemetryM/s", "collections");

    /**
     * Choices that it takes, as the names of the methods of the configuration. A thread for decisions is none of them: a
     * third one that spins takes the sender's CPU where there are two.
     */
    static final List<String> CHOICES = List.of("waitStrategy=", "producers=");

    private KnobsContender() {}

    /** Arguments: rounds, samples of telemetry, and NAME=VALUE for choices that differ from the closed loop's. */
    public static void main(final String[] args) throws InterruptedException {
        final int rounds = Integer.parseInt(args[0]);
        final int samples = Integer.parseInt(args[1]);
        final List<String> choices = Arrays.asList(args).subList(2, args.length);
        final Histogram bare = new Histogram(10_000_000_000L, 3);
        final Histogram engine = new Histogram(10_000_000_000L, 3);
        final List<Long> added = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            final long floor;
            try (PingPong loop = new BareDisruptor()) {
                floor = measure(loop, round, bare);
            }
            try (PingPong loop = new EngineLoop(1, config -> choose(config, choices))) {
                added.add(measure(loop, round, engine) - floor);
            }
        }
        added.sort(null);
        final List<Double> rates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            rates.add(TelemetryBenchmark.enginePerSecond(1, samples));
        }
        rates.sort(null);
        final Outcome outcome = new Outcome("knobs");
        outcome.with(FIGURES.get(0), bare.getValueAtPercentile(50));
        outcome.with(FIGURES.get(1), engine.getValueAtPercentile(50));
        outcome.with(FIGURES.get(2), engine.getValueAtPercentile(99));
        outcome.with(FIGURES.get(3), engine.getValueAtPercentile(99.9));
        outcome.with(FIGURES.get(4), added.get(rounds / 2));
        outcome.with(FIGURES.get(5), rates.get(rounds / 2) / 1e6);
        outcome.with(FIGURES.get(6), collections());
        System.out.println(outcome.line());
    }

    private static long measure(final PingPong loop, final int round, final Histogram all) {
        if (round == 0) {
            ClosedLoop.warmUp(loop);
        }
        final Histogram times = ClosedLoop.measure(loop);
        all.add(times);
        return times.getValueAtPercentile(50);
    }

    private static void choose(final EngineConfig config, final List<String> choices) {
        for (final String choice : choices) {
            final String value = choice.substring(choice.indexOf('=') + 1);
            switch (choice.substring(0, choice.indexOf('='))) {
                case "waitStrategy" -> config.waitStrategy(WaitStrategy.valueOf(value));
                case "producers" -> config.producers(Producers.valueOf(value));
                default -> throw new IllegalArgumentException("no choice '" + choice + "'");
            }
        }
    }

    private static long collections() {
        long count = 0;
        for (final GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += Math.max(0, bean.getCollectionCount());
        }
        return count;
    }
}
