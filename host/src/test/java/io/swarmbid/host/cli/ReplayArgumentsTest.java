package io.swarmbid.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the verbs take as arguments, settings and directories, and what they say where they do not. */
class ReplayArgumentsTest {
    private static final String TICK = "{\"at\":0,\"cmd\":\"tick\"}\n";

    @TempDir private Path directory;

    private CommandLineRun replay(final String log, final String... more) throws IOException {
        return CommandLineRun.replay(
                directory.resolve("a.jsonl"), log.getBytes(StandardCharsets.UTF_8), more);
    }

    @Test
    void shouldTellOfEverySettingThatIsWrong() {
        for (final String verb : List.of("replay " + directory.resolve("x.jsonl"), "run")) {
            final CommandLineRun run =
                    CommandLineRun.of((verb + " --set colour=red --set maxTasks=0").split(" "));
            assertEquals(2, run.errLines().size(), run.err());
            assertTrue(
                    run.errLines().get(0).startsWith("--set colour=red: unknown setting 'colour'"),
                    run.err());
            assertTrue(
                    run.errLines().get(1).startsWith("--set maxTasks=0 is out of range"),
                    run.err());
            assertEquals(2, run.status());
        }
    }

    @Test
    void shouldTellThatAWorkloadIsADirectory() {
        final CommandLineRun run = CommandLineRun.of("run", directory.toString());
        assertTrue(run.err().startsWith(directory + " is a directory; a workload is a YAML file"));
        assertEquals(2, run.status());
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
                "replay x.jsonl --set graces=1|--set graces=1: unknown setting 'graces'; the settings are tickIntervalNs, ",
                "replay x.swf --set graces=1|ringSize, poolVcpu, poolMemory, poolStock, swfRigid",
                "replay x.jsonl --set hysteresisPpm=-1|--set hysteresisPpm=-1 is out of range; it takes a whole number from 0",
                "replay x.jsonl --set autoscale=7|autoscale=7 is neither; it takes true or false",
                "replay x.jsonl --set graceNs=soon|graceNs=soon is not a duration; it takes a duration such as 500ms",
                "replay x.jsonl --set poolVcpu=4|poolVcpu goes with a batch workload (.swf) only",
                "replay x.swf --set poolVcpu=0|--set poolVcpu=0 is out of range; it takes a whole number from 1 to 1024",
                "replay x.swf --set swfRigid=1|swfRigid=1 is neither; it takes true or false",
                "replay x.swf --set poolVcpu=all|poolVcpu=all is not a whole number; it takes a whole number from 1 to 1024",
                "replay x.jsonl --pool-costs a=b.csv|--pool-costs goes with a batch workload (.swf) only",
                "replay x.swf --pool-costs a|--pool-costs a; it takes NAME=CSV",
                "replay x.swf --pool-costs a=b --pool-costs a=c|--pool-costs names the pool a twice",
                "replay x.jsonl --set graceNs|--set graceNs; it takes NAME=VALUE",
                "replay x.jsonl --set graceNs=2 s|--set graceNs=2 s is two words; write graceNs=2s",
                "replay x.jsonl --set graceNs=1 graceNs=2|--set graceNs=1 and --set graceNs=2 set the same; keep one",
                "run --set graceNs=1 --set graceNs=1|--set graceNs=1 and --set graceNs=1 set the same; keep one",
                "replay x.jsonl --set graceNs=1,,horizonNs=2|--set has an empty item; it takes NAME=VALUE",
                "run --loud|usage: swarmbid run [WORKLOAD.yaml] [--seconds N]",
                "whatif x.jsonl|[--seed N] --at SEQ [--set NAME=VALUE]"
            })
    void shouldRefuseUnusableArguments(final String args, final String message) {
        final CommandLineRun run =
                CommandLineRun.of(args == null ? new String[0] : args.split(" "));
        assertEquals(2, run.status());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(run.err().contains(message), run.err());
    }

    @Test
    void shouldRefuseWhatCanBeReadOnlyOnce() throws IOException {
        final Path pipe = directory.resolve("pipe.jsonl");
        Files.createSymbolicLink(pipe, Path.of("/dev/null"));
        final CommandLineRun run = CommandLineRun.of("replay", pipe.toString());
        assertEquals(2, run.status());
        assertTrue(run.err().contains(pipe + " is no plain file; it is read twice"), run.err());
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
                        "graceNs=1.5m",
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
                    "\"graceNs\" : 90000000000",
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
