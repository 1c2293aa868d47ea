package io.swarmbid.peers.fenzo;

import io.swarmbid.peers.trace.Outcome;
import io.swarmbid.peers.trace.PlacementRun;
import io.swarmbid.peers.trace.PlacementTrace;

/** A JVM in which Fenzo places one trace, and that prints the outcome. */
public final class FenzoContender {
    private FenzoContender() {}

    /**
     * Arguments: {@code batch}, {@code batch-first} or {@code online}, seed, tasks (online: that live), hosts, seconds
     * to warm up, seconds that are timed.
     */
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
        final String name = "fenzo-" + form;
        if (form.equals("online")) {
            final PlacementTrace trace = PlacementTrace.draw(seed, 20 * tasks, hosts);
            try (FenzoPlacement fenzo = new FenzoPlacement(trace, false)) {
                return PlacementRun.online(name, trace, fenzo, tasks, warmUp, seconds);
            }
        }
        final PlacementTrace trace = PlacementTrace.draw(seed, tasks, hosts).byMargin();
        final boolean takesFirst = form.equals("batch-first");
        try (FenzoPlacement fenzo = new FenzoPlacement(trace, takesFirst)) {
            return PlacementRun.batch(name, trace, fenzo, warmUp, seconds);
        }
    }
}
