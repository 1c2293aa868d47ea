package io.swarmbid.host.workload;

/**
 * How the machine is cut into VRUs and what it costs.
 *
 * @param vcpuSharePpm one vcpu VRU, in millionths of a vCPU
 * @param memoryBlockBytes one memory VRU
 * @param vcpuMaxPpm auction no more than this, millionths of a vCPU
 * @param memoryMaxBytes auction no more than this
 * @param vcpuHeadroomPpm left for the engine itself, millionths of a vCPU; {@link #AUTOMATIC} for
 *     the larger of 0.2 vCPU and a tenth of the machine
 * @param memoryHeadroomBytes left for everything else; {@link #AUTOMATIC} for the larger of 256 MiB
 *     and a tenth of what is available
 * @param costPerHour what the machine costs, nano-currency per hour
 * @param minimumMargin over the cost, nano-currency per VRU and hour
 * @param vcpuWeightPpm the part of the cost that the vcpu VRUs bear; the memory VRUs bear the rest
 */
public record MachineSettings(
        long vcpuSharePpm,
        long memoryBlockBytes,
        long vcpuMaxPpm,
        long memoryMaxBytes,
        long vcpuHeadroomPpm,
        long memoryHeadroomBytes,
        long costPerHour,
        long minimumMargin,
        int vcpuWeightPpm) {
    /** A headroom that depends on the machine. */
    public static final long AUTOMATIC = -1;

    /** 5 % of a vCPU, 64 MiB, the whole machine but the headroom, 0.096 an hour, split equally. */
    public static final MachineSettings DEFAULT =
            new MachineSettings(
                    50_000,
                    64L << 20,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    AUTOMATIC,
                    AUTOMATIC,
                    96_000_000,
                    0,
                    500_000);
}
