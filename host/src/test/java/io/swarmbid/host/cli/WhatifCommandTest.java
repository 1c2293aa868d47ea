package io.swarmbid.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code whatif} compares, writes and refuses. */
class WhatifCommandTest {
    @TempDir private Path directory;

    private Path war;

    @BeforeEach
    void writeWar() throws IOException {
        war = War.write(directory);
    }

    private CommandLineRun whatif(final String... more) {
        final List<String> args = new ArrayList<>(List.of("whatif", war.toString()));
        args.addAll(List.of(more));
        return CommandLineRun.of(args.toArray(String[]::new));
    }

    private static String[] row(final String text, final String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + "  "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is missing in\n" + text))
                .substring(name.length())
                .strip()
                .split("  +");
    }

    private static String digestOf(final CommandLineRun replay) {
        assertEquals(ExitStatus.DONE, replay.status(), replay.err());
        return row(replay.out(), "digest")[0];
    }

    @Test
    void shouldSetBothSidesBesideEachOther() {
        final CommandLineRun run =
                whatif("--at", "5", "--command", "{\"cmd\":\"rebid\",\"task\":3,\"bid\":40000000}");
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertTrue(run.out().startsWith("forked after input 5, at 1200 s\n"), run.out());
        assertEquals(
                digestOf(CommandLineRun.of("replay", war.toString())), row(run.out(), "digest")[0]);
        assertTrue(run.out().contains("came to something else"), run.out());
        assertTrue(run.out().contains("  task 3\n    original  DONE at 7200 s"), run.out());
    }

    @Test
    void shouldSayThatNothingDiffersWhereNothingDoes() {
        final CommandLineRun run = whatif("--at", "3", "--set", "coolDownNs=1");
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertTrue(run.out().contains("every task came to the same"), run.out());
        assertEquals("same", row(run.out(), "digest")[2]);
    }

    @Test
    void shouldWriteBothSidesSoThatAChangedInputReplaysToTheSame() {
        final Path out = directory.resolve("out");
        final String[] args = {
            "--at", "5", "--command", "{\"cmd\":\"cancel\",\"task\":2}", "--out", out.toString()
        };
        final CommandLineRun run = whatif(args);
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        final String[] digests = row(run.out(), "digest");
        for (int side = 0; side < 2; side++) {
            final Path written = out.resolve(side == 0 ? "original" : "changed");
            assertEquals(digests[side], digestOf(CommandLineRun.of("replay", written.toString())));
            assertTrue(Files.exists(written.resolve("report.html")));
        }
        assertEquals(ExitStatus.DONE, whatif(args).status());
    }

    @Test
    void shouldRefuseToReplayASideWhoseSettingsChanged() {
        final Path out = directory.resolve("out");
        final CommandLineRun run =
                whatif("--at", "5", "--set", "hysteresisPpm=0", "--out", out.toString());
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        final Path changed = out.resolve("changed");
        final CommandLineRun replay = CommandLineRun.of("replay", changed.toString());
        assertEquals(ExitStatus.UNUSABLE, replay.status());
        assertEquals(
                List.of(
                        changed
                                + " is the changed side of a what-if, its settings changed after input 5;"
                                + " INPUT is a run whose settings held from the start"),
                replay.errLines());
    }

    @Test
    void shouldRefuseWhatCannotBe() throws IOException {
        assertRefused("swarmbid: nothing changes; whatif takes", "--at", "5");
        assertRefused("--at 7 is no input of " + war, "--at", "7", "--set", "graceNs=0");
        assertRefused(
                "--set maxTasks sizes tables and is fixed at the start: it is 65536 and cannot become"
                        + " 100; --base sets it on both sides",
                "--at",
                "5",
                "--set",
                "maxTasks=100");
        assertRefused(
                "--set poolVcpu=100: poolVcpu shapes the input and cannot change here; --base sets it",
                "--at",
                "5",
                "--set",
                "poolVcpu=100");
        Files.writeString(directory.resolve("mine"), "mine");
        assertRefused(
                "--out " + directory + " holds mine, which is no what-if's",
                "--at",
                "5",
                "--set",
                "hysteresisPpm=0",
                "--out",
                directory.toString());
    }

    private void assertRefused(final String message, final String... args) {
        final CommandLineRun run = whatif(args);
        assertEquals(ExitStatus.UNUSABLE, run.status());
        assertTrue(run.err().startsWith(message), run.err());
    }

    @Test
    void shouldSayWhatASettingDoesNotChange() {
        final CommandLineRun run =
                whatif("--at", "4", "--base", "graceNs=1m", "--set", "graceNs=0", "charging=VCG");
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertTrue(
                run.out()
                        .contains(
                                "  set      graceNs=0\n           who drains at the fork keeps its deadline"),
                run.out());
        assertTrue(run.out().contains("  set      charging=VCG\n\n"), run.out());
    }

    @Test
    void shouldSayEverySettingThatIsWrong() {
        final CommandLineRun run =
                CommandLineRun.of(
                        "replay",
                        war.toString(),
                        "--set",
                        "hysteresisPpm=-1",
                        "colour=red",
                        "autoscale");
        assertEquals(ExitStatus.UNUSABLE, run.status());
        final CommandLineRun two =
                whatif("--at", "1", "--set", "hysteresisPpm=-1", "--set", "colour=red");
        assertEquals(2, two.errLines().size(), two.err());
        assertTrue(
                two.errLines().get(0).startsWith("--set hysteresisPpm=-1 is out of range"),
                two.err());
        assertTrue(
                two.errLines().get(1).startsWith("--set colour=red: unknown setting 'colour'"),
                two.err());
    }
}
