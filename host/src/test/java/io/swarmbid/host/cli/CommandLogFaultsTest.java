package io.swarmbid.host.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLogFaultsTest {
    private static final String TICK = "{\"at\":0,\"cmd\":\"tick\"}\n";
    private static final String COMMANDS =
            "pool, instance, poolCost, poolStock, fleet, fleetCancel, task, rebid, telemetry, usage, vruFault,"
                    + " vruRepair, drain, instanceLost, activationFailed, progress, complete, cancel, tick";
    private static final String TASK_FIELDS =
            "'task' has at, cmd, id, customer, class, bid, work, min, max, bundle and, if wanted, speedup, fleet,"
                    + " pools, deadline, ttl, moveCost, preemptible, actualWork";
    private static final String KINDS =
            "it takes an object of counts by kind: vcpu, memory, accelerator";

    @TempDir private Path directory;

    private CommandLineRun replay(final byte[] log, final String... more) throws IOException {
        final Path file = directory.resolve("a.jsonl");
        Files.write(file, log);
        final String[] args =
                Stream.concat(Stream.of("replay", file.toString()), Stream.of(more))
                        .toArray(String[]::new);
        return CommandLineRun.of(args);
    }

    private CommandLineRun replay(final String log, final String... more) throws IOException {
        return replay(log.getBytes(StandardCharsets.UTF_8), more);
    }

    static String task(final String changes) {
        return line(
                "'at':1,'cmd':'task','id':1,'customer':'a','class':'b','bid':5,'work':7000000000000,'min':1,'max':4,"
                        + "'bundle':{'vcpu':1}",
                changes);
    }

    static String pool(final String changes) {
        return line(
                "'at':1,'cmd':'pool','id':1,'name':'p','cost':9,'weight':1,'stock':1,'vrus':{'vcpu':8},"
                        + "'activationDelay':0,'activationCost':0,'billingQuantum':0",
                changes);
    }

    static String fleet(final String changes) {
        return line("'at':1,'cmd':'fleet','id':1,'customer':'a','bid':5,'target':4", changes);
    }

    /** The fields with some changed ('name':value), removed (-'name') or added. */
    private static String line(final String fields, final String changes) {
        String text = fields;
        if (changes.startsWith("-")) {
            text = text.replaceFirst("," + changes.substring(1) + ":(\\{[^}]*\\}|[^,]*)", "");
        } else if (!changes.isEmpty()) {
            final String name = changes.substring(0, changes.indexOf(':'));
            final String shorter = text.replaceFirst("," + name + ":(\\{[^}]*\\}|[^,]*)", "");
            text = shorter + "," + changes;
        }
        return "{" + text.replace('\'', '"') + "}";
    }

    private static String quote(final String text) {
        return text.replace('\'', '"');
    }

    private static String[] row(final String line, final String message) {
        return new String[] {line, message};
    }

    static Stream<String[]> linesOfTheWrongShape() {
        return Stream.of(
                row("", "the line is empty; a line is one JSON object"),
                row("   ", "the line is empty; a line is one JSON object"),
                row("7", "the line is no object; a line is one JSON object"),
                row("[1,[2]]", "the line is no object; a line is one JSON object"),
                row("null", "the line is no object; a line is one JSON object"),
                row(
                        "{\"at\":1,\"cmd\":\"tick\"} {}",
                        "something follows the object; a line is one JSON object"),
                row(
                        quote("{'at':1,'cmd':'tick','at':1}"),
                        "\"at\" stands there twice; a field stands in an object once"),
                row(
                        quote("{'at':1,'cmd':'tick','zzz':{'b':1,'b':2}}"),
                        "\"b\" stands there twice; a field stands in an object once"),
                row(
                        task("'bundle':{'vcpu':1,'vcpu':2}"),
                        "\"vcpu\" stands there twice; a field stands in an object once"),
                row(quote("{'at':1}"), "cmd is missing; it is one of " + COMMANDS),
                row(quote("{'at':1,'cmd':7}"), "cmd is 7; it takes a string"),
                row(
                        quote("{'at':1,'cmd':'tock'}"),
                        "unknown command \"tock\"; the commands are " + COMMANDS),
                row(quote("{'cmd':'tick'}"), "at is missing; 'tick' has at, cmd"),
                row(
                        quote("{'at':1,'cmd':'tick','x':[{}]}"),
                        "unknown field \"x\"; 'tick' has at, cmd"),
                row(
                        quote("{'at':1,'cmd':'tick','bid':1}"),
                        "unknown field \"bid\"; 'tick' has at, cmd"),
                row(
                        quote("{'at':1,'cmd':'instance','id':1}"),
                        "pool is missing; 'instance' has at, cmd, id, pool"),
                row(task("-'bundle'"), "bundle is missing; " + TASK_FIELDS),
                row(task("-'class'"), "class is missing; " + TASK_FIELDS),
                row(quote("{'at':1.0,'cmd':'tick'}"), "at is 1.0; it takes a whole number"),
                row(quote("{'at':1e3,'cmd':'tick'}"), "at is 1e3; it takes a whole number"),
                row(
                        quote("{'at':'1','cmd':'tick'}"),
                        "at is the string \"1\"; it takes a whole number"),
                row(quote("{'at':null,'cmd':'tick'}"), "at is null; it takes a whole number"),
                row(quote("{'at':[1],'cmd':'tick'}"), "at is a list; it takes a whole number"),
                row(
                        quote("{'at':{'a':1},'cmd':'tick'}"),
                        "at is an object; it takes a whole number"),
                row(task("'customer':7"), "customer is 7; it takes a string"),
                row(task("'preemptible':1"), "preemptible is 1; it takes true or false"),
                row(task("'bundle':[1]"), "bundle is a list; " + KINDS),
                row(task("'bundle':{'vcpu':true}"), "bundle.vcpu is true; it takes a whole number"),
                row(
                        task("'bundle':{'gpu':1}"),
                        "bundle has the unknown kind \"gpu\"; its kinds are vcpu, memory, accelerator"),
                row(
                        task("'speedup':5"),
                        "speedup is 5; it takes an object with either serialPpm or tablePpm"),
                row(
                        task("'speedup':{}"),
                        "speedup has neither serialPpm nor tablePpm; it has one of them"),
                row(
                        task("'speedup':{'serialPpm':1,'tablePpm':[1]}"),
                        "speedup has both serialPpm and tablePpm; it has one of them"),
                row(
                        task("'speedup':{'serial':1}"),
                        "speedup has the unknown field \"serial\"; it has either serialPpm or tablePpm"),
                row(task("'pools':1"), "pools is 1; it takes a list of pool ids"),
                row(
                        task("'pools':['a']"),
                        "an entry of pools is the string \"a\"; it takes a list of pool ids"));
    }

    static Stream<String[]> valuesOutOfRange() {
        return Stream.of(
                row(
                        quote("{'at':-1,'cmd':'tick'}"),
                        "at -1 is out of range; it takes nanoseconds from 0 to 4611686018427387904"),
                row(
                        quote("{'at':4611686018427387905,'cmd':'tick'}"),
                        "at 4611686018427387905 is out of range; it takes nanoseconds from 0 to 4611686018427387904"),
                row(
                        quote("{'at':99999999999999999999,'cmd':'tick'}"),
                        "at 99999999999999999999 is out of range; it takes nanoseconds from 0 to 4611686018427387904"),
                row(
                        quote("{'at':1,'cmd':'rebid','task':1,'bid':-9223372036854775808}"),
                        "bid -9223372036854775808 is out of range; it takes nano-currency from 0 to"
                                + " 4000000000000000000"),
                row(
                        task("'id':0"),
                        "id 0 is out of range; it takes a whole number from 1 to 4294967295"),
                row(
                        task("'id':4294967296"),
                        "id 4294967296 is out of range; it takes a whole number from 1 to 4294967295"),
                row(
                        task("'fleet':0"),
                        "fleet 0 is out of range; it takes a whole number from 1 to 4294967295"),
                row(
                        quote("{'at':1,'cmd':'cancel','task':-5}"),
                        "task -5 is out of range; it takes a whole number from 1 to 4294967295"),
                row(
                        quote("{'at':1,'cmd':'poolStock','pool':0,'stock':1}"),
                        "pool 0 is out of range; it takes a whole number from 1 to 4294967295"),
                row(
                        quote("{'at':1,'cmd':'instanceLost','instance':0}"),
                        "instance 0 is out of range; it takes a whole number from 1 to 4611686018427387904"),
                row(
                        quote("{'at':1,'cmd':'instance','id':0,'pool':1}"),
                        "id 0 is out of range; it takes a whole number from 1 to 4611686018427387904"),
                row(
                        pool("'cost':1000000000001"),
                        "cost 1000000000001 is out of range; it takes nano-currency per instance-hour from 0 to"
                                + " 1000000000000"),
                row(
                        pool("'weight':0"),
                        "weight 0 is out of range; it takes capacity units from 1 to 1000000"),
                row(
                        pool("'stock':4294967297"),
                        "stock 4294967297 is out of range; it takes a count of instances from 0 to 1000000000"),
                row(
                        pool("'vrus':{}"),
                        "vrus is out of range; it takes counts from 0 to maxVrusPerInstance, at least one of them"
                                + " above 0"),
                row(
                        pool("'kindWeightsPpm':{'vcpu':1}"),
                        "kindWeightsPpm is out of range; it takes shares that sum to 1000000, 0 for a kind without VRUs"),
                row(
                        pool("'minimumMargin':-1"),
                        "minimumMargin -1 is out of range; it takes nano-currency per VRU-hour from 0 to 1000000000"),
                row(
                        pool("'name':'" + "n".repeat(257) + "'"),
                        "name is too long; it takes a string of at most 256 bytes, 1048576 different ones in all"),
                row(
                        pool("'name':'\\ud800'"),
                        "name holds half of a surrogate pair; a string of whole Unicode characters"),
                row(
                        fleet("'target':0"),
                        "target 0 is out of range; it takes capacity units from 1 to 1000000000"),
                row(
                        fleet("-'target'"),
                        "target is missing; 'fleet' has at, cmd, id, customer, bid and, if wanted, target, jobs,"
                                + " period, strategy, budget, firm, pools, maintain"),
                row(
                        fleet("'jobs':3,'period':5"),
                        "jobs, period and target do not go together; it takes jobs from 1 to 1000000000 in a period of"
                                + " 1 to 4611686018427387904 ns, and no target"),
                row(
                        fleet("'strategy':'CHEAP'"),
                        "strategy is \"CHEAP\"; it takes one of LOWEST_COST, DIVERSIFIED, CAPACITY_OPTIMIZED,"
                                + " COST_CAPACITY_OPTIMIZED"),
                row(
                        fleet("'firm':5"),
                        "firm 5 is out of range; it takes capacity units from 0 to the target"),
                row(
                        fleet("'pools':[1,1]"),
                        "pools is out of range; it takes at most 64 different pool ids"));
    }

    static Stream<String[]> valuesOfTasksOutOfRange() {
        return Stream.of(
                row(
                        task("'work':0"),
                        "work 0 is out of range; it takes nanoseconds from 1 to 4611686018427387904"),
                row(
                        task("'max':257"),
                        "max 257 is out of range; it takes units from 1 to maxUnits"),
                row(task("'min':5"), "min 5 is out of range; it takes units from 0 to max"),
                row(
                        task("'bundle':{'memory':0}"),
                        "bundle is out of range; it takes VRUs per unit from 0 to maxVrusPerInstance, at least one of"
                                + " them above 0"),
                row(
                        task("'speedup':{'serialPpm':1000001}"),
                        "speedup.serialPpm is out of range; it takes a share from 0 to 1000000"),
                row(
                        task("'speedup':{'tablePpm':[]}"),
                        "speedup.tablePpm with 0 entries does not fit max 4; it takes max entries from 0 to 2147483647,"
                                + " the first of them 1000000"),
                row(
                        task("'speedup':{'tablePpm':[1000000,2,3,2147483648]}"),
                        "speedup.tablePpm with 4 entries does not fit max 4; it takes max entries from 0 to 2147483647,"
                                + " the first of them 1000000"),
                row(
                        task("'bid':4000000000000000000"),
                        "bid 4000000000000000000 is too high for work 7000000000000; it takes a bid, work and speed-up"
                                + " whose value rate stays under 2^62 millionths of a nano per hour"),
                row(
                        task("'actualWork':0"),
                        "actualWork 0 is out of range; it takes nanoseconds from 1 to 4611686018427387904"),
                row(
                        quote("{'at':1,'cmd':'vruFault','instance':1,'kind':'gpu','vru':0}"),
                        "kind is \"gpu\"; it takes one of vcpu, memory, accelerator"),
                row(
                        quote("{'at':1,'cmd':'vruRepair','instance':1,'kind':'vcpu','vru':1024}"),
                        "vru 1024 is out of range; it takes a VRU's number from 0 to maxVrusPerInstance - 1"),
                row(
                        quote(
                                "{'at':1,'cmd':'usage','task':1,'vcpu':1,'memory':1000001,'accelerator':0,"
                                        + "'ioBytesPerSecond':0}"),
                        "memory 1000001 is out of range; it takes a share from 0 to 1000000"),
                row(
                        quote("{'at':1,'cmd':'complete','task':1,'status':'CANCELLED'}"),
                        "status is \"CANCELLED\"; it takes one of DONE, FAILED"),
                row(
                        quote("{'at':1,'cmd':'progress','task':1,'workDone':-1}"),
                        "workDone -1 is out of range; it takes nanoseconds from 0 to 4611686018427387904"));
    }

    @ParameterizedTest
    @MethodSource({"linesOfTheWrongShape", "valuesOutOfRange", "valuesOfTasksOutOfRange"})
    void shouldSayWhatIsWrongAndWhatWouldBeRight(final String line, final String message)
            throws IOException {
        final CommandLineRun run = replay(TICK + line + "\n" + "{\"at\":2,\"cmd\":\"tick\"}\n");
        assertEquals(directory.resolve("a.jsonl") + ":2: " + message + "\n", run.err());
        assertEquals(2, run.status());
    }

    @Test
    void shouldNameTheLineThatTimeRunsBackwardsFrom() throws IOException {
        final CommandLineRun run =
                replay("{\"at\":9,\"cmd\":\"tick\"}\n{\"at\":8,\"cmd\":\"tick\"}\n");
        assertEquals(
                directory.resolve("a.jsonl")
                        + ":2: at 8 is before 9 of line 1; at never decreases from line to line\n",
                run.err());
        assertEquals(2, run.status());
    }

    @Test
    void shouldTellOfAByteOrderMark() throws IOException {
        final CommandLineRun run = replay("\uFEFF" + TICK);
        assertTrue(
                run.err()
                        .endsWith(
                                "a.jsonl:1: the line begins with a byte order mark; a line is UTF-8 text"
                                        + " without one\n"),
                run.err());
        assertEquals(2, run.status());
    }

    @Test
    void shouldTellOfAnEmptyCompressedFile() throws IOException {
        final Path file = Files.createFile(directory.resolve("empty.jsonl.gz"));
        final CommandLineRun run = CommandLineRun.of("replay", file.toString());
        assertEquals(file + " is empty; it must be a whole file in gzip format\n", run.err());
        assertEquals(2, run.status());
    }

    @Test
    void shouldTellOfEverySettingThatIsWrong() {
        for (final String verb : List.of("replay " + directory.resolve("x.jsonl"), "run")) {
            final CommandLineRun run =
                    CommandLineRun.of((verb + " --set colour=red --set maxTasks=0").split(" "));
            assertEquals(2, run.errLines().size(), run.err());
            assertTrue(run.errLines().get(0).startsWith("unknown setting 'colour'"), run.err());
            assertTrue(run.errLines().get(1).startsWith("maxTasks=0 is out of range"), run.err());
            assertEquals(2, run.status());
        }
    }

    @Test
    void shouldTellThatAWorkloadIsADirectory() {
        final CommandLineRun run = CommandLineRun.of("run", directory.toString());
        assertTrue(run.err().startsWith(directory + " is a directory; a workload is a YAML file"));
        assertEquals(2, run.status());
    }

    @Test
    void shouldTellOfSyntaxWithTheColumn() throws IOException {
        final CommandLineRun run = replay("{\"at\":0,\"cmd\":\"tick\"\n");
        assertTrue(run.err().contains("a.jsonl:1: not JSON at column "), run.err());
        assertTrue(run.err().endsWith("; a line is one JSON object\n"), run.err());
        assertEquals(1, run.errLines().size());
        assertEquals(2, run.status());
    }

    @Test
    void shouldDescribeTwentyFaultsAndCountTheRest() throws IOException {
        final CommandLineRun run = replay("x\n".repeat(25));
        assertEquals(21, run.errLines().size());
        assertEquals("and 5 more faulty lines", run.errLines().get(20));
        assertEquals(2, run.status());
    }

    @Test
    void shouldWriteNothingWhenALineIsAtFault() throws IOException {
        final Path out = directory.resolve("out");
        final CommandLineRun run = replay(TICK + "{}\n", "--out", out.toString());
        assertEquals(2, run.status());
        assertFalse(Files.exists(out));
    }

    @Test
    void shouldSkipAndCountByReasonWhenLenient() throws IOException {
        final Path out = directory.resolve("out");
        final CommandLineRun run =
                replay(
                        "{\"at\":5,\"cmd\":\"tick\"}\nx\n{}\n{\"at\":4,\"cmd\":\"tick\"}\n[]\n{\"at\":6,\"cmd\":\"tick\"}\nx\n",
                        "--lenient",
                        "--out",
                        out.toString());
        assertEquals(0, run.status(), run.err());
        assertTrue(
                run.out()
                        .contains(
                                "skipped    notJson 2, notOneObject 1, missingField 1, timeBackwards 1"),
                run.out());
        assertEquals(
                "{\"at\":5,\"cmd\":\"tick\"}\n{\"at\":6,\"cmd\":\"tick\"}\n",
                Files.readString(out.resolve("commands.jsonl")));
        final String summary = Files.readString(out.resolve("summary.json"));
        assertTrue(summary.contains("\"inputs\" : 2"), summary);
        assertTrue(summary.contains("\"notJson\" : 2"), summary);
    }

    @Test
    void shouldReadLinesOfAtMost64KiB() throws IOException {
        final String head = "{\"at\":0,\"cmd\":\"tick\"";
        final String longest = head + " ".repeat((1 << 16) - head.length() - 1) + "}";
        assertEquals(0, replay(longest).status());
        assertEquals(0, replay(longest + "\r\n" + longest + "\n").status());
        final CommandLineRun run = replay(longest + " \n" + " ".repeat(200_000) + "\n" + TICK);
        assertEquals(
                "the line is too long; a line has at most 65536 bytes",
                run.errLines().get(0).replaceFirst("^.*:1: ", ""));
        assertEquals(2, run.errLines().size());
        assertEquals(2, run.status());
    }

    @ParameterizedTest
    @CsvSource({"''", "'\n'", "'\r\n'"})
    void shouldAcceptAnyLineEnd(final String end) throws IOException {
        final CommandLineRun run = replay(TICK.strip() + end);
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().startsWith("inputs     1\n"), run.out());
    }

    @Test
    void shouldTakeAnEmptyFileAsNoInput() throws IOException {
        final CommandLineRun run = replay("");
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().startsWith("inputs     0\n"), run.out());
        assertTrue(run.out().contains("digest     ef46db3751d8e999"), run.out());
    }

    @Test
    void shouldRejectBytesThatAreNoUtf8() throws IOException {
        for (final byte[] bad :
                new byte[][] {
                    {(byte) 0xFF},
                    {(byte) 0xC0, (byte) 0x80},
                    {(byte) 0xED, (byte) 0xA0, (byte) 0x80}
                }) {
            final ByteArrayOutputStream log = new ByteArrayOutputStream();
            log.write("{\"at\":0,\"cmd\":\"".getBytes(StandardCharsets.UTF_8));
            log.write(bad);
            log.write("\"}\n".getBytes(StandardCharsets.UTF_8));
            final CommandLineRun run = replay(log.toByteArray());
            assertTrue(
                    run.err().endsWith(":1: the line is not valid UTF-8; a line is UTF-8 text\n"),
                    run.err());
            assertEquals(2, run.status());
        }
    }

    @Test
    void shouldSurviveHostileLines() throws IOException {
        assertAll(
                () -> assertEquals(2, replay("{\"at\":" + "9".repeat(60_000) + "}").status()),
                () ->
                        assertEquals(
                                2,
                                replay("{\"at\":0,\"cmd\":\"tick\",\"x\":" + "[".repeat(60_000))
                                        .status()),
                () ->
                        assertEquals(
                                2,
                                replay(
                                                "{\"at\":0,\"cmd\":\"tick\",\"x\":"
                                                        + "[".repeat(30_000)
                                                        + "]".repeat(30_000)
                                                        + "}")
                                        .status()),
                () -> assertEquals(2, replay("{\"at\":0,\"cmd\":\"tick\u0000\"}").status()),
                () -> assertEquals(2, replay("\u0000".repeat(100)).status()),
                () -> assertEquals(2, replay("\uFEFF" + TICK).status()),
                () -> assertEquals(1, replay("{\"at\":0,\"cmd\":\"a\\nb\"}").errLines().size()));
    }

    @Test
    void shouldReadCompressedLogsAndSayWhenOneBrokeOff() throws IOException {
        final Path file = directory.resolve("b.jsonl.gz");
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(TICK.repeat(1_000).getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, packed.toByteArray());
        final CommandLineRun whole = CommandLineRun.of("replay", file.toString());
        assertEquals(0, whole.status(), whole.err());
        assertTrue(whole.out().startsWith("inputs     1000\n"), whole.out());

        Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() - 10));
        final CommandLineRun broken = CommandLineRun.of("replay", file.toString());
        assertEquals(2, broken.status());
        assertEquals(1, broken.errLines().size());
        assertTrue(
                broken.err().contains("must be a readable, whole file in gzip format"),
                broken.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|a verb is missing; the verbs are run, replay, whatif, explain, inspect, probe, bench (",
                "sing|unknown verb 'sing'; the verbs are run, replay, whatif, explain, inspect, probe, bench (",
                "replay|Missing required parameter: 'INPUT'; usage: swarmbid replay INPUT",
                "replay --loud x|Unknown option: '--loud'; usage: swarmbid replay INPUT",
                "replay x.jsonl --seed soon|Invalid value for option '--seed': 'soon' is not a long; usage:",
                "replay missing.jsonl|missing.jsonl does not exist; name a file that does",
                "replay missing.txt|missing.txt does not exist; INPUT is a command log (.jsonl, .jsonl.gz), a batch",
                "replay x.jsonl --set graces=1|unknown setting 'graces'; the settings are tickIntervalNs, ",
                "replay x.swf --set graces=1|ringSize, poolVcpu, poolMemory, poolStock, swfRigid",
                "replay x.jsonl --set hysteresisPpm=-1|hysteresisPpm=-1 is out of range; it takes a whole number from 0",
                "replay x.jsonl --set autoscale=7|autoscale=7 is out of range; it takes true or false",
                "replay x.jsonl --set poolVcpu=4|poolVcpu goes with a batch workload (.swf) only",
                "replay x.swf --set poolVcpu=0|poolVcpu=0 is out of range; it takes a whole number from 1 to 1024",
                "replay x.swf --set swfRigid=1|swfRigid=1 is out of range; it takes true or false",
                "replay x.jsonl --pool-costs a=b.csv|--pool-costs goes with a batch workload (.swf) only",
                "replay x.swf --pool-costs a|--pool-costs a; it takes NAME=CSV",
                "replay x.swf --pool-costs a=b --pool-costs a=c|--pool-costs names the pool a twice",
                "replay x.jsonl --set graceNs|--set graceNs; it takes NAME=VALUE"
            })
    void shouldRefuseUnusableArguments(final String args, final String message) {
        final CommandLineRun run =
                CommandLineRun.of(args == null ? new String[0] : args.split(" "));
        assertEquals(2, run.status());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(run.err().contains(message), run.err());
    }

    @Test
    void shouldTakeSeveralSettingsInARow() throws IOException {
        final Path out = directory.resolve("out");
        final CommandLineRun run =
                replay(
                        TICK,
                        "--set",
                        "hysteresisPpm=7",
                        "minimumHoldNs=8",
                        "--set",
                        "autoscale=false,horizonNs=9",
                        "--out",
                        out.toString());
        assertEquals(0, run.status(), run.err());
        final String summary = Files.readString(out.resolve("summary.json"));
        for (final String setting :
                new String[] {
                    "\"hysteresisPpm\" : 7",
                    "\"minimumHoldNs\" : 8",
                    "\"autoscale\" : false",
                    "\"horizonNs\" : 9"
                }) {
            assertTrue(summary.contains(setting), setting);
        }
    }

    @Test
    void shouldWriteToAFormerReplaysDirectoryButToNoOther() throws IOException {
        final Path out = Files.createDirectory(directory.resolve("out"));
        assertEquals(0, replay(TICK, "--out", out.toString()).status());
        assertEquals(0, replay(TICK + TICK, "--out", out.toString()).status());
        assertEquals(TICK + TICK, Files.readString(out.resolve("commands.jsonl")));

        final Path mine = Files.createDirectory(directory.resolve("mine"));
        Files.writeString(mine.resolve("summary.json"), "mine");
        Files.writeString(mine.resolve("passwd"), "mine");
        final CommandLineRun run = replay(TICK, "--out", mine.toString());
        assertEquals(2, run.status());
        assertEquals(
                List.of(
                        "--out "
                                + mine
                                + " holds passwd, which is no run's; it takes an empty directory or a"
                                + " former run's"),
                run.errLines());
        assertEquals("mine", Files.readString(mine.resolve("summary.json")));
        assertFalse(Files.exists(mine.resolve("commands.jsonl")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "replay x.jsonl"})
    void shouldRefuseAnEmptyOut(final String command) {
        final CommandLineRun run = CommandLineRun.of((command + " --out=").split(" "));
        assertEquals(2, run.status());
        assertEquals(List.of("--out is empty; it takes a directory"), run.errLines());
    }

    @Test
    void shouldNotWriteOverItsInput() throws IOException {
        final Path out = directory.resolve("out");
        assertEquals(0, replay(TICK, "--out", out.toString()).status());
        final CommandLineRun run =
                CommandLineRun.of("replay", out.toString(), "--out", out.toString());
        assertEquals(2, run.status());
        assertTrue(run.err().contains("holds the input; it takes another directory"), run.err());
        assertEquals(TICK, Files.readString(out.resolve("commands.jsonl")));
    }
}
