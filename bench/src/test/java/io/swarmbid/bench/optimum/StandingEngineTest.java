package io.swarmbid.bench.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.bench.optimum.Generator.Family;
import io.swarmbid.peers.trace.Outcome;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandingEngineTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdsTheAuctionAsANewEngineDoesEachTime(final long seed) {
        final Generator draw = new Generator(List.of());
        for (final Instance instance :
                List.of(
                        draw.oneKind(seed, 64, Family.MIXED),
                        draw.threeKinds(seed, 8, Family.MIXED))) {
            final int[] expected = new int[instance.bids().size()];
            new EngineClearer(1).clear(instance, expected);
            final int[] units = new int[expected.length];
            try (StandingEngine engine = new StandingEngine(instance, units)) {
                assertArrayEquals(expected, units);
                for (int round = 0; round < 3; round++) {
                    Arrays.fill(units, 0);
                    assertTrue(engine.hold(units) > 0);
                    assertArrayEquals(expected, units);
                }
            }
        }
    }

    @Test
    void theMedianIsOfTheRoundsAfterTheWarmUp() {
        final double[] next = {0};
        assertEquals(13, Rounds.median(10, 0, 5, () -> ++next[0]));
        assertEquals(15, next[0]);
    }

    @Test
    void aFleetIsClearedAndItsSampleHeld() {
        final List<Instance> fleet = FleetContender.fleet(1, 20);
        final Outcome outcome = FleetContender.run(fleet, fleet.subList(0, 2), 1, 3);
        assertTrue(outcome.get(FleetContender.CLEARED) > 0);
        assertTrue(outcome.get(FleetContender.HELD) > 0);
    }
}
