package io.swarmbid.probes.jni;

/** The calls of {@code jni_probes.c}. Addresses and handles are checked by the callers here, not by C. */
final class NativeProbes {
    private NativeProbes() {}

    static native void layout(long[] constants);

    static native long open(long frameAddress, int capacity, int cpuIds);

    static native void close(long handle);

    static native void sample(long handle);

    static native void remove(long handle, int slot);

    static native void addHost(long handle, int slot, int kind, long subject);

    static native void addProcess(
            long handle, int slot, int kind, long pid, long startTicks, int aspects);

    static native void addPages(
            long handle, int slot, long pid, long startTicks, long confirmAfterNs);

    static native void addCgroup(long handle, int slot, int version, byte[] joinedPaths);

    /** For tests: one parser on a text of that length, into the row at that address. */
    static native boolean parse(
            int parser, long textAddress, int length, int kind, long subject, long rowAddress);

    /** For the benchmark: the system calls of a sample of processes, and nothing else. */
    static native long floor(long handle);

    /** For the benchmark: every page read by its protocol, in one plain loop. */
    static native long floorPages(long handle);
}
