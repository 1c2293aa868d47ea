package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Plays the kernel in a temporary directory: a new group has its control files, and they go with
 * it.
 */
final class FakeTree extends GroupTree {
    private static final Map<String, String> FILES =
            Map.ofEntries(
                    Map.entry("cgroup.procs", ""),
                    Map.entry("cgroup.controllers", "cpu memory"),
                    Map.entry("cgroup.subtree_control", ""),
                    Map.entry("cgroup.freeze", "0"),
                    Map.entry("cpu.max", "max 100000"),
                    Map.entry("cpu.weight", "100"),
                    Map.entry("cpu.shares", "1024"),
                    Map.entry("cpu.stat", "usage_usec 7\nuser_usec 5"),
                    Map.entry("memory.current", "0"),
                    Map.entry("memory.high", "max"),
                    Map.entry("memory.max", "max"),
                    Map.entry("memory.events", "low 0\noom 3\noom_kill 2"),
                    Map.entry("cpuset.cpus", ""),
                    Map.entry("cpuset.mems", ""),
                    Map.entry("cpu.cfs_quota_us", "-1"),
                    Map.entry("cpu.cfs_period_us", "100000"),
                    Map.entry("cpuacct.usage", "1234"),
                    Map.entry("freezer.state", "THAWED"),
                    Map.entry("memory.limit_in_bytes", "9223372036854771712"),
                    Map.entry("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1"));

    final List<Path> created = new ArrayList<>();

    @Override
    void create(final Path group) throws IOException {
        super.create(group);
        fill(group);
        created.add(group);
    }

    static void fill(final Path group) throws IOException {
        for (final Map.Entry<String, String> file : FILES.entrySet()) {
            Files.writeString(group.resolve(file.getKey()), file.getValue() + "\n");
        }
    }

    @Override
    void remove(final Path group) throws IOException {
        for (final String file : FILES.keySet()) {
            Files.deleteIfExists(group.resolve(file));
        }
        super.remove(group);
    }

    /**
     * What was written last: a kernel takes each write as a value of its own, so only the first
     * line counts.
     */
    static String value(final Path file) throws IOException {
        return Files.readAllLines(file).get(0);
    }
}
