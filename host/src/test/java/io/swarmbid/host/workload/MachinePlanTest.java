package io.swarmbid.host.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.swarmbid.host.actuator.MachineCapacity;
import io.swarmbid.host.actuator.TaskGroup;
import org.junit.jupiter.api.Test;

class MachinePlanTest {
    private static final MachineSettings DEFAULT = MachineSettings.DEFAULT;

    private static MachinePlan plan(
            final MachineSettings settings, final long cpuPpm, final long memoryBytes) {
        return MachinePlan.of(settings, new MachineCapacity(cpuPpm, memoryBytes), 1_024);
    }

    @Test
    void shouldLeaveTheLargerOfAFifthOfAVcpuAndATenthOfTheMachine() {
        assertEquals(16, plan(DEFAULT, 1_000_000, 4L << 30).vcpuVrus());
        assertEquals(144, plan(DEFAULT, 8_000_000, 4L << 30).vcpuVrus());
    }

    @Test
    void shouldLeaveATenthOfTheMemoryAndNeverLessThanNothing() {
        assertEquals(57, plan(DEFAULT, 2_000_000, 4L << 30).memoryVrus());
        assertEquals(0, plan(DEFAULT, 2_000_000, 100L << 20).memoryVrus());
    }

    @Test
    void shouldNotCutMoreVrusThanTheEngineCanHold() {
        assertEquals(1_024, plan(DEFAULT, 128_000_000, 1L << 40).vcpuVrus());
        assertEquals(1_024, plan(DEFAULT, 128_000_000, 1L << 40).memoryVrus());
    }

    @Test
    void shouldAuctionNoMoreThanAskedFor() {
        final MachineSettings half =
                new MachineSettings(50_000, 64L << 20, 500_000, 128L << 20, 0, 0, 1, 0, 500_000);
        assertEquals(new MachinePlan(half, 10, 2), plan(half, 8_000_000, 8L << 30));
    }

    @Test
    void shouldSayWhatToChangeWhenNothingIsLeft() {
        assertEquals(
                "no vcpu VRU fits: machine.vcpuShare is 5% of a vCPU, and this machine has 24% less headroom of 20%;"
                        + " lower machine.vcpuHeadroom or machine.vcpuShare",
                assertThrows(IllegalArgumentException.class, () -> plan(DEFAULT, 240_000, 4L << 30))
                        .getMessage());
    }

    @Test
    void shouldTurnUnitsIntoWhatTheActuatorTakes() {
        final MachinePlan plan = plan(DEFAULT, 2_000_000, 4L << 30);
        final WorkloadTask render =
                WorkloadReader.builtIn().tasks().stream()
                        .filter(task -> task.name().equals("render"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(1_000_000, plan.cpuPpm(render, 5));
        assertEquals(5 * (64L << 20), plan.memoryBytes(render, 5));
        assertEquals(Long.MAX_VALUE, TaskGroup.UNLIMITED);
    }
}
