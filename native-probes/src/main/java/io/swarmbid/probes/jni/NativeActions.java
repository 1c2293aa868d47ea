package io.swarmbid.probes.jni;

/** The calls of {@code jni_control.c}: each returns 0 (or a descriptor), or a negative errno. */
public final class NativeActions {
    private NativeActions() {}

    /**
     * sched_setaffinity(2) for each thread of a process.
     *
     * @param pid of the process.
     * @param mask words of 64 CPUs, lowest first.
     * @return 0 or -errno.
     */
    public static native int affinity(long pid, long[] mask);

    /**
     * setpriority(2) for each thread of a process.
     *
     * @param pid of the process.
     * @param nice -20 to 19.
     * @return 0 or -errno.
     */
    public static native int nice(long pid, int nice);

    /**
     * kill(2), for one process only.
     *
     * @param pid above 0.
     * @param signal number.
     * @return 0 or -errno.
     */
    public static native int signal(long pid, int signal);

    /**
     * open(2) for writing.
     *
     * @param path ended by a zero byte.
     * @return descriptor or -errno.
     */
    public static native int open(byte[] path);

    /**
     * pwrite(2) at 0.
     *
     * @param descriptor from {@link #open}.
     * @param address of the bytes.
     * @param length in bytes.
     * @return 0 or -errno.
     */
    public static native int write(int descriptor, long address, int length);

    /**
     * For the benchmark: the same pwrite(2) many times, in C.
     *
     * @param descriptor from {@link #open}.
     * @param address of the bytes.
     * @param length in bytes.
     * @param times to write.
     * @return 0 or -errno of the first that failed.
     */
    public static native int floorWrites(int descriptor, long address, int length, int times);

    /**
     * close(2).
     *
     * @param descriptor from {@link #open}.
     * @return 0 or -errno.
     */
    public static native int close(int descriptor);
}
