package io.swarmbid.host.workload;

import io.swarmbid.host.actuator.MachineCapacity;
import io.swarmbid.host.actuator.TaskGroup;
import java.math.BigDecimal;

/**
 * A machine cut into VRUs.
 *
 * @param settings it was cut by
 * @param vcpuVrus number of CPU shares
 * @param memoryVrus number of memory blocks
 */
public record MachinePlan(MachineSettings settings, int vcpuVrus, int memoryVrus) {
    private static final int PPM_PER_PERCENT_DIGITS = 4;
    private static final long HEADROOM_DIVISOR = 10;
    private static final long VCPU_HEADROOM_PPM_MIN = 200_000;
    private static final long MEMORY_HEADROOM_MIN = 256L << 20;

    /**
     * Cuts a machine up.
     *
     * @param capacity what there is
     * @param vrusMax the engine's limit on VRUs of one kind
     * @throws IllegalArgumentException when nothing is left after the headroom; the message says
     *     what to change
     */
    public static MachinePlan of(
            final MachineSettings settings, final MachineCapacity capacity, final int vrusMax) {
        final long cpuPpm =
                Math.min(
                        settings.vcpuMaxPpm(),
                        capacity.cpuPpm() - cpuHeadroom(settings, capacity.cpuPpm()));
        final long memory =
                Math.min(
                        settings.memoryMaxBytes(),
                        capacity.memoryBytes() - memoryHeadroom(settings, capacity.memoryBytes()));
        final long vcpus = cpuPpm / settings.vcpuSharePpm();
        if (vcpus < 1) {
            final long headroom = cpuHeadroom(settings, capacity.cpuPpm());
            final boolean isCapped = settings.vcpuMaxPpm() < capacity.cpuPpm() - headroom;
            throw new IllegalArgumentException(
                    "no vcpu VRU fits: machine.vcpuShare is "
                            + percent(settings.vcpuSharePpm())
                            + " of a vCPU, and this machine has "
                            + percent(capacity.cpuPpm())
                            + " less headroom of "
                            + percent(headroom)
                            + (isCapped
                                    ? ", of which machine.vcpuMax lets "
                                            + percent(settings.vcpuMaxPpm())
                                            + " be auctioned; raise machine.vcpuMax or lower machine.vcpuShare"
                                    : "; lower machine.vcpuHeadroom or machine.vcpuShare"));
        }
        final long blocks = Math.max(0, memory) / settings.memoryBlockBytes();
        return new MachinePlan(
                settings, (int) Math.min(vcpus, vrusMax), (int) Math.min(blocks, vrusMax));
    }

    private static String percent(final long ppm) {
        return BigDecimal.valueOf(ppm, PPM_PER_PERCENT_DIGITS).stripTrailingZeros().toPlainString()
                + "%";
    }

    private static long cpuHeadroom(final MachineSettings settings, final long cpuPpm) {
        return settings.vcpuHeadroomPpm() == MachineSettings.AUTOMATIC
                ? Math.max(VCPU_HEADROOM_PPM_MIN, cpuPpm / HEADROOM_DIVISOR)
                : settings.vcpuHeadroomPpm();
    }

    private static long memoryHeadroom(final MachineSettings settings, final long bytes) {
        return settings.memoryHeadroomBytes() == MachineSettings.AUTOMATIC
                ? Math.max(MEMORY_HEADROOM_MIN, bytes / HEADROOM_DIVISOR)
                : settings.memoryHeadroomBytes();
    }

    /** The CPU of so many units of a task, for {@link TaskGroup#cpu}: micro-vCPU. */
    public long cpuPpm(final WorkloadTask task, final int units) {
        return Math.multiplyExact(settings.vcpuSharePpm(), (long) task.vcpu() * units);
    }

    /**
     * The memory of so many units of a task, for {@link TaskGroup#memory}: bytes; no limit for a
     * task that bids for no memory.
     */
    public long memoryBytes(final WorkloadTask task, final int units) {
        return task.memory() == 0
                ? TaskGroup.UNLIMITED
                : Math.multiplyExact(settings.memoryBlockBytes(), (long) task.memory() * units);
    }
}
