package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** At a tick, an instance that is hardly used is drained when all on it fits elsewhere, and it pays. */
final class ConsolidationTest {
    private static final long FIRST = 1L << 32;
    private static final long MILLION = 1_000_000;
    private static final long COOL_DOWN = 60_000_000_000L;

    private static Settings settings() {
        return Market.plain().with(Setting.AUTOSCALE, 1).with(Setting.COOL_DOWN, COOL_DOWN);
    }

    /** Two activated instances of four vCPUs, each with tasks of one vCPU: first 1 and 2, then 3 (and 4 to 6, done). */
    private static Market market(final long moveCost, final boolean preemptible) {
        final Market market = new Market(settings());
        market.send(market.writer.pool(Market.pool(1, 4, MILLION).stock(2)));
        for (int id = 1; id <= 8; id++) {
            final TaskSpec task = Market.task(id, 100 * MILLION, 1, 1);
            task.moveCost = moveCost;
            task.preemptible = preemptible;
            market.send(market.writer.task(task));
            if (id == 4) {
                market.send(market.writer.instance(FIRST, 1));
            }
        }
        market.send(market.writer.instance(FIRST + 1, 1));
        for (int id = 3; id <= 7; id++) {
            market.send(market.writer.complete(id, CompleteStatus.DONE));
        }
        assertEquals(1, market.unitsOf(8));
        market.advanceTo(COOL_DOWN - 1);
        return market;
    }

    private static List<String> tick(final Market market) {
        return market.send(market.writer.tick()).stream()
                .filter(line -> !line.startsWith("price"))
                .toList();
    }

    @Test
    void shouldMoveEverythingOffAndLetTheInstanceGo() {
        try (Market market = market(1, true)) {
            assertEquals(List.of(), tick(market), "in cool-down");
            market.at = COOL_DOWN;
            assertEquals(
                    List.of(
                            "revoke task=8 at=4294967297 units=0 DRAINED VCPU 3-3 margin=0 slope=0",
                            "admit task=8 at=4294967296",
                            "grant task=8 at=4294967296 units=1 VCPU 2-2 margin=99000000 slope=100000000",
                            "drain at=4294967297 pool=1 UNDERUSED cost=4000000 deadline="
                                    + COOL_DOWN,
                            "deactivate at=4294967297 pool=1 DRAINED cost=4000000"),
                    tick(market));
            assertEquals(1, market.unitsOf(8));
        }
    }

    @Test
    void shouldStayWhereTheMovesCostAsMuchAsTheySave() {
        try (Market market = market(4 * MILLION, true)) {
            market.at = COOL_DOWN;
            assertEquals(List.of(), tick(market));
        }
    }

    @Test
    void shouldStayWithATaskThatIsNotPreemptible() {
        try (Market market = market(0, false)) {
            market.at = COOL_DOWN;
            assertEquals(List.of(), tick(market));
        }
    }

    @Test
    void shouldStayWhereOneTaskFitsNowhere() {
        try (Market market = market(0, true)) {
            market.at = COOL_DOWN;
            market.send(market.writer.task(Market.task(9, 100 * MILLION, 2, 2)));
            assertEquals(2, market.unitsOf(9));
            assertEquals(List.of(), tick(market));
        }
    }
}
