package io.swarmbid.probes.frame;

/**
 * perf_event counters of one process: its leading thread, and all threads and children started since the probe was
 * added.
 */
public enum PerfField implements ProbeField {
    /** CPU time. */
    TASK_CLOCK_NS("taskClockNs", Unit.NANOSECONDS, true),
    /** Context switches. */
    SWITCHES("switches", Unit.COUNT, true),
    /** Moves to another CPU. */
    MIGRATIONS("migrations", Unit.COUNT, true),
    /** Page faults. */
    FAULTS("faults", Unit.COUNT, true),
    /** Page faults that needed storage. */
    MAJOR_FAULTS("majorFaults", Unit.COUNT, true),
    /** CPU cycles; hardware. */
    CYCLES("cycles", Unit.COUNT, true),
    /** Retired instructions; hardware. */
    INSTRUCTIONS("instructions", Unit.COUNT, true),
    /** Last-level cache accesses; hardware. */
    CACHE_REFERENCES("cacheReferences", Unit.COUNT, true),
    /** Last-level cache misses; hardware. */
    CACHE_MISSES("cacheMisses", Unit.COUNT, true),
    /** Retired branches; hardware. */
    BRANCHES("branches", Unit.COUNT, true),
    /** Mispredicted branches; hardware. */
    BRANCH_MISSES("branchMisses", Unit.COUNT, true);

    private final String key;
    private final Unit unit;
    private final boolean counter;

    PerfField(final String key, final Unit unit, final boolean counter) {
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
