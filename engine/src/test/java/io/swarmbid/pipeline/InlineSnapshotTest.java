package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.PoolSpec;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.journal.SyncLevel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Snapshots that an inline engine's own callbacks ask for. */
@Timeout(60)
final class InlineSnapshotTest {
    private static final long HOUR_NS = 3_600_000_000_000L;

    @TempDir private Path directory;

    private final AtomicReference<InlineEngine> engine = new AtomicReference<>();
    private int asked;

    private static EngineConfig config(final Path path, final SyncLevel sync) {
        final AtomicLong clock = new AtomicLong();
        return new EngineConfig()
                .limits(limits -> limits.tasks(100).instances(8))
                .set("minimumHoldNs", "0")
                .clock(() -> clock.addAndGet(1_000_000_000))
                .journal(path, journal -> journal.segmentBytes(1 << 16).sync(sync));
    }

    /** Asks for a snapshot, which is refused and changes nothing. */
    private void ask() {
        asked++;
        final IllegalStateException fault =
                assertThrows(IllegalStateException.class, engine.get()::snapshot);
        assertTrue(fault.getMessage().contains("onBatchEnd"), fault.getMessage());
    }

    private long play(final EngineConfig config) {
        engine.set(null);
        final InlineEngine launched = SwarmEngine.inline(config);
        try (launched) {
            engine.set(launched);
            final EngineClient client = launched.client();
            client.pool(new PoolSpec().pool(1).cost(40_000_000).vrus(16, 0, 0));
            client.instance(1, 1);
            for (int task = 1; task <= 12; task++) {
                assertTrue(
                        client.task(
                                        client.newTask()
                                                .task(task)
                                                .bid(20_000_000 + task * 3_000_000, HOUR_NS)
                                                .units(1, 4)
                                                .bundle(1, 0, 0))
                                > 0);
            }
        }
        return launched.stateDigest();
    }

    private long recovered(final Path path) {
        try (InlineEngine again = SwarmEngine.inline(config(path, SyncLevel.NONE))) {
            assertTrue(again.recovery().orElseThrow().losses().isEmpty());
            return again.recovery().orElseThrow().lastSequence();
        }
    }

    @ParameterizedTest
    @EnumSource(SyncLevel.class)
    void shouldBeRefusedInTheMidstOfACommand(final SyncLevel sync) {
        final long plain = play(config(directory.resolve("plain"), sync));
        final Path path = directory.resolve("asked");
        final DecisionSink sink =
                (final DirectBuffer buffer, final int at, final int length) -> ask();
        final long digest =
                play(
                        config(path, sync)
                                .onDecision(sink)
                                .onCommand((sequence, timeNs, buffer, at, length) -> ask()));
        assertTrue(asked > 40, "asked " + asked + " times");
        assertEquals(plain, digest);
        assertEquals(15, recovered(path));
    }

    @Test
    void shouldBeWrittenBetweenBatches() {
        final long plain = play(config(directory.resolve("plain"), SyncLevel.BATCH));
        final Path path = directory.resolve("asked");
        final DecisionHandler handler =
                new DecisionHandler() {
                    @Override
                    public void onBatchEnd() {
                        // What was recovered is handed over before there is an engine.
                        if (engine.get() != null) {
                            asked++;
                            engine.get().snapshot();
                        }
                    }
                };
        assertEquals(plain, play(config(path, SyncLevel.BATCH).onDecision(handler)));
        assertTrue(asked >= 14, "asked " + asked + " times");
        assertEquals(15, recovered(path));
    }
}
