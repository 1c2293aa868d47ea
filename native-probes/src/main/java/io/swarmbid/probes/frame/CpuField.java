package io.swarmbid.probes.frame;

/**
 * Time of one CPU or of all, since boot, at the resolution of the kernel's ticks (10 ms). Guest time is part of
 * user time.
 */
public enum CpuField implements ProbeField {
    /** In user mode. */
    USER_NS("userNs", Unit.NANOSECONDS, true),
    /** In user mode at a lowered priority. */
    NICE_NS("niceNs", Unit.NANOSECONDS, true),
    /** In the kernel. */
    SYSTEM_NS("systemNs", Unit.NANOSECONDS, true),
    /** Doing nothing. */
    IDLE_NS("idleNs", Unit.NANOSECONDS, true),
    /** Doing nothing while I/O was pending. The kernel lets it fall at times. */
    IOWAIT_NS("iowaitNs", Unit.NANOSECONDS, true),
    /** In interrupts. */
    IRQ_NS("irqNs", Unit.NANOSECONDS, true),
    /** In soft interrupts. */
    SOFTIRQ_NS("softirqNs", Unit.NANOSECONDS, true),
    /** Ready to run while the hypervisor ran others. */
    STEAL_NS("stealNs", Unit.NANOSECONDS, true),
    /** Running guests. */
    GUEST_NS("guestNs", Unit.NANOSECONDS, true),
    /** Running guests at a lowered priority. */
    GUEST_NICE_NS("guestNiceNs", Unit.NANOSECONDS, true);

    private final String key;
    private final Unit unit;
    private final boolean counter;

    CpuField(final String key, final Unit unit, final boolean counter) {
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
