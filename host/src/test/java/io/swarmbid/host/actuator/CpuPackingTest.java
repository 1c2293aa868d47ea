package io.swarmbid.host.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CpuPackingTest {
    private static BitSet cpus(final String list) {
        return CpuPlacement.parse(list);
    }

    private static Map<Object, Long> shares(final Object... pairs) {
        final Map<Object, Long> shares = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            shares.put(pairs[i], (long) (int) (Integer) pairs[i + 1]);
        }
        return shares;
    }

    @Test
    void shouldGiveATaskThatIsAloneEveryCpu() {
        assertEquals(
                Map.of("a", cpus("0-1")), new CpuPacking(cpus("0-1")).pack(shares("a", 300_000)));
    }

    @Test
    void shouldKeepAWholeVcpuFreeOfOthers() {
        final Map<Object, BitSet> packed =
                new CpuPacking(cpus("0-1"))
                        .pack(shares("hash", 600_000, "render", 1_000_000, "more", 400_000));
        assertEquals(cpus("0"), packed.get("render"));
        assertEquals(cpus("1"), packed.get("hash"));
        assertEquals(cpus("1"), packed.get("more"));
    }

    @Test
    void shouldLetATaskStayWhereItIs() {
        final CpuPacking packing = new CpuPacking(cpus("0-1"));
        packing.pack(shares("a", 1_000_000, "b", 600_000));
        assertEquals(cpus("1"), packing.pack(shares("b", 900_000, "c", 800_000)).get("b"));
    }

    @Test
    void shouldSpreadWhatFitsOnNoCpu() {
        final Map<Object, BitSet> packed =
                new CpuPacking(cpus("0-1")).pack(shares("a", 1_200_000, "b", 400_000));
        assertEquals(cpus("0-1"), packed.get("a"));
        assertEquals(cpus("1"), packed.get("b"));
    }

    @Test
    void shouldNeverPromiseMoreOfATaskThanItsCpusHave() {
        final Random random = new Random(1);
        for (int round = 0; round < 1_000; round++) {
            final int count = 1 + random.nextInt(16);
            final CpuPacking packing = new CpuPacking(cpus("0-" + (count - 1)));
            final Map<Object, Long> shares = new LinkedHashMap<>();
            long left = count * 1_000_000L;
            for (int task = 0; left > 0 && task < 40; task++) {
                final long share = Math.min(left, 50_000L * (1 + random.nextInt(40)));
                shares.put(task, share);
                left -= share;
            }
            packing.pack(shares)
                    .forEach(
                            (task, cpus) ->
                                    assertTrue(
                                            cpus.cardinality() * 1_000_000L >= shares.get(task)));
        }
    }

    @Test
    void shouldMoveOnlyTasksWhosePlaceChanges() throws IOException {
        final CpuHomes homes = new CpuHomes(new CpuPacking(cpus("0-1,3")));
        final List<String> pins = new ArrayList<>();
        final CpuHomes.Pin a = cpus -> pins.add("a " + CpuHomes.list(cpus));
        final CpuHomes.Pin b = cpus -> pins.add("b " + CpuHomes.list(cpus));
        homes.grant(a, 500_000);
        homes.grant(b, 1_000_000);
        homes.grant(b, 950_000);
        homes.pause(b);
        homes.forget(a);
        assertEquals(List.of("a 0-1,3", "b 0", "a 1", "a 0-1,3"), pins);
    }
}
