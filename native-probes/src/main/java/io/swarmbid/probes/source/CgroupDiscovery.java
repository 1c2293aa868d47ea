package io.swarmbid.probes.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the files of a group on this machine, whichever hierarchies it has. The kernel says where they are mounted in
 * {@code /proc/self/mountinfo} and in which group a process is in {@code /proc/PID/cgroup}. Cold path, any thread.
 */
public final class CgroupDiscovery {
    private static final List<String> CONTROLLERS = List.of("cpuacct", "cpu", "memory", "blkio");

    /** By controller; the unified hierarchy under the empty name. */
    private final Map<String, Path> mounts = new HashMap<>();

    CgroupDiscovery(final List<String> mountinfo) {
        for (final String line : mountinfo) {
            // ID PARENT DEV ROOT MOUNTPOINT OPTIONS [TAGS...] - TYPE SOURCE SUPEROPTIONS
            final String[] sides = line.split(" - ", 2);
            final String[] left = sides[0].split(" ");
            final String[] right = sides.length < 2 ? new String[0] : sides[1].split(" ");
            if (left.length < 5 || right.length < 3) {
                continue;
            }
            final Path mount = Path.of(left[4].replace("\\040", " "));
            if ("cgroup2".equals(right[0])) {
                mounts.put("", mount);
            } else if ("cgroup".equals(right[0])) {
                Arrays.stream(right[2].split(","))
                        .filter(CONTROLLERS::contains)
                        .forEach(it -> mounts.put(it, mount));
            }
        }
    }

    /**
     * Looks at what this process sees mounted.
     *
     * @return what was found, possibly nothing.
     * @throws IOException when /proc cannot be read.
     */
    public static CgroupDiscovery ofMachine() throws IOException {
        return new CgroupDiscovery(Files.readAllLines(Path.of("/proc/self/mountinfo")));
    }

    /**
     * The files of the group that a process is in. Where both hierarchies are mounted, v1 is taken if it holds the CPU
     * accounting, since a controller belongs to one of them only.
     *
     * @param pid of the process.
     * @return empty when no hierarchy with anything to read is mounted.
     * @throws IOException when there is no such process.
     */
    public Optional<CgroupFiles> ofProcess(final long pid) throws IOException {
        return of(Files.readAllLines(Path.of("/proc/" + pid + "/cgroup")));
    }

    Optional<CgroupFiles> of(final List<String> memberships) {
        final Map<String, Path> groups = new HashMap<>();
        for (final String line : memberships) {
            final String[] parts = line.split(":", 3);
            for (final String controller : parts.length < 3 ? new String[0] : parts[1].split(",")) {
                final Path mount = mounts.get(controller);
                if (mount != null) {
                    groups.put(controller, mount.resolve(parts[2].substring(1)));
                }
            }
        }
        if (groups.containsKey("cpuacct")) {
            return Optional.of(
                    CgroupFiles.v1(
                            groups.get("cpuacct"),
                            groups.get("cpu"),
                            groups.get("memory"),
                            groups.get("blkio")));
        }
        return Optional.ofNullable(groups.get("")).map(CgroupFiles::v2);
    }
}
