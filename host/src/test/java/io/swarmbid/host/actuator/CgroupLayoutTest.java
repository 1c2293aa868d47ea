package io.swarmbid.host.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CgroupLayoutTest {
    private static final String ROOT = "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard";

    @Test
    void shouldFindEveryControllerOfAHybridMachine() {
        final CgroupLayout layout =
                CgroupLayout.parse(
                        List.of(
                                ROOT,
                                "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755",
                                "32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu",
                                "33 31 0:30 / /sys/fs/cgroup/cpuacct rw,relatime - cgroup cgroup rw,cpuacct",
                                "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
                                "37 31 0:34 / /sys/fs/cgroup/freezer rw,relatime - cgroup cgroup rw,freezer",
                                "40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd",
                                "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw"),
                        List.of(
                                "9:name=systemd:/",
                                "6:freezer:/",
                                "4:memory:/process_api/ebbd",
                                "2:cpuacct:/",
                                "1:cpu:/",
                                "0::/"));
        assertEquals(Path.of("/sys/fs/cgroup/unified"), layout.unified());
        assertEquals(
                Map.of(
                        "cpu", Path.of("/sys/fs/cgroup/cpu"),
                        "cpuacct", Path.of("/sys/fs/cgroup/cpuacct"),
                        "memory", Path.of("/sys/fs/cgroup/memory/process_api/ebbd"),
                        "freezer", Path.of("/sys/fs/cgroup/freezer"),
                        "name=systemd", Path.of("/sys/fs/cgroup/systemd")),
                layout.legacy());
    }

    @Test
    void shouldFindTheOwnScopeOfAUnifiedMachine() {
        final CgroupLayout layout =
                CgroupLayout.parse(
                        List.of(
                                ROOT,
                                "35 24 0:30 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2"
                                        + " rw,nsdelegate,memory_recursiveprot"),
                        List.of(
                                "0::/user.slice/user-1000.slice/user@1000.service/app.slice/run-r1.scope"));
        assertEquals(
                Path.of(
                        "/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice/run-r1.scope"),
                layout.unified());
        assertEquals(Map.of(), layout.legacy());
    }

    @Test
    void shouldUseOneDirectoryForControllersThatShareAHierarchy() {
        final CgroupLayout layout =
                CgroupLayout.parse(
                        List.of(
                                "30 25 0:26 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:11 -"
                                        + " cgroup cgroup rw,cpu,cpuacct"),
                        List.of("3:cpu,cpuacct:/user.slice"));
        assertEquals(
                Optional.of(Path.of("/sys/fs/cgroup/cpu,cpuacct/user.slice")),
                layout.legacy("cpu"));
        assertEquals(layout.legacy("cpu"), layout.legacy("cpuacct"));
        assertNull(layout.unified());
    }

    @Test
    void shouldResolveAGroupBelowTheMountsRootInAContainer() {
        final CgroupLayout layout =
                CgroupLayout.parse(
                        List.of(
                                "40 39 0:29 /docker/abc /sys/fs/cgroup/cpu ro,nosuid master:11 - cgroup cgroup rw,cpu"),
                        List.of("3:cpu:/docker/abc/inner"));
        assertEquals(Optional.of(Path.of("/sys/fs/cgroup/cpu/inner")), layout.legacy("cpu"));
    }

    @Test
    void shouldUseTheMountItselfWhenItDoesNotReachTheOwnGroup() {
        final CgroupLayout layout =
                CgroupLayout.parse(
                        List.of("40 39 0:29 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup rw"),
                        List.of("0::/../other"));
        assertEquals(Path.of("/sys/fs/cgroup"), layout.unified());
    }

    @Test
    void shouldReadAMountPointWithABlank() {
        final CgroupLayout layout =
                CgroupLayout.parse(
                        List.of("40 39 0:29 / /mnt/my\\040groups rw - cgroup2 cgroup rw"),
                        List.of("0::/"));
        assertEquals(Path.of("/mnt/my groups"), layout.unified());
    }

    @Test
    void shouldFindNothingWhereNothingIsMounted() {
        assertEquals(
                new CgroupLayout(null, Map.of()),
                CgroupLayout.parse(List.of(ROOT, "nonsense"), List.of("x")));
    }
}
