package io.swarmbid.bench.loop;

import io.swarmbid.bench.journal.Directories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Round trips of the engine with a journal that is never synced beside those without one, in rounds that alternate. */
public final class JournaledLoop {
    private JournaledLoop() {}

    /** Runs so many rounds of each and prints the figures. */
    public static void run(final Path directory, final int rounds) throws IOException {
        System.out.printf(
                "%-40s %9s %9s %9s %14s %14s%n",
                "closed loop, ns", "p50", "p99", "p99.9", "median added", "median ratio");
        for (final int maxUnits : new int[] {1, 4}) {
            compare(directory, maxUnits, rounds);
        }
    }

    private static void compare(final Path directory, final int maxUnits, final int rounds)
            throws IOException {
        final List<Long> added = new ArrayList<>();
        final List<Double> ratios = new ArrayList<>();
        final Histogram without = new Histogram(10_000_000_000L, 3);
        final Histogram with = new Histogram(10_000_000_000L, 3);
        String nameWithout = "";
        String nameWith = "";
        for (int round = 0; round < rounds; round++) {
            final long plain;
            try (EngineLoop loop = new EngineLoop(maxUnits)) {
                nameWithout = loop.name();
                if (round == 0) {
                    ClosedLoop.warmUp(loop);
                }
                plain = ClosedLoop.measure(loop, without);
            }
            final Path journal = directory.resolve("loop");
            try (EngineLoop loop = new EngineLoop(maxUnits, journal)) {
                nameWith = loop.name();
                if (round == 0) {
                    ClosedLoop.warmUp(loop);
                }
                final long journaled = ClosedLoop.measure(loop, with);
                added.add(journaled - plain);
                ratios.add((double) journaled / plain);
            }
            Directories.delete(journal);
        }
        added.sort(null);
        ratios.sort(null);
        ClosedLoop.print(nameWithout, without, "", "");
        ClosedLoop.print(
                nameWith,
                with,
                Long.toString(added.get(rounds / 2)),
                "%.2f".formatted(ratios.get(rounds / 2)));
    }
}
