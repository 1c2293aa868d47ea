package io.swarmbid.probes.frame;

/** A process and its descendants, those included that have been handed to another parent since they were first seen. */
public enum TreeField implements ProbeField {
    /** CPU time of the live members and of every descendant that was waited for, in ticks of 10 ms. */
    CPU_NS("cpuNs", Unit.NANOSECONDS, true),
    /** The part in user mode. */
    USER_NS("userNs", Unit.NANOSECONDS, true),
    /** The part in the kernel. */
    SYSTEM_NS("systemNs", Unit.NANOSECONDS, true),
    /** Sum over the members; pages they share count more than once. */
    RSS_BYTES("rssBytes", Unit.BYTES, false),
    /** Live threads of all members. */
    THREADS("threads", Unit.COUNT, false),
    /** Fetched from storage, by reaped children too. */
    READ_BYTES("readBytes", Unit.BYTES, true),
    /** Sent towards storage, by reaped children too. */
    WRITE_BYTES("writeBytes", Unit.BYTES, true),
    /** Passed through read calls, from the page cache too. */
    READ_CHARS_BYTES("readCharsBytes", Unit.BYTES, true),
    /** Passed through write calls. */
    WRITE_CHARS_BYTES("writeCharsBytes", Unit.BYTES, true),
    /** Live processes of the tree. */
    MEMBERS("members", Unit.COUNT, false);

    private final String key;
    private final Unit unit;
    private final boolean counter;

    TreeField(final String key, final Unit unit, final boolean counter) {
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
