package io.swarmbid.bench.loop;

import io.swarmbid.bench.results.PercentilePlot;
import io.swarmbid.bench.results.Results;
import io.swarmbid.bench.results.Spread;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Rounds of a loop, each paired with the one of another loop before it. */
final class PairedRounds {
    private static final double[] PERCENTILES = {50, 99, 99.9};

    private final Map<String, Histogram> all = new LinkedHashMap<>();
    private final Results results;
    private final String row;
    private Histogram former;

    PairedRounds(final Results results, final String row) {
        this.results = results;
        this.row = row;
    }

    static void printHeading() {
        System.out.printf(
                "%-44s %9s %9s %9s %14s %14s%n",
                "closed loop, ns", "p50", "p99", "p99.9", "median added", "median ratio");
    }

    /** The round of the loop that the next one is compared with. */
    void first(final String name, final Histogram round) {
        add(name, round);
        former = round;
    }

    /** The other loop's. */
    void second(final String name, final Histogram round) {
        add(name, round);
        final long floor = former.getValueAtPercentile(50);
        final long median = round.getValueAtPercentile(50);
        results.add(row, name, "added", median - floor);
        results.add(row, name, "ratio", (double) median / floor);
    }

    private void add(final String name, final Histogram round) {
        all.computeIfAbsent(name, none -> ClosedLoop.histogram()).add(round);
        for (final double percentile : PERCENTILES) {
            results.add(
                    row,
                    name,
                    "p" + Spread.plain(percentile),
                    round.getValueAtPercentile(percentile));
        }
    }

    /** Prints what all rounds make together, and draws it. */
    void finish(final String plot) {
        all.forEach(this::print);
        results.plot(plot, PercentilePlot.of("Closed loop, " + row, all));
    }

    private void print(final String name, final Histogram times) {
        final boolean isCompared = results.has(row, name, "ratio");
        System.out.printf(
                "%-44s %9d %9d %9d %14s %14s%n",
                name,
                times.getValueAtPercentile(50),
                times.getValueAtPercentile(99),
                times.getValueAtPercentile(99.9),
                isCompared ? Spread.number(results.spread(row, name, "added").median()) : "",
                isCompared ? Spread.number(results.spread(row, name, "ratio").median()) : "");
    }
}
