package io.swarmbid.host.actuator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kernel's own control groups, where this machine lets us make some. */
@Timeout(60)
class RealCgroupTest {
    private static final Path PROC = Path.of("/proc");
    private static final long MIB = 1 << 20;

    private Actuator actuator;

    @BeforeEach
    void detect() throws IOException {
        try {
            actuator =
                    Actuators.detect(Actuators.Request.CGROUP, 50_000, new CommandProcessControls())
                            .actuator();
        } catch (final ActuatorUnavailableException unavailable) {
            abort(unavailable.getMessage());
        }
    }

    @AfterEach
    void close() {
        if (actuator != null) {
            actuator.close();
        }
    }

    private static Process start(final TaskGroup group, final String script) throws IOException {
        final List<String> command = new ArrayList<>(group.launcher());
        command.addAll(List.of("/bin/sh", "-c", script));
        final ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(group.environment());
        final Process process = builder.start();
        group.started(process.pid());
        return process;
    }

    private static void awaitProcesses(final TaskGroup group, final int count) throws IOException {
        Await.until(() -> group.pids().length >= count);
    }

    @Test
    void shouldStartTheCommandInsideItsGroupUnderItsOwnPid() throws Exception {
        final TaskGroup group = actuator.prepare("inside", 100_000, 64 * MIB);
        final Process process = start(group, "exec sleep 100");
        awaitProcesses(group, 1);
        assertArrayEquals(new long[] {process.pid()}, group.pids());
    }

    @Test
    void shouldStopTheClockOfAFrozenTask() throws Exception {
        final TaskGroup group = actuator.prepare("frozen", 500_000, 64 * MIB);
        start(group, "while :; do :; done");
        Await.until(() -> group.cpuTimeNs() > 10_000_000);
        group.cpu(0);
        final CgroupPaths paths = group.cgroup().orElseThrow();
        assumeTrue(actuator.shortcomings().isEmpty(), "no freezer here");
        Await.until(() -> frozen(paths));
        final long before = group.cpuTimeNs();
        final long start = System.nanoTime();
        Await.until(() -> System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(50));
        assertEquals(before, group.cpuTimeNs());

        group.cpu(500_000);
        Await.until(() -> group.cpuTimeNs() > before);
    }

    private static boolean frozen(final CgroupPaths paths) throws IOException {
        if (paths.version() == 2) {
            return CgroupTask.keyed(paths.cpuAccounting().resolve("cgroup.events"), "frozen")
                            .orElse(0L)
                    == 1;
        }
        final Path own = CgroupLayout.read(PROC).legacy("freezer").orElseThrow();
        final Path group =
                own.resolve(RunName.self(PROC).toString())
                        .resolve(paths.cpuAccounting().getFileName());
        return Files.readString(group.resolve(Freezer.V1.file())).strip().equals("FROZEN");
    }

    @Test
    void shouldKillAFrozenTaskWithAllItsChildren() throws Exception {
        final TaskGroup group = actuator.prepare("children", 500_000, 64 * MIB);
        final Process process = start(group, "sleep 100 & (sleep 100 & sleep 100) & sleep 100");
        awaitProcesses(group, 5);
        final long[] pids = group.pids();
        group.cpu(0);
        group.close();
        process.waitFor();
        Await.until(
                () ->
                        Arrays.stream(pids)
                                .noneMatch(
                                        pid ->
                                                ProcStat.read(PROC, pid)
                                                        .filter(ProcStat::live)
                                                        .isPresent()));
        assertFalse(Files.exists(group.cgroup().orElseThrow().cpuAccounting()));
    }

    @Test
    void shouldKillATaskThatUsesMoreMemoryThanItsLimitAndCountThat() throws Exception {
        assumeTrue(
                actuator.shortcomings().stream().noneMatch(line -> line.startsWith("memory")),
                "no memory controller");
        final TaskGroup group = actuator.prepare("hungry", 1_000_000, 16 * MIB);
        final Process process = start(group, "exec tail /dev/zero");
        assertTrue(process.waitFor() > 128, "ended by a signal");
        assertEquals(1, group.outOfMemoryKills());
    }

    @Test
    void shouldNotKillATaskWhoseLimitIsLoweredUnderItsUse() throws Exception {
        assumeTrue(
                actuator.shortcomings().stream().noneMatch(line -> line.startsWith("memory")),
                "no memory controller");
        final TaskGroup group = actuator.prepare("shrinking", 1_000_000, 256 * MIB);
        final Process process =
                start(
                        group,
                        "a=$(head -c 40000000 /dev/zero | tr '\\0' x); exec 3>&1; while :; do sleep 1; done");
        Await.until(() -> residentBytes(process.pid()) > 40_000_000);
        group.memory(16 * MIB);
        Await.until(() -> group.memoryLimit().problem() != null || group.memoryLimit().settled());
        assertTrue(process.isAlive());
        assertEquals(0, group.outOfMemoryKills());
    }

    private static long residentBytes(final long pid) throws IOException {
        return Files.readAllLines(PROC.resolve(pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    @Test
    void shouldClearAwayWhatAKilledRunLeftBehind() throws Exception {
        final Process run =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashingRun.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        final long task = Long.parseLong(run.inputReader().readLine());
        final Path group = Path.of(run.inputReader().readLine());
        run.destroyForcibly().waitFor();
        assertTrue(ProcStat.read(PROC, task).filter(ProcStat::live).isPresent());

        final Actuators.Detection next =
                Actuators.detect(Actuators.Request.NONE, 50_000, new CommandProcessControls());
        next.actuator().close();
        assertFalse(ProcStat.read(PROC, task).filter(ProcStat::live).isPresent());
        assertFalse(Files.exists(group));
        assertFalse(next.cleared().isEmpty());
    }
}
