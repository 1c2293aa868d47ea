package io.swarmbid.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.swarmbid.codec.PoolSpec;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.pipeline.EngineClient;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import io.swarmbid.view.SharedView;
import io.swarmbid.view.ViewConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
final class InspectCommandTest {
    private static final long HOUR_NS = 3_600_000_000_000L;

    @TempDir private Path directory;

    /** Two tasks of three that fit an instance of four VRUs. */
    private void publish(final Runnable whileItRuns) {
        publish(0, whileItRuns);
    }

    private void publish(final long graceNs, final Runnable whileItRuns) {
        final EngineConfig config =
                new EngineConfig()
                        .limits(limits -> limits.tasks(16).instances(2).vrusPerInstance(8).units(4))
                        .set("autoscale", "false")
                        .set("minimumHoldNs", "0")
                        .set("graceNs", Long.toString(graceNs));
        try (SharedView view = SharedView.attach(config, new ViewConfig(directory));
                SwarmEngine engine = SwarmEngine.launch(config)) {
            final EngineClient client = engine.client();
            final PoolSpec pool = new PoolSpec().pool(1).cost(4_000_000).vrus(4, 0, 0);
            pool.name = client.symbol("m5/a");
            client.pool(pool);
            client.instance(7, 1);
            for (int task = 1; task <= 3; task++) {
                final TaskSpec spec = client.newTask();
                spec.customer = client.symbol("customer-" + task);
                client.task(
                        spec.task(task)
                                .bid(task * 1_000_000_000L, HOUR_NS)
                                .units(2, 2)
                                .bundle(1, 0, 0));
            }
            while (view.counters().inputs() < 5) {
                Thread.onSpinWait();
            }
            whileItRuns.run();
        }
    }

    private static String row(final CommandLineRun run, final String start) {
        return run.out()
                .lines()
                .filter(line -> line.strip().startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(start + " is missing in\n" + run.out()))
                .strip()
                .replaceAll("  +", " | ");
    }

    @Test
    void shouldShowWhoHasWhatAndWhoWaits() {
        publish(
                () -> {
                    final CommandLineRun run = CommandLineRun.of("inspect", directory.toString());
                    assertEquals("", run.err());
                    assertEquals(ExitStatus.DONE, run.status());
                    assertEquals(
                            "engine | runs as process " + ProcessHandle.current().pid(),
                            row(run, "engine"));
                    assertTrue(row(run, "view").startsWith("view | up to command 5 "), run.out());
                });
        final CommandLineRun run = CommandLineRun.of("inspect", directory.toString());
        assertTrue(row(run, "engine").startsWith("engine | was closed "), run.out());
        assertEquals("7 | m5/a | READY | 4 of 4 at 1000.000 | - | -", row(run, "7 "));
        assertEquals(
                "3 | customer-3 | - | runs | 2/2 | 7 | 3000.000 | 3000.000 | 5998.000 | - | - | -",
                row(run, "3 "));
        assertTrue(row(run, "1 ").startsWith("1 | customer-1 | - | waits: REVOKED | 0/2 | - |"));
    }

    @Test
    void shouldShowWhatDrainsWithItsOwner() {
        publish(HOUR_NS, () -> {});
        final CommandLineRun run = CommandLineRun.of("inspect", directory.toString());
        assertTrue(row(run, "7 ").startsWith("7 | m5/a | READY | 4 of 4 at "), run.out());
        assertTrue(row(run, "1 ").startsWith("1 | customer-1 | - | drains 2 until 360"), run.out());
        assertTrue(
                row(run, "3 ").startsWith("3 | customer-3 | - | WON 2, has them by 360"),
                run.out());
        assertTrue(row(run, "3 ").endsWith("| 0/2 | 7 | 3000.000 | - | - | - | - | -"), run.out());
        final CommandLineRun json = CommandLineRun.of("inspect", directory.toString(), "--json");
        assertTrue(json.out().contains("\"draining\":2,\"drainsUntil\":360"), json.out());
        assertTrue(json.out().contains("\"won\":2,\"wonBy\":360"), json.out());
        assertTrue(json.out().contains("\"keepsWith\":"), json.out());
        assertEquals(2, json.out().split("\"task\":1,\"drains\":true", -1).length - 1, json.out());
    }

    @Test
    void shouldGiveALineOfJson() throws IOException {
        publish(() -> {});
        final CommandLineRun run = CommandLineRun.of("inspect", directory.toString(), "--json");
        assertEquals(1, run.out().lines().count());
        final List<String> fields = new ArrayList<>();
        int tasks = 0;
        try (JsonParser json = new JsonFactory().createParser(run.out())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    final boolean isTop = json.getParsingContext().getParent().inRoot();
                    fields.addAll(isTop ? List.of(json.currentName()) : List.of());
                    tasks += json.currentName().equals("customer") ? 1 : 0;
                }
            }
        }
        assertEquals(3, tasks);
        assertEquals(
                List.of("pools", "instances", "tasks", "prices", "allocations", "telemetry"),
                fields.subList(fields.size() - 6, fields.size()));
    }

    @Test
    void shouldEndItsWatchWhenTheEngineIsClosed() {
        publish(() -> {});
        final CommandLineRun run = CommandLineRun.of("inspect", directory.toString(), "--watch");
        assertEquals(ExitStatus.DONE, run.status());
        assertTrue(run.out().contains("this is its last state"), run.out());
    }

    @Test
    void shouldNameAFileThatIsDamagedAndPrintNothingOfIt() throws IOException {
        publish(() -> {});
        final Path current = directory.resolve("view").resolve("current");
        Files.write(current, new byte[4_096]);
        final CommandLineRun run = CommandLineRun.of("inspect", directory.toString());
        assertEquals(ExitStatus.UNUSABLE, run.status());
        assertTrue(run.err().contains(current + " is damaged"), run.err());
        assertTrue(run.err().contains("remove " + current.getParent()), run.err());
        assertTrue(run.err().strip().chars().noneMatch(Character::isISOControl), run.err());
    }

    /** What happens to a file of a view, or to the directory of its maps. */
    private interface Damage {
        Path to(Path view) throws IOException;
    }

    private static Path maps(final Path view) throws IOException {
        return view.resolve(Files.readString(view.resolve("current")).split("\\s")[0]);
    }

    private static Path cut(final Path file, final long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
        return file;
    }

    private static Path noise(final Path file, final int from) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        final byte[] noise = new byte[bytes.length - from];
        new Random(7).nextBytes(noise);
        System.arraycopy(noise, 0, bytes, from, noise.length);
        return Files.write(file, bytes);
    }

    static Stream<Named<Damage>> damages() {
        return Stream.of(
                Named.of(
                        "current is gone",
                        view -> {
                            Files.delete(view.resolve("current"));
                            return view.resolve("current");
                        }),
                Named.of(
                        "the maps are gone",
                        view -> {
                            final Path maps = maps(view);
                            try (Stream<Path> files = Files.list(maps)) {
                                for (final Path file : files.toList()) {
                                    Files.delete(file);
                                }
                            }
                            Files.delete(maps);
                            return maps;
                        }),
                Named.of(
                        "one map is gone",
                        view -> {
                            final Path map = maps(view).resolve("prices.cm");
                            Files.delete(map);
                            return map;
                        }),
                Named.of("a map is empty", view -> cut(maps(view).resolve("tasks.cm"), 0)),
                Named.of("a map is cut off", view -> cut(maps(view).resolve("tasks.cm"), 4_096)),
                Named.of("a map is cut in half", InspectCommandTest::halve),
                Named.of("a map is noise", view -> noise(maps(view).resolve("tasks.cm"), 0)),
                Named.of("the status is noise", view -> noise(maps(view).resolve("status.cm"), 0)),
                Named.of(
                        "the status is noise after its head",
                        view -> noise(maps(view).resolve("status.cm"), 4_096)));
    }

    private static Path halve(final Path view) throws IOException {
        final Path map = maps(view).resolve("tasks.cm");
        return cut(map, Files.size(map) / 2);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void shouldNameTheDamagedFileAndTheRemedy(final Damage damage) throws IOException {
        publish(() -> {});
        final Path view = directory.resolve("view");
        final Path file = damage.to(view);
        final CommandLineRun run = CommandLineRun.of("inspect", directory.toString());
        assertEquals(ExitStatus.UNUSABLE, run.status(), run.out() + run.err());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(run.err().startsWith("swarmbid: " + file + " is damaged: "), run.err());
        assertTrue(run.err().strip().endsWith("where none will, remove " + view), run.err());
        assertEquals("", run.out());
        publish(() -> {});
        final CommandLineRun again = CommandLineRun.of("inspect", directory.toString());
        assertEquals(ExitStatus.DONE, again.status(), again.err());
        assertTrue(row(again, "3 ").contains("customer-3"), again.out());
    }

    @Test
    void shouldReadWhatAnEnginePublishesWhereTheFileWasDamaged() throws IOException {
        publish(() -> {});
        Files.writeString(directory.resolve("view").resolve("current"), "\u001b[2J");
        publish(() -> {});
        final CommandLineRun run = CommandLineRun.of("inspect", directory.toString());
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertTrue(row(run, "3 ").contains("customer-3"), run.out());
    }

    @Test
    void shouldSayWhereThereIsNoView() {
        final CommandLineRun run = CommandLineRun.of("inspect", directory.toString());
        assertEquals(ExitStatus.UNUSABLE, run.status());
        assertTrue(run.err().contains("is no directory of a view"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void shouldSayWhereThereIsOnlyTheLogOfARun() throws IOException {
        Files.writeString(directory.resolve("commands.jsonl"), "");
        Files.writeString(directory.resolve("decisions.jsonl"), "");
        final CommandLineRun run = CommandLineRun.of("inspect", directory.toString());
        assertEquals(ExitStatus.UNUSABLE, run.status());
        assertTrue(run.err().contains("has no view, only the log"), run.err());
    }
}
