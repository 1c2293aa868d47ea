package io.swarmbid.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RunCommandTest {
    private static final String WORKLOAD =
            """
            runFor: 3s
            machine: {vcpuMax: 160%, memoryMax: 1GiB, memoryHeadroom: 0, vcpuHeadroom: 0}
            tasks:
              - {name: rest, bid: 5_000_000, work: 600s, max: 8, bundle: {vcpu: 4, memory: 1}, command: [sleep, '60']}
              - {name: dream, bid: 1, work: 10s, bundle: {vcpu: 4, memory: 1}, command: [sleep, '60']}
              - name: quick
                startAt: 1200ms
                bid: 400_000
                work: 20s
                max: 5
                bundle: {vcpu: 4, memory: 1}
                command: echo hello; sleep 0.3
              - {name: broken, startAt: 1300ms, bid: 2_000_000, work: 60s, bundle: {vcpu: 1}, command: 'exit 3'}
              - {name: absent, startAt: 1400ms, bid: 2_000_000, work: 60s, bundle: {vcpu: 1}, command: [no-such-command]}
            """;

    @TempDir private Path directory;

    private Path workload(final String text) throws IOException {
        return Files.writeString(directory.resolve("workload.yaml"), text);
    }

    private static Map<String, String> figures(final String out) {
        final Map<String, String> figures = new HashMap<>();
        out.lines()
                .filter(line -> line.startsWith("digest ") || line.startsWith("state "))
                .map(line -> line.split(" +"))
                .forEach(words -> figures.put(words[0], words[1]));
        return figures;
    }

    @Test
    void shouldRunAndReplayToTheSameDigest() throws IOException {
        final Path out = directory.resolve("out");
        final CommandLineRun run =
                CommandLineRun.of(
                        "run",
                        workload(WORKLOAD).toString(),
                        "--out",
                        out.toString(),
                        "--actuator",
                        "none",
                        "--set",
                        "maxTasks=64",
                        "maxInstances=4");
        assertEquals("", run.err());
        assertEquals(ExitStatus.DONE, run.status());
        final CommandLineRun replay = CommandLineRun.of("replay", "--scripted", out.toString());
        assertEquals(2, figures(run.out()).size());
        assertEquals(figures(run.out()), figures(replay.out()));

        assertTold(run, "rest starts with 8 units (1.60 vCPU, 512 MiB)");
        assertTold(run, "quick takes 5 units from rest");
        assertTold(run, "quick is done: it ran ");
        assertTold(run, "dream is turned away: offers ");
        assertTold(run, "broken's command failed: exit 3");
        assertTold(run, "absent could not be started: no command no-such-command");
        assertEquals("hello\n", Files.readString(out.resolve("output/3-quick.log")));
        assertTrue(Files.exists(out.resolve("report.html")));
        assertUsage(Files.readAllLines(out.resolve("usage.csv")));
        assertSummary(Files.readString(out.resolve("summary.json")));
        assertCommands(Files.readAllLines(out.resolve("commands.jsonl")));
    }

    @Test
    void shouldHaveFailedWhereItsLogIsChangedWhileItRuns() throws IOException {
        final Path out = directory.resolve("out");
        final CommandLineRun run =
                CommandLineRun.of(
                        "run",
                        workload(
                                        """
                                        runFor: 2s
                                        machine: {vcpuMax: 100%, memoryMax: 1GiB, memoryHeadroom: 0, vcpuHeadroom: 0}
                                        tasks:
                                          - {name: vandal, bid: 5_000_000, work: 600s, bundle: {vcpu: 1}, command: "rm LOG"}
                                        """
                                                .replace("LOG", out + "/commands.jsonl"))
                                .toString(),
                        "--out",
                        out.toString(),
                        "--actuator",
                        "none");
        assertEquals(ExitStatus.FAILED, run.status(), run.err());
        assertTrue(run.err().contains("its log was removed or changed while it ran"), run.err());
        assertFalse(Files.exists(out.resolve("summary.json")));
        assertFalse(Files.exists(out.resolve("run.lock")));
    }

    private static void assertTold(final CommandLineRun run, final String text) {
        assertTrue(run.out().contains(text), () -> text + " is missing in\n" + run.out());
    }

    private static void assertUsage(final List<String> lines) {
        assertEquals(
                "atNs,task,vcpuGrantedPpm,vcpuUsedPpm,memoryGrantedBytes,memoryUsedBytes",
                lines.get(0));
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.matches("\\d+,1,1600000,\\d+,536870912,\\d+")));
        assertFalse(lines.stream().anyMatch(line -> line.matches("\\d+,2,.*")), "never ran");
    }

    private static void assertSummary(final String summary) {
        for (final String field :
                new String[] {"latencyNs", "actuator", "probes", "digest", "stateDigest"}) {
            assertTrue(summary.contains("\"" + field + "\" : "), field);
        }
        assertTrue(summary.contains("\"tickIntervalNs\" : 100000000"));
    }

    private static void assertCommands(final List<String> lines) {
        assertTrue(lines.get(0).contains("\"cmd\":\"pool\""));
        assertTrue(lines.get(lines.size() - 1).contains("\"cmd\":\"tick\""));
        assertTrue(lines.stream().anyMatch(line -> line.contains("\"cmd\":\"usage\"")));
        assertTrue(lines.stream().anyMatch(line -> line.contains("\"cmd\":\"telemetry\"")));
    }

    @Test
    void shouldEndWhenAllTasksHaveEnded() throws IOException {
        final Path file =
                workload(
                        "tasks: [{name: a, bid: 5_000_000, work: 60s, command: ['true'],"
                                + " bundle: {vcpu: 1}}]");
        final CommandLineRun run =
                CommandLineRun.of(
                        "run",
                        file.toString(),
                        "--actuator",
                        "none",
                        "--out",
                        directory.resolve("out").toString());
        assertEquals("", run.err());
        assertEquals(ExitStatus.DONE, run.status());
        assertTold(run, "a is done");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run nowhere.yaml | nowhere.yaml does not exist",
                "run --seconds -1 | --seconds -1 is out of range",
                "run --seconds soon | --seconds soon is no number; it takes seconds such as 20 or 2.5, or 0: until all",
                "run --seconds NaN | --seconds NaN is no number; it takes",
                "run --seconds 1e999999999 | --seconds 1e999999999 is out of range",
                "run --sample-ms 1 | --sample-ms 1 is out of range",
                "run --actuator magic | no actuator is called magic; use auto, cgroup, affinity or none",
                "run --set nothing=1 | unknown setting",
                "run --set tickIntervalNs=-1 | tickIntervalNs",
                "run --set ringSize=1000 | power of two from 2",
                "run --set maxTasks=1 | 5 tasks are over maxTasks",
                "run --set maxUnits=4 | max is out of range; it takes units from 1 to maxUnits=4",
                "run --out /dev/null | --out /dev/null is a file",
                "probe --pid 0 | --pid 0 is no process id",
                "probe --reader magic | no reader is called magic",
            })
    void shouldSayInOneLineWhatIsWrong(final String command, final String reason) {
        final CommandLineRun run = CommandLineRun.of(command.split(" "));
        assertEquals(ExitStatus.UNUSABLE, run.status(), run.err());
        assertTrue(run.err().contains(reason), run.err());
        assertEquals("", run.out());
    }

    @Test
    void shouldNameTheLineOfAMistakeInAWorkload() throws IOException {
        final Path file = workload("tasks:\n  - {name: a, bid: x, work: 1s, command: ['true']}\n");
        final CommandLineRun run = CommandLineRun.of("run", file.toString());
        assertEquals(ExitStatus.UNUSABLE, run.status());
        assertTrue(run.err().startsWith(file + ":2: "), run.err());
    }

    /** A process that runs the workload until it is told to end. */
    private Process endlessRun(final Path out) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "@../jvm.options",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        workload(WORKLOAD).toString(),
                        "--seconds",
                        "0",
                        "--actuator",
                        "none",
                        "--out",
                        out.toString())
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void shouldEndInOrderOnControlC() throws Exception {
        final Path out = directory.resolve("out");
        final Process child = endlessRun(out);
        final List<ProcessHandle> tasks;
        final String rest;
        try {
            while (!child.inputReader().readLine().contains("rest starts")) {
                Thread.onSpinWait();
            }
            tasks = child.descendants().toList();
            new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
            rest = child.inputReader().lines().collect(Collectors.joining("\n"));
            assertTrue(child.waitFor(20, TimeUnit.SECONDS));
        } finally {
            child.destroyForcibly();
        }
        assertEquals(ExitStatus.DONE, child.exitValue());
        assertTrue(rest.contains("asked to end"), rest);
        assertFalse(tasks.isEmpty());
        assertTrue(tasks.stream().noneMatch(ProcessHandle::isAlive));
        final CommandLineRun replay = CommandLineRun.of("replay", "--scripted", out.toString());
        assertTrue(
                Files.readString(out.resolve("summary.json"))
                        .contains(figures(replay.out()).get("digest")));
    }

    @Test
    void shouldLeaveWhatItHasToldWhenItIsKilled() throws Exception {
        final Path out = directory.resolve("out");
        final Process child = endlessRun(out);
        try {
            while (!child.inputReader().readLine().contains("absent could not be started")) {
                Thread.onSpinWait();
            }
        } finally {
            final List<ProcessHandle> tasks = child.descendants().toList();
            child.destroyForcibly().waitFor();
            tasks.forEach(ProcessHandle::destroyForcibly);
        }
        assertTrue(
                Files.readString(out.resolve("decisions.jsonl"))
                        .contains("\"decision\":\"grant\",\"task\":3,"));
        assertTrue(Files.readAllLines(out.resolve("usage.csv")).size() > 1);
        final CommandLineRun unended = CommandLineRun.of("replay", out.toString());
        assertEquals(ExitStatus.UNUSABLE, unended.status());
        assertTrue(unended.err().contains("has no summary.json"), unended.err());
        final CommandLineRun replay =
                CommandLineRun.of(
                        "replay",
                        "--scripted",
                        out.resolve("commands.jsonl").toString(),
                        "--set",
                        "tickIntervalNs=100000000");
        assertEquals(ExitStatus.DONE, replay.status(), replay.err());
    }

    @Test
    void shouldProbeAsATableAndAsJson() {
        final String pid = Long.toString(ProcessHandle.current().pid());
        final CommandLineRun table = CommandLineRun.of("probe", "--pid", pid);
        assertEquals(ExitStatus.DONE, table.status());
        assertTrue(table.out().contains("valid: host-cpu"), table.out());
        assertTrue(table.out().contains("process-tree"), table.out());
        final CommandLineRun json =
                CommandLineRun.of("probe", "--pid", pid, "--json", "--reader", "java");
        assertTrue(json.out().startsWith("{\"reader\":\"java\""), json.out());
        assertEquals(1, json.out().lines().count());
    }
}
