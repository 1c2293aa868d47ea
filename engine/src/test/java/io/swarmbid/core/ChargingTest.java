package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Setting;
import io.swarmbid.state.Ledger;
import org.junit.jupiter.api.Test;

/** Who pays what to whom: how winners are charged, and what a displacement costs. */
final class ChargingTest {
    private static final int ANN = 1;
    private static final int BOB = 2;

    private static TaskSpec task(
            final Market market, final long id, final int customer, final long bid) {
        final TaskSpec task = Market.task(id, bid, 1, 1);
        task.customer = market.symbols.intern("customer-" + customer);
        return task;
    }

    /** The account of the customer whose name the market interned as such. */
    private static int account(final Market market, final int customer) {
        final int symbol = market.symbols.intern("customer-" + customer);
        final Ledger ledger = market.core.ledger();
        int account = 0;
        while (ledger.customer(account) != symbol) {
            account++;
        }
        return account;
    }

    @Test
    void shouldChargeThePriceOrTheValue() {
        for (final int charging : new int[] {Setting.UNIFORM, Setting.PAY_AS_BID}) {
            try (Market market = new Market(Market.plain().with(Setting.CHARGING, charging))) {
                market.oneInstance(1, 100);
                market.send(market.writer.task(task(market, 1, ANN, 300)));
                market.send(market.writer.task(task(market, 2, BOB, 250)));
                assertEquals(250, market.price());
                market.advanceTo(Market.HOUR / 2);
                market.send(market.writer.cancel(1));
                assertEquals(charging == Setting.UNIFORM ? 125 : 150, market.charged);
            }
        }
    }

    @Test
    void shouldPayTheMoveCostFromTheChallengerToTheDisplaced() {
        try (Market market = new Market()) {
            market.oneInstance(1, 100);
            final TaskSpec moving = task(market, 1, ANN, 300);
            moving.moveCost = 50;
            market.send(market.writer.task(moving));
            market.send(market.writer.task(task(market, 2, BOB, 350)));
            assertEquals(1, market.unitsOf(1));
            market.send(market.writer.task(task(market, 3, BOB, 351)));
            assertEquals(1, market.unitsOf(3));
            market.send(market.writer.cancel(3));
            assertEquals(50, market.charged);
            final Ledger ledger = market.core.ledger();
            final int ann = account(market, ANN);
            final int bob = account(market, BOB);
            assertEquals(50, ledger.customerBalance(ann));
            assertEquals(50, ledger.customerReceivedForMoves(ann));
            assertEquals(50, ledger.customerPaidForMoves(bob));
            assertEquals(50, ledger.customerCharged(bob));
            assertEquals(-50, ledger.customerBalance(bob));
            assertEquals(0, ledger.subsidy());
        }
    }

    @Test
    void shouldPayFromTheSubsidyWhatTheChallengersBidDoesNotCover() {
        try (Market market = new Market()) {
            market.oneInstance(1, 100);
            final TaskSpec moving = task(market, 1, ANN, 300);
            moving.moveCost = 500;
            market.send(market.writer.task(moving));
            final TaskSpec brief = task(market, 2, BOB, 0).bid(10, Market.HOUR / 100);
            market.send(market.writer.task(brief));
            assertEquals(1, market.unitsOf(2));
            final Ledger ledger = market.core.ledger();
            assertEquals(490, ledger.subsidy());
            assertEquals(490, ledger.customerSubsidy(account(market, ANN)));
            assertEquals(10, ledger.customerCharged(account(market, BOB)));
            // Its bid is used up, so that the displaced task takes its VRU back, and pays nothing
            // for it.
            market.advanceTo(0);
            assertEquals(0, market.unitsOf(2));
            assertEquals(1, market.unitsOf(1));
            assertEquals(490, market.core.ledger().subsidy());
        }
    }
}
