package io.swarmbid.host.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcStatTest {
    private static ProcStat process(final long pid, final long parent, final long session) {
        return new ProcStat(pid, 'S', parent, session, 10, 1);
    }

    @Test
    void shouldNotBeFooledByAProcessThatNamesItselfLikeAField() {
        final String line =
                "4711 (a) R 1 (b) S 12 4711 4700 0 -1 4194560 100 0 0 0 7 3 2 1 20 0 1 0 98765"
                        + " 1000 200 18446744073709551615";
        assertEquals(
                Optional.of(new ProcStat(4711, 'S', 12, 4700, 13, 98765)), ProcStat.parse(line));
    }

    @Test
    void shouldRefuseALineThatIsCutOff() {
        assertEquals(Optional.empty(), ProcStat.parse("4711 (a) R 1 2"));
        assertEquals(Optional.empty(), ProcStat.parse(""));
    }

    @Test
    void shouldFindChildrenOrphansOfTheSessionAndTheirChildren() {
        final ProcessTable table =
                new ProcessTable(
                        List.of(
                                process(13, 12, 13),
                                process(12, 10, 10),
                                process(10, 1, 10),
                                process(11, 1, 10),
                                process(20, 1, 20)));
        assertEquals(
                List.of(13L, 12L, 10L, 11L), table.treeOf(10).stream().map(ProcStat::pid).toList());
    }

    @Test
    void shouldSumTheCpuTimeOfTheProcessesAskedFor() {
        final ProcessTable table = new ProcessTable(List.of(process(1, 0, 1), process(2, 1, 1)));
        assertEquals(100_000_000L, table.cpuTimeNs(new long[] {2, 3}));
        assertTrue(table.treeOf(99).isEmpty());
    }
}
