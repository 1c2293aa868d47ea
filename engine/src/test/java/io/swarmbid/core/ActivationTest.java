package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The swarm grows when the value that unmet demand has missed reaches what an activation costs, to the nanosecond. */
final class ActivationTest {
    private static final long FIRST = 1L << 32;
    private static final long MILLION = 1_000_000;

    private static Settings autoscaling() {
        return Market.plain().with(Setting.AUTOSCALE, 1);
    }

    /** One vCPU at a million an hour. */
    private static PoolSpec pool(
            final long id, final long delay, final long cost, final long quantum) {
        return Market.pool(id, 1, MILLION).stock(3).activation(delay, cost, quantum);
    }

    private static List<String> activations(final List<String> decisions) {
        return decisions.stream().filter(line -> line.startsWith("activate at")).toList();
    }

    private static void expectActivation(final Market market, final long at, final int count) {
        assertEquals(List.of(), activations(market.advanceTo(at - 1)), "before " + at);
        assertEquals(count, activations(market.advanceTo(at)).size(), "at " + at);
    }

    @Test
    void shouldActivateAtOnceWhereAnActivationCostsNothing() {
        try (Market market = new Market(autoscaling())) {
            market.send(market.writer.pool(pool(1, 0, 0, 0)));
            final var decisions =
                    market.send(market.writer.task(Market.task(1, 3 * MILLION, 1, 1)));
            assertEquals(1, activations(decisions).size());
        }
    }

    @Test
    void shouldActivateInTheNanosecondInWhichTheMissedValueReachesTheCost() {
        try (Market market = new Market(autoscaling())) {
            // 3 - 1 million an hour are missed; the activation costs 1,000, a minute's delay and
            // half a minute's billing.
            market.send(market.writer.pool(pool(1, 60_000_000_000L, 1_000, 30_000_000_000L)));
            market.send(market.writer.task(Market.task(1, 3 * MILLION, 1, 1)));
            final long threshold = 1_000 * Market.HOUR + MILLION * 90_000_000_000L;
            expectActivation(market, threshold / (2 * MILLION), 1);
        }
    }

    @Test
    void shouldRoundTheInstantUp() {
        try (Market market = new Market(autoscaling())) {
            market.send(market.writer.pool(pool(1, 0, 1, 0)));
            market.send(market.writer.task(Market.task(1, 8 * MILLION, 1, 1)));
            expectActivation(market, Market.HOUR / (7 * MILLION) + 1, 1);
        }
    }

    @Test
    void shouldKeepWhatWasMissedWhenTheDemandChanges() {
        try (Market market = new Market(autoscaling())) {
            market.send(market.writer.pool(pool(1, 0, 1_000, 0)));
            market.send(market.writer.task(Market.task(1, 3 * MILLION, 1, 1)));
            // Half of the 1,000 nano at 2 million an hour, the other half at 4 million.
            final long half = 1_000 * Market.HOUR / (2 * MILLION) / 2;
            market.at = half;
            market.send(market.writer.rebid(1, 5 * MILLION));
            expectActivation(market, half + half / 2, 1);
        }
    }

    @Test
    void shouldStartAgainFromNothingAfterAnActivation() {
        try (Market market = new Market(autoscaling())) {
            market.send(market.writer.pool(pool(1, 0, 1_000, 0)));
            market.send(market.writer.task(Market.task(1, 3 * MILLION, 1, 1)));
            market.send(market.writer.task(Market.task(2, 3 * MILLION, 1, 1)));
            final long period = 1_000 * Market.HOUR / (2 * MILLION);
            expectActivation(market, period, 1);
            expectActivation(market, 2 * period, 1);
            assertEquals(List.of(), activations(market.advanceTo(10 * period)));
        }
    }

    @Test
    void shouldNotCountTheSameDemandInTwoPools() {
        try (Market market = new Market(autoscaling())) {
            market.send(market.writer.pool(pool(1, 0, 1_000, 0)));
            market.send(market.writer.pool(pool(2, 0, 1_001, 0)));
            market.send(market.writer.task(Market.task(1, 3 * MILLION, 1, 1)));
            final long period = 1_000 * Market.HOUR / (2 * MILLION);
            expectActivation(market, period, 1);
            market.send(market.writer.task(Market.task(2, 3 * MILLION, 1, 1)));
            expectActivation(market, 2 * period, 1);
        }
    }

    @Test
    void shouldActivateAtOnceWhenADeadlineNeedsIt() {
        try (Market market = new Market(autoscaling())) {
            final long delay = 60_000_000_000L;
            market.send(market.writer.pool(pool(1, delay, 1_000, 0)));
            final long crossing = (1_000 * Market.HOUR + MILLION * delay) / (2 * MILLION);
            final TaskSpec relaxed = Market.task(1, 3 * MILLION, 1, 1);
            relaxed.deadline = crossing + delay + Market.HOUR;
            assertEquals(List.of(), activations(market.send(market.writer.task(relaxed))));
            market.send(market.writer.cancel(1));
            final TaskSpec pressing = Market.task(2, 3 * MILLION, 1, 1);
            pressing.deadline = relaxed.deadline - 1;
            assertEquals(1, activations(market.send(market.writer.task(pressing))).size());
            final TaskSpec lost = Market.task(3, 3 * MILLION, 1, 1);
            lost.deadline = delay + Market.HOUR - 1;
            assertEquals(List.of(), activations(market.send(market.writer.task(lost))));
        }
    }

    @Test
    void shouldNotActivateWhileAnotherInstanceIsOnItsWay() {
        try (Market market = new Market(autoscaling())) {
            market.send(market.writer.pool(pool(1, 60_000_000_000L, 0, 0)));
            market.send(market.writer.task(Market.task(1, 3 * MILLION, 1, 1)));
            final long crossing = 60_000_000_000L / 2;
            expectActivation(market, crossing, 1);
            assertEquals(List.of(), activations(market.advanceTo(100 * crossing)));
            final var ready = market.send(market.writer.instance(FIRST, 1));
            assertTrue(ready.stream().anyMatch(line -> line.contains("admit")), ready.toString());
        }
    }
}
