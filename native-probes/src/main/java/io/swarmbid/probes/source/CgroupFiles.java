package io.swarmbid.probes.source;

import java.nio.file.Path;

/**
 * The files of one control group. Any but one may be empty: a controller that is not mounted is not read.
 *
 * @param version 1 or 2; the formats differ.
 * @param cpuUsage v1 {@code cpuacct.usage}; empty for v2.
 * @param cpuStat {@code cpu.stat}.
 * @param memory v1 {@code memory.usage_in_bytes}, v2 {@code memory.current}.
 * @param io v1 {@code blkio.throttle.io_service_bytes_recursive}, v2 {@code io.stat}.
 */
public record CgroupFiles(int version, String cpuUsage, String cpuStat, String memory, String io) {
    /** Below the kernel's limit even when each character takes three bytes. */
    private static final int PATH_LENGTH_MAX = 1360;

    /** Checks the version and that there is something to read. */
    public CgroupFiles {
        if (version != 1 && version != 2) {
            throw new IllegalArgumentException("cgroup version is " + version + ", must be 1 or 2");
        }
        if (cpuUsage.isEmpty() && cpuStat.isEmpty() && memory.isEmpty() && io.isEmpty()) {
            throw new IllegalArgumentException("no file of the cgroup is given");
        }
        requirePath(cpuUsage);
        requirePath(cpuStat);
        requirePath(memory);
        requirePath(io);
    }

    /**
     * A group of the unified hierarchy.
     *
     * @param group its directory.
     * @return its files.
     */
    public static CgroupFiles v2(final Path group) {
        return new CgroupFiles(
                2,
                "",
                file(group, "cpu.stat"),
                file(group, "memory.current"),
                file(group, "io.stat"));
    }

    /**
     * A group of the older hierarchies, each of which has its own directory; null for one that is not mounted.
     *
     * @param cpuacct directory in the cpuacct hierarchy.
     * @param cpu directory in the cpu hierarchy.
     * @param memory directory in the memory hierarchy.
     * @param blkio directory in the blkio hierarchy.
     * @return its files.
     */
    public static CgroupFiles v1(
            final Path cpuacct, final Path cpu, final Path memory, final Path blkio) {
        return new CgroupFiles(
                1,
                file(cpuacct, "cpuacct.usage"),
                file(cpu, "cpu.stat"),
                file(memory, "memory.usage_in_bytes"),
                file(blkio, "blkio.throttle.io_service_bytes_recursive"));
    }

    private static void requirePath(final String path) {
        if (path.length() > PATH_LENGTH_MAX || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a path that the kernel takes: " + path);
        }
    }

    private static String file(final Path group, final String name) {
        return group == null ? "" : group.resolve(name).toString();
    }
}
