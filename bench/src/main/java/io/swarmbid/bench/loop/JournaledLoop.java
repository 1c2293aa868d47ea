package io.swarmbid.bench.loop;

import io.swarmbid.bench.journal.Directories;
import io.swarmbid.bench.results.Results;
import java.io.IOException;
import java.nio.file.Path;

/** Round trips of the engine with a journal that is never synced beside those without one, in rounds that alternate. */
public final class JournaledLoop {
    private JournaledLoop() {}

    /** Runs so many rounds of each and prints the figures. */
    public static void run(final Results results, final Path directory, final int rounds)
            throws IOException {
        PairedRounds.printHeading();
        for (final int maxUnits : new int[] {1, 4}) {
            compare(results, directory, maxUnits, rounds);
        }
    }

    private static void compare(
            final Results results, final Path directory, final int maxUnits, final int rounds)
            throws IOException {
        final PairedRounds pairs =
                new PairedRounds(
                        results,
                        maxUnits == 1 ? "round trip, room" : "round trip, demand 2.5x capacity");
        for (int round = 0; round < rounds; round++) {
            try (EngineLoop loop = new EngineLoop(maxUnits)) {
                if (round == 0) {
                    ClosedLoop.warmUp(loop);
                }
                pairs.first(loop.name(), ClosedLoop.measure(loop));
            }
            final Path journal = directory.resolve("loop");
            try (EngineLoop loop = new EngineLoop(maxUnits, journal)) {
                if (round == 0) {
                    ClosedLoop.warmUp(loop);
                }
                pairs.second(loop.name(), ClosedLoop.measure(loop));
            }
            Directories.delete(journal);
        }
        pairs.finish(maxUnits == 1 ? "loop-room" : "loop-full");
    }
}
