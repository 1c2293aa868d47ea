package io.swarmbid.core;

import static io.swarmbid.core.Market.HOUR;
import static io.swarmbid.core.Market.plain;
import static io.swarmbid.core.Market.pool;
import static io.swarmbid.core.Market.task;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.config.Setting;
import org.junit.jupiter.api.Test;

/** Every reason for which a task does not run, with its price to beat, shortage and rival. */
final class ReasonTest {
    private static TaskSpec pinned(final long id, final long bid, final int units) {
        final TaskSpec task = task(id, bid, units, units);
        task.preemptible = false;
        return task;
    }

    @Test
    void shouldSayOutbidWhereAHigherBidWouldWin() {
        try (Market m = new Market()) {
            m.oneInstance(1, 100);
            m.send(m.writer.task(task(1, 300, 1, 1)));
            m.expect(
                    m.writer.task(task(2, 200, 1, 1)),
                    "queue task=2 OUTBID beat=301 short=1 VCPU rival=1",
                    "price at=7 VCPU 200");
        }
    }

    @Test
    void shouldSayRevokedOfATaskThatLostAll() {
        try (Market m = new Market()) {
            m.oneInstance(1, 100);
            m.send(m.writer.task(task(1, 300, 1, 1)));
            m.expect(
                    m.writer.task(task(2, 400, 1, 1)),
                    "revoke task=1 at=7 units=0 OUTBID VCPU 0-0 margin=0 slope=0",
                    "queue task=1 REVOKED beat=401 short=1 VCPU rival=2",
                    "admit task=2 at=7",
                    "grant task=2 at=7 units=1 VCPU 0-0 margin=300 slope=400",
                    "price at=7 VCPU 300");
        }
    }

    @Test
    void shouldSayHeldWhileTheWinnerMayNotBeDisplacedYet() {
        try (Market m = new Market(plain().with(Setting.MINIMUM_HOLD, 1_000))) {
            m.oneInstance(1, 100);
            m.send(m.writer.task(task(1, 300, 1, 1)));
            m.expect(
                    m.writer.task(task(2, 400, 1, 1)),
                    "queue task=2 HELD beat=301 short=1 VCPU rival=1",
                    "price at=7 VCPU 300");
        }
    }

    @Test
    void shouldSayPreemptionBudgetOnceItIsSpent() {
        try (Market m = new Market(plain().with(Setting.PREEMPTION_BUDGET, 1))) {
            m.oneInstance(1, 100);
            m.send(m.writer.task(task(1, 300, 1, 1)));
            m.send(m.writer.task(task(2, 400, 1, 1)));
            m.expect(
                    m.writer.task(task(3, 500, 1, 1)),
                    "queue task=3 PREEMPTION_BUDGET beat=401 short=1 VCPU rival=2",
                    "price at=7 VCPU 400");
        }
    }

    @Test
    void shouldSayNoRoomWhereFaultsLeaveTooLittle() {
        try (Market m = new Market()) {
            m.oneInstance(4, 100);
            m.send(m.writer.vruFault(7, Kind.VCPU, 0));
            m.send(m.writer.vruFault(7, Kind.VCPU, 1));
            m.expect(m.writer.task(task(1, 900, 3, 3)), "queue task=1 NO_ROOM short=1 VCPU");
        }
    }

    @Test
    void shouldSayNoRoomWhereNobodyMayBeDisplaced() {
        try (Market m = new Market()) {
            m.oneInstance(4, 100);
            m.send(m.writer.task(pinned(1, 300, 2)));
            m.expect(m.writer.task(task(2, 900, 4, 4)), "queue task=2 NO_ROOM short=2 VCPU");
        }
    }

    @Test
    void shouldSayNoInstanceWhereNoneIsReady() {
        try (Market m = new Market()) {
            m.send(m.writer.pool(pool(1, 4, 100)));
            m.expect(m.writer.task(task(1, 300, 1, 1)), "queue task=1 NO_INSTANCE");
        }
    }

    @Test
    void shouldSayNoInstanceWhereThoseThatAreReadyAreNotPermitted() {
        try (Market m = new Market()) {
            m.oneInstance(4, 100);
            m.send(m.writer.pool(pool(2, 4, 100)));
            m.expect(m.writer.task(task(1, 300, 1, 1).addPool(2)), "queue task=1 NO_INSTANCE");
        }
    }

    @Test
    void shouldSayWaitingForInstanceWhileOneIsPending() {
        try (Market m = new Market(plain().with(Setting.AUTOSCALE, 1))) {
            m.send(m.writer.pool(pool(1, 4, 100).stock(1)));
            m.send(m.writer.task(task(1, 900, 4, 4)));
            m.expect(m.writer.task(task(2, 300, 1, 1)), "queue task=2 WAITING_FOR_INSTANCE");
        }
    }

    @Test
    void shouldSayWaitingForInstanceWhereTheReadyOnesHaveNoRoom() {
        try (Market m = new Market(plain().with(Setting.AUTOSCALE, 1))) {
            m.oneInstance(4, 100);
            m.send(m.writer.poolStock(1, 1));
            m.send(m.writer.task(pinned(1, 900, 4)));
            m.expect(
                    m.writer.task(task(2, 900, 4, 4)),
                    "queue task=2 WAITING_FOR_INSTANCE",
                    "price at=7 VCPU 900",
                    "activate at=4294967296 pool=1 UNMET_DEMAND cost=400");
        }
    }

    @Test
    void shouldGiveNoPriceWhereNoBidCanWin() {
        try (Market m = new Market()) {
            m.oneInstance(1, 100);
            m.send(m.writer.task(pinned(1, 300, 1)));
            m.expect(m.writer.task(task(2, 400, 1, 1)), "queue task=2 NO_ROOM short=1 VCPU");
        }
    }

    @Test
    void shouldNameTheInstanceThatIsCheapestToWin() {
        try (Market m = new Market()) {
            m.oneInstance(1, 100);
            m.send(m.writer.instance(8, 1));
            m.send(m.writer.task(task(1, 500, 1, 1)));
            m.send(m.writer.task(task(2, 300, 1, 1)));
            m.expect(
                    m.writer.task(task(3, 200, 1, 1)),
                    "queue task=3 OUTBID beat=301 short=1 VCPU rival=2",
                    "price at=7 VCPU 200",
                    "price at=8 VCPU 200");
        }
    }

    @Test
    void shouldNameTheKindThatIsShortest() {
        try (Market m = new Market()) {
            m.send(m.writer.pool(pool(1, 8, 100).vrus(8, 8, 0)));
            m.send(m.writer.instance(7, 1));
            m.send(m.writer.task(task(1, 9_000, 1, 1).bundle(6, 3, 0)));
            m.expect(
                    m.writer.task(task(2, 2_000, 1, 1).bundle(3, 7, 0)),
                    "queue task=2 OUTBID beat=9051 short=2 MEMORY rival=1");
        }
    }

    @Test
    void shouldPriceTheWholeTaskAndNotItsHour() {
        try (Market m = new Market()) {
            m.oneInstance(1, 100);
            m.send(m.writer.task(task(1, 300, 1, 1)));
            m.expect(
                    m.writer.task(task(2, 400, 1, 1).bid(400, 2 * HOUR)),
                    "queue task=2 OUTBID beat=602 short=1 VCPU rival=1",
                    "price at=7 VCPU 200");
        }
    }
}
