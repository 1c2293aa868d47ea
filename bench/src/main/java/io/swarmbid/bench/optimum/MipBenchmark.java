package io.swarmbid.bench.optimum;

import io.swarmbid.bench.optimum.Generator.Family;
import io.swarmbid.bench.peers.ContenderJvm;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import io.swarmbid.bench.results.SpreadPlot;
import io.swarmbid.peers.trace.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The same auctions solved by OR-Tools' mixed-integer programmes and decided by the engine: value and time,
 * instance by instance. The engine holds an auction again and again; its time is that of all events, one for each task, and
 * of one tick, the median of the last times. The solvers' is that of solving alone, the faster of SCIP and CP-SAT, each with
 * one thread; what they had not proven in the time they are given counts with their best solution.
 */
public final class MipBenchmark {
    /** Each auction is held so often, and for so many seconds, before it is timed, for the just-in-time compiler. */
    private static final int WARM_UPS = 200;

    private static final double WARM_UP_SECONDS = 0.2;

    /** And so often while it is; by the programmes too, as long as that takes no longer than so much. */
    private static final int ROUNDS = 21;

    private static final double PROGRAMME_SECONDS = 0.5;

    private final Options options;
    private final Results results;
    private final SolverClearer solver = new SolverClearer(SolverClearer.AMPLE);

    private MipBenchmark(final Options options) {
        this.options = options;
        results =
                new Results(
                        "mip",
                        "The same auctions held by the engine (all its events, and one tick), cleared by its solver"
                                + " alone, and solved as mixed-integer programmes by the faster of SCIP and CP-SAT, in"
                                + " microseconds an auction. value is what was reached of the best value known.",
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
                                "forks=3",
                                "warmUp=15",
                                "rounds=15",
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
        fleet();
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    private void row(final String name, final LongFunction<Instance> draw) {
        final long seed = options.getLong("seed");
        final Ratios ticked = new Ratios();
        final Ratios alone = new Ratios();
        for (long each = seed; each < seed + options.getInt("instances"); each++) {
            final Instance instance = draw.apply(each);
            if (!EngineClearer.takes(instance)) {
                continue;
            }
            final double best = programme(name, instance);
            final int[] units = new int[instance.bids().size()];
            try (StandingEngine engine = new StandingEngine(instance, units)) {
                ticked.add(Clearer.value(instance, units), best);
                results.add(name, "engine", "value", share(instance, units, best));
                final double ns =
                        Rounds.median(WARM_UPS, WARM_UP_SECONDS, ROUNDS, () -> engine.hold(units));
                results.add(name, "engine", "us", ns / 1e3);
            }
            final double ns =
                    Rounds.median(
                            WARM_UPS, WARM_UP_SECONDS, ROUNDS, () -> solver.clear(instance, units));
            results.add(name, "solver", "us", ns / 1e3);
            alone.add(Clearer.value(instance, units), best);
            results.add(name, "solver", "value", share(instance, units, best));
        }
        plot(name);
        print(name, ticked, alone);
    }

    /** The best value that a programme found; notes how long the faster took. */
    private double programme(final String row, final Instance instance) {
        final double limit = Double.parseDouble(options.get("limit"));
        final double[] best = {0};
        final double mixedNs =
                programmeNs(
                        () -> best[0] = Math.max(best[0], Oracle.mixedInteger(instance, limit)));
        final double constraintNs =
                programmeNs(
                        () -> best[0] = Math.max(best[0], Oracle.integer(instance, limit).value()));
        results.add(row, "mip", "us", Math.min(mixedNs, constraintNs) / 1e3);
        return best[0];
    }

    /** The median of several times, or the first if that was long. */
    private static double programmeNs(final Runnable programme) {
        final double first = timed(programme);
        return first > PROGRAMME_SECONDS * 1e9
                ? first
                : Rounds.median(
                        0,
                        0,
                        (int) Math.min(ROUNDS, PROGRAMME_SECONDS * 1e9 / first),
                        () -> timed(programme));
    }

    private static double timed(final Runnable programme) {
        final long start = System.nanoTime();
        programme.run();
        return System.nanoTime() - start;
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

    /**
     * Re-clearing everything: as many instances with 8 tasks each by the engine's solver, in JVMs of its own, and a sample of
     * them by the programmes and by whole engines.
     */
    private void fleet() throws IOException {
        final int count = options.getInt("fleet");
        final int sample = options.getInt("sample");
        final String row = count + " instances, three kinds, 8 tasks each";
        try {
            for (int fork = 0; fork < options.getInt("forks"); fork++) {
                final Outcome outcome =
                        ContenderJvm.engine(FleetContender.class.getName())
                                .run(
                                        options.get("seed"),
                                        count,
                                        sample,
                                        options.get("warmUp"),
                                        options.get("rounds"));
                results.add(row, "solver", "all, ms", outcome.get(FleetContender.CLEARED));
                results.add(row, "engine", "us", outcome.get(FleetContender.HELD));
            }
        } catch (final ContenderJvm.FailedException e) {
            results.failed(row, "solver", e.getMessage());
            return;
        }
        final int[] units = new int[8];
        final Ratios ratios = new Ratios();
        for (final Instance instance : FleetContender.fleet(options.getLong("seed"), sample)) {
            final double best = programme(row, instance);
            solver.clear(instance, units);
            ratios.add(Clearer.value(instance, units), best);
        }
        final double mipUs = results.spread(row, "mip", "us").median() * count;
        final double engineUs = results.spread(row, "engine", "us").median() * count;
        final Spread solved = results.spread(row, "solver", "all, ms");
        System.out.printf(
                Locale.ROOT,
                "%n%s: the engine's solver, all of them, one thread: %s ms, %s to the MIP on %d of them. By the medians on these:"
                        + " the engine's events and ticks %s ms, %sx; the MIP %s ms, %sx%n",
                row,
                solved.text(),
                ratios,
                sample,
                Spread.number(engineUs / 1e3),
                Spread.number(engineUs / 1e3 / solved.median()),
                Spread.number(mipUs / 1e3),
                Spread.number(mipUs / 1e3 / solved.median()));
    }
}
