package io.swarmbid.memory;

/**
 * Counts steps: a record or a line of an index looked at, a comparison. Off, and then free, unless the JVM was started with
 * {@code -Dswarmbid.countWork=true}: it is for benchmarks and tests that ask how the work for a command grows. One count for
 * the whole JVM; not threadsafe.
 */
public final class Work {
    /** Whether steps are counted. */
    public static final boolean COUNTED = Boolean.getBoolean("swarmbid.countWork");

    private static long steps;

    private Work() {}

    /** A step has been made. */
    public static void step() {
        if (COUNTED) {
            steps++;
        }
    }

    /** Steps since the JVM was started, 0 where they are not counted. */
    public static long steps() {
        return steps;
    }
}
