package io.swarmbid.host.actuator;

/**
 * Weights for when the machine is short of CPU because others use it too. A quota is a ceiling, not a promise;
 * under shortage the kernel
 * divides by weight, so a task's weight is its share, and the run as a whole weighs as much as one ordinary process
 * on every CPU.
 */
final class CpuWeight {
    private static final long V1_DEFAULT = 1_024;
    private static final long V1_MIN = 2;
    private static final long V1_MAX = 262_144;
    private static final long V2_DEFAULT = 100;
    private static final long V2_MAX = 10_000;

    private CpuWeight() {}

    /** The value of {@code cpu.shares} for so many micro-vCPU. */
    static long shares(final long cpuPpm) {
        return Math.max(V1_MIN, Math.min(V1_MAX, cpuPpm * V1_DEFAULT / CpuQuota.VCPU_PPM));
    }

    /** The value of {@code cpu.weight} for so many micro-vCPU. */
    static long weight(final long cpuPpm) {
        return Math.max(1, Math.min(V2_MAX, cpuPpm * V2_DEFAULT / CpuQuota.VCPU_PPM));
    }

    /** All CPUs of the machine, micro-vCPU. */
    static long machinePpm() {
        return Runtime.getRuntime().availableProcessors() * CpuQuota.VCPU_PPM;
    }
}
