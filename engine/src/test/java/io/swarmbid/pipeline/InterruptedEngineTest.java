package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.journal.SyncLevel;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupt closes the files at which a thread works; a journal goes on all the same, and leaves the flag set. */
@Timeout(60)
final class InterruptedEngineTest {
    private static final int SEGMENT = 1 << 16;
    private static final int COMMANDS = SEGMENT / 64;
    private static final int INTERRUPTS = 1_000;

    @TempDir private Path directory;

    @AfterEach
    void clearFlag() {
        Thread.interrupted();
    }

    private EngineConfig config(final SyncLevel sync) {
        return new EngineConfig()
                .journal(directory.resolve("j"), j -> j.segmentBytes(SEGMENT).sync(sync));
    }

    private static long send(final EngineClient client) {
        final long sequence = client.telemetry(1, Kind.VCPU, 1, 1, 1);
        assertTrue(sequence > 0, () -> "refused: " + Refusal.of(sequence));
        return sequence;
    }

    @ParameterizedTest
    @EnumSource(SyncLevel.class)
    void shouldLaunchAppendSnapshotCloseAndRecoverOnAThreadWhoseFlagIsSet(final SyncLevel sync) {
        Thread.currentThread().interrupt();
        final long last;
        try (InlineEngine engine = SwarmEngine.inline(config(sync))) {
            for (int i = 0; i < COMMANDS; i++) {
                send(engine.client());
            }
            assertEquals(COMMANDS, engine.snapshot());
            last = send(engine.client());
            assertNull(engine.failure());
        }
        assertTrue(Thread.currentThread().isInterrupted(), "the flag was lost");
        try (InlineEngine again = SwarmEngine.inline(config(sync))) {
            assertEquals(COMMANDS, again.recovery().orElseThrow().snapshotSequence());
            assertTrue(again.recovery().orElseThrow().lastSequence() > last);
        }
        assertTrue(Thread.currentThread().isInterrupted(), "the flag was lost");
    }

    @Test
    void shouldGoOnWhereverAnInterruptFallsIn() throws InterruptedException {
        final SplittableRandom random = new SplittableRandom(1);
        final Thread engineThread = Thread.currentThread();
        final Thread interrupter =
                new Thread(
                        () -> {
                            for (int i = 0; i < INTERRUPTS; i++) {
                                engineThread.interrupt();
                                LockSupport.parkNanos(random.nextInt(200_000));
                            }
                        });
        interrupter.start();
        long sent = 0;
        while (interrupter.isAlive()) {
            try (InlineEngine engine = SwarmEngine.inline(config(SyncLevel.NONE))) {
                assertEquals(sent, engine.recovery().orElseThrow().lastSequence());
                for (int i = 0; i < COMMANDS; i++) {
                    sent = send(engine.client());
                }
                assertEquals(sent, engine.snapshot());
                // What closing appends.
                sent++;
            }
        }
        Thread.interrupted();
        interrupter.join();
    }

    @Test
    void shouldGoOnWhenAHandlerOnTheEngineThreadSetsTheFlag() {
        final Thread launching = Thread.currentThread();
        final AtomicLong batches = new AtomicLong();
        final DecisionHandler handler =
                new DecisionHandler() {
                    @Override
                    public void onBatchEnd() {
                        if (Thread.currentThread() == launching) {
                            return;
                        }
                        Thread.currentThread().interrupt();
                        batches.incrementAndGet();
                    }
                };
        final EngineConfig config =
                config(SyncLevel.BATCH).handOver(HandOver.ENGINE_THREAD).onDecision(handler);
        try (SwarmEngine engine = SwarmEngine.launch(config)) {
            final EngineClient client = engine.client().awaiting();
            for (int i = 0; i < COMMANDS; i++) {
                send(client);
            }
            final long last = send(client);
            Await.until(() -> client.journaledSequence() >= last);
            assertNull(engine.failure());
            assertTrue(engine.snapshot() >= last);
        }
        assertTrue(batches.get() > 0, "the handler was never called");
    }
}
