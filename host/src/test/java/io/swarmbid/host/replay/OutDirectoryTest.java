package io.swarmbid.host.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.view.SharedView;
import io.swarmbid.view.ViewConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutDirectoryTest {
    @TempDir private Path parent;

    private Path directory() {
        return parent.resolve("a/b");
    }

    private void write(final String name, final String text) throws IOException {
        final Path file = directory().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void assertRefused(final String reason) {
        final String message =
                assertThrows(InvalidInputException.class, () -> OutDirectory.prepare(directory()))
                        .getMessage();
        assertTrue(message.contains(reason), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void shouldMakeADirectoryForItsOwnerAlone() throws IOException {
        OutDirectory.prepare(directory());
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())));
    }

    @Test
    void shouldMakeADirectoryWithItsParents() throws IOException {
        try (OutDirectory.Claim claim = OutDirectory.claimForRun(directory())) {
            assertEquals(directory(), claim.directory().path());
            assertTrue(Files.isDirectory(OutDirectory.outputs(directory())));
        }
    }

    @Test
    void shouldBeOneRunsAloneFromBeforeItIsCleared() throws IOException {
        write("summary.json", "{\"digest\":\"0\",\"settings\":{}}");
        try (OutDirectory.Claim claim = OutDirectory.claimForRun(directory())) {
            Files.createFile(claim.directory().commands());
            Files.createFile(claim.directory().decisions());
            final String refused =
                    assertThrows(
                                    InvalidInputException.class,
                                    () -> OutDirectory.claimForRun(directory()).close())
                            .getMessage();
            assertTrue(refused.contains("is in use: a run writes there"), refused);
            assertRefused("is in use: a run writes there");
            assertTrue(Files.exists(claim.directory().commands()));
        }
        assertRefused("a run that broke off before its end");
        try (Stream<Path> files = Files.list(directory())) {
            assertEquals(3, files.count(), "commands, decisions and output");
        }
    }

    @Test
    void shouldNotTakeAFileOfOnesOwnForALock() throws Exception {
        write("run.lock", "mine");
        final String refused =
                assertThrows(
                                InvalidInputException.class,
                                () -> OutDirectory.claimForRun(directory()).close())
                        .getMessage();
        assertTrue(refused.contains("holds run.lock"), refused);
        assertEquals("mine", Files.readString(directory().resolve("run.lock")));
        Files.delete(directory().resolve("run.lock"));
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", directory().resolve("run.lock").toString())
                        .start()
                        .waitFor());
        final String none =
                assertThrows(
                                InvalidInputException.class,
                                () -> OutDirectory.claimForRun(directory()).close())
                        .getMessage();
        assertTrue(none.contains(directory() + " cannot be used"), none);
    }

    @Test
    void shouldLeaveNothingInADirectoryThatItRefuses() throws IOException {
        write("thesis.tex", "mine");
        assertThrows(
                InvalidInputException.class, () -> OutDirectory.claimForRun(directory()).close());
        try (Stream<Path> files = Files.list(directory())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void shouldClearAFormerRunOut() throws IOException {
        write("summary.json", "{\"digest\":\"0\",\"settings\":{}}");
        write("report.html", "old");
        write("output/1-hash.log", "old");
        OutDirectory.prepare(directory());
        assertFalse(Files.exists(directory().resolve("report.html")));
        assertFalse(Files.exists(directory().resolve("output/1-hash.log")));
    }

    @Test
    void shouldNotTouchADirectoryWithForeignFiles() throws IOException {
        write("summary.json", "{\"digest\":\"0\",\"settings\":{}}");
        write("thesis.tex", "mine");
        assertRefused("thesis.tex");
        assertTrue(Files.exists(directory().resolve("summary.json")));
    }

    @Test
    void shouldNotTouchForeignFilesBelowEither() throws IOException {
        write("summary.json", "{\"digest\":\"0\",\"settings\":{}}");
        write("output/deep/1-hash.log", "mine");
        assertRefused("output/deep");
    }

    @Test
    void shouldNotTakeALogOfOnesOwnForARuns() throws IOException {
        write("commands.jsonl", "mine");
        assertRefused("no summary of a former run");
        assertTrue(Files.exists(directory().resolve("commands.jsonl")));
    }

    @Test
    void shouldKeepARunThatWasKilled() throws IOException {
        write("commands.jsonl", "");
        write("decisions.jsonl", "");
        assertRefused("a run that broke off before its end");
        final String unread =
                assertThrows(
                                InvalidInputException.class,
                                () -> new RunDirectory(directory()).readSettings())
                        .getMessage();
        assertTrue(unread.contains("its run goes on, or broke off (killed"), unread);
        assertTrue(unread.contains("with the settings that it had (--set)"), unread);
    }

    @Test
    void shouldSayWithWhichSettingsToReplayARunThatWasKilled() throws IOException {
        write("commands.jsonl", "");
        write("decisions.jsonl", "");
        final RunDirectory directory = new RunDirectory(directory());
        final Settings settings =
                Settings.defaults()
                        .with(Setting.TICK_INTERVAL, 7_000_000)
                        .with(Setting.AUTOSCALE, 0);
        directory.begin(settings);
        final String unread =
                assertThrows(InvalidInputException.class, directory::readSettings).getMessage();
        final String sets = unread.replaceAll(".* with --set (\\S*), and --scripted.*", "$1");
        assertEquals(
                settings.toMap(),
                SettingChanges.apply(List.of(sets.split(",")), Settings.defaults(), List.of(), "")
                        .toMap());
        assertRefused("a run that broke off before its end");
    }

    @Test
    void shouldSayThatALiveRunWritesThere() throws IOException {
        write("commands.jsonl", "");
        write("decisions.jsonl", "");
        final EngineConfig config = new EngineConfig();
        try (SharedView view = SharedView.attach(config, new ViewConfig(directory()));
                SwarmEngine engine = SwarmEngine.launch(config)) {
            assertNull(view.failure());
            engine.client();
            assertRefused("is in use: a run writes there");
        }
    }

    @Test
    void shouldLookAtWhatALinkLeadsTo() throws IOException {
        write("thesis.tex", "mine");
        final Path link = Files.createSymbolicLink(parent.resolve("link"), directory());
        final InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> OutDirectory.prepare(link));
        assertTrue(e.getMessage().contains("link holds thesis.tex"), e.getMessage());
    }

    @Test
    void shouldRefuseALinkWhereOutputsBelong() throws IOException {
        write("summary.json", "{\"digest\":\"0\",\"settings\":{}}");
        Files.createSymbolicLink(directory().resolve("output"), parent);
        assertRefused("holds output");
    }

    @Test
    void shouldSayWhyItCannotBeMade() throws IOException {
        final Path below = Files.writeString(parent.resolve("file"), "mine").resolve("out");
        final InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> OutDirectory.prepare(below));
        assertEquals(
                "--out "
                        + below
                        + " cannot be made (a file is in the way); it takes a directory that can be read and written",
                e.getMessage());
    }

    @Test
    void shouldRefuseAFile() throws IOException {
        Files.createDirectories(parent.resolve("a"));
        Files.writeString(directory(), "mine");
        assertRefused("is a file");
    }

    @Test
    void shouldNameOutputsSoThatNoTaskCanLeaveTheDirectory() {
        assertEquals("3-.._.._etc_passwd.log", OutDirectory.outputName(3, "../../etc/passwd"));
        assertTrue(OutDirectory.outputName(3, "x".repeat(1_000)).length() < 80);
    }
}
