package io.swarmbid.probes.frame;

/**
 * What became of one row of a sample. A row that is not {@link #OK} may still hold valid fields: the state names the
 * first fault, the validity bits say which fields can be used. There is no in-band value for "unknown".
 */
public enum ProbeState {
    /** The source does not exist here: no such file, an offline CPU, an empty slot. Zero, so that it is the default. */
    ABSENT,
    /** Every field that was asked for is valid, but for those that this kernel does not print at all. */
    OK,
    /** The source exists and this process may not read it, or has no descriptors or memory left to do so. */
    DENIED,
    /** The kernel or the machine does not offer it: no such counter, compiled in but switched off. */
    UNSUPPORTED,
    /** The process has been reaped, or the cgroup removed. No field is valid, and none will be again. */
    GONE,
    /** The text ended before everything had been found. */
    TRUNCATED,
    /** The text is not what the kernel is known to print. */
    MALFORMED,
    /** A number does not fit into a signed 64-bit field in its unit. */
    OVERFLOW,
    /**
     * A counter is lower than in the sample before. Its field holds the new reading with the bit cleared for this one
     * sample, so no difference is taken across the fall.
     */
    REGRESSED,
    /**
     * The counter exists but has not counted: others held the PMU, a process tree changed faster than it was read, or
     * the page of a thread's clock has stood still and the kernel has not been asked whether the thread has too.
     */
    STALE;

    private static final ProbeState[] STATES = values();

    /**
     * By its number in a frame.
     *
     * @param code as in the row.
     * @return the state.
     * @throws IllegalArgumentException when the code is none.
     */
    public static ProbeState of(final int code) {
        if (code < 0 || code >= STATES.length) {
            throw new IllegalArgumentException("no probe state " + code);
        }
        return STATES[code];
    }
}
