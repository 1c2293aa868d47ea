package io.swarmbid.probes.source;

/** What to read of a process. Each costs a system call per sample, so ask for what is used; the costs are from docs. */
public enum ProcessAspect {
    /** CPU time alone, from the process's POSIX CPU clock: about 0.5 microseconds, nanosecond resolution. */
    CPU_TIME(1),
    /** User and system time, memory, threads, faults, from {@code stat}: about 4 microseconds. */
    STAT(2),
    /** Resident memory alone, from {@code statm}: about 1 microsecond. Read from stat when that is asked for too. */
    MEMORY(4),
    /** Bytes read and written, from {@code io}: about 1.5 microseconds. Needs the same user, or root. */
    IO(8),
    /** Context switches of the leading thread, from {@code status}: about 6 microseconds. */
    SWITCHES(16);

    private final int bit;

    ProcessAspect(final int bit) {
        this.bit = bit;
    }

    /**
     * Bit of the aspect in a set of aspects.
     *
     * @return a power of two.
     */
    public int bit() {
        return bit;
    }
}
