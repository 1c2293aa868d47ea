package io.swarmbid.host.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupV1ActuatorTest {
    private static final RunName RUN = new RunName(1, 2, 3);

    @TempDir private Path root;
    private final FakeTree tree = new FakeTree();
    private CgroupV1Actuator actuator;
    private TaskGroup group;
    private String own;

    @BeforeEach
    void open() throws IOException {
        final Path memory = root.resolve("memory/own");
        Files.createDirectories(memory);
        for (final String controller : List.of("cpu,cpuacct", "freezer", "cpuset")) {
            Files.createDirectory(root.resolve(controller));
        }
        own = CpuHomes.list(CpuPlacement.allowed());
        Files.writeString(root.resolve("cpuset/cpuset.cpus"), own + "\n");
        Files.writeString(root.resolve("cpuset/cpuset.mems"), "0\n");
        final CgroupLayout layout =
                new CgroupLayout(
                        null,
                        Map.of(
                                "cpu", root.resolve("cpu,cpuacct"),
                                "cpuacct", root.resolve("cpu,cpuacct"),
                                "memory", memory,
                                "freezer", root.resolve("freezer"),
                                "cpuset", root.resolve("cpuset")));
        actuator = CgroupV1Actuator.open(layout, RUN, tree, 20_000);
        group = actuator.prepare("a task/1", 250_000, 64 << 20);
    }

    @AfterEach
    void close() {
        actuator.close();
    }

    private Path file(final String controller, final String name) {
        return root.resolve(controller).resolve(RUN + "/1-a_task_1/" + name);
    }

    @Test
    void shouldSetTheLimitsBeforeAnythingStarts() throws IOException {
        assertEquals("20000", FakeTree.value(file("cpu,cpuacct", "cpu.cfs_period_us")));
        assertEquals("5000", FakeTree.value(file("cpu,cpuacct", "cpu.cfs_quota_us")));
        assertEquals("67108864", FakeTree.value(file("memory/own", "memory.limit_in_bytes")));
        assertTrue(group.memoryLimit().settled());
    }

    @Test
    void shouldStartTheProcessInsideEachHierarchyOnce() {
        assertEquals(
                List.of(
                        file("freezer", "cgroup.procs").toString(),
                        file("cpu,cpuacct", "cgroup.procs").toString(),
                        file("memory/own", "cgroup.procs").toString(),
                        file("cpuset", "cgroup.procs").toString()),
                group.launcher().subList(4, 8));
    }

    @Test
    void shouldWriteTheQuotaOfAGrant() throws IOException {
        group.cpu(1_550_000);
        assertEquals("31000", FakeTree.value(file("cpu,cpuacct", "cpu.cfs_quota_us")));
        assertFalse(group.paused());
    }

    @Test
    void shouldFreezeATaskThatHoldsNothingAndThawItWhenItIsGrantedAgain() throws IOException {
        group.cpu(0);
        assertTrue(group.paused());
        assertEquals("FROZEN", FakeTree.value(file("freezer", "freezer.state")));
        group.cpu(100_000);
        assertEquals("THAWED", FakeTree.value(file("freezer", "freezer.state")));
        assertEquals("2000", FakeTree.value(file("cpu,cpuacct", "cpu.cfs_quota_us")));
    }

    @Test
    void shouldHoldTasksApartByCpusets() throws IOException {
        assertEquals(own, FakeTree.value(file("cpuset", "cpuset.cpus")));
        assertEquals("0", FakeTree.value(file("cpuset", "cpuset.mems")));
        assertTrue(actuator.shortcomings().isEmpty());
        assumeTrue(CpuPlacement.allowed().cardinality() > 1, "one CPU cannot be divided");
        final TaskGroup whole = actuator.prepare("whole", 1_000_000, 64 << 20);
        final int first = CpuPlacement.allowed().nextSetBit(0);
        final Path others = root.resolve("cpuset").resolve(RUN + "/2-whole/cpuset.cpus");
        assertEquals(Integer.toString(first), FakeTree.value(others));
        assertFalse(CpuPlacement.parse(FakeTree.value(file("cpuset", "cpuset.cpus"))).get(first));
        whole.close();
        group.cpu(300_000);
        assertEquals(own, FakeTree.value(file("cpuset", "cpuset.cpus")));
    }

    @Test
    void shouldReadTheCountersOfTheGroup() throws IOException {
        assertEquals(1234, group.cpuTimeNs());
        assertEquals(1, group.outOfMemoryKills());
    }

    @Test
    void shouldRemoveTheGroupsOfAClosedTask() {
        group.close();
        assertFalse(Files.exists(file("cpu,cpuacct", "")));
        assertFalse(Files.exists(file("freezer", "")));
        assertFalse(Files.exists(file("memory/own", "")));
    }

    @Test
    void shouldLeaveNothingBehindWhenItIsClosed() throws IOException {
        actuator.close();
        for (final Path created : tree.created) {
            assertFalse(Files.exists(created), created::toString);
        }
        assertThrows(IOException.class, () -> actuator.prepare("late", 1, 1));
    }
}
