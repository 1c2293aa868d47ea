package io.swarmbid.host.actuator;

/**
 * A CPU share as the kernel's CFS bandwidth control wants it: so many microseconds in every period.
 *
 * <p>The period is 20 ms where shares allow it. The kernel takes no quota under 1 ms, so 20 ms
 * carries shares down to 5 % of a vCPU, the default VRU. It is short enough that a changed grant
 * shows within a tenth of a second and that a throttled task is never still for long, and long
 * enough that the timer costs nothing that could be measured. Smaller shares need a longer period,
 * up to the kernel's limit of one second. One period serves all groups of an actuator, so that a
 * grant is one write.
 *
 * <p>Quotas are always finite: going to "no limit" and back makes the kernel switch a static
 * branch, which costs a hundred times more than another number does.
 */
final class CpuQuota {
    /** Micro-vCPU in a vCPU. */
    static final long VCPU_PPM = 1_000_000;

    /** The kernel's smallest quota. */
    static final long QUOTA_US_MIN = 1_000;

    /** The period for shares of 5 % of a vCPU and more. */
    static final long PERIOD_US_MIN = 20_000;

    /** The kernel's longest period. */
    static final long PERIOD_US_MAX = 1_000_000;

    private CpuQuota() {}

    /**
     * The accounting period that can express a share.
     *
     * @param smallestCpuPpm the smallest share that will be granted, micro-vCPU, at least 1
     * @return microseconds
     */
    static long periodUs(final long smallestCpuPpm) {
        final long needed = ceilDiv(QUOTA_US_MIN * VCPU_PPM, Math.max(1, smallestCpuPpm));
        return Math.min(PERIOD_US_MAX, Math.max(PERIOD_US_MIN, needed));
    }

    /**
     * The quota of a share.
     *
     * @param cpuPpm micro-vCPU
     * @param periodUs from {@link #periodUs}
     * @return microseconds of CPU a period: never more than the share, except that the kernel takes
     *     none under {@link #QUOTA_US_MIN}
     */
    static long quotaUs(final long cpuPpm, final long periodUs) {
        return Math.max(QUOTA_US_MIN, Math.multiplyExact(cpuPpm, periodUs) / VCPU_PPM);
    }

    private static long ceilDiv(final long dividend, final long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
