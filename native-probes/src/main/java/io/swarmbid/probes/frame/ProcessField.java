package io.swarmbid.probes.frame;

/** One process. The kernel prints context switches of the leading thread only, so that is what the names say. */
public enum ProcessField implements ProbeField {
    /** CPU time of all threads, ended ones too. Nanosecond resolution from the CPU clock, 10 ms from text. */
    CPU_NS("cpuNs", Unit.NANOSECONDS, true),
    /** In user mode, in ticks of 10 ms. */
    USER_NS("userNs", Unit.NANOSECONDS, true),
    /** In the kernel, in ticks of 10 ms. */
    SYSTEM_NS("systemNs", Unit.NANOSECONDS, true),
    /** Resident memory; shared pages count in full. */
    RSS_BYTES("rssBytes", Unit.BYTES, false),
    /** Live threads. */
    THREADS("threads", Unit.COUNT, false),
    /** Fetched from storage, by reaped children too. */
    READ_BYTES("readBytes", Unit.BYTES, true),
    /** Sent towards storage, by reaped children too. */
    WRITE_BYTES("writeBytes", Unit.BYTES, true),
    /** Passed through read calls, from the page cache too. */
    READ_CHARS_BYTES("readCharsBytes", Unit.BYTES, true),
    /** Passed through write calls. */
    WRITE_CHARS_BYTES("writeCharsBytes", Unit.BYTES, true),
    /** Times the leading thread gave up its CPU. */
    LEADER_VOLUNTARY_SWITCHES("leaderVoluntarySwitches", Unit.COUNT, true),
    /** Times the leading thread lost its CPU. */
    LEADER_INVOLUNTARY_SWITCHES("leaderInvoluntarySwitches", Unit.COUNT, true),
    /** Page faults that needed storage. */
    MAJOR_FAULTS("majorFaults", Unit.COUNT, true);

    private final String key;
    private final Unit unit;
    private final boolean counter;

    ProcessField(final String key, final Unit unit, final boolean counter) {
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
