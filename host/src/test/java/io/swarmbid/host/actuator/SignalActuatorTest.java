package io.swarmbid.host.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SignalActuatorTest {
    private static final Path PROC = Path.of("/proc");

    private Actuator actuator;
    private TaskGroup group;
    private Process process;

    @BeforeEach
    void start() throws IOException {
        try {
            actuator = SignalActuator.affinity(RunName.self(PROC), new CommandProcessControls());
        } catch (final IOException unavailable) {
            abort(unavailable.getMessage());
        }
        group = actuator.prepare("task", 500_000, 1 << 20);
        final List<String> command = new ArrayList<>(group.launcher());
        command.addAll(List.of("/bin/sh", "-c", "sleep 100 & sleep 100"));
        process = new ProcessBuilder(command).start();
        group.started(process.pid());
        Await.until(() -> group.pids().length >= 3);
    }

    @AfterEach
    void close() {
        if (actuator != null) {
            actuator.close();
        }
    }

    private void awaitState(final boolean stopped) throws IOException {
        for (final long pid : group.pids()) {
            Await.until(() -> (ProcStat.read(PROC, pid).orElseThrow().state() == 'T') == stopped);
        }
    }

    @Test
    void shouldStopEveryProcessOfATaskThatHoldsNothing() throws IOException {
        group.cpu(0);
        awaitState(true);
        assertTrue(group.paused());
        group.cpu(1_000_000);
        awaitState(false);
        assertFalse(group.paused());
    }

    @Test
    void shouldAdmitThatMemoryIsNotLimited() {
        assertFalse(group.memoryLimit().settled());
        assertEquals("affinity cannot limit memory", group.memoryLimit().problem());
    }

    @Test
    void shouldKillTheWholeTreeWhenItIsClosed() throws Exception {
        group.cpu(0);
        actuator.close();
        assertEquals(0, group.pids().length);
        process.waitFor();
    }
}
