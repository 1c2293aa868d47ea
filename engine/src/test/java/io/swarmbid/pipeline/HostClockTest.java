package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.TaskSpec;
import io.swarmbid.config.Limits;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A clock of the host that throws or shows what no journal could say stops the engine, and is named. */
@Timeout(30)
final class HostClockTest {
    @TempDir private Path directory;

    private final AtomicLong clock = new AtomicLong();

    private long show() {
        if (clock.get() < 0) {
            throw new ArithmeticException("no time");
        }
        return clock.get();
    }

    private EngineConfig config() {
        return new EngineConfig()
                .limits(limits -> limits.tasks(100).instances(10).vrusPerInstance(8).units(8))
                .clock(this::show)
                .journal(directory.resolve("j"));
    }

    private static TaskSpec bid(final EngineClient client, final long task) {
        return client.newTask().task(task).bid(1_000_000, 3_600_000_000_000L).bundle(1, 0, 0);
    }

    private static void assertNamesTheClock(
            final EngineFailedException failure, final String what) {
        assertNotNull(failure);
        assertTrue(failure.getMessage().contains("in the clock: "), failure.getMessage());
        assertTrue(failure.getMessage().contains(what), failure.getMessage());
    }

    /** All that was acknowledged is there again. */
    private void assertRecovers(final long commands) {
        clock.set(7);
        try (InlineEngine again = SwarmEngine.inline(config())) {
            assertEquals(commands, again.recovery().orElseThrow().lastSequence());
        }
    }

    @Test
    void shouldStopAnInlineEngineBeforeItJournalsATimeThatNoJournalCanSay() {
        final InlineEngine engine = SwarmEngine.inline(config());
        final EngineClient client = engine.client();
        assertEquals(1, client.tick());
        clock.set(Limits.MAX_TIME_NS + 1);
        assertEquals(Refusal.CLOSED.code(), client.task(bid(client, 1)));
        assertTrue(engine.isTerminated());
        assertNamesTheClock(engine.failure(), Long.toString(Limits.MAX_TIME_NS + 1));
        assertThrows(EngineFailedException.class, engine::close);
        assertRecovers(1);
    }

    @Test
    void shouldStopAnInlineEngineThatIsPolledAtSuchATime() {
        final InlineEngine engine = SwarmEngine.inline(config());
        clock.set(Long.MAX_VALUE);
        assertEquals(0, engine.poll());
        assertNamesTheClock(engine.failure(), Long.toString(Long.MAX_VALUE));
        assertThrows(EngineFailedException.class, engine::close);
    }

    @Test
    void shouldStopAThreadedEngineWhoeverReadsTheClockFirst() {
        final SwarmEngine engine = SwarmEngine.launch(config());
        final EngineClient client = engine.client();
        assertEquals(1, client.tick());
        Await.until(() -> client.journaledSequence() == 1);
        clock.set(Long.MAX_VALUE);
        assertEquals(Refusal.CLOSED.code(), client.tick());
        assertNamesTheClock(engine.failure(), Long.toString(Long.MAX_VALUE));
        assertThrows(EngineFailedException.class, engine::close);
        assertRecovers(1);
    }

    @Test
    void shouldSayThatTheClockThrew() {
        final SwarmEngine engine = SwarmEngine.launch(config());
        clock.set(-1);
        assertEquals(Refusal.CLOSED.code(), engine.client().tick());
        assertNamesTheClock(engine.failure(), "no time");
        assertThrows(EngineFailedException.class, engine::close);
    }

    @Test
    void shouldTakeTheLatestTime() {
        final InlineEngine engine = SwarmEngine.inline(config());
        final EngineClient client = engine.client();
        client.task(bid(client, 1));
        clock.set(Limits.MAX_TIME_NS);
        assertEquals(2, client.tick());
        engine.close();
        clock.set(Limits.MAX_TIME_NS);
        try (InlineEngine again = SwarmEngine.inline(config())) {
            assertTrue(again.recovery().orElseThrow().cleanlyClosed());
        }
    }
}
