package io.swarmbid.probes.frame;

/** One control group with all its processes, dead ones included. */
public enum CgroupField implements ProbeField {
    /** CPU time. */
    CPU_NS("cpuNs", Unit.NANOSECONDS, true),
    /** In user mode; v2 only. */
    USER_NS("userNs", Unit.NANOSECONDS, true),
    /** In the kernel; v2 only. */
    SYSTEM_NS("systemNs", Unit.NANOSECONDS, true),
    /** Quota periods that have passed while the group ran. */
    PERIODS("periods", Unit.COUNT, true),
    /** Quota periods in which it was stopped. */
    THROTTLED_PERIODS("throttledPeriods", Unit.COUNT, true),
    /** Time it was stopped for. */
    THROTTLED_NS("throttledNs", Unit.NANOSECONDS, true),
    /** Charged memory, page cache included. */
    MEMORY_BYTES("memoryBytes", Unit.BYTES, false),
    /** Read from block devices. */
    READ_BYTES("readBytes", Unit.BYTES, true),
    /** Written to block devices. */
    WRITE_BYTES("writeBytes", Unit.BYTES, true);

    private final String key;
    private final Unit unit;
    private final boolean counter;

    CgroupField(final String key, final Unit unit, final boolean counter) {
        this.key = key;
        this.unit = unit;
        this.counter = counter;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Unit unit() {
        return unit;
    }

    @Override
    public boolean isCounter() {
        return counter;
    }
}
