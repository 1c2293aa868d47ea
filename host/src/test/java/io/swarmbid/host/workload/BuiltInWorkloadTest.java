package io.swarmbid.host.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.host.actuator.MachineCapacity;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInWorkloadTest {
    private static final long NANOS_PER_HOUR = 3_600_000_000_000L;

    private final Workload workload = WorkloadReader.builtIn();
    private final Map<String, WorkloadTask> tasks =
            workload.tasks().stream()
                    .collect(Collectors.toMap(WorkloadTask::name, Function.identity()));

    private static long perUnitHour(final long bid, final WorkloadTask task) {
        return Math.multiplyExact(bid, NANOS_PER_HOUR / 1_000_000) / (task.workNs() / 1_000_000);
    }

    private long offer(final String name) {
        return perUnitHour(tasks.get(name).bid(), tasks.get(name));
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_000, 2_000_000, 64_000_000})
    void shouldLetAllButTheDreamPayOnMachinesOfAnySize(final long cpuPpm) {
        final MachinePlan plan =
                MachinePlan.of(workload.machine(), new MachineCapacity(cpuPpm, 4L << 30), 1_024);
        final long half = workload.machine().costPerHour() / 2;
        final long unit = 4 * (half / plan.vcpuVrus()) + half / plan.memoryVrus();
        for (final WorkloadTask task : workload.tasks()) {
            final boolean pays = offer(task.name()) > unit;
            assertEquals(!task.name().equals("dream"), pays, task.name());
            assertTrue(task.min() * task.vcpu() <= plan.vcpuVrus(), task.name());
        }
    }

    @Test
    void shouldEscalateFromTheLowestBidderToTheHighest() {
        final WorkloadTask train = tasks.get("train");
        final long rebid = perUnitHour(train.rebids().get(0).bid(), train);
        assertTrue(offer("train") < offer("hash"));
        assertTrue(offer("hash") * 1.05 < rebid);
        assertTrue(rebid < offer("render"));
        assertTrue(offer("render") < offer("rush"));
    }

    @Test
    void shouldLetTheTasksEndWithinTheRun() {
        assertEquals(20_000_000_000L, workload.runForNs());
        for (final String name : new String[] {"render", "train", "rush"}) {
            final WorkloadTask task = tasks.get(name);
            final long last =
                    task.rebids().isEmpty() ? task.startAtNs() : task.rebids().get(0).atNs();
            assertTrue(
                    last + task.workNs() / task.max() + 2_000_000_000L < workload.runForNs(), name);
        }
    }
}
