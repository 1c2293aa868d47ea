package io.swarmbid.bench.optimum;

import io.swarmbid.bench.optimum.Generator.Family;
import io.swarmbid.peers.trace.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.MutableInteger;

/**
 * A JVM in which the engine's solver clears a fleet of instances, all of them one after the other, round after round, and
 * engines hold the auctions of the first of them.
 */
public final class FleetContender {
    /** Figure: median time in which the solver clears all instances, milliseconds. */
    static final String CLEARED = "cleared";

    /** Figure: median time of an engine's events and tick on one of the sample, microseconds. */
    static final String HELD = "held";

    private static final int TASKS = 8;

    /** An engine holds an auction so often, and so long, before it is timed. */
    private static final int WARM_UPS = 20;

    private static final double WARM_UP_SECONDS = 0.05;

    private FleetContender() {}

    /** Arguments: seed, instances, how many of them are the sample, rounds to warm up, rounds that are timed. */
    public static void main(final String[] args) {
        final int rounds = Integer.parseInt(args[4]);
        final List<Instance> fleet = fleet(Long.parseLong(args[0]), Integer.parseInt(args[1]));
        final List<Instance> sample = fleet.subList(0, Integer.parseInt(args[2]));
        System.out.println(run(fleet, sample, Integer.parseInt(args[3]), rounds).line());
    }

    /** Instances of three kinds with eight tasks each, from as many seeds. */
    static List<Instance> fleet(final long seed, final int instances) {
        final Generator draw = new Generator(List.of());
        final List<Instance> fleet = new ArrayList<>();
        for (long each = seed; each < seed + instances; each++) {
            fleet.add(draw.threeKinds(each, TASKS, Family.MIXED));
        }
        return fleet;
    }

    static Outcome run(
            final List<Instance> fleet,
            final List<Instance> sample,
            final int warmUps,
            final int rounds) {
        final SolverClearer solver = new SolverClearer(SolverClearer.AMPLE);
        final int[] units = new int[TASKS];
        final double cleared =
                Rounds.median(
                        warmUps,
                        0,
                        rounds,
                        () -> fleet.stream().mapToLong(each -> solver.clear(each, units)).sum());
        final MutableInteger next = new MutableInteger();
        final double held =
                Rounds.median(
                        0,
                        0,
                        sample.size(),
                        () -> {
                            final Instance instance = sample.get(next.getAndIncrement());
                            try (StandingEngine engine = new StandingEngine(instance, units)) {
                                return Rounds.median(
                                        WARM_UPS,
                                        WARM_UP_SECONDS,
                                        rounds,
                                        () -> engine.hold(units));
                            }
                        });
        return new Outcome("fleet").with(CLEARED, cleared / 1e6).with(HELD, held / 1e3);
    }
}
