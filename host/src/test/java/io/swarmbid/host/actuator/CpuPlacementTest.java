package io.swarmbid.host.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuPlacementTest {
    private final CpuPlacement placement = new CpuPlacement(CpuPlacement.parse("0-3"));

    @Test
    void shouldReadTheKernelsListsOfCpus() {
        final BitSet cpus = new BitSet();
        cpus.set(0, 4);
        cpus.set(8);
        assertEquals(cpus, CpuPlacement.parse("0-3,8\n"));
    }

    @Test
    void shouldRoundAShareUpToWholeCpus() {
        assertEquals(2, placement.place("a", 1_200_000).cpus().cardinality());
        assertEquals(4, placement.place("b", 9_000_000).cpus().cardinality());
    }

    @Test
    void shouldKeepTasksApartWhileThereIsRoom() {
        final BitSet first = placement.place("a", 2_000_000).cpus();
        assertFalse(first.intersects(placement.place("b", 2_000_000).cpus()));
    }

    @Test
    void shouldLeaveATaskWhereItIsWhenItsShareChangesALittle() {
        placement.place("a", 300_000);
        final BitSet before = placement.place("b", 300_000).cpus();
        assertEquals(before, placement.place("b", 350_000).cpus());
    }

    @Test
    void shouldGiveTheCpusOfAnEndedTaskToTheNext() {
        final BitSet first = placement.place("a", 1_000_000).cpus();
        placement.place("b", 3_000_000);
        placement.remove("a");
        assertEquals(first, placement.place("c", 1_000_000).cpus());
    }

    @ParameterizedTest
    @CsvSource({"1000000,0", "800000,1", "500000,3", "50000,13", "1,19", "2000000,0"})
    void shouldWeighAShareByTheStepsOfNice(final long cpuPpm, final int nice) {
        assertEquals(nice, placement.place("a", cpuPpm).nice());
    }
}
