package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.config.Setting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a task that does not use what it holds, where the host reclaims it. */
final class ReclaimTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long PERIOD = 180 * SECOND;

    private static Market market(final long reclaims) {
        final Market market = new Market(Market.plain().with(Setting.RECLAIM_IDLE, reclaims));
        market.oneInstance(8, 1_000_000);
        market.send(
                market.writer.task(
                        Market.task(1, 0, 1, 8).bid(200_000_000_000L, 100 * Market.HOUR)));
        assertEquals(8, market.unitsOf(1));
        return market;
    }

    /** Samples of use every five seconds, until a period of them is judged. */
    private static List<String> use(final Market market, final int ppm) {
        final List<String> lines = new ArrayList<>();
        final long end = market.at + PERIOD + 10 * SECOND;
        while (market.at < end) {
            market.at += 5 * SECOND;
            lines.addAll(market.send(market.writer.usage(1, ppm, 0, 0, 0)));
        }
        return lines;
    }

    @Test
    void shouldShrinkAnOversizedTaskToWhatItUses() {
        try (Market market = market(1)) {
            final List<String> lines = use(market, 250_000);
            assertTrue(lines.toString().contains("SHRUNK"), lines.toString());
            assertTrue(lines.toString().contains("OVERSIZED"), lines.toString());
            // A quarter of eight is two; 80 % of three units is more than that.
            assertEquals(3, market.unitsOf(1));
        }
    }

    @Test
    void shouldGiveTheUnitsBackOneByOneToATaskThatUsesAllItHolds() {
        try (Market market = market(1)) {
            use(market, 250_000);
            use(market, 990_000);
            assertEquals(4, market.unitsOf(1));
            for (int periods = 0; periods < 8; periods++) {
                use(market, 990_000);
            }
            assertEquals(8, market.unitsOf(1));
        }
    }

    @Test
    void shouldLeaveATaskAloneThatUsesEnough() {
        try (Market market = market(1)) {
            assertTrue(use(market, 800_000).stream().noneMatch(line -> line.contains("flag")));
            assertEquals(8, market.unitsOf(1));
        }
    }

    @Test
    void shouldOnlyFlagWhereTheHostDoesNotReclaim() {
        try (Market market = market(0)) {
            final List<String> lines = use(market, 10_000);
            assertTrue(lines.toString().contains("IDLE"), lines.toString());
            assertEquals(8, market.unitsOf(1));
        }
    }

    @Test
    void shouldGiveWhatItReclaimsToOthers() {
        try (Market market = market(1)) {
            market.send(market.writer.task(Market.task(2, 1_500_000_000L, 1, 8)));
            assertEquals(0, market.unitsOf(2));
            use(market, 10_000);
            assertEquals(1, market.unitsOf(1));
            assertEquals(7, market.unitsOf(2));
        }
    }
}
