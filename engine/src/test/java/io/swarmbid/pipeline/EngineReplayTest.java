package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.core.AllocationCore;
import io.swarmbid.core.EngineCore;
import io.swarmbid.reference.HistoryGenerator;
import io.swarmbid.reference.ReferenceCore;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real core on its own thread, its timers fired by a clock that runs: what it saw is enough to do it all again. */
@Timeout(60)
final class EngineReplayTest {
    private static final int COMMANDS = 600;

    /** Logical nanoseconds per real one: hours of timers pass within a test. */
    private static final long SPEED = 20_000;

    private final Journal journal = new Journal();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldDecideTheSameWhenItsCommandsAreReplayed(final long seed) {
        final HistoryGenerator.History history = HistoryGenerator.history(seed, COMMANDS);
        final long startNs = System.nanoTime();
        final SwarmEngine engine =
                SwarmEngine.launch(
                        new EngineConfig()
                                .settings(history.settings())
                                .symbols(history.symbols())
                                .clock(() -> (System.nanoTime() - startNs) * SPEED)
                                .onCommand(journal)
                                .onDecision(journal));
        final EngineClient client = engine.client().awaiting();
        final SplittableRandom pauses = new SplittableRandom(seed);
        for (final HistoryGenerator.Step step : history.steps()) {
            final long sequence =
                    client.encoded(new UnsafeBuffer(step.command()), step.command().length);
            if (pauses.nextInt(4) == 0) {
                Await.until(() -> engine.counters().commands() == sequence);
            }
        }
        engine.close();

        assertEquals(COMMANDS + 1, journal.commands.size());
        assertTrue(
                journal.decisions.size() > COMMANDS / 4, "decisions: " + journal.decisions.size());
        final Journal replayed = new Journal();
        try (AllocationCore again = new EngineCore(history.settings(), history.symbols())) {
            journal.replay(again, replayed);
            assertEquals(journal.decisions, replayed.decisions);
            assertEquals(engine.stateDigest(), again.stateDigest());
        }
        assertRepeats(history, engine.stateDigest());
        final Journal slowly = new Journal();
        try (AllocationCore reference = new ReferenceCore(history.settings(), history.symbols())) {
            journal.replay(reference, slowly);
            assertEquals(journal.decisions, slowly.decisions);
            assertEquals(engine.stateDigest(), reference.stateDigest());
        }
    }

    /** By what a host has: what the tap saw, sent to an engine of its own; its close repeats the tick of the other's. */
    private void assertRepeats(final HistoryGenerator.History history, final long digest) {
        final Journal repeated = new Journal();
        final AtomicLong clock = new AtomicLong();
        final InlineEngine engine =
                SwarmEngine.inline(
                        new EngineConfig()
                                .settings(history.settings())
                                .symbols(history.symbols())
                                .clock(clock::get)
                                .onCommand(repeated)
                                .onDecision(repeated));
        final EngineClient client = engine.client();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1 << 16]);
        for (final Journal.Command command : journal.commands) {
            clock.set(command.timeNs());
            if (command.sequence() <= COMMANDS) {
                buffer.putBytes(5, command.bytes());
                assertEquals(
                        command.sequence(), client.recorded(buffer, 5, command.bytes().length));
            }
        }
        assertThrows(IllegalArgumentException.class, () -> client.recorded(buffer, 6, 20));
        engine.close();
        assertEquals(journal.decisions, repeated.decisions);
        assertEquals(digest, engine.stateDigest());
    }
}
