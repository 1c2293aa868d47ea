package io.swarmbid.host.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.host.actuator.Actuator;
import io.swarmbid.host.actuator.Actuators;
import io.swarmbid.host.actuator.CommandProcessControls;
import io.swarmbid.host.actuator.TaskGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With whichever actuator this machine allows: what is promised here holds for all. */
@Timeout(60)
class TaskProcessesTest {
    private static final long OUTPUT_MAX = 1_024;

    @TempDir private Path directory;
    private final BlockingQueue<TaskEnd> ends = new LinkedBlockingQueue<>();
    private Actuator actuator;
    private TaskProcesses processes;

    @BeforeEach
    void open() throws Exception {
        actuator =
                Actuators.detect(Actuators.Request.AUTO, 50_000, new CommandProcessControls())
                        .actuator();
        processes = new TaskProcesses(actuator, ends::add);
    }

    @AfterEach
    void close() {
        processes.close();
        actuator.close();
    }

    private Path output() {
        return directory.resolve("out");
    }

    private ProcessSpec spec(final String... command) {
        return new ProcessSpec(
                "task", List.of(command), Map.of("A", "b c"), directory, output(), OUTPUT_MAX);
    }

    private TaskProcess start(final String... command) throws IOException {
        return processes.start(7, spec(command), 1_000_000, TaskGroup.UNLIMITED);
    }

    @Test
    void shouldReportSuccessAsDone() throws Exception {
        start("true");
        final TaskEnd end = ends.take();
        assertEquals(7, end.taskId());
        assertEquals(TaskEnd.Status.DONE, end.status());
        assertEquals("exit 0", end.reason());
        assertTrue(processes.running().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "exit 3,3,exit 3",
        "kill -SEGV $$,139,ended by signal 11 (SIGSEGV)",
        "exec 2>&-; exec /nowhere,127,exit 127: the command was not found"
    })
    void shouldReportAFailureWithItsCode(final String script, final int code, final String reason)
            throws Exception {
        start("sh", "-c", script);
        final TaskEnd end = ends.take();
        assertEquals(TaskEnd.Status.FAILED, end.status());
        assertEquals(code, end.exitCode());
        assertEquals(reason, end.reason());
    }

    @Test
    void shouldPassWordsEnvironmentAndDirectoryAsTheyAre() throws Exception {
        start(
                "sh",
                "-c",
                "printf '%s|' \"$@\" \"$A\" \"$PWD\" $(cat)",
                "x",
                "two words",
                "$HOME;*",
                "--",
                "");
        ends.take();
        assertEquals(
                "two words|$HOME;*|--||b c|" + directory.toRealPath() + "|",
                Files.readString(output()));
    }

    @Test
    void shouldKeepTheFirstBytesOfBothOutputsAndLetTheTaskGoOn() throws Exception {
        start("sh", "-c", "echo first; echo second >&2; head -c 1000000 /dev/zero; exit 4");
        assertEquals(4, ends.take().exitCode());
        final String kept = Files.readString(output());
        assertEquals(OUTPUT_MAX, kept.length());
        assertTrue(kept.startsWith("first\nsecond\n\0"), "order of the outputs");
    }

    @Test
    void shouldKeepWhatIsWrittenByATaskThatGoesOn() throws Exception {
        final TaskProcess task = start("sh", "-c", "echo hello; exec sleep 1000");
        while (!Files.exists(output()) || Files.size(output()) < 6) {
            Thread.onSpinWait();
        }
        processes.stop(task);
        assertEquals(TaskEnd.Status.STOPPED, ends.take().status());
        assertEquals("hello\n", Files.readString(output()));
    }

    @Test
    void shouldEndATaskWhoseChildKeepsTheOutputOpen() throws Exception {
        start("sh", "-c", "sleep 1000 & exit 0");
        assertEquals(TaskEnd.Status.DONE, ends.take().status());
    }

    @Test
    void shouldRefuseACommandThatIsNotThere() {
        final String message =
                assertThrows(IOException.class, () -> start("no-such-command")).getMessage();
        assertTrue(message.startsWith("no command no-such-command on the PATH "), message);
        assertThrows(IOException.class, () -> start("./nothing"));
        assertTrue(processes.running().isEmpty());
    }

    @Test
    void shouldReportATaskThatTheHostStopsWhilePausedAsStopped() throws Exception {
        final TaskProcess task = start("sleep", "1000");
        task.group().cpu(0);
        processes.stop(task);
        assertEquals(TaskEnd.Status.STOPPED, ends.take().status());
        assertFalse(ProcessHandle.of(task.pid()).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void shouldStopATaskThatHasNotReachedItsGroupYet() throws Exception {
        for (int i = 0; i < 20; i++) {
            processes.stop(start("sleep", "1000"));
            assertEquals(TaskEnd.Status.STOPPED, ends.take().status());
        }
    }

    @Test
    void shouldStopEverythingWhenItIsClosed() throws Exception {
        for (int i = 0; i < 5; i++) {
            processes.start(
                    i,
                    new ProcessSpec("t" + i, List.of("sleep", "1000"), Map.of(), null, null, 0),
                    100_000,
                    1 << 26);
        }
        processes.close();
        assertEquals(5, ends.size());
        assertTrue(ends.stream().allMatch(end -> end.status() == TaskEnd.Status.STOPPED));
        assertThrows(IOException.class, () -> start("true"));
    }

    @Test
    void shouldStopEverythingWhenTheProcessIsToldToEnd() throws Exception {
        final Process host =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                GuardedRun.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        final long task = Long.parseLong(host.inputReader().readLine());
        host.destroy();
        host.waitFor();
        assertFalse(ProcessHandle.of(task).map(ProcessHandle::isAlive).orElse(false));
    }
}
