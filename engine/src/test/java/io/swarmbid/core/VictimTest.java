package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.TaskSpec;
import org.junit.jupiter.api.Test;

/** Whom a challenger displaces where the lowest rank is not the smallest loss. */
final class VictimTest {
    @Test
    void shouldTakeAnIncumbentThatIsCheaperThanALowerRankedGang() {
        try (Market market = new Market()) {
            market.oneInstance(4, 100);
            market.send(market.writer.task(Market.task(1, 300, 3, 3)));
            market.send(market.writer.task(Market.task(2, 310, 1, 1)));
            market.expect(
                    market.writer.task(Market.task(3, 311, 1, 1)),
                    "revoke task=2 at=7 units=0 OUTBID VCPU 3-3 margin=0 slope=0",
                    "queue task=2 REVOKED beat=312 short=1 VCPU rival=3",
                    "admit task=3 at=7",
                    "grant task=3 at=7 units=1 VCPU 3-3 margin=211 slope=311");
        }
    }

    @Test
    void shouldSpareAnIncumbentWhoseMoveCostsMoreThanItsRankIsLower() {
        try (Market market = new Market()) {
            market.oneInstance(2, 100);
            final TaskSpec moving = Market.task(1, 300, 1, 1);
            moving.moveCost = 50;
            market.send(market.writer.task(moving));
            market.send(market.writer.task(Market.task(2, 310, 1, 1)));
            market.send(market.writer.task(Market.task(3, 320, 1, 1)));
            assertEquals(1, market.unitsOf(1));
            assertEquals(0, market.unitsOf(2));
            assertEquals(1, market.unitsOf(3));
        }
    }
}
