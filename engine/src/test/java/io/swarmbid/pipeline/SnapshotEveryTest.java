package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.sbe.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that are due after so many commands, in a directory that sees more than one launch. */
@Timeout(60)
final class SnapshotEveryTest {
    private static final int EVERY = 100;

    @TempDir private Path directory;

    private EngineConfig config(final long snapshotEvery) {
        return new EngineConfig()
                .journal(
                        directory.resolve("j"),
                        journal -> journal.segmentBytes(1 << 16).snapshotEvery(snapshotEvery));
    }

    private static void send(final SwarmEngine engine, final int commands) {
        final EngineClient client = engine.client().awaiting();
        for (int i = 0; i < commands; i++) {
            assertTrue(client.telemetry(1, Kind.VCPU, 1, 1, 1) > 0);
        }
    }

    private boolean hasSnapshot() {
        return snapshots() > 0;
    }

    private long snapshots() {
        try (Stream<Path> files = Files.list(directory.resolve("j"))) {
            return files.filter(file -> file.toString().endsWith(".snapshot")).count();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldCountTheCommandsOfAllLaunchesSinceTheLastSnapshot() {
        int launches = 0;
        do {
            assertTrue(launches < 10, "no snapshot after " + launches + " launches");
            try (SwarmEngine engine = SwarmEngine.launch(config(EVERY))) {
                final long recovered = engine.recovery().orElseThrow().lastSequence();
                send(engine, EVERY / 2);
                if (recovered + EVERY / 2 >= EVERY) {
                    Await.until(this::hasSnapshot);
                }
            }
            launches++;
        } while (!hasSnapshot());
        assertEquals(2, launches);
        try (InlineEngine again = SwarmEngine.inline(config(0))) {
            assertTrue(again.recovery().orElseThrow().snapshotSequence() >= EVERY);
        }
    }

    /** So that launches which break off soon do not each have to read further than the one before. */
    @Test
    void shouldBeTakenAtTheLaunchWhereMoreThanThatIsRecovered() {
        try (InlineEngine first = SwarmEngine.inline(config(0))) {
            send(first, 3 * EVERY);
        }
        final long recovered;
        try (InlineEngine second = SwarmEngine.inline(config(EVERY))) {
            recovered = second.recovery().orElseThrow().lastSequence();
            assertTrue(hasSnapshot());
        }
        try (SwarmEngine third = SwarmEngine.launch(config(EVERY))) {
            assertEquals(recovered, third.recovery().orElseThrow().snapshotSequence());
            assertTrue(third.recovery().orElseThrow().replayedCommands() <= 1, "the second's end");
            send(third, EVERY);
            Await.until(() -> snapshots() == 2);
        }
    }

    /** It has no thread that could do it. */
    @Test
    void shouldBeTakenByAnInlineEngineToo() {
        final long sent;
        try (InlineEngine first = SwarmEngine.inline(config(EVERY))) {
            for (int snapshot = 1; snapshot <= 3; snapshot++) {
                send(first, EVERY - 1);
                assertEquals(snapshot - 1, snapshots());
                send(first, 1);
                assertEquals(snapshot, snapshots());
            }
            sent = first.counters().commands();
        }
        try (InlineEngine again = SwarmEngine.inline(config(0))) {
            assertEquals(sent, again.recovery().orElseThrow().snapshotSequence());
            assertEquals(1, again.recovery().orElseThrow().replayedCommands(), "the first's end");
        }
    }

    @Test
    void shouldBeginToCountAtTheSnapshotFromWhichItRecovered() {
        try (InlineEngine first = SwarmEngine.inline(config(0))) {
            send(first, 3 * EVERY);
            first.snapshot();
        }
        final long covered;
        try (SwarmEngine second = SwarmEngine.launch(config(EVERY))) {
            covered = second.recovery().orElseThrow().snapshotSequence();
            send(second, 1);
        }
        try (InlineEngine again = SwarmEngine.inline(config(0))) {
            assertEquals(covered, again.recovery().orElseThrow().snapshotSequence());
        }
    }

    @Test
    void shouldNeverBeDueWhereItIsTooFarAhead() {
        for (int launch = 0; launch < 2; launch++) {
            try (InlineEngine engine = SwarmEngine.inline(config(Long.MAX_VALUE))) {
                send(engine, 3);
                if (launch == 0) {
                    engine.snapshot();
                }
                send(engine, 3);
            }
            assertEquals(1, snapshots());
        }
    }
}
