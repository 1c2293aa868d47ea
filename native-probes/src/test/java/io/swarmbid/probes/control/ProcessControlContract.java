package io.swarmbid.probes.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What both implementations promise, on a real process. */
@Timeout(60)
abstract class ProcessControlContract {
    /** No process has this number: it is above the kernel's limit. */
    private static final long NOBODY = Integer.MAX_VALUE;

    @TempDir private Path directory;
    private ProcessControl control;
    private Process child;

    abstract ProcessControl create();

    @BeforeEach
    void startChild() throws IOException {
        control = create();
        child = new ProcessBuilder("sleep", "1000").start();
    }

    @AfterEach
    void endChild() throws InterruptedException {
        if (child != null) {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldSetTheNiceValue() throws IOException {
        assertEquals(ControlOutcome.DONE, control.nice(child.pid(), 7));
        final String stat = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
        assertEquals("7", stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }

    @Test
    void shouldRestrictAProcessToACpu() throws IOException {
        final String allowed = status("Cpus_allowed_list:");
        final int first = Integer.parseInt(allowed.split("[-,]")[0]);
        assertEquals(ControlOutcome.DONE, control.affinity(child.pid(), 1L << first));
        assertEquals(Integer.toString(first), status("Cpus_allowed_list:"));
        assertEquals(ControlOutcome.INVALID, control.affinity(child.pid(), 0L));
    }

    @Test
    void shouldStopAndContinueAndKill() throws Exception {
        assertEquals(ControlOutcome.DONE, control.signal(child.pid(), ProcessSignal.STOP));
        awaitState('T');
        assertEquals(ControlOutcome.DONE, control.signal(child.pid(), ProcessSignal.CONT));
        awaitState('S');
        assertEquals(ControlOutcome.DONE, control.signal(child.pid(), ProcessSignal.KILL));
        assertEquals(128 + 9, child.waitFor());
    }

    @Test
    void shouldSayGoneForAProcessThatIsNotThere() {
        for (final long pid : new long[] {NOBODY, 0, -1}) {
            assertEquals(ControlOutcome.GONE, control.nice(pid, 1));
            assertEquals(ControlOutcome.GONE, control.affinity(pid, 1L));
            assertEquals(ControlOutcome.GONE, control.signal(pid, ProcessSignal.CONT));
        }
    }

    @Test
    void shouldWriteValuesToAnOpenFileAgainAndAgain() throws IOException {
        final Path path = Files.writeString(directory.resolve("cpu.weight"), "");
        try (ControlFile file = control.open(path)) {
            assertEquals(ControlOutcome.DONE, file.write(100));
            assertEquals("100", Files.readString(path));
            assertEquals(ControlOutcome.DONE, file.write("250 1000"));
            assertEquals("250 1000", Files.readString(path));
            final String tooLong = "1".repeat(ControlFile.LENGTH_MAX + 1);
            assertThrows(IllegalArgumentException.class, () -> file.write(tooLong));
        }
    }

    @Test
    void shouldNotCreateAFileThatIsNotThere() {
        final Path missing = directory.resolve("missing");
        assertThrows(IOException.class, () -> control.open(missing));
        assertTrue(Files.notExists(missing));
    }

    @Test
    void shouldSayWhatTheKernelRefuses() throws IOException {
        final Path adjustment = Path.of("/proc/" + child.pid() + "/oom_score_adj");
        try (ControlFile file = control.open(adjustment)) {
            assertEquals(ControlOutcome.DONE, file.write(500));
            assertEquals(ControlOutcome.INVALID, file.write(5000));
        }
    }

    private String status(final String key) throws IOException {
        final List<String> lines = Files.readAllLines(Path.of("/proc/" + child.pid() + "/status"));
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .orElseThrow()
                .substring(key.length())
                .trim();
    }

    private void awaitState(final char wanted) throws IOException {
        char state;
        do {
            final String stat = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
            state = stat.charAt(stat.lastIndexOf(')') + 2);
        } while (state != wanted);
    }
}
