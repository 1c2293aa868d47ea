package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.config.Setting;
import io.swarmbid.reference.DecisionText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is displaced works and pays on for the grace period; who displaced it gets the VRUs at its end. */
final class GraceTest {
    private static final long BASE = 1_000_000;
    private static final long GRACE = 3_600_000_000L;
    private Market market;

    @BeforeEach
    void open() {
        market = new Market(Market.plain().with(Setting.GRACE, GRACE));
        market.oneInstance(2, BASE / 10);
    }

    private List<String> bid(final long id, final long bases, final int units) {
        return market.send(market.writer.task(Market.task(id, bases * BASE, units, units)));
    }

    private static void assertOne(final List<String> lines, final String start) {
        assertEquals(1, lines.stream().filter(line -> line.startsWith(start)).count(), lines + "");
    }

    private static void assertNone(final List<String> lines, final String start) {
        assertEquals(0, lines.stream().filter(line -> line.startsWith(start)).count(), lines + "");
    }

    @Test
    void shouldGrantToTheChallengerWhenTheGraceEnds() {
        bid(1, 2, 2);
        final List<String> won = bid(2, 8, 2);
        assertOne(won, "revoke task=1 at=7 units=0 OUTBID");
        assertOne(won, "queue task=2 HELD");
        assertNone(won, "grant task=2");
        assertNone(market.advanceTo(GRACE - 1), "grant");
        final List<String> ended = market.advanceTo(GRACE);
        assertOne(ended, "queue task=1 REVOKED");
        assertOne(ended, "admit task=2 at=7");
        assertOne(ended, "grant task=2 at=7 units=2 VCPU 0-1");
    }

    @Test
    void shouldChargeTheOldOwnerItsOldRateAndTheChallengerNothing() {
        bid(1, 2, 2);
        market.advanceTo(GRACE);
        final long before = market.core.chargeOf(1).orElseThrow();
        bid(2, 8, 2);
        market.advanceTo(2 * GRACE - 1);
        final long during = market.core.chargeOf(1).orElseThrow() - before;
        assertTrue(before > 0 && Math.abs(during - before) <= 1, before + " and " + during);
        assertEquals(0, market.core.chargeOf(2).orElseThrow());
        final TaskStanding.Holding draining =
                market.core.standing(1).orElseThrow().holding().orElseThrow();
        assertEquals(2, draining.units());
        assertEquals(2, draining.draining());
        assertEquals(2 * GRACE, draining.drainsUntilNs());
    }

    @Test
    void shouldLetNobodyElseHaveWhatDrainsForTheChallenger() {
        bid(1, 2, 2);
        bid(2, 8, 2);
        market.at = GRACE / 2;
        final List<String> late = bid(3, 50, 2);
        assertNone(late, "revoke");
        assertOne(late, "queue task=3 HELD");
        final List<String> ended = market.advanceTo(GRACE);
        assertOne(ended, "grant task=3 at=7 units=2 VCPU 0-1");
        assertNone(ended, "grant task=2");
    }

    @Test
    void shouldGrantAtOnceWhenTheOldOwnerCompletes() {
        bid(1, 2, 2);
        bid(2, 8, 2);
        market.at = GRACE / 2;
        final List<String> done = market.send(market.writer.complete(1, CompleteStatus.DONE));
        assertOne(done, "complete task=1");
        assertOne(done, "grant task=2 at=7 units=2 VCPU 0-1");
        assertNone(market.advanceTo(GRACE), "grant");
    }

    @Test
    void shouldDrainToTheEndThoughTheChallengerIsCancelled() {
        bid(1, 2, 2);
        bid(2, 8, 2);
        market.at = GRACE / 2;
        assertOne(market.send(market.writer.cancel(2)), "reject task=2 CANCELLED");
        assertEquals(2, market.core.standing(1).orElseThrow().holding().orElseThrow().units());
        final List<String> ended = market.advanceTo(GRACE);
        assertOne(ended, "grant task=1 at=7 units=2 VCPU 0-1");
    }

    @Test
    void shouldSayWhatIsWonAndByWhenItIsGranted() {
        bid(1, 2, 2);
        assertOne(bid(2, 8, 2), "queue task=2 HELD");
        final TaskStanding.Wait wait =
                market.core.standing(2).orElseThrow().waiting().orElseThrow();
        assertEquals(2, wait.won().orElseThrow().units());
        assertEquals(GRACE, wait.won().orElseThrow().grantedAtNs());
        assertEquals(7, wait.instance().orElseThrow());
        assertEquals(List.of(1L), wait.losers());
        assertTrue(wait.priceToBeat().isEmpty(), "there is nothing to beat");
    }

    @Test
    void shouldSayWhatIsAwaitedBesidesWhatIsHeldAndNotOfferItAgain() {
        market.send(market.writer.task(Market.task(1, 4 * BASE, 1, 2)));
        bid(2, 20, 1);
        market.advanceTo(2 * GRACE);
        market.send(market.writer.rebid(1, 100 * BASE));
        final TaskStanding.Holding holding =
                market.core.standing(1).orElseThrow().holding().orElseThrow();
        assertEquals(1, holding.units());
        assertEquals(1, holding.awaited());
        assertEquals(3 * GRACE, holding.awaitedUntilNs());
        assertEquals(0, holding.nextSegmentTo());
    }

    @Test
    void shouldSayInTheQueueDecisionWhatIsWonAndNothingOfItElse() {
        bid(1, 2, 2);
        final List<String> won = bid(2, 8, 2);
        assertTrue(
                won.stream()
                        .anyMatch(
                                line ->
                                        line.startsWith("queue task=2")
                                                && line.endsWith("won=2 at=7 by=" + GRACE)),
                won + "");
        assertTrue(bid(3, 3, 2).stream().noneMatch(line -> line.contains("won=")));
    }

    @Test
    void shouldKeepWhatIsWonOnlyWhileTheBidReachesThatPrice() {
        bid(1, 2, 2);
        bid(2, 8, 2);
        final long least =
                market.core
                        .standing(2)
                        .orElseThrow()
                        .waiting()
                        .orElseThrow()
                        .won()
                        .orElseThrow()
                        .keepsWith()
                        .orElseThrow();
        assertTrue(least < 2 * BASE, "the reserve, not the rival's bid: " + least);
        assertNone(market.send(market.writer.rebid(2, least)), "queue task=2");
        assertOne(market.send(market.writer.rebid(2, least - 1)), "queue task=2 OUTBID");
    }

    @Test
    void shouldTakeAUnitFromTheOwnerOfAFaultyVruWhereAllIsWon() {
        bid(1, 2, 1);
        bid(2, 4, 1);
        bid(3, 8, 1);
        market.at = GRACE / 2;
        final List<String> broken = market.send(market.writer.vruFault(7, Kind.VCPU, 1));
        assertOne(broken, "revoke task=2 at=7 units=0 VRU_FAULT VCPU 1-1");
        assertNone(broken, "revoke task=1");
        assertOne(market.advanceTo(GRACE), "grant task=3 at=7 units=1 VCPU 0-0");
    }

    @Test
    void shouldReplaceAFaultyVruByOneThatDrainsForNobody() {
        bid(1, 2, 1);
        bid(2, 4, 1);
        bid(3, 8, 1);
        market.send(market.writer.cancel(3));
        market.at = GRACE / 2;
        final List<String> broken = market.send(market.writer.vruFault(7, Kind.VCPU, 1));
        assertOne(broken, "revoke task=1 at=7 units=0 VRU_FAULT VCPU 0-0");
        assertOne(broken, "revoke task=2 at=7 units=1 VRU_FAULT VCPU 1-1");
        assertOne(broken, "grant task=2 at=7 units=1 VCPU 0-0");
    }

    @Test
    void shouldGiveNoGraceOnAnInstanceThatIsLost() {
        bid(1, 2, 2);
        bid(2, 8, 2);
        market.at = GRACE / 2;
        final List<String> lost = market.send(market.writer.instanceLost(7));
        assertOne(lost, "revoke task=1 at=7 units=0 INSTANCE_LOST VCPU 0-1");
        assertOne(lost, "queue task=1 REVOKED");
        assertOne(lost, "queue task=2 NO_INSTANCE");
    }

    @Test
    void shouldChargeAPartOfWhatIsWonNoMoreThanThatIsWorth() {
        market.close();
        market = new Market(Market.plain().with(Setting.GRACE, GRACE));
        market.oneInstance(4, BASE / 10);
        final TaskSpec gang =
                Market.task(1, 10 * BASE, 1, 3)
                        .addSpeedup(1_000_000)
                        .addSpeedup(1_000_000)
                        .addSpeedup(3_600_000);
        market.send(market.writer.task(gang));
        bid(2, 9, 1);
        bid(3, 8, 1);
        // It loses a VRU, and takes another from task 2, for which it waits. Two units are worth 10
        // an hour to it, three 36; task 3 sets the price for each, 8.
        final List<String> broken = market.send(market.writer.vruFault(7, Kind.VCPU, 0));
        assertOne(broken, "revoke task=1 at=7 units=2 VRU_FAULT VCPU 0-0");
        assertOne(broken, "revoke task=2 at=7 units=0 OUTBID VCPU 3-3");
        assertEquals(8 * BASE, market.prices.get("7 VCPU"));
        final long before = market.core.chargeOf(1).orElseThrow();
        market.advanceTo(GRACE - 1);
        final long during = market.core.chargeOf(1).orElseThrow() - before;
        assertEquals(10 * BASE * (GRACE - 1) / Market.HOUR, during, 1);
        assertOne(market.advanceTo(GRACE), "grant task=1 at=7 units=3 VCPU 3-3");
    }

    /** A fork has the whole state, whatever grace it gives from then on. */
    @Test
    void shouldEndADrainAtItsDeadlineInAForkThatGivesNoMoreGrace() {
        bid(1, 2, 2);
        bid(2, 8, 2);
        market.at = GRACE / 2;
        market.send(market.writer.tick());
        try (EngineCore fork = market.core.fork(Market.plain())) {
            final List<String> early = decisionsUpTo(fork, GRACE - 1);
            assertNone(early, "grant");
            final List<String> ended = decisionsUpTo(fork, GRACE);
            assertOne(ended, "queue task=1 REVOKED");
            assertOne(ended, "grant task=2 at=7 units=2 VCPU 0-1");
        }
    }

    private static List<String> decisionsUpTo(final EngineCore core, final long timeNs) {
        final List<String> lines = new ArrayList<>();
        core.advanceTo(
                timeNs, (buffer, offset, length) -> lines.add(DecisionText.of(buffer, offset)));
        return lines;
    }

    @Test
    void shouldLoseOnlyTheLastUnitAfterTheGrace() {
        market.send(market.writer.task(Market.task(1, 2 * BASE, 1, 2)));
        final TaskSpec one = Market.task(2, 8 * BASE, 1, 1);
        final List<String> won = market.send(market.writer.task(one));
        assertOne(won, "revoke task=1 at=7 units=1 OUTBID VCPU 1-1");
        assertEquals(2, market.core.standing(1).orElseThrow().holding().orElseThrow().units());
        assertOne(market.advanceTo(GRACE), "grant task=2 at=7 units=1 VCPU 1-1");
        assertEquals(1, market.core.standing(1).orElseThrow().holding().orElseThrow().units());
    }
}
