package io.swarmbid.host.run;

import static io.swarmbid.host.run.War.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.sbe.CompleteStatus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActuationTest {
    private War war = new War();

    @AfterEach
    void close() {
        war.close();
    }

    private List<String> callsUntil(final long ns) {
        war.calls.clear();
        war.until(ns);
        return war.calls;
    }

    private List<String> callsOf(final Runnable command) {
        war.calls.clear();
        command.run();
        return war.calls;
    }

    private void ends(final String name) {
        war.task(name).processEnded();
        war.client.complete(war.task(name).id(), CompleteStatus.DONE);
    }

    @Test
    void shouldStartACommandAtItsFirstGrantWithItsShare() {
        assertEquals(List.of("start hash 160% 512MiB"), callsUntil(0));
    }

    @Test
    void shouldNeverStartWhatIsTurnedAway() {
        war.until(0);
        assertEquals(List.of("over"), callsUntil(SECOND));
    }

    @Test
    void shouldShrinkTheLoserBeforeTheWinnerStarts() {
        war.until(2 * SECOND);
        assertEquals(
                List.of("change hash 60% 192MiB", "start render 100% 320MiB"),
                callsUntil(3 * SECOND));
    }

    @Test
    void shouldGiveTheRestBackWhenAProcessEnds() {
        war.until(4 * SECOND);
        assertEquals(List.of("over", "change hash 160% 512MiB"), callsOf(() -> ends("render")));
    }

    @Test
    void shouldPauseWhatHoldsNothingAndLetItGoOnLater() {
        war.until(4 * SECOND);
        ends("render");
        war.until(10 * SECOND);
        assertEquals(List.of("pause hash", "start rush 80% 256MiB"), callsUntil(11 * SECOND));
        assertEquals(List.of("over", "change hash 80% 256MiB"), callsOf(() -> ends("rush")));
    }

    private void giveGrace() {
        war.close();
        war = new War("graceNs=" + SECOND / 2);
    }

    @Test
    void shouldShrinkTheLoserWhenItsGraceEndsAndThenStartTheWinner() {
        giveGrace();
        war.until(2 * SECOND);
        assertEquals(List.of(), callsUntil(3 * SECOND + SECOND / 2 - 1));
        final TaskView draining = war.task("hash").view(3 * SECOND + SECOND / 2 - 1);
        assertEquals(8, draining.units());
        assertEquals(32, draining.vcpus().cardinality());
        assertEquals(
                List.of("change hash 60% 192MiB", "start render 100% 320MiB"),
                callsUntil(3 * SECOND + SECOND / 2));
        final TaskView drained = war.task("hash").view(3 * SECOND + SECOND / 2);
        assertEquals(3, drained.units());
        assertEquals(12, drained.vcpus().cardinality());
        assertEquals(20, war.task("render").view(4 * SECOND).vcpus().cardinality());
    }

    @Test
    void shouldTellACommandThatAskedForItWhenItBeginsToDrainAndTakeNothingBeforeTheEnd() {
        war.close();
        war = new War(War::told, "graceNs=" + SECOND / 2);
        war.until(3 * SECOND - 1);
        assertEquals(List.of("USR1 to hash"), callsUntil(3 * SECOND + SECOND / 2 - 1));
        assertEquals(
                List.of("change hash 60% 192MiB", "start render 100% 320MiB"),
                callsUntil(3 * SECOND + SECOND / 2));
    }

    @Test
    void shouldTellNobodyWhereWhatIsLostGoesAtOnce() {
        war.close();
        war = new War(War::told);
        war.until(2 * SECOND);
        assertEquals(
                List.of("change hash 60% 192MiB", "start render 100% 320MiB"),
                callsUntil(3 * SECOND));
    }

    @Test
    void shouldPauseWhatHasLostAllWhenItsGraceEnds() {
        giveGrace();
        war.until(4 * SECOND);
        ends("render");
        war.until(10 * SECOND);
        assertEquals(List.of(), callsUntil(11 * SECOND));
        assertEquals(
                List.of("pause hash", "start rush 80% 256MiB"),
                callsUntil(11 * SECOND + SECOND / 2));
    }

    @Test
    void shouldStartTheWinnerAtOnceWhenTheLoserEndsInItsGrace() {
        giveGrace();
        war.until(3 * SECOND);
        assertEquals(List.of("over", "start render 100% 320MiB"), callsOf(() -> ends("hash")));
        assertEquals(List.of(), callsUntil(4 * SECOND));
    }

    @Test
    void shouldLeaveEverythingToTheLoserWhenTheWinnerGoesBeforeTheGraceEnds() {
        giveGrace();
        war.until(3 * SECOND);
        callsOf(() -> war.client.cancel(war.task("render").id()));
        callsUntil(4 * SECOND);
        final TaskView hash = war.task("hash").view(4 * SECOND);
        assertEquals(8, hash.units());
        assertEquals(32, hash.vcpus().cardinality());
        assertEquals(1_600_000, hash.cpuPpm());
    }

    @Test
    void shouldStopWhatIsCancelled() {
        war.until(0);
        assertEquals(
                List.of("stop hash", "over"),
                callsOf(() -> war.client.cancel(war.task("hash").id())));
    }

    @Test
    void shouldNotTouchAProcessThatHasEnded() {
        war.until(2 * SECOND);
        war.task("hash").processEnded();
        assertEquals(List.of("start render 100% 320MiB"), callsUntil(3 * SECOND));
    }

    @Test
    void shouldReportACommandThatCannotBeStartedOnce() {
        war.unstartable = "render";
        war.until(2 * SECOND);
        assertTrue(callsUntil(3 * SECOND).contains("failed render true no such command"));
        war.task("render").processEnded();
        war.client.complete(war.task("render").id(), CompleteStatus.FAILED);
        assertEquals(Phase.FAILED, war.task("render").view(4 * SECOND).phase());
    }

    @Test
    void shouldKnowWhatEachTaskHolds() {
        war.until(4 * SECOND);
        final TaskView render = war.task("render").view(4 * SECOND);
        assertEquals(5, render.units());
        assertEquals(20, render.vcpus().cardinality());
        assertEquals(5, render.blocks().cardinality());
        assertEquals(1_000_000, render.cpuPpm());
        assertEquals(12, war.task("hash").view(4 * SECOND).vcpus().cardinality());
    }

    @Test
    void shouldIntegrateWhatWasGranted() {
        war.until(4 * SECOND);
        final double ppmSeconds = war.task("hash").grantedPpmNs(4 * SECOND) / SECOND;
        assertEquals(3 * 1_600_000 + 600_000, ppmSeconds, 1);
    }

    @Test
    void shouldReckonTheChargeAsTheAccountsDo() {
        war.until(4 * SECOND);
        final long reckoned = war.task("render").view(4 * SECOND).chargeNano();
        ends("render");
        assertEquals(war.task("render").view(4 * SECOND).chargeNano(), reckoned, 2);
    }
}
