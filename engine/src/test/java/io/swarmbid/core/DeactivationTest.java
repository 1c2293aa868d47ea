package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An instance goes when what it has lost reaches what its next activation costs, to the nanosecond. */
final class DeactivationTest {
    private static final long FIRST = 1L << 32;
    private static final long MILLION = 1_000_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long FEE = 1_000;

    /** Of two vCPUs at a million an hour each: losing FEE takes this long when it is empty. */
    private static final long LOSES_FEE = FEE * Market.HOUR / (2 * MILLION);

    private static Settings coolingFor(final long coolDownNs) {
        return Market.plain().with(Setting.AUTOSCALE, 1).with(Setting.COOL_DOWN, coolDownNs);
    }

    /** An activated instance with one task of so much value an hour, ready at 10 s. */
    private static Market market(final long coolDownNs, final long quantumNs, final long value) {
        final Market market = new Market(coolingFor(coolDownNs));
        market.send(
                market.writer.pool(
                        Market.pool(1, 2, MILLION).stock(3).activation(0, FEE, quantumNs)));
        final TaskSpec task = Market.task(1, 5 * MILLION, 1, 1);
        market.send(market.writer.task(task));
        market.at = 10 * SECOND;
        market.advanceTo(market.at);
        market.send(market.writer.instance(FIRST, 1));
        assertEquals(1, market.unitsOf(1));
        market.send(market.writer.rebid(1, value));
        return market;
    }

    private static List<String> departures(final List<String> decisions) {
        return decisions.stream().filter(line -> line.startsWith("deactivate")).toList();
    }

    private static void expectDeparture(final Market market, final long at) {
        assertEquals(List.of(), departures(market.advanceTo(at - 1)), "before " + at);
        assertEquals(1, departures(market.advanceTo(at)).size(), "at " + at);
    }

    private static void complete(final Market market, final long at) {
        market.at = at;
        market.send(market.writer.complete(1, CompleteStatus.DONE));
    }

    @Test
    void shouldGoWhenWhatItLostReachesWhatAnActivationCosts() {
        try (Market market = market(0, 0, 5 * MILLION)) {
            complete(market, 20 * SECOND);
            expectDeparture(market, 20 * SECOND + LOSES_FEE);
        }
    }

    @Test
    void shouldStayUntilTheCoolDownIsOver() {
        try (Market market = market(LOSES_FEE + 7, 0, 5 * MILLION)) {
            complete(market, 20 * SECOND);
            expectDeparture(market, 20 * SECOND + LOSES_FEE + 7);
        }
    }

    @Test
    void shouldGoAtTheEndOfABillingQuantum() {
        final long quantum = SECOND / 2;
        try (Market market = market(0, quantum, 5 * MILLION)) {
            complete(market, 20 * SECOND);
            // The first quantum is part of what an activation costs.
            final long lost = 20 * SECOND + LOSES_FEE + quantum;
            final long ends = (lost - 10 * SECOND + quantum - 1) / quantum;
            expectDeparture(market, 10 * SECOND + ends * quantum);
        }
    }

    @Test
    void shouldCountWhatItLostWhileItsTaskWasWorthLess() {
        try (Market market = market(0, 0, MILLION + MILLION / 2)) {
            // Half the fee at half a million an hour, the other half at two.
            final long half = FEE * Market.HOUR / MILLION;
            complete(market, 10 * SECOND + half);
            expectDeparture(market, 10 * SECOND + half + LOSES_FEE / 2);
        }
    }

    @Test
    void shouldForgetWhatItLostOnceItsTasksAreWorthIt() {
        try (Market market = market(0, 0, MILLION + MILLION / 2)) {
            final long half = FEE * Market.HOUR / MILLION;
            market.at = 10 * SECOND + half;
            market.send(market.writer.rebid(1, 5 * MILLION));
            complete(market, 10 * SECOND + half);
            expectDeparture(market, 10 * SECOND + half + LOSES_FEE);
        }
    }

    @Test
    void shouldStayWithATaskThatPaysForItsOwn() {
        try (Market market = market(0, 0, MILLION + MILLION / 2)) {
            assertEquals(List.of(), departures(market.advanceTo(Market.HOUR / 2)));
            assertEquals(1, market.unitsOf(1));
            complete(market, Market.HOUR / 2);
            assertEquals(1, departures(market.advanceTo(Market.HOUR / 2)).size());
        }
    }
}
