package io.swarmbid.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days with faults, one a seed: {@code -Dswarmbid.days} of them from {@code -Dswarmbid.seed} on. */
class SystemSimulationTest {
    private static final long DAYS = Long.getLong("swarmbid.days", 60);
    private static final long FIRST_SEED = Long.getLong("swarmbid.seed", 1);

    @TempDir private Path journals;

    @Test
    void shouldKeepTheInvariantsThroughDaysWithFaults() {
        final Tally all = new Tally();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + DAYS; seed++) {
            all.add(run(seed));
        }
        if (Boolean.getBoolean("swarmbid.print")) {
            System.out.println(all);
        }
        if (DAYS >= 60) {
            for (final String happens :
                    new String[] {
                        "instance lost",
                        "VRU fault",
                        "activation never answered",
                        "activation answered twice",
                        "end never told",
                        "end told twice",
                        "sample late",
                        "sample twice",
                        "clock jump",
                        "crash BEFORE_THE_COMMAND",
                        "crash BEFORE_THE_DECISIONS",
                        "crash in the midst of a drain",
                        "drain",
                        "rebid from the handler",
                        "refused at the edge: RING_FULL",
                        "refused at the edge: VRU",
                        "refuse: TABLE_FULL",
                        "refuse: DUPLICATE_ID",
                        "refuse: UNKNOWN_ID",
                        "refuse: WRONG_STATE",
                        "revoke: OUTBID",
                        "revoke: INSTANCE_LOST",
                        "revoke: VRU_FAULT",
                        "swarm: INTERRUPT"
                    }) {
                assertTrue(all.of(happens) > 0, happens + " never happened in " + all);
            }
        }
    }

    /** Prices near the limit of what a bid may say, and a task that uses little of what it holds. */
    @Test
    void shouldKeepTheInvariantsOnADayOfExtremePrices() {
        run(90);
    }

    /** A deadline ends a task in the moment in which its id is used again. */
    @Test
    void shouldKeepTheInvariantsOnADayOfAnIdUsedAgain() {
        run(8_453);
    }

    /** A task takes back what it drains and is outbid again, in one event: its drain ends when it was told. */
    @Test
    void shouldKeepTheInvariantsOnADayOfADrainThatGoesOn() {
        run(498);
    }

    /** A bid is used up in the nanosecond in which a drain ends. */
    @Test
    void shouldKeepTheInvariantsOnADayOfADrainThatEndsWithABid() {
        run(658);
    }

    @Test
    void shouldRunTheSameDayAgain() {
        assertEquals(run(FIRST_SEED).toString(), run(FIRST_SEED).toString());
    }

    private Tally run(final long seed) {
        try {
            final Path day = Files.createTempDirectory(journals, "day");
            final Tally tally = SystemDay.run(seed, day);
            delete(day);
            return tally;
        } catch (final IOException | RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "day of seed " + seed + " (-Dswarmbid.seed=" + seed + " -Dswarmbid.days=1)", e);
        }
    }

    /** A journal takes megabytes, and there are thousands of days. */
    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
