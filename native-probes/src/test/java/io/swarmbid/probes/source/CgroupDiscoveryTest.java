package io.swarmbid.probes.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CgroupDiscoveryTest {
    private static final String UNIFIED =
            "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate";
    private static final List<String> HYBRID =
            List.of(
                    "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct",
                    "37 31 0:34 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
                    "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw",
                    "23 1 0:21 / /proc rw - proc proc rw");

    @Test
    void shouldFindTheUnifiedHierarchy() {
        final CgroupFiles files =
                new CgroupDiscovery(List.of(UNIFIED))
                        .of(List.of("0::/user.slice/a:b"))
                        .orElseThrow();
        assertEquals(2, files.version());
        assertEquals("/sys/fs/cgroup/user.slice/a:b/cpu.stat", files.cpuStat());
        assertEquals("/sys/fs/cgroup/user.slice/a:b/memory.current", files.memory());
    }

    @Test
    void shouldPreferTheOldHierarchiesWhereTheyHoldTheCpu() {
        final List<String> memberships =
                List.of("4:memory:/m", "2:cpu,cpuacct:/c", "1:name=systemd:/s", "0::/");
        final CgroupFiles files = new CgroupDiscovery(HYBRID).of(memberships).orElseThrow();
        assertEquals(1, files.version());
        assertEquals("/sys/fs/cgroup/cpu,cpuacct/c/cpuacct.usage", files.cpuUsage());
        assertEquals("/sys/fs/cgroup/memory/m/memory.usage_in_bytes", files.memory());
        assertEquals("", files.io(), "no blkio is mounted");
    }

    @Test
    void shouldFindNothingWhereNothingIsMounted() {
        assertEquals(Optional.empty(), new CgroupDiscovery(List.of()).of(List.of("0::/")));
    }

    @Test
    void shouldRefusePathsThatTheKernelWouldNotTake() {
        assertThrows(IllegalArgumentException.class, () -> new CgroupFiles(2, "", "a\0b", "", ""));
        assertThrows(IllegalArgumentException.class, () -> new CgroupFiles(3, "", "a", "", ""));
        assertThrows(IllegalArgumentException.class, () -> new CgroupFiles(2, "", "", "", ""));
    }
}
