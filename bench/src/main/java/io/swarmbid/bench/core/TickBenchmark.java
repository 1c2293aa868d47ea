package io.swarmbid.bench.core;

import io.swarmbid.bench.Market;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Setting;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How long the core's own ticks take when a task on every instance has a new bid, with all instances at one tick and by
 * turns. Eight tasks of up to two units fill each instance of 16 VRUs; nobody waits.
 */
public final class TickBenchmark {
    private static final int TASKS_PER_INSTANCE = 8;
    private static final int MAX_UNITS = 2;

    /** Logical nanoseconds from one tick to the next. */
    private static final long INTERVAL = 1_000_000;

    private final int instances;
    private final Market market = new Market(MAX_UNITS);
    private final CommandEncoder encoder = Market.encoder();
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[8_192]);
    private final SplittableRandom random = new SplittableRandom(7);
    private final DecisionSink sink = DecisionSink.NONE;
    private final EngineCore core;
    private long sequence;
    private long timeNs;

    private TickBenchmark(final int instances, final int tickInstances) {
        this.instances = instances;
        core =
                new EngineCore(
                        Market.settings()
                                .with(Setting.TICK_INTERVAL, INTERVAL)
                                .with(Setting.TICK_INSTANCES, tickInstances)
                                .with(Setting.MAX_INSTANCES, instances)
                                .with(Setting.MAX_TASKS, instances * TASKS_PER_INSTANCE),
                        new SymbolTable());
        apply(encoder.pool(command, 0, market.pool()));
        for (int id = 1; id <= instances; id++) {
            apply(encoder.instance(command, 0, id, 1));
        }
        for (int id = 1; id <= instances * TASKS_PER_INSTANCE; id++) {
            apply(encoder.task(command, 0, market.task(id)));
        }
    }

    /** Runs it; arguments NAME=VALUE. */
    public static void main(final String[] args) throws IOException {
        final Options options =
                Options.of("instances=1000,12500", "turns=0,100", "rounds=30", "out=bench-results")
                        .with(args);
        final Results results =
                new Results(
                        "ticks",
                        "How long ticks pause the engine that clear all instances anew, all at once and by turns: how many"
                                + " there are, the longest of them, and all together.",
                        options.all());
        System.out.println(
                "| instances | tickInstances | ticks until all are cleared"
                        + " | the longest, us, median of rounds | most | all of them, ms |");
        System.out.println("|---|---|---|---|---|---|");
        for (final int instances : options.ints("instances")) {
            for (final int turns : options.ints("turns")) {
                final TickBenchmark ticks = new TickBenchmark(instances, turns);
                ticks.run(results, options.getInt("rounds"), instances + " instances, " + turns);
                ticks.core.close();
            }
        }
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    private void apply(final long length) {
        core.onCommand(++sequence, timeNs, command, 0, (int) length, sink);
    }

    private void run(final Results results, final int rounds, final String row) {
        for (int round = -rounds; round < rounds; round++) {
            timeNs += INTERVAL;
            core.advanceTo(timeNs, sink);
            for (int instance = 0; instance < instances; instance++) {
                final int task =
                        1 + instance * TASKS_PER_INSTANCE + random.nextInt(TASKS_PER_INSTANCE);
                apply(encoder.rebid(command, 0, task, market.bid()));
            }
            long allNs = 0;
            long longestNs = 0;
            int ticks = 0;
            while (core.nextTickNs() != Long.MAX_VALUE) {
                timeNs = core.nextTickNs();
                final long start = System.nanoTime();
                core.advanceThrough(timeNs, sink);
                final long elapsedNs = System.nanoTime() - start;
                allNs += elapsedNs;
                longestNs = Math.max(longestNs, elapsedNs);
                ticks++;
            }
            if (round >= 0) {
                results.add(row, "ticks", "count", ticks);
                results.add(row, "longest", "us", longestNs / 1e3);
                results.add(row, "all", "ms", allNs / 1e6);
            }
        }
        final Spread longest = results.spread(row, "longest", "us");
        System.out.printf(
                "| %s | %s | %s | %s | %s |%n",
                row.replace(" instances, ", " | "),
                Spread.number(results.spread(row, "ticks", "count").median()),
                Spread.number(longest.median()),
                Spread.number(longest.most()),
                Spread.number(results.spread(row, "all", "ms").median()));
    }
}
