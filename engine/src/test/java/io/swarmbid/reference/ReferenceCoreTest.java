package io.swarmbid.reference;

import static io.swarmbid.reference.Scenario.HOUR;
import static io.swarmbid.reference.Scenario.fleet;
import static io.swarmbid.reference.Scenario.plain;
import static io.swarmbid.reference.Scenario.pool;
import static io.swarmbid.reference.Scenario.task;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.config.Setting;
import org.junit.jupiter.api.Test;

/** Scenarios computed by hand, one or more for each section of the rule book. */
class ReferenceCoreTest {
    @Test
    void shouldTakeTheUpperHullOverDips() {
        final long[] speedup = {0, 10, 12, 30, 25, 31};
        final boolean[] all = {false, true, true, true, true, true};
        assertArrayEquals(new int[] {0, 1, 3, 5}, Hull.vertices(speedup, all));
        final boolean[] gang = {false, false, true, false, true, true};
        assertArrayEquals(new int[] {0, 4, 5}, Hull.vertices(speedup, gang));
    }

    @Test
    void shouldSplitAnInstanceByRank() {
        try (Scenario s = new Scenario()) {
            s.oneInstance(4, 100);
            s.expect(
                    s.writer.task(task(1, 300, 1, 3)),
                    "admit task=1 at=7",
                    "grant task=1 at=7 units=3 VCPU 0-2 margin=600 slope=300");
            s.expect(
                    s.writer.task(task(2, 200, 1, 3)),
                    "admit task=2 at=7",
                    "grant task=2 at=7 units=1 VCPU 3-3 margin=100 slope=200",
                    "price at=7 VCPU 200");
            s.expect(
                    s.writer.task(task(3, 250, 1, 1)),
                    "revoke task=2 at=7 units=0 OUTBID VCPU 3-3 margin=0 slope=0",
                    "queue task=2 REVOKED beat=251 short=1 VCPU rival=3",
                    "admit task=3 at=7",
                    "grant task=3 at=7 units=1 VCPU 3-3 margin=150 slope=250");
        }
    }

    @Test
    void shouldNotDisplaceAtEqualValue() {
        try (Scenario s = new Scenario()) {
            s.oneInstance(1, 100);
            s.send(s.writer.task(task(1, 300, 1, 1)));
            s.expect(
                    s.writer.task(task(2, 300, 1, 1)),
                    "queue task=2 OUTBID beat=301 short=1 VCPU rival=1",
                    "price at=7 VCPU 300");
        }
    }

    @Test
    void shouldRejectWhatCanNeverRun() {
        try (Scenario s = new Scenario()) {
            s.oneInstance(4, 100);
            s.expect(s.writer.task(task(1, 300, 5, 8)), "reject task=1 NEVER_FITS");
            s.expect(s.writer.task(task(1, 100, 1, 1)), "reject task=1 NOT_PROFITABLE");
            final TaskSpec late = task(1, 300, 1, 2);
            late.deadline = HOUR / 2 - 1;
            s.expect(s.writer.task(late), "reject task=1 INFEASIBLE_DEADLINE");
            late.deadline = HOUR / 2;
            s.expect(
                    s.writer.task(late),
                    "admit task=1 at=7",
                    "grant task=1 at=7 units=2 VCPU 0-1 margin=400 slope=300");
        }
    }

    @Test
    void shouldGiveBackSegmentsThatAreNotNeeded() {
        try (Scenario s = new Scenario()) {
            s.oneInstance(4, 0);
            s.send(s.writer.task(task(1, 100, 1, 1)));
            s.send(s.writer.task(task(2, 110, 3, 3)));
            s.expect(
                    s.writer.task(task(3, 120, 3, 3)),
                    "revoke task=2 at=7 units=0 OUTBID VCPU 1-3 margin=0 slope=0",
                    "queue task=2 REVOKED beat=121 short=3 VCPU rival=3",
                    "admit task=3 at=7",
                    "grant task=3 at=7 units=3 VCPU 1-3 margin=360 slope=120");
        }
    }

    @Test
    void shouldAskMoreThanHysteresisAndMoveCost() {
        try (Scenario s =
                new Scenario(
                        plain().with(Setting.HYSTERESIS, 100_000).with(Setting.HORIZON, HOUR))) {
            s.oneInstance(1, 100);
            final TaskSpec first = task(1, 300, 1, 1);
            first.moveCost = 7;
            s.send(s.writer.task(first));
            s.expect(
                    s.writer.task(task(2, 337, 1, 1)),
                    "queue task=2 OUTBID beat=338 short=1 VCPU rival=1",
                    "price at=7 VCPU 300");
            s.expect(
                    s.writer.rebid(2, 338),
                    "revoke task=1 at=7 units=0 OUTBID VCPU 0-0 margin=0 slope=0",
                    "queue task=1 REVOKED beat=372 short=1 VCPU rival=2",
                    "admit task=2 at=7",
                    "grant task=2 at=7 units=1 VCPU 0-0 margin=238 slope=338");
        }
    }

    @Test
    void shouldHoldAndThenLetGo() {
        try (Scenario s = new Scenario(plain().with(Setting.MINIMUM_HOLD, 1_000))) {
            s.at = 5_000;
            s.oneInstance(1, 100);
            s.send(s.writer.task(task(1, 300, 1, 1)));
            s.expect(
                    s.writer.task(task(2, 400, 1, 1)),
                    "queue task=2 HELD beat=301 short=1 VCPU rival=1",
                    "price at=7 VCPU 300");
            s.expectUntil(5_999);
            s.expectUntil(
                    6_000,
                    "revoke task=1 at=7 units=0 OUTBID VCPU 0-0 margin=0 slope=0",
                    "queue task=1 REVOKED beat=401 short=1 VCPU rival=2",
                    "admit task=2 at=7",
                    "grant task=2 at=7 units=1 VCPU 0-0 margin=300 slope=400");
        }
    }

    @Test
    void shouldBoundPreemptionsByTheBudget() {
        try (Scenario s =
                new Scenario(
                        plain().with(Setting.PREEMPTION_BUDGET, 1)
                                .with(Setting.PREEMPTION_WINDOW, 1_000))) {
            s.oneInstance(1, 100);
            s.send(s.writer.task(task(1, 300, 1, 1)));
            s.send(s.writer.task(task(2, 400, 1, 1)));
            s.expect(
                    s.writer.task(task(3, 500, 1, 1)),
                    "queue task=3 PREEMPTION_BUDGET beat=401 short=1 VCPU rival=2",
                    "price at=7 VCPU 400");
            s.expectUntil(
                    1_000,
                    "revoke task=2 at=7 units=0 OUTBID VCPU 0-0 margin=0 slope=0",
                    "queue task=2 REVOKED beat=501 short=1 VCPU rival=3",
                    "admit task=3 at=7",
                    "grant task=3 at=7 units=1 VCPU 0-0 margin=400 slope=500");
        }
    }

    @Test
    void shouldChargeThePriceAndCarryTheRemainder() {
        try (Scenario s = new Scenario()) {
            s.oneInstance(2, 100);
            s.send(s.writer.task(task(1, 300, 1, 1)));
            s.at = HOUR / 2;
            s.expect(
                    s.writer.complete(1, CompleteStatus.DONE),
                    "complete task=1 DONE charge=50 cost=50 duration=" + HOUR / 2);
        }
    }

    @Test
    void shouldStopChargingWhenTheWorkIsDone() {
        try (Scenario s = new Scenario()) {
            s.oneInstance(1, 100);
            s.send(s.writer.task(task(1, 300, 1, 1)));
            s.expect(
                    s.writer.task(task(2, 200, 1, 1)),
                    "queue task=2 OUTBID beat=301 short=1 VCPU rival=1",
                    "price at=7 VCPU 200");
            assertEquals(HOUR, s.core.nextTimerNs());
            s.expectUntil(HOUR - 1);
            s.expectUntil(
                    HOUR,
                    "revoke task=1 at=7 units=0 BUDGET_EXHAUSTED VCPU 0-0 margin=0 slope=0",
                    "queue task=1 REVOKED",
                    "admit task=2 at=7",
                    "grant task=2 at=7 units=1 VCPU 0-0 margin=100 slope=200",
                    "price at=7 VCPU 100");
            s.expect(
                    s.writer.complete(1, CompleteStatus.DONE),
                    "complete task=1 DONE charge=200 cost=100 duration=" + HOUR);
        }
    }

    @Test
    void shouldShrinkToWhatStillPaysWhenCostRises() {
        try (Scenario s = new Scenario()) {
            s.oneInstance(4, 100);
            s.send(
                    s.writer.task(
                            task(1, 300, 1, 4)
                                    .addSpeedup(1_000_000)
                                    .addSpeedup(1_500_000)
                                    .addSpeedup(1_900_000)
                                    .addSpeedup(2_000_000)));
            s.expect(
                    s.writer.poolCost(1, 4 * 200),
                    "revoke task=1 at=7 units=2 NOT_PROFITABLE VCPU 2-2 margin=50 slope=150",
                    "price at=7 VCPU 200");
        }
    }

    @Test
    void shouldReplaceAFaultyVruOrTakeAUnit() {
        try (Scenario s = new Scenario()) {
            s.oneInstance(3, 100);
            s.send(s.writer.task(task(1, 300, 2, 2)));
            s.expect(
                    s.writer.vruFault(7, Kind.VCPU, 0),
                    "revoke task=1 at=7 units=2 VRU_FAULT VCPU 0-0 margin=400 slope=300",
                    "grant task=1 at=7 units=2 VCPU 2-2 margin=400 slope=300");
            s.expect(s.writer.vruFault(7, Kind.VCPU, 0), "refuse WRONG_STATE 7");
            s.expect(s.writer.vruFault(7, Kind.VCPU, 3), "refuse UNKNOWN_ID 3");
            s.expect(
                    s.writer.vruFault(7, Kind.VCPU, 1),
                    "revoke task=1 at=7 units=0 VRU_FAULT VCPU 1-2 margin=0 slope=0",
                    "queue task=1 REVOKED");
            s.expect(
                    s.writer.vruRepair(7, Kind.VCPU, 1),
                    "admit task=1 at=7",
                    "grant task=1 at=7 units=2 VCPU 1-2 margin=400 slope=300");
        }
    }

    @Test
    void shouldDrainToTheDeadline() {
        try (Scenario s = new Scenario()) {
            s.oneInstance(1, 100);
            s.send(s.writer.task(task(1, 300, 1, 1)));
            s.expect(s.writer.drain(7, 50), "drain at=7 pool=1 REQUESTED cost=100 deadline=50");
            s.expectUntil(
                    50,
                    "revoke task=1 at=7 units=0 DRAINED VCPU 0-0 margin=0 slope=0",
                    "queue task=1 REVOKED",
                    "deactivate at=7 pool=1 DRAINED cost=100");
            s.expect(s.writer.rebid(1, 301), "queue task=1 NO_INSTANCE");
        }
    }

    @Test
    void shouldFlagAMissedDeadlineAndGoOn() {
        try (Scenario s = new Scenario()) {
            s.oneInstance(1, 100);
            final TaskSpec task = task(1, 300, 1, 1);
            task.deadline = HOUR + 5;
            s.send(s.writer.task(task));
            s.at = 10;
            s.send(s.writer.progress(1, 0));
            s.expectUntil(HOUR + 5);
            s.expectUntil(HOUR + 6, "flag task=1 DEADLINE_MISSED");
        }
    }

    @Test
    void shouldEndTheTimeToLive() {
        try (Scenario s = new Scenario()) {
            s.send(s.writer.pool(pool(1, 1, 100)));
            final TaskSpec task = task(1, 300, 1, 1);
            task.ttl = 10;
            s.expect(s.writer.task(task), "queue task=1 NO_INSTANCE");
            s.expectUntil(9);
            s.expectUntil(10, "reject task=1 EXPIRED");
        }
    }

    @Test
    void shouldActivateForUnmetDemandAndLetIdleInstancesGo() {
        try (Scenario s =
                new Scenario(plain().with(Setting.AUTOSCALE, 1).with(Setting.COOL_DOWN, 25))) {
            s.send(s.writer.pool(pool(1, 2, 100).stock(1).activation(5, 0, 10)));
            s.expect(s.writer.task(task(1, 150, 1, 1)), "queue task=1 NO_INSTANCE");
            s.expect(s.writer.task(task(2, 300, 1, 1)), "queue task=2 NO_INSTANCE");
            s.expectUntil(11);
            s.expectUntil(12, "activate at=4294967296 pool=1 UNMET_DEMAND cost=200");
            s.at = 13;
            s.expect(
                    s.writer.instance(1L << 32, 1),
                    "ready at=4294967296 pool=1 ACTIVATED cost=200",
                    "admit task=1 at=4294967296",
                    "admit task=2 at=4294967296",
                    "grant task=1 at=4294967296 units=1 VCPU 0-0 margin=50 slope=150",
                    "grant task=2 at=4294967296 units=1 VCPU 1-1 margin=200 slope=300",
                    "price at=4294967296 VCPU 100");
            s.send(s.writer.complete(1, CompleteStatus.DONE));
            s.send(s.writer.complete(2, CompleteStatus.DONE));
            assertEquals(43, s.core.nextTimerNs());
            s.expectUntil(43, "deactivate at=4294967296 pool=1 IDLE cost=200");
        }
    }

    @Test
    void shouldFillAFleetFromTheCheapestPoolAndInterruptIt() {
        try (Scenario s = new Scenario()) {
            s.send(s.writer.pool(pool(1, 1, 50).stock(1)));
            s.send(s.writer.pool(pool(2, 1, 40).stock(1)));
            s.send(s.writer.pool(pool(3, 1, 60).stock(9)));
            s.expect(
                    s.writer.fleet(fleet(1, 60, 3).maintain(true)),
                    "activate at=4294967296 pool=2 FLEET_TARGET cost=40 fleet=1",
                    "activate at=4294967297 pool=1 FLEET_TARGET cost=50 fleet=1");
            s.expect(
                    s.writer.instance(1L << 32, 2),
                    "ready at=4294967296 pool=2 ACTIVATED cost=40 fleet=1",
                    "price at=4294967296 VCPU 40");
            final TaskSpec task = task(1, 300, 1, 1);
            task.fleet = 1;
            s.send(s.writer.task(task));
            s.expect(
                    s.writer.poolCost(2, 60),
                    "price at=4294967296 VCPU 60",
                    "interrupt at=4294967296 pool=2 COST_REACHED_BID cost=60 fleet=1"
                            + " deadline=120000000000");
            s.expect(
                    s.writer.fleetCancel(1),
                    "revoke task=1 at=4294967296 units=0 DRAINED VCPU 0-0 margin=0 slope=0",
                    "reject task=1 NEVER_FITS charge=0 cost=0",
                    "deactivate at=4294967296 pool=2 FLEET_CANCELLED cost=60 fleet=1",
                    "deactivate at=4294967297 pool=1 FLEET_CANCELLED cost=50 fleet=1");
        }
    }

    @Test
    void shouldPriceAtTheReserveWithSeveralKinds() {
        try (Scenario s = new Scenario()) {
            s.send(s.writer.pool(new PoolSpec().pool(1).cost(800).vrus(4, 2, 0)));
            s.expect(
                    s.writer.instance(7, 1),
                    "ready at=7 pool=1 REGISTERED cost=800",
                    "price at=7 VCPU 100",
                    "price at=7 MEMORY 200");
            s.expect(
                    s.writer.task(task(1, 900, 1, 4).bundle(1, 1, 0)),
                    "admit task=1 at=7",
                    "grant task=1 at=7 units=2 VCPU 0-1 MEMORY 0-1 margin=1200 slope=900");
            s.expect(
                    s.writer.task(task(2, 1_000, 1, 1).bundle(4, 0, 0)),
                    "queue task=2 OUTBID beat=1601 short=2 VCPU rival=1");
        }
    }

    @Test
    void shouldRefuseWhatTheStateDoesNotAllow() {
        try (Scenario s = new Scenario(plain().with(Setting.MAX_TASKS, 1))) {
            s.oneInstance(1, 100);
            s.expect(s.writer.instance(7, 1), "refuse DUPLICATE_ID 7");
            s.expect(s.writer.instance(1L << 32, 1), "refuse UNKNOWN_ID 4294967296");
            s.expect(s.writer.poolCost(9, 1), "refuse UNKNOWN_ID 9");
            s.send(s.writer.task(task(1, 300, 1, 1)));
            s.expect(s.writer.task(task(1, 300, 1, 1)), "refuse DUPLICATE_ID 1");
            s.expect(s.writer.task(task(2, 300, 1, 1)), "refuse TABLE_FULL 2");
            s.at = HOUR / 2;
            s.expect(s.writer.rebid(1, 49), "refuse BELOW_CHARGED 1");
            s.expect(s.writer.usage(3, 0), "refuse UNKNOWN_ID 3");
        }
    }
}
