package io.swarmbid.host.run;

import static io.swarmbid.host.run.War.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.sbe.CompleteStatus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NarratorTest {
    private War war = new War();

    @AfterEach
    void close() {
        war.close();
    }

    private void assertTold(final String... lines) {
        assertEquals(List.of(lines), war.story);
        war.story.clear();
    }

    @Test
    void shouldTellTheBuiltInWar() {
        war.until(2 * SECOND);
        assertTold(
                "  0.000 s  hash starts with 8 units (1.60 vCPU, 512 MiB)",
                "  1.000 s  dream is turned away: offers 5.0 m/h a unit, which costs 9.0");
        war.until(4 * SECOND);
        assertTold(
                "  3.000 s  hash loses 5 units and keeps 3 (0.60 vCPU, 192 MiB)",
                "  3.000 s  render takes 5 units from hash: 60.0 m/h a unit beats 30.0");
        war.until(6 * SECOND);
        assertTold(
                "  5.000 s  train waits: outbid by hash; offers 24.0 m/h a unit, 39.4 would win");
        war.client.complete(war.task("render").id(), CompleteStatus.DONE);
        assertTold(
                "  6.000 s  render is done: it ran 3.000 s, pays 0.1250 m",
                "  6.000 s  hash gets 5 more units, 8 now (1.60 vCPU, 512 MiB)");
        war.until(11 * SECOND);
        assertTold(
                "  9.000 s  hash loses 4 units and keeps 4 (0.80 vCPU, 256 MiB)",
                "  9.000 s  train takes 4 units from hash: 45.0 m/h a unit beats 30.0",
                " 11.000 s  hash loses 4 units and is paused",
                " 11.000 s  rush takes 4 units from hash: 101.3 m/h a unit beats 30.0");
        war.client.complete(war.task("train").id(), CompleteStatus.FAILED);
        assertTold(
                " 11.000 s  train has failed: it ran 2.000 s, pays 0.0667 m",
                " 11.000 s  hash goes on with 4 units (0.80 vCPU, 256 MiB)");
    }

    @Test
    void shouldTellOfTheGraceOfWhoIsDisplaced() {
        war.close();
        war = new War("graceNs=" + SECOND / 2);
        war.until(4 * SECOND);
        assertTold(
                "  0.000 s  hash starts with 8 units (1.60 vCPU, 512 MiB)",
                "  1.000 s  dream is turned away: offers 5.0 m/h a unit, which costs 9.0",
                "  3.000 s  hash has 0.500 s to give up 5 units and keeps 3 (0.60 vCPU, 192 MiB)",
                "  3.000 s  render has won 5 units, and waits for hash: 0.500 s at most",
                "  3.500 s  render starts with 5 units (1.00 vCPU, 320 MiB)");
        war.client.complete(war.task("render").id(), CompleteStatus.DONE);
        war.until(10 * SECOND);
        war.story.clear();
        war.until(12 * SECOND);
        assertTold(
                " 11.000 s  hash has 0.500 s to give up what it has",
                " 11.000 s  rush has won 4 units, and waits for hash: 0.500 s at most",
                " 11.500 s  hash has drained and is paused",
                " 11.500 s  rush starts with 4 units (0.80 vCPU, 256 MiB)");
    }

    @Test
    void shouldNameWhoDrainsAndUntilWhenToWhoIsKeptOutByThat() {
        war.close();
        war = new War("graceNs=" + 3 * SECOND);
        war.until(6 * SECOND);
        war.client.complete(war.task("render").id(), CompleteStatus.DONE);
        war.until(10 * SECOND);
        war.story.clear();
        war.until(11 * SECOND);
        assertTold(
                " 11.000 s  rush waits: hash drains until 12.000 s; offers 101.3 m/h a unit, 31.5 is enough");
        assertEquals("hash drains until 12.000 s", war.task("rush").view(11 * SECOND).note());
        war.until(12 * SECOND);
        assertTold(
                " 12.000 s  hash has 3.000 s to give up what it has",
                " 12.000 s  rush has won 4 units, and waits for hash: 3.000 s at most",
                " 12.000 s  train starts with 4 units (0.80 vCPU, 256 MiB)");
    }

    @Test
    void shouldSayWhyAWaitingTaskWaits() {
        war.until(6 * SECOND);
        assertEquals("39.4 would win", war.task("train").view(6 * SECOND).note());
        assertEquals("below cost 9.0", war.task("dream").view(6 * SECOND).note());
    }
}
