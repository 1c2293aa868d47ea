package io.swarmbid.host.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CgroupV2ActuatorTest {
    private static final RunName RUN = new RunName(1, 2, 3);
    private static final long MIB = 1 << 20;

    @TempDir private Path root;
    private final FakeTree tree = new FakeTree();
    private CgroupV2Actuator actuator;
    private TaskGroup group;
    private Path files;

    @BeforeEach
    void open() throws IOException {
        FakeTree.fill(root);
        actuator = CgroupV2Actuator.open(new CgroupLayout(root, Map.of()), RUN, tree, 20_000);
        group = actuator.prepare("task", 250_000, 64 * MIB);
        files = root.resolve(RUN + "/1-task");
    }

    @AfterEach
    void close() {
        actuator.close();
    }

    private void awaitMemory(final long appliedBytes) throws IOException {
        Await.until(
                () ->
                        group.memoryLimit().settled()
                                && group.memoryLimit().appliedBytes() == appliedBytes);
    }

    @Test
    void shouldHandTheControllersDown() throws IOException {
        assertEquals("+cpu +memory", FakeTree.value(root.resolve(RUN + "/cgroup.subtree_control")));
        assertEquals("+cpu +memory", FakeTree.value(root.resolve("cgroup.subtree_control")));
    }

    @Test
    void shouldSetTheLimitsBeforeAnythingStarts() throws IOException {
        assertEquals("5000 20000", FakeTree.value(files.resolve("cpu.max")));
        assertEquals("67108864", FakeTree.value(files.resolve("memory.max")));
    }

    @Test
    void shouldFreezeATaskThatHoldsNothingAndThawItWhenItIsGrantedAgain() throws IOException {
        group.cpu(0);
        assertEquals("1", FakeTree.value(files.resolve("cgroup.freeze")));
        group.cpu(1_000_000);
        assertEquals("0", FakeTree.value(files.resolve("cgroup.freeze")));
        assertEquals("20000 20000", FakeTree.value(files.resolve("cpu.max")));
    }

    @Test
    void shouldNotLowerTheMaximumUnderWhatTheTaskUses() throws IOException {
        Files.writeString(files.resolve("memory.current"), Long.toString(48 * MIB));
        group.memory(32 * MIB);
        Await.until(() -> group.memoryLimit().problem() != null);
        assertEquals(Long.toString(32 * MIB), FakeTree.value(files.resolve("memory.high")));
        assertEquals(Long.toString(64 * MIB), FakeTree.value(files.resolve("memory.max")));
        assertFalse(group.memoryLimit().settled());

        Files.writeString(files.resolve("memory.current"), Long.toString(16 * MIB));
        awaitMemory(32 * MIB);
        assertEquals(Long.toString(32 * MIB), FakeTree.value(files.resolve("memory.max")));
        assertEquals("max", FakeTree.value(files.resolve("memory.high")));
    }

    @Test
    void shouldLiftTheMemoryLimit() throws IOException {
        group.memory(TaskGroup.UNLIMITED);
        awaitMemory(TaskGroup.UNLIMITED);
        assertEquals("max", FakeTree.value(files.resolve("memory.max")));
    }

    @Test
    void shouldReadTheCountersOfTheGroup() throws IOException {
        assertEquals(7_000, group.cpuTimeNs());
        assertEquals(2, group.outOfMemoryKills());
        assertEquals(new CgroupPaths(2, files, files), group.cgroup().orElseThrow());
    }

    @Test
    void shouldSayWhyWithoutACpuController() throws IOException {
        Files.writeString(root.resolve("cgroup.controllers"), "hugetlb\n");
        final IOException refused =
                assertThrows(
                        IOException.class,
                        () ->
                                CgroupV2Actuator.open(
                                        new CgroupLayout(root, Map.of()), RUN, tree, 20_000));
        assertTrue(
                refused.getMessage().endsWith("has no cpu controller, only hugetlb"),
                refused.getMessage());
    }

    @Test
    void shouldLeaveAGroupThatHoldsProcessesOfOthersAlone() throws IOException {
        Files.writeString(root.resolve("cgroup.type"), "domain\n");
        Files.writeString(root.resolve("cgroup.subtree_control"), "");
        Files.writeString(root.resolve("cgroup.procs"), Long.MAX_VALUE + "\n");
        final IOException refused =
                assertThrows(
                        IOException.class,
                        () ->
                                CgroupV2Actuator.open(
                                        new CgroupLayout(root, Map.of()), RUN, tree, 20_000));
        assertTrue(refused.getMessage().contains("holds other processes"), refused.getMessage());
    }

    @Test
    void shouldMoveItsOwnLineIntoALeafWhereTheGroupMayNotHoldProcesses() throws IOException {
        final Path scope = Files.createDirectory(root.resolve("scope"));
        FakeTree.fill(scope);
        Files.writeString(scope.resolve("cgroup.type"), "domain\n");
        Files.writeString(scope.resolve("cgroup.procs"), ProcessHandle.current().pid() + "\n");
        final V2Delegation delegation = V2Delegation.open(scope, tree);
        assertEquals(scope, delegation.base());
        assertEquals(
                Long.toString(ProcessHandle.current().pid()),
                FakeTree.value(scope.resolve("swarmbid-hosts/cgroup.procs")));
        assertEquals("+cpu +memory", FakeTree.value(scope.resolve("cgroup.subtree_control")));
        delegation.restore();
        assertFalse(Files.exists(scope.resolve("swarmbid-hosts")));
    }

    @Test
    void shouldWorkInTheGroupAboveTheLeafOfAnEarlierRun() {
        assertEquals(
                List.of(root),
                CgroupV2Actuator.bases(
                        new CgroupLayout(root.resolve(V2Delegation.LEAF), Map.of())));
    }

    @Test
    void shouldLeaveNothingBehindWhenItIsClosed() {
        actuator.close();
        for (final Path created : tree.created) {
            assertFalse(Files.exists(created), created::toString);
        }
    }
}
