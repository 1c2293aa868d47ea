package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.journal.JournalException;
import io.swarmbid.journal.JournalTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A disk that has no room for what a journal wants next. Something that stands where the file is to be written, and cannot
 * be removed, fails in the same way.
 */
@Timeout(60)
final class FullDiskTest {
    private static final int SEGMENT = 1 << 16;
    private static final int SHORTEST_RECORD = 80;

    @TempDir private Path directory;

    private final BlockingQueue<JournalTrouble> troubles = new LinkedBlockingQueue<>();
    private final BlockingQueue<Alarm> alarms = new LinkedBlockingQueue<>();
    private final BlockingQueue<Alarm> clears = new LinkedBlockingQueue<>();

    private Path journal() {
        return directory.resolve("j");
    }

    private Path segment(final int number) {
        return journal().resolve("%010d.journal".formatted(number));
    }

    private EngineConfig config() {
        return config(trouble -> {});
    }

    private EngineConfig config(final Consumer<JournalTrouble> reaction) {
        final ErrorHandler handler =
                new ErrorHandler() {
                    @Override
                    public void onError(
                            final long inputSequence, final EngineFailedException failure) {}

                    @Override
                    public void onJournalTrouble(final JournalTrouble trouble) {
                        troubles.add(trouble);
                        reaction.accept(trouble);
                    }
                };
        return new EngineConfig()
                .journal(journal(), journal -> journal.segmentBytes(SEGMENT))
                .errorHandler(handler);
    }

    /** With an eye on the journal: a loaded machine may hold up the engine's thread too. */
    private EngineConfig watchedConfig() {
        final WatchdogHandler handler =
                new WatchdogHandler() {
                    @Override
                    public void onAlarm(final Alarm alarm) {
                        if (alarm.subject().equals(Alarm.JOURNAL)) {
                            alarms.add(alarm);
                        }
                    }

                    @Override
                    public void onAllClear(final Alarm alarm) {
                        if (alarm.subject().equals(Alarm.JOURNAL)) {
                            clears.add(alarm);
                        }
                    }
                };
        return config().watchdog(new WatchdogConfig(handler).patienceNs(20_000_000));
    }

    private void fill(final String file) throws IOException {
        Files.createDirectories(journal().resolve(file).resolve("full"));
    }

    private void fillUnchecked(final String file) {
        try {
            fill(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void empty(final String file) throws IOException {
        Files.delete(journal().resolve(file).resolve("full"));
        Files.delete(journal().resolve(file));
    }

    private static long send(final EngineClient client) {
        return client.telemetry(1, Kind.VCPU, 1, 1, 1);
    }

    @Test
    void shouldGoOnInThePresentSegmentTellTheHostAndTryAgain() throws Exception {
        final EngineClient client;
        try (SwarmEngine engine = SwarmEngine.launch(watchedConfig())) {
            client = engine.client().awaiting();
            fill("0000000003.journal.tmp");
            // Enough to be in the second segment, and far from its end.
            for (int i = 0; i < SEGMENT / SHORTEST_RECORD; i++) {
                assertTrue(send(client) > 0, "it stopped");
            }
            final JournalTrouble trouble = troubles.take();
            assertEquals(JournalTrouble.Subject.NEXT_SEGMENT, trouble.subject());
            assertEquals(1, trouble.attempts());
            assertTrue(trouble.bytesLeft() > 0 && trouble.bytesLeft() < SEGMENT, "" + trouble);
            assertTrue(trouble.cause().getMessage().contains(segment(3).toString()), "" + trouble);
            final Alarm alarm = alarms.take();
            assertEquals(Alarm.Finding.STALLED, alarm.finding());
            assertTrue(alarm.waiting() >= 1, "" + alarm);

            final long before = send(client);
            Await.until(() -> client.journaledSequence() == before);
            assertTrue(engine.isOpen());
            empty("0000000003.journal.tmp");
            clears.take();
            while (!Files.exists(segment(4))) {
                assertTrue(send(client) > 0, "it stopped");
            }
        }
        try (InlineEngine again = SwarmEngine.inline(config())) {
            assertEquals(client.journaledSequence(), again.recovery().orElseThrow().lastSequence());
        }
    }

    /** What a host does that would rather stop in order than run out of journal. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldCloseWhereTheHostClosesItWhenItIsTold(final boolean threaded) throws Exception {
        final AtomicReference<SwarmEngine> engine = new AtomicReference<>();
        final EngineConfig closing = config(trouble -> engine.get().close());
        engine.set(
                threaded
                        ? SwarmEngine.launch(closing)
                        : SwarmEngine.inline(withSnapshots(closing)));
        final EngineClient client = engine.get().client().awaiting();
        final String file =
                threaded ? "0000000003.journal.tmp" : "0000000001-%020d.snapshot.tmp".formatted(10);
        fill(file);
        long last = 0;
        for (long sent = send(client); sent > 0; sent = send(client)) {
            last = sent;
            // Else the segment is full before the journal's thread has been told of it.
            Thread.sleep(threaded ? 1 : 0);
        }
        engine.get().close();
        assertTrue(engine.get().isTerminated());
        assertEquals(1, troubles.size());
        assertNull(engine.get().failure());
        empty(file);
        try (InlineEngine again = SwarmEngine.inline(config())) {
            assertTrue(again.recovery().orElseThrow().lastSequence() >= last);
        }
    }

    private EngineConfig withSnapshots(final EngineConfig config) {
        return config.journal(
                journal(), journal -> journal.segmentBytes(SEGMENT).snapshotEvery(10));
    }

    @Test
    void shouldNotWaitForItselfWhereTheHostAsksForASnapshotWhenItIsTold() throws Exception {
        final AtomicReference<SwarmEngine> engine = new AtomicReference<>();
        final CompletableFuture<Throwable> told = new CompletableFuture<>();
        engine.set(
                SwarmEngine.launch(
                        config(
                                trouble -> {
                                    try {
                                        engine.get().snapshot();
                                        told.complete(null);
                                    } catch (final IllegalStateException e) {
                                        told.complete(e);
                                    }
                                })));
        try (SwarmEngine closed = engine.get()) {
            fill("0000000003.journal.tmp");
            final EngineClient client = closed.client().awaiting();
            while (!told.isDone()) {
                assertTrue(send(client) > 0, "it stopped");
                Thread.sleep(1);
            }
            assertTrue(told.get().getMessage().contains("own thread"), told.get()::getMessage);
            assertTrue(closed.snapshot() > 0);
        }
    }

    @Test
    void shouldTellOfASnapshotThatAnInlineEngineCannotWrite() throws Exception {
        try (InlineEngine engine = SwarmEngine.inline(withSnapshots(config()))) {
            final String file = "0000000001-%020d.snapshot.tmp".formatted(10);
            fill(file);
            for (int i = 0; i < 19; i++) {
                assertTrue(send(engine.client()) > 0);
            }
            final JournalTrouble trouble = troubles.remove();
            assertEquals(JournalTrouble.Subject.SNAPSHOT, trouble.subject());
            assertEquals(1, trouble.attempts());
            empty(file);
            send(engine.client());
            assertTrue(troubles.isEmpty());
            assertTrue(Files.exists(journal().resolve("0000000001-%020d.snapshot".formatted(20))));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldStopOnlyWhenThePresentSegmentIsFull(final boolean threaded) throws IOException {
        final SwarmEngine engine =
                threaded ? SwarmEngine.launch(config()) : SwarmEngine.inline(config());
        fill("0000000003.journal.tmp");
        final EngineClient client = engine.client().awaiting();
        for (long sent = 0; sent >= 0; ) {
            sent = send(client);
        }
        final EngineFailedException fault =
                assertThrows(EngineFailedException.class, engine::close);
        assertTrue(fault.getMessage().contains("in the journal"), fault.getMessage());
        assertTrue(fault.getMessage().contains("is the disk full?"), fault.getMessage());
        assertTrue(used(segment(2)) > SEGMENT - 256, "it stopped at " + used(segment(2)));

        empty("0000000003.journal.tmp");
        try (InlineEngine again = SwarmEngine.inline(config())) {
            assertEquals(client.journaledSequence(), again.recovery().orElseThrow().lastSequence());
        }
    }

    private static int used(final Path file) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        int used = bytes.length;
        while (used > 0 && bytes[used - 1] == 0) {
            used--;
        }
        return used;
    }

    @Test
    void shouldOutliveASnapshotThatCannotBeWritten() throws Exception {
        try (SwarmEngine engine = SwarmEngine.launch(config())) {
            final EngineClient client = engine.client();
            final long first = send(client);
            Await.until(() -> client.journaledSequence() == first);
            final String file = "0000000001-%020d.snapshot.tmp".formatted(first);
            fill(file);
            final JournalException fault = assertThrows(JournalException.class, engine::snapshot);
            assertTrue(fault.getMessage().contains("is the disk full?"), fault.getMessage());
            final JournalTrouble trouble = troubles.take();
            assertEquals(JournalTrouble.Subject.SNAPSHOT, trouble.subject());
            assertEquals(1, trouble.attempts());
            empty(file);
            assertEquals(first, engine.snapshot());
            assertTrue(send(client) > first);
        }
        try (InlineEngine again = SwarmEngine.inline(config())) {
            assertEquals(1, again.recovery().orElseThrow().snapshotSequence());
        }
    }

    /** Nothing can be in the way when the journal is opened: it would be refused. So it comes with what is handed over again. */
    @Test
    void shouldLaunchThoughAnOverdueSnapshotCannotBeWritten() throws Exception {
        try (InlineEngine first = SwarmEngine.inline(config())) {
            first.client().cancel(1);
        }
        final List<String> obstacles = new ArrayList<>();
        final EngineConfig config =
                config().onDecision(
                                (buffer, offset, length) -> {
                                    for (int last = 1; obstacles.size() < 4; last++) {
                                        obstacles.add(
                                                "0000000001-%020d.snapshot.tmp".formatted(last));
                                        fillUnchecked(obstacles.get(last - 1));
                                    }
                                })
                        .journal(
                                journal(),
                                journal ->
                                        journal.segmentBytes(SEGMENT)
                                                .snapshotEvery(1)
                                                .redeliverAfter(0));
        try (SwarmEngine second = SwarmEngine.launch(config)) {
            assertEquals(4, obstacles.size());
            assertTrue(second.recovery().orElseThrow().lastSequence() <= 4);
            assertTrue(troubles.isEmpty());
            send(second.client());
            assertEquals(JournalTrouble.Subject.SNAPSHOT, troubles.take().subject());
            for (final String obstacle : obstacles) {
                empty(obstacle);
            }
            final long covered = second.snapshot();
            assertTrue(
                    Files.exists(
                            journal().resolve("0000000001-%020d.snapshot".formatted(covered))));
        }
    }
}
