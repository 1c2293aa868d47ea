package io.swarmbid.host.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.host.actuator.DrainSignal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadReaderTest {
    private static final String GOOD_TASK =
            """
            tasks:
              - name: a
                bid: 1000
                work: 10s
                command: [a]
            """;

    @TempDir private Path directory;

    private static Workload parse(final String yaml) throws WorkloadException {
        return WorkloadReader.parse("w.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(final String yaml) {
        return assertThrows(WorkloadException.class, () -> parse(yaml)).problems();
    }

    @Test
    void shouldGiveDefaultsToWhatIsNotSaid() throws WorkloadException {
        final Workload workload = parse(GOOD_TASK);
        assertEquals(0, workload.runForNs());
        assertEquals(MachineSettings.DEFAULT, workload.machine());
        assertEquals(
                new WorkloadTask(
                        2,
                        "a",
                        "default",
                        "default",
                        1000,
                        10_000_000_000L,
                        1,
                        1,
                        1,
                        0,
                        0,
                        List.of(),
                        0,
                        WorkloadTask.NONE,
                        WorkloadTask.NONE,
                        0,
                        true,
                        Optional.empty(),
                        List.of(),
                        List.of("a"),
                        Map.of(),
                        null),
                workload.tasks().get(0));
    }

    @Test
    void shouldReadEveryField() throws WorkloadException {
        final Workload workload =
                parse(
                        """
                        runFor: 1.5m
                        machine:
                          vcpuShare: 2.5%
                          memoryBlock: 128MiB
                          vcpuMax: 160%
                          memoryMax: 2GiB
                          vcpuHeadroom: 300000
                          memoryHeadroom: 0
                          cost: 96_000_000
                          minimumMargin: 7
                          vcpuWeight: 60%
                        tasks:
                          - name: a task
                            customer: acme
                            class: render
                            bid: 5_000
                            work: 500ms
                            min: 2
                            max: 3
                            bundle: {vcpu: 4, memory: 2}
                            speedup: {tablePpm: [1000000, 1900000, 1800000]}
                            startAt: 2s
                            deadline: 1h
                            ttl: 100ns
                            moveCost: 9
                            preemptible: false
                            drainSignal: USR1
                            rebids: [{at: 3s, bid: 6}, {at: 4s, bid: 7}]
                            command: echo a | cat
                            environment: {A: 1, B: ""}
                            directory: /tmp
                        """);
        assertEquals(90_000_000_000L, workload.runForNs());
        assertEquals(
                new MachineSettings(
                        25_000,
                        128L << 20,
                        1_600_000,
                        2L << 30,
                        300_000,
                        0,
                        96_000_000,
                        7,
                        600_000),
                workload.machine());
        assertEquals(
                new WorkloadTask(
                        13,
                        "a task",
                        "acme",
                        "render",
                        5_000,
                        500_000_000,
                        2,
                        3,
                        4,
                        2,
                        0,
                        List.of(1_000_000, 1_900_000, 1_800_000),
                        2_000_000_000,
                        3_600_000_000_000L,
                        100,
                        9,
                        false,
                        Optional.of(DrainSignal.USR1),
                        List.of(
                                new WorkloadTask.Rebid(3_000_000_000L, 6),
                                new WorkloadTask.Rebid(4_000_000_000L, 7)),
                        List.of("/bin/sh", "-c", "echo a | cat"),
                        Map.of("A", "1", "B", ""),
                        Path.of("/tmp")),
                workload.tasks().get(0));
    }

    static Stream<Arguments> mistakes() {
        final String a = "tasks:\n- {name: a, bid: 1, work: 1s, command: [a], ";
        return Stream.of(
                Arguments.of("", "w.yaml:1: the file is empty; it needs at least a list of tasks"),
                Arguments.of(
                        "- a",
                        "w.yaml:1: the workload is not a mapping; write fields as NAME: VALUE"),
                Arguments.of(
                        "runFor: 1s",
                        "w.yaml:1: the workload has no tasks; add tasks: a list of tasks"),
                Arguments.of("tasks: []", "w.yaml:1: there are 0 tasks; there may be 1 to 10000"),
                Arguments.of(
                        "tasks: a",
                        "w.yaml:1: tasks is not a list; write [A, B] or lines that start with -"),
                Arguments.of(
                        "a: 1\n" + GOOD_TASK,
                        "w.yaml:1: the workload has no field a; the fields are runFor, machine, tasks"),
                Arguments.of(
                        a + "drainSignal: KILL}",
                        "w.yaml:2: drainSignal cannot be KILL; write USR1, USR2 or TERM"),
                Arguments.of(
                        a + "customer: \"a\\e[2J\"}",
                        "w.yaml:2: customer has characters that cannot be shown: a\\u001b[2J; it may have letters, digits,"
                                + " punctuation and spaces of any script, on one line"),
                Arguments.of(a + "min: 0}", "w.yaml:2: min is out of range: 0; it may be 1 to 256"),
                Arguments.of(
                        a + "min: 3, max: 2}",
                        "w.yaml:2: min 3 is more than max 2; lower min or raise max"),
                Arguments.of(a + "max: two}", "w.yaml:2: max cannot be two; write a whole number"),
                Arguments.of(
                        a + "max: '2'}", "w.yaml:2: max is not a number; write a whole number"),
                Arguments.of(
                        a + "max: [2]}", "w.yaml:2: max is not a number; write a whole number"),
                Arguments.of(a + "max: 1.5}", "w.yaml:2: max cannot be 1.5; write a whole number"),
                Arguments.of(
                        a + "ttl: 5 days}",
                        "w.yaml:2: ttl cannot be 5 days;"
                                + " write a duration such as 20s, 500ms, 1.5m, 2h, or nanoseconds"),
                Arguments.of(
                        a + "ttl: 0.5ns}",
                        "w.yaml:2: ttl cannot be 0.5ns;"
                                + " write a duration such as 20s, 500ms, 1.5m, 2h, or nanoseconds"),
                Arguments.of(
                        a + "ttl: -1}",
                        "w.yaml:2: ttl is out of range: -1; it may be 0 to 4611686018427387904 ns"),
                Arguments.of(
                        a + "ttl: -1s}",
                        "w.yaml:2: ttl is out of range: -1s; it may be 0s to 4611686018.427387904s"),
                Arguments.of(
                        a + "moveCost: 99999999999999999999}",
                        "w.yaml:2: moveCost is out of range: 99999999999999999999; it may be 0 to 1000000000000000"),
                Arguments.of(
                        "machine: {vcpuShare: 200%}\n" + GOOD_TASK,
                        "w.yaml:1: vcpuShare is out of range: 200%; it may be 0.1% to 100%"),
                Arguments.of(
                        "machine: {vcpuShare: 5}\n" + GOOD_TASK,
                        "w.yaml:1: vcpuShare is out of range: 5; it may be 1000 to 1000000 millionths"),
                Arguments.of(
                        "machine: {memoryBlock: 1 KiB}\n" + GOOD_TASK,
                        "w.yaml:1: memoryBlock is out of range: 1 KiB; it may be 1MiB to 1PiB"),
                Arguments.of(
                        a + "bundle: {vcpu: 0}}",
                        "w.yaml:2: vcpu is out of range: 0; it may be 1 to 1024"),
                Arguments.of(
                        a + "bundle: {gpu: 1}}",
                        "w.yaml:2: bundle has no field gpu; the fields are vcpu, memory"),
                Arguments.of(
                        a + "preemptible: yes}",
                        "w.yaml:2: preemptible is neither true nor false; write true or false"),
                Arguments.of(a + "customer: ''}", "w.yaml:2: customer is empty; write who pays"),
                Arguments.of(
                        a + "speedup: {tablePpm: [1000000, 2000000]}}",
                        "w.yaml:2: tablePpm has 2 entries; it needs max = 1, S(1) to S(max)"),
                Arguments.of(
                        a + "speedup: {tablePpm: [1]}}",
                        "w.yaml:2: S(1) is 1; it is 1000000 by definition"),
                Arguments.of(
                        a + "speedup: {serialPpm: 1, tablePpm: [1000000]}}",
                        "w.yaml:2: speedup has serialPpm and tablePpm; keep one"),
                Arguments.of(
                        a + "startAt: 5s, rebids: [{at: 5s, bid: 1}]}",
                        "w.yaml:2: this rebid is not after the bid before it;"
                                + " write them in the order of time"),
                Arguments.of(
                        a + "environment: {A=B: 1}}",
                        "w.yaml:2: a variable cannot be called A=B; use letters, digits and _"),
                Arguments.of(a + "name: b}", "w.yaml:2: field name is given twice; keep one"),
                Arguments.of(
                        a + "ttl: !!java.net.URL 'http://x'}",
                        "w.yaml:2: tag tag:yaml.org,2002:java.net.URL is not allowed;"
                                + " write the value without a tag"),
                Arguments.of(
                        "tasks:\n- {name: a, bid: 1, work: 1s, command: []}",
                        "w.yaml:2: command has no first word;"
                                + " write a list of words, run as they are, or one text, run by sh -c"),
                Arguments.of(
                        "tasks:\n- {name: a, bid: 4000000000000000000, work: 1, command: [a]}",
                        "w.yaml:2: bid is too high for this work and speed-up: 4000000000000000000;"
                                + " it may be 0 to 1 nano for them"),
                Arguments.of(
                        GOOD_TASK + GOOD_TASK.substring(7),
                        "w.yaml:6: task a is also on line 2; give each its own name"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldSayWhereAMistakeIsAndWhatWouldBeRight(final String yaml, final String problem) {
        assertTrue(problems(yaml).contains(problem), () -> String.join("\n", problems(yaml)));
    }

    @Test
    void shouldTakeTheLargestBidThatItNamesAndAddNoMistakeToAnother() throws WorkloadException {
        final String yaml = "tasks:\n- {name: a, bid: %s, work: %s, command: [a]}";
        final String said = problems(yaml.formatted("4000000000000000000", "1h")).get(0);
        final String most = said.replaceFirst("^.*0 to (\\d+) nano.*$", "$1");
        assertEquals(1, parse(yaml.formatted(most, "1h")).tasks().size(), said);
        assertEquals(
                List.of(
                        "w.yaml:2: work cannot be soon; write a duration such as 20s, 500ms, 1.5m, 2h, or"
                                + " nanoseconds"),
                problems(yaml.formatted("4000000000000000", "soon")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tasks: [",
                "a: b: c",
                "\ttasks: 1",
                "tasks: *nowhere",
                "%YAML 9.9",
                "a: 1\n---\nb: 2",
                "tasks: \u0001"
            })
    void shouldReportWhatIsNoYamlInOneLine(final String yaml) {
        final List<String> problems = problems(yaml);
        assertEquals(1, problems.size());
        assertTrue(
                problems.get(0)
                        .matches(
                                "w\\.yaml:[12]: not YAML: .*; see docs/workload\\.md for an example"),
                problems.get(0));
    }

    @Test
    void shouldFindTheMistakesOfAllTasksInOnePassAndReportTheFirstTwenty() {
        final String yaml = "tasks:\n" + "- {bid: 1, work: 1s, command: [a]}\n".repeat(30);
        final List<String> problems = problems(yaml);
        assertEquals(21, problems.size());
        assertEquals("and 10 more mistakes", problems.get(20));
        assertEquals("w.yaml:2: a task has no name; add name: a name of its own", problems.get(0));
        assertEquals(
                "w.yaml:21: a task has no name; add name: a name of its own", problems.get(19));
    }

    @Test
    void shouldTellAMistakeOnce() {
        assertEquals(
                1,
                problems("tasks:\n- !!java.util.Date {name: a, bid: 1, work: 1s, command: [a]}\n")
                        .size());
    }

    @Test
    void shouldRefuseAFileThatIsTooLongWithoutReadingItAll() throws Exception {
        final Path file = directory.resolve("long.yaml");
        Files.writeString(file, "#".repeat(WorkloadReader.FILE_LENGTH_MAX + 1));
        final List<String> problems =
                assertThrows(WorkloadException.class, () -> WorkloadReader.read(file)).problems();
        assertEquals(
                List.of(file + ":1: the file is too long; at most 1048576 bytes are read"),
                problems);
    }

    @Test
    void shouldRefuseAFileThatIsNotUtf8() {
        final byte[] bytes = {'a', ':', ' ', (byte) 0xff};
        final List<String> problems =
                assertThrows(WorkloadException.class, () -> WorkloadReader.parse("w.yaml", bytes))
                        .problems();
        assertEquals(List.of("w.yaml:1: the file is not UTF-8; save it as UTF-8"), problems);
    }
}
