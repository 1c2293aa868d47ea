package io.swarmbid.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.swarmbid.probes.frame.CgroupField;
import io.swarmbid.probes.frame.CpuField;
import io.swarmbid.probes.frame.MemoryField;
import io.swarmbid.probes.frame.ProbeFrame;
import io.swarmbid.probes.frame.ProbeKind;
import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.ProcessField;
import io.swarmbid.probes.frame.TreeField;
import io.swarmbid.probes.source.CgroupFiles;
import io.swarmbid.probes.source.PressureResource;
import io.swarmbid.probes.source.Probe;
import io.swarmbid.probes.source.ProcessAspect;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a set of probes promises, whichever reader it has. */
@Timeout(60)
abstract class ProbeSetContract {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Path CPUACCT = Path.of("/sys/fs/cgroup/cpuacct");
    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");

    @TempDir private Path directory;
    private final Children children = new Children();
    private ProbeSet probes;

    abstract ProbeSet open(int capacity);

    @BeforeEach
    void openSet() {
        probes = open(32);
    }

    @AfterEach
    void closeSet() {
        children.close();
        if (probes != null) {
            probes.close();
        }
    }

    @Test
    void shouldReadTheHost() {
        final int all = probes.add(new Probe.HostCpu());
        final int first = probes.add(new Probe.Cpu(0));
        final int memory = probes.add(new Probe.HostMemory());
        final ProbeFrame frame = probes.sample();
        assertTrue(frame.value(all, CpuField.IDLE_NS) >= frame.value(first, CpuField.IDLE_NS));
        assertTrue(
                frame.value(memory, MemoryField.TOTAL_BYTES)
                        >= frame.value(memory, MemoryField.FREE_BYTES));
        assertEquals(ProbeState.OK, frame.state(memory));
        assertTrue(frame.isSourceValid(ProbeKind.HOST_CPU));
        assertFalse(frame.isSourceValid(ProbeKind.CGROUP));
        assertEquals(1, frame.sequence());
        assertTrue(frame.endNs() >= frame.startNs());
    }

    @Test
    void shouldCallACpuThatIsNotThereAbsent() {
        final int slot = probes.add(new Probe.Cpu(HostCpus.possibleIds()));
        assertEquals(ProbeState.ABSENT, probes.sample().state(slot));
    }

    @Test
    void shouldReadPressureOrSayWhyNot() {
        for (final PressureResource resource : PressureResource.values()) {
            final int slot = probes.add(new Probe.Pressure(resource));
            final ProbeState state = probes.sample().state(slot);
            assertTrue(
                    EnumSet.of(ProbeState.OK, ProbeState.ABSENT, ProbeState.UNSUPPORTED)
                            .contains(state));
        }
    }

    @Test
    void shouldReadEveryAspectOfThisProcess() {
        final long pid = ProcessHandle.current().pid();
        final int slot = probes.add(new Probe.Process(pid, 0, EnumSet.allOf(ProcessAspect.class)));
        final ProbeFrame frame = probes.sample();
        assertEquals(ProbeState.OK, frame.state(slot));
        for (final ProcessField field : ProcessField.values()) {
            assertTrue(frame.has(slot, field), field.key());
        }
        assertEquals(pid, frame.subject(slot));
        assertTrue(frame.generation(slot) > 0);
    }

    @Test
    void shouldReadOnlyWhatWasAskedFor() {
        final int slot =
                probes.add(Probe.process(ProcessHandle.current().pid(), ProcessAspect.MEMORY));
        final ProbeFrame frame = probes.sample();
        assertTrue(frame.value(slot, ProcessField.RSS_BYTES) > 0);
        assertFalse(frame.has(slot, ProcessField.CPU_NS));
        assertThrows(IllegalStateException.class, () -> frame.value(slot, ProcessField.CPU_NS));
        assertFalse(frame.has(slot, CpuField.USER_NS), "a field of another kind");
    }

    @Test
    void shouldSayGoneOnceAProcessIsReaped() {
        final Process child = children.sleeper();
        final int clock = probes.add(Probe.process(child.pid(), ProcessAspect.CPU_TIME));
        final int all =
                probes.add(new Probe.Process(child.pid(), 0, EnumSet.allOf(ProcessAspect.class)));
        final int tree = probes.add(new Probe.ProcessTree(child.pid(), 0, true));
        final ProbeFrame frame = probes.sample();
        assertEquals(ProbeState.OK, frame.state(clock));
        assertEquals(ProbeState.OK, frame.state(tree));
        children.kill(child);
        probes.sample();
        for (final int slot : new int[] {clock, all, tree}) {
            assertEquals(ProbeState.GONE, frame.state(slot));
            assertFalse(frame.has(slot, ProcessField.CPU_NS));
            assertFalse(frame.has(slot, TreeField.CPU_NS));
        }
        assertFalse(frame.isSourceValid(ProbeKind.PROCESS));
    }

    @Test
    void shouldRefuseAProcessOfAnotherStartTime() {
        final Process child = children.sleeper();
        final int slot =
                probes.add(new Probe.Process(child.pid(), 1, EnumSet.of(ProcessAspect.STAT)));
        assertEquals(ProbeState.GONE, probes.sample().state(slot));
    }

    @Test
    void shouldNotTakeANewProcessForTheOldOneOfItsNumber() throws IOException {
        assumeTrue(Files.isWritable(LAST_PID), "needs root to choose process numbers");
        final Process first = children.sleeper();
        final int clock = probes.add(Probe.process(first.pid(), ProcessAspect.CPU_TIME));
        final int memory = probes.add(Probe.process(first.pid(), ProcessAspect.MEMORY));
        final int tree = probes.add(new Probe.ProcessTree(first.pid(), 0, false));
        assertEquals(ProbeState.OK, probes.sample().state(clock));
        children.kill(first);
        final Process second = children.sleeperWithPid(first.pid(), LAST_PID);
        assumeTrue(second != null, "others took the number each time");
        final ProbeFrame frame = probes.sample();
        assertEquals(ProbeState.GONE, frame.state(clock));
        assertEquals(ProbeState.GONE, frame.state(memory));
        assertEquals(ProbeState.GONE, frame.state(tree));
        final int fresh = probes.add(Probe.process(second.pid(), ProcessAspect.CPU_TIME));
        assertEquals(ProbeState.OK, probes.sample().state(fresh));
    }

    @Test
    void shouldCountAWholeTree() {
        final Process shell = children.shell("sleep 1000 & sleep 1000 & echo ready; wait");
        final int tree = probes.add(new Probe.ProcessTree(shell.pid(), 0, true));
        final ProbeFrame frame = probes.sample();
        assertEquals(ProbeState.OK, frame.state(tree));
        assertEquals(3, frame.value(tree, TreeField.MEMBERS));
        assertEquals(3, frame.value(tree, TreeField.THREADS));
        assertTrue(frame.value(tree, TreeField.RSS_BYTES) > 0);
        assertTrue(frame.has(tree, TreeField.READ_CHARS_BYTES));
    }

    @Test
    void shouldFindTheChildrenOfEveryThread() {
        // The thread that runs Java code, and starts processes, is not the leading thread of a JVM.
        children.sleeper();
        final int tree = probes.add(new Probe.ProcessTree(ProcessHandle.current().pid(), 0, false));
        assertTrue(probes.sample().value(tree, TreeField.MEMBERS) >= 2);
    }

    @Test
    void shouldKeepTheTimeOfChildrenThatHaveBeenReaped() {
        final Process shell =
                children.shell(
                        "(i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done); echo ready; read line");
        final int tree = probes.add(new Probe.ProcessTree(shell.pid(), 0, false));
        final int root = probes.add(Probe.process(shell.pid(), ProcessAspect.STAT));
        final ProbeFrame frame = probes.sample();
        assertEquals(1, frame.value(tree, TreeField.MEMBERS));
        assertTrue(frame.value(tree, TreeField.CPU_NS) > frame.value(root, ProcessField.CPU_NS));
    }

    @Test
    void shouldKeepMembersThatWereHandedToAnotherParent() {
        final Process shell =
                children.shell("(sleep 1000 & echo ready; read line); echo reaped; read line");
        final int tree = probes.add(new Probe.ProcessTree(shell.pid(), 0, false));
        final ProbeFrame frame = probes.sample();
        assertEquals(3, frame.value(tree, TreeField.MEMBERS));
        final long orphan = children.grandchild(shell);
        children.sendLine(shell);
        children.awaitLine(shell);
        probes.sample();
        assertEquals(2, frame.value(tree, TreeField.MEMBERS));
        ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void shouldReadAV2CgroupAndNoticeAFallingCounter() throws IOException {
        Files.writeString(
                directory.resolve("cpu.stat"), "usage_usec 50\nuser_usec 30\nsystem_usec 20\n");
        Files.writeString(directory.resolve("memory.current"), "4096\n");
        Files.writeString(directory.resolve("io.stat"), "8:0 rbytes=1 wbytes=2 rios=3\n");
        final int slot = probes.add(new Probe.Cgroup(CgroupFiles.v2(directory)));
        final ProbeFrame frame = probes.sample();
        assertEquals(ProbeState.OK, frame.state(slot));
        assertEquals(50_000, frame.value(slot, CgroupField.CPU_NS));
        assertEquals(4096, frame.value(slot, CgroupField.MEMORY_BYTES));
        assertEquals(2, frame.value(slot, CgroupField.WRITE_BYTES));
        Files.writeString(
                directory.resolve("cpu.stat"), "usage_usec 40\nuser_usec 30\nsystem_usec 20\n");
        Files.writeString(directory.resolve("memory.current"), "1024\n");
        probes.sample();
        assertEquals(ProbeState.REGRESSED, frame.state(slot));
        assertFalse(frame.has(slot, CgroupField.CPU_NS));
        assertEquals(1024, frame.value(slot, CgroupField.MEMORY_BYTES));
        probes.sample();
        assertEquals(40_000, frame.value(slot, CgroupField.CPU_NS));
    }

    @Test
    void shouldReadAV1CgroupWithoutTheControllersThatAreMissing() throws IOException {
        Files.writeString(directory.resolve("cpuacct.usage"), "123456\n");
        Files.writeString(
                directory.resolve("cpu.stat"), "nr_periods 3\nnr_throttled 2\nthrottled_time 1\n");
        final int slot =
                probes.add(new Probe.Cgroup(CgroupFiles.v1(directory, directory, directory, null)));
        final ProbeFrame frame = probes.sample();
        assertEquals(ProbeState.ABSENT, frame.state(slot), "there is no memory file");
        assertEquals(123_456, frame.value(slot, CgroupField.CPU_NS));
        assertEquals(2, frame.value(slot, CgroupField.THROTTLED_PERIODS));
        assertFalse(frame.has(slot, CgroupField.MEMORY_BYTES));
        assertFalse(frame.has(slot, CgroupField.READ_BYTES));
    }

    @Test
    void shouldCallACgroupThatIsNotThereAbsent() {
        final int slot = probes.add(new Probe.Cgroup(CgroupFiles.v2(directory.resolve("none"))));
        assertEquals(ProbeState.ABSENT, probes.sample().state(slot));
    }

    @Test
    void shouldNotTakeANewCgroupForTheOldOneOfItsName() throws IOException {
        final Path group = CPUACCT.resolve("swarmbid-test-" + ProcessHandle.current().pid());
        assumeTrue(Files.isWritable(CPUACCT), "needs root and the v1 hierarchies");
        Files.createDirectory(group);
        try {
            final int slot = probes.add(new Probe.Cgroup(CgroupFiles.v1(group, null, null, null)));
            final ProbeFrame frame = probes.sample();
            assertEquals(0, frame.value(slot, CgroupField.CPU_NS));
            Files.delete(group);
            Files.createDirectory(group);
            probes.sample();
            assertEquals(ProbeState.GONE, frame.state(slot));
        } finally {
            Files.deleteIfExists(group);
        }
    }

    @Test
    void shouldGiveASlotOutAgainWithNothingLeftInIt() {
        final int first = probes.add(new Probe.HostMemory());
        probes.sample();
        probes.remove(first);
        assertEquals(ProbeKind.NONE, probes.frame().kind(first));
        final int second = probes.add(new Probe.HostCpu());
        assertEquals(first, second);
        final ProbeFrame frame = probes.sample();
        assertEquals(ProbeKind.HOST_CPU, frame.kind(second));
        assertEquals(ProbeState.OK, frame.state(second));
        assertThrows(IllegalArgumentException.class, () -> probes.remove(second + 1));
    }

    @Test
    void shouldRefuseMoreProbesThanItsCapacityAndUseAfterClose() {
        final ProbeSet small = open(1);
        small.add(new Probe.HostMemory());
        assertThrows(IllegalStateException.class, () -> small.add(new Probe.HostCpu()));
        small.close();
        small.close();
        assertThrows(IllegalStateException.class, small::sample);
        assertThrows(IllegalStateException.class, small::frame);
    }

    @Test
    void shouldAllocateNothingPerSample() {
        final long pid = ProcessHandle.current().pid();
        probes.add(new Probe.HostCpu());
        probes.add(new Probe.Cpu(0));
        probes.add(new Probe.HostMemory());
        probes.add(new Probe.Pressure(PressureResource.CPU));
        final int task = probes.add(new Probe.Process(pid, 0, EnumSet.allOf(ProcessAspect.class)));
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            final long start = allocatedBytes();
            final long before = allocatedBytes();
            long sum = 0;
            for (int sample = 0; sample < 200; sample++) {
                final ProbeFrame frame = probes.sample();
                sum += frame.valueOr(task, ProcessField.CPU_NS, 0) + frame.state(task).ordinal();
            }
            // Asking costs a little garbage itself.
            least = Math.min(least, allocatedBytes() - before - (before - start));
            assertTrue(sum > 0);
        }
        assertEquals(0, least);
    }

    private static long allocatedBytes() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
