package io.swarmbid.bench.optimum;

import io.swarmbid.bench.optimum.Generator.Family;
import io.swarmbid.bench.results.Options;
import io.swarmbid.bench.results.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * The table "how close to the optimum": the solver, and the whole engine after a tick, against oracles. Arguments:
 * {@code instances=N} (per row, a tenth of them for the large ones), {@code seed=S}, {@code measured=DIRECTORY}, {@code
 * out=DIRECTORY}.
 */
public final class OptimumBenchmark {
    /** Deterministic seconds that the integer oracle gets for an instance. */
    private static final double ORACLE_SECONDS = 20;

    /** A large instance this near to the linear bound is not asked for its integer optimum. */
    private static final double NEAR = 0.9995;

    private final long seed;
    private final Results results;
    private final SolverClearer solver = new SolverClearer(SolverClearer.AMPLE);
    private final Clearer events = new EngineClearer(0);
    private final Clearer ticked = new EngineClearer(2);

    private OptimumBenchmark(final long seed, final Results results) {
        this.seed = seed;
        this.results = results;
    }

    /** Prints the table, then what being exact costs. */
    public static void main(final String[] args) throws IOException {
        final Options options =
                Options.of("instances=200", "seed=1", "measured=", "out=bench-results").with(args);
        final int instances = options.getInt("instances");
        final long seed = options.getLong("seed");
        final String directory = options.get("measured");
        final Results results =
                new Results(
                        "optimum",
                        "What the solver, the engine by events alone and the engine after a tick reach of the optimum, and of the"
                                + " bound of the linear programme, on instances drawn at random.",
                        options.all());
        Oracle.load();
        final boolean isMeasured = !directory.isEmpty() && Files.isDirectory(Path.of(directory));
        final List<int[]> curves = isMeasured ? Curves.measured(Path.of(directory)) : List.of();
        final Generator generator = new Generator(curves);
        final OptimumBenchmark benchmark = new OptimumBenchmark(seed, results);
        System.out.printf("seed %d, %d measured curves%n%n", seed, curves.size());
        System.out.println(
                "| instances | n | solver to optimum, mean / worst | proven | to the LP bound"
                        + " | engine, events alone | engine, ticked | oracle time / solver time |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        benchmark.rows(generator, instances, isMeasured);
        if (!isMeasured) {
            results.failed("measured curves", "all", "measured=DIRECTORY names none");
            System.out.println(
                    "\nmeasured curves: left out, measured=DIRECTORY names no directory with *-placements.csv");
        }
        System.out.println();
        CostOfExactness.print(results, generator, seed);
        results.printFooter();
        results.write(Path.of(options.get("out")));
    }

    private void rows(final Generator draw, final int count, final boolean isMeasured) {
        final int fewer = Math.max(1, count / 10);
        row("one kind, concave, equal bundles, 8-1,024 VRUs", count, s -> draw.concave(s, vrus(s)));
        row("one kind, 8-1,024 VRUs", count, s -> draw.oneKind(s, vrus(s), Family.MIXED));
        row("one kind, 4,096-16,384 VRUs", fewer, s -> draw.oneKind(s, many(s), Family.MIXED));
        row("three kinds, 2-20 tasks", count, s -> draw.threeKinds(s, few(s), Family.MIXED));
        row("three kinds, 21-64 tasks", count, s -> draw.threeKinds(s, some(s), Family.MIXED));
        row("three kinds, 256 tasks", count, s -> draw.threeKinds(s, 256, Family.MIXED));
        row("three kinds, 1,024 tasks", fewer, s -> draw.threeKinds(s, 1_024, Family.MIXED));
        if (isMeasured) {
            final Family family = Family.MEASURED;
            row("measured, one kind, 8-1,024 VRUs", count, s -> draw.oneKind(s, vrus(s), family));
            row("measured, 4,096-16,384 VRUs", fewer, s -> draw.oneKind(s, many(s), family));
            row("measured, three, 2-20 tasks", count, s -> draw.threeKinds(s, few(s), family));
            row("measured, three, 21-64 tasks", count, s -> draw.threeKinds(s, some(s), family));
            row("measured, three, 256 tasks", count, s -> draw.threeKinds(s, 256, family));
        }
    }

    private static int vrus(final long seed) {
        return Generator.logUniform(seed, 8, 1_024);
    }

    private static int many(final long seed) {
        return Generator.logUniform(seed, 4_096, 16_384);
    }

    private static int few(final long seed) {
        return Generator.logUniform(seed, 2, 20);
    }

    private static int some(final long seed) {
        return Generator.logUniform(seed, 21, 64);
    }

    private void row(final String name, final int count, final LongFunction<Instance> draw) {
        final Ratios optimum = new Ratios();
        final Ratios linear = new Ratios();
        final Ratios byEvents = new Ratios();
        final Ratios byTick = new Ratios();
        int proven = 0;
        int known = 0;
        double solverNs = 0;
        double oracleNs = 0;
        for (long each = seed; each < seed + count; each++) {
            final Instance instance = draw.apply(each);
            final int[] units = new int[instance.bids().size()];
            solverNs += solver.clear(instance, units);
            final double value = Clearer.value(instance, units);
            proven += solver.isExact() ? 1 : 0;
            final double bound = Oracle.linearBound(instance);
            linear.add(value, bound);
            final long start = System.nanoTime();
            final double best = best(instance, bound, value);
            oracleNs += System.nanoTime() - start;
            known += best < bound ? 1 : 0;
            optimum.add(value, best);
            if (EngineClearer.takes(instance)) {
                byEvents.add(through(events, instance), best);
                byTick.add(through(ticked, instance), best);
            }
        }
        optimum.addTo(results, name, "solver to the optimum");
        linear.addTo(results, name, "solver to the bound");
        byEvents.addTo(results, name, "engine, events alone");
        byTick.addTo(results, name, "engine, ticked");
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %s%s | %d | %s | %s | %s | %.0f |%n",
                name,
                count,
                optimum,
                known == 0 ? " (the LP bound)" : "",
                proven,
                linear,
                byEvents,
                byTick,
                oracleNs / solverNs);
    }

    private static double through(final Clearer engine, final Instance instance) {
        final int[] units = new int[instance.bids().size()];
        engine.clear(instance, units);
        return Clearer.value(instance, units);
    }

    /** The optimum where an oracle is asked and can tell, else the lowest bound. Large ones are asked if the bound is far. */
    private static double best(final Instance instance, final double bound, final double value) {
        if (instance.capacity()[1] == 0 && instance.capacity()[2] == 0) {
            return PlainProgramme.optimum(instance);
        }
        if (instance.bids().size() > 64 && value >= NEAR * bound) {
            return bound;
        }
        final Oracle.Answer answer = Oracle.integer(instance, ORACLE_SECONDS);
        return answer.isProven() ? answer.value() : Math.min(bound, answer.bound());
    }
}
