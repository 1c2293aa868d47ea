package io.swarmbid.bench.optimum;

import io.swarmbid.bench.optimum.Generator.Family;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import io.swarmbid.bench.results.SpreadPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The same auctions solved by OR-Tools' mixed-integer programmes and decided by the engine: value and time,
 * instance by instance. The engine's time is that of all its events (pool, instance, each task) and of one tick;
 * the solvers' is that of solving alone, the faster of SCIP and CP-SAT, each with one thread; what they had not
 * proven in the time they are given counts with their best solution.
 */
public final class MipBenchmark {
    /** The engine decides each instance so often before it is timed, for the just-in-time compiler. */
    private static final int WARM_UPS = 200;

    private final Options options;
    private final Results results;
    private final EngineClearer engine = new EngineClearer(1);
    private final SolverClearer solver = new SolverClearer(SolverClearer.AMPLE);

    private MipBenchmark(final Options options) {
        this.options = options;
        results =
                new Results(
                        "mip",
                        "The same auctions decided by the engine (all its events, and one tick), by its solver alone, and solved"
                                + " as mixed-integer programmes by the faster of SCIP and CP-SAT, in microseconds an auction."
                                + " value is what was reached of the best value known.",
                        options.all());
    }

    /** Runs it; arguments NAME=VALUE. */
    public static void main(final String[] args) throws IOException {
        final Options options =
                Options.of(
                                "instances=30",
                                "seed=1",
                                "limit=5",
                                "fleet=12500",
                                "sample=200",
                                "out=bench-results")
                        .with(args);
        Oracle.load();
        new MipBenchmark(options).run();
    }

    private void run() throws IOException {
        final Generator draw = new Generator(List.of());
        System.out.println(
                "| auction | MIP, ms | engine, events and tick, us | faster by | value to the MIP's, mean / worst"
                        + " | engine's solver alone, us | faster by | value, mean / worst |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        row("one kind, 64 VRUs", seed -> draw.oneKind(seed, 64, Family.MIXED));
        row("one kind, 1,024 VRUs", seed -> draw.oneKind(seed, 1_024, Family.MIXED));
        row("three kinds, 8 tasks", seed -> draw.threeKinds(seed, 8, Family.MIXED));
        row("three kinds, 20 tasks", seed -> draw.threeKinds(seed, 20, Family.MIXED));
        row("three kinds, 64 tasks", seed -> draw.threeKinds(seed, 64, Family.MIXED));
        fleet(draw);
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    private void row(final String name, final LongFunction<Instance> draw) {
        final long seed = Long.parseLong(options.get("seed"));
        final Ratios ticked = new Ratios();
        final Ratios alone = new Ratios();
        for (long each = seed; each < seed + options.getInt("instances"); each++) {
            final Instance instance = draw.apply(each);
            if (!EngineClearer.takes(instance)) {
                continue;
            }
            final double best = programme(name, instance);
            final int[] units = new int[instance.bids().size()];
            for (int i = 0; i < WARM_UPS; i++) {
                engine.clear(instance, units);
                solver.clear(instance, units);
            }
            final long tickNs = engine.clear(instance, units);
            results.add(name, "engine", "us", (engine.eventNs() + tickNs) / 1e3);
            ticked.add(Clearer.value(instance, units), best);
            results.add(name, "engine", "value", share(instance, units, best));
            results.add(name, "solver", "us", solver.clear(instance, units) / 1e3);
            alone.add(Clearer.value(instance, units), best);
            results.add(name, "solver", "value", share(instance, units, best));
        }
        plot(name);
        print(name, ticked, alone);
    }

    /** The best value that a programme found; notes how long the faster took. */
    private double programme(final String row, final Instance instance) {
        final double limit = Double.parseDouble(options.get("limit"));
        long start = System.nanoTime();
        final double mixed = Oracle.mixedInteger(instance, limit);
        final long mixedNs = System.nanoTime() - start;
        start = System.nanoTime();
        final double constraint = Oracle.integer(instance, limit).value();
        final long constraintNs = System.nanoTime() - start;
        results.add(row, "mip", "us", Math.min(mixedNs, constraintNs) / 1e3);
        return Math.max(mixed, constraint);
    }

    private static double share(final Instance instance, final int[] units, final double best) {
        return best <= 0 ? 1 : Math.min(1, Clearer.value(instance, units) / best);
    }

    private void plot(final String row) {
        final Map<String, Spread> nanos = new LinkedHashMap<>();
        results.spreads(row, "us").forEach((who, us) -> nanos.put(who, us.times(1e3)));
        results.plot(
                row.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z]+", "-"),
                SpreadPlot.ofTimes("An auction, " + row, nanos));
    }

    private void print(final String row, final Ratios ticked, final Ratios alone) {
        final Spread mip = results.spread(row, "mip", "us");
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %sx | %s | %s | %sx | %s |%n",
                row,
                Spread.number(mip.median() / 1e3),
                Spread.number(results.spread(row, "engine", "us").median()),
                Spread.number(results.ratio(row, "mip", "engine", "us")),
                ticked,
                Spread.number(results.spread(row, "solver", "us").median()),
                Spread.number(results.ratio(row, "mip", "solver", "us")),
                alone);
    }

    /** Re-clearing everything: as many instances with 8 tasks each, and a sample of them by the programmes. */
    private void fleet(final Generator draw) {
        final long seed = Long.parseLong(options.get("seed"));
        final int count = options.getInt("fleet");
        final List<Instance> fleet = new ArrayList<>();
        for (long each = seed; each < seed + count; each++) {
            fleet.add(draw.threeKinds(each, 8, Family.MIXED));
        }
        final int[] units = new int[8];
        final String row = count + " instances, three kinds, 8 tasks each";
        for (int round = 0; round < 5; round++) {
            long elapsedNs = 0;
            for (final Instance instance : fleet) {
                elapsedNs += solver.clear(instance, units);
            }
            if (round > 1) {
                results.add(row, "solver", "all, ms", elapsedNs / 1e6);
            }
        }
        final Ratios ratios = new Ratios();
        for (int i = 0; i < options.getInt("sample"); i++) {
            final Instance instance = fleet.get(i);
            final double best = programme(row, instance);
            solver.clear(instance, units);
            ratios.add(Clearer.value(instance, units), best);
        }
        final double mipUs = results.spread(row, "mip", "us").median() * count;
        final double solverUs = 1e3 * results.spread(row, "solver", "all, ms").median();
        System.out.printf(
                Locale.ROOT,
                "%n%s: the engine's solver, all of them, one thread: %s ms, %s to the MIP on %s of them; the MIP by its"
                        + " median there: %s ms, %sx%n",
                row,
                Spread.number(solverUs / 1e3),
                ratios,
                options.get("sample"),
                Spread.number(mipUs / 1e3),
                Spread.number(mipUs / solverUs));
    }
}
