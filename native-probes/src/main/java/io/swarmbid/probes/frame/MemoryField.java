package io.swarmbid.probes.frame;

/** Memory of the machine, from /proc/meminfo. */
public enum MemoryField implements ProbeField {
    /** Usable memory. */
    TOTAL_BYTES("totalBytes", Unit.BYTES, false),
    /** Not used for anything. */
    FREE_BYTES("freeBytes", Unit.BYTES, false),
    /** What can be given to new work without swapping; the figure to plan with. */
    AVAILABLE_BYTES("availableBytes", Unit.BYTES, false),
    /** Block buffers. */
    BUFFERS_BYTES("buffersBytes", Unit.BYTES, false),
    /** Page cache. */
    CACHED_BYTES("cachedBytes", Unit.BYTES, false),
    /** Swap space. */
    SWAP_TOTAL_BYTES("swapTotalBytes", Unit.BYTES, false),
    /** Unused swap space. */
    SWAP_FREE_BYTES("swapFreeBytes", Unit.BYTES, false),
    /** Waiting to be written back. */
    DIRTY_BYTES("dirtyBytes", Unit.BYTES, false),
    /** Not backed by files. */
    ANONYMOUS_BYTES("anonymousBytes", Unit.BYTES, false),
    /** Shared memory and tmpfs. */
    SHARED_BYTES("sharedBytes", Unit.BYTES, false),
    /** Kernel memory that can be reclaimed. */
    RECLAIMABLE_BYTES("reclaimableBytes", Unit.BYTES, false);

    private final String key;
    private final Unit unit;
    private final boolean counter;

    MemoryField(final String key, final Unit unit, final boolean counter) {
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
