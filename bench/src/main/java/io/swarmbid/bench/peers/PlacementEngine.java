package io.swarmbid.bench.peers;

import io.swarmbid.peers.trace.Outcome;
import io.swarmbid.peers.trace.PlacementRun;
import io.swarmbid.peers.trace.PlacementTrace;

/** A JVM in which the engine places one trace, and that prints the outcome. */
public final class PlacementEngine {
    private PlacementEngine() {}

    /** Arguments: {@code batch} or {@code online}, seed, tasks (online: that live), hosts, seconds to warm up, seconds timed. */
    public static void main(final String[] args) {
        final long seed = Long.parseLong(args[1]);
        final int tasks = Integer.parseInt(args[2]);
        final int hosts = Integer.parseInt(args[3]);
        final double warmUp = Double.parseDouble(args[4]);
        final double seconds = Double.parseDouble(args[5]);
        System.out.println(run(args[0], seed, tasks, hosts, warmUp, seconds).line());
    }

    static Outcome run(
            final String form,
            final long seed,
            final int tasks,
            final int hosts,
            final double warmUp,
            final double seconds) {
        final String name = "engine-" + form;
        if (form.equals("online")) {
            final PlacementTrace trace = PlacementTrace.draw(seed, 400 * tasks, hosts);
            try (EnginePlacement engine = new EnginePlacement(trace)) {
                return PlacementRun.online(name, trace, engine, tasks, warmUp, seconds);
            }
        }
        final PlacementTrace trace = PlacementTrace.draw(seed, tasks, hosts).byMargin();
        try (EnginePlacement engine = new EnginePlacement(trace)) {
            return PlacementRun.batch(name, trace, engine, warmUp, seconds);
        }
    }
}
