package io.swarmbid.bench.optimum;

import io.swarmbid.bench.results.Results;
import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.codec.SymbolTable;
import io.swarmbid.core.EngineCore;
import java.util.Locale;
import java.util.SplittableRandom;

/** What an exact clearing costs beside a greedy one and beside an event: one instance of 64 VRUs, 32 tasks. */
final class CostOfExactness {
    private static final int VRUS = 64;
    private static final int TASKS = 32;
    private static final int INSTANCES = 40;
    private static final int ROUNDS = 250;

    private CostOfExactness() {}

    static void print(final Results results, final Generator generator, final long seed) {
        final SolverClearer exact = new SolverClearer(SolverClearer.AMPLE);
        final SolverClearer greedy = new SolverClearer(0);
        final double[] exactNs = new double[INSTANCES];
        final double[] greedyNs = new double[INSTANCES];
        final double[] tickNs = new double[INSTANCES];
        final double[] eventNs = new double[INSTANCES];
        // The first pass over all instances warms up.
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < INSTANCES; i++) {
                final Instance instance = instance(generator, seed + i);
                final int[] units = new int[TASKS];
                exactNs[i] = Rounds.median(0, 0, ROUNDS, () -> exact.clear(instance, units));
                greedyNs[i] = Rounds.median(0, 0, ROUNDS, () -> greedy.clear(instance, units));
                engine(instance, i, eventNs, tickNs);
            }
        }
        final String row = "cost of being exact, one kind, 64 VRUs, 32 tasks";
        results.add(row, "solver, exact", "us", Rounds.middle(exactNs) / 1e3);
        results.add(row, "solver, greedy", "us", Rounds.middle(greedyNs) / 1e3);
        results.add(row, "engine, a tick that clears anew", "us", Rounds.middle(tickNs) / 1e3);
        results.add(row, "engine, an event (rebid)", "us", Rounds.middle(eventNs) / 1e3);
        System.out.println(
                "cost of being exact, one kind, 64 VRUs, 32 tasks, 40 instances, medians:");
        System.out.printf(
                Locale.ROOT,
                "solver alone: exact %.1f us, greedy %.1f us, ratio %.2f%n",
                Rounds.middle(exactNs) / 1e3,
                Rounds.middle(greedyNs) / 1e3,
                Rounds.middle(exactNs) / Rounds.middle(greedyNs));
        System.out.printf(
                Locale.ROOT,
                "engine: tick that clears anew %.1f us, event (rebid) %.1f us, ratio %.2f%n",
                Rounds.middle(tickNs) / 1e3,
                Rounds.middle(eventNs) / 1e3,
                Rounds.middle(tickNs) / Rounds.middle(eventNs));
    }

    /** The first 32 tasks of an instance of 64 VRUs; their demand is then what it is. */
    private static Instance instance(final Generator generator, final long seed) {
        Instance drawn = generator.oneKind(seed, VRUS, Generator.Family.MIXED);
        for (long next = seed; drawn.bids().size() < TASKS; next += 1_000_003) {
            drawn = generator.oneKind(next, VRUS * 8, Generator.Family.MIXED);
        }
        return new Instance(
                new int[] {VRUS, 0, 0},
                drawn.costPerHour() * VRUS / drawn.capacity()[0],
                drawn.kindWeightsPpm(),
                drawn.bids().subList(0, TASKS));
    }

    private static void engine(
            final Instance instance, final int at, final double[] eventNs, final double[] tickNs) {
        final EngineClearer engine = new EngineClearer(0);
        final CommandEncoder encoder = new CommandEncoder(EngineClearer.settings(instance));
        final SplittableRandom random = new SplittableRandom(at);
        final int[] units = new int[TASKS];
        final double[] events = new double[ROUNDS];
        final double[] ticks = new double[ROUNDS];
        try (EngineCore core =
                new EngineCore(EngineClearer.settings(instance), new SymbolTable())) {
            engine.open(core, encoder, instance, units);
            for (int round = 0; round < ROUNDS; round++) {
                final int task = random.nextInt(TASKS);
                final long rate = instance.bids().get(task).rate();
                final long bid = rate * (800 + random.nextInt(400));
                final long rebid = encoder.rebid(engine.command(), 0, task + 1, bid);
                events[round] = timed(() -> engine.send(core, rebid, units));
                final long tick = encoder.tick(engine.command(), 0);
                ticks[round] = timed(() -> engine.send(core, tick, units));
            }
        }
        eventNs[at] = Rounds.middle(events);
        tickNs[at] = Rounds.middle(ticks);
    }

    private static double timed(final Runnable work) {
        final long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
