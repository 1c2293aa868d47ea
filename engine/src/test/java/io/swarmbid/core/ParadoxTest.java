package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who loses although its bid is above the price is told so, once each time. */
final class ParadoxTest {
    private static boolean isFlagged(final List<String> lines) {
        return lines.stream().anyMatch(line -> line.contains("PARADOXICALLY_REJECTED"));
    }

    private static boolean tick(final Market market) {
        market.at += 1_000;
        return isFlagged(market.send(market.writer.tick()));
    }

    /** Three vCPU held by a pair and a single task; a gang of three is worth less than both, and more a unit than the pair. */
    private static Market withGang(final Settings settings) {
        final Market market = new Market(settings);
        market.oneInstance(3, 1_000);
        market.send(market.writer.task(Market.task(1, 5_000, 2, 2)));
        market.send(market.writer.task(Market.task(3, 9_500, 1, 1)));
        market.send(market.writer.task(Market.task(2, 6_000, 3, 3)));
        assertEquals(0, market.unitsOf(2));
        return market;
    }

    @Test
    void shouldBeToldOnceAtTheTickThatFindsNoRoomForAGang() {
        try (Market market = withGang(Market.plain())) {
            assertTrue(tick(market));
            assertEquals(1_000, market.price(), "the gang sets no price");
            assertFalse(tick(market), "it is known");
        }
    }

    @Test
    void shouldBeToldAgainWhenItHappensAgain() {
        try (Market market = withGang(Market.plain())) {
            assertTrue(tick(market));
            market.send(market.writer.rebid(2, 4_000));
            assertFalse(tick(market), "it loses to a higher bid");
            assertEquals(4_000, market.price());
            market.send(market.writer.rebid(2, 6_000));
            assertTrue(tick(market));
        }
    }

    @Test
    void shouldNotBeToldOfWhatHysteresisOrHoldsKeepOff() {
        final Settings settings =
                Market.plain()
                        .with(Setting.HYSTERESIS, 500_000)
                        .with(Setting.MINIMUM_HOLD, Market.HOUR);
        try (Market market = new Market(settings)) {
            market.oneInstance(1, 1_000);
            market.send(market.writer.task(Market.task(1, 5_000, 1, 1)));
            market.send(market.writer.task(Market.task(2, 5_500, 1, 1)));
            assertFalse(tick(market));
            assertEquals(5_000, market.price(), "it counts at the lowest winner's rank");
        }
    }

    @Test
    void shouldBeToldOfAWinnersStepThatDoesNotGoInWhole() {
        try (Market market = new Market()) {
            market.oneInstance(4, 1_000);
            final TaskSpec steps = Market.task(1, 5_000, 1, 4);
            steps.addSpeedup(1_000_000).addSpeedup(1_000_000).addSpeedup(1_000_000);
            steps.addSpeedup(3_400_000);
            market.send(market.writer.task(steps));
            assertEquals(4, market.unitsOf(1));
            final TaskSpec better = Market.task(2, 14_000, 1, 1);
            better.preemptible = false;
            market.send(market.writer.task(better));
            market.send(market.writer.task(Market.task(3, 2_000, 1, 1)));
            assertTrue(tick(market), "three more units pay more than a third task, and do not fit");
            assertEquals(1, market.unitsOf(1));
            assertEquals(1, market.unitsOf(3));
            assertEquals(1_000, market.price());
            market.send(market.writer.complete(2, CompleteStatus.DONE));
            assertEquals(4, market.unitsOf(1));
        }
    }
}
