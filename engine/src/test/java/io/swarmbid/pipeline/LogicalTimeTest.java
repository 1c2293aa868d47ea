package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stamps, clamping and timers: the commands alone must be enough to replay what an engine did. */
@Timeout(30)
final class LogicalTimeTest {
    private final ScriptedCore core = new ScriptedCore();
    private final Journal journal = new Journal();
    private final AtomicLong clock = new AtomicLong();

    private EngineConfig config() {
        return new EngineConfig()
                .core((settings, symbols) -> core)
                .clock(clock::get)
                .onCommand(journal)
                .onDecision(journal);
    }

    private List<Long> times() {
        return journal.commands.stream().map(Journal.Command::timeNs).toList();
    }

    @Test
    void shouldRaiseAStampThatLiesBehindAndCountIt() {
        final InlineEngine engine = SwarmEngine.inline(config());
        final EngineClient client = engine.client();
        for (final long stamp : new long[] {100, 90, 100, 101}) {
            clock.set(stamp);
            client.rebid(1, 1);
        }
        assertEquals(List.of(100L, 100L, 100L, 101L), times());
        assertEquals(1, engine.counters().clampedStamps());
        engine.close();
    }

    @Test
    void shouldFireATimerAtTheTimeAtWhichItIsDue() {
        final InlineEngine engine = SwarmEngine.inline(config());
        engine.client().progress(1, 50);
        clock.set(70);
        assertEquals(1, engine.poll());
        assertEquals(1, journal.decisions.size());
        assertEquals(50, core.timeNs());
        engine.close();
    }

    @Test
    void shouldLeaveTimersThatComeDueMeanwhileToTheNextPoll() {
        final AllocationCore slow =
                new ForwardingCore(core) {
                    @Override
                    void before(final int templateId) {}

                    @Override
                    public void advanceThrough(final long timeNs, final DecisionSink sink) {
                        clock.addAndGet(10);
                        super.advanceThrough(timeNs, sink);
                    }
                };
        final InlineEngine engine = SwarmEngine.inline(config().core((settings, symbols) -> slow));
        for (int task = 1; task <= 5; task++) {
            engine.client().progress(task, 10L * task);
        }
        clock.set(20);
        assertEquals(2, engine.poll());
        assertEquals(40, clock.get());
        assertEquals(2, engine.poll());
        assertEquals(1, engine.poll());
        engine.close();
    }

    @Test
    void shouldStampNoCommandAtTheTimeOfATimerThatHasRun() {
        final InlineEngine engine = SwarmEngine.inline(config());
        final EngineClient client = engine.client();
        client.progress(1, 50);
        clock.set(50);
        engine.poll();
        client.rebid(1, 1);
        assertEquals(List.of(0L, 51L), times());
        engine.close();
    }

    @Test
    void shouldFireTimersBetweenCommandsOnTheEngineThread() {
        try (SwarmEngine engine = SwarmEngine.launch(config())) {
            engine.client().progress(1, 50);
            clock.set(50);
            Await.until(() -> engine.counters().handedOver() == 1);
            assertEquals(1, engine.counters().timerEvents());
        }
    }

    @Test
    void shouldEndTheLogWithATick() {
        final SwarmEngine engine = SwarmEngine.launch(config());
        engine.client().rebid(1, 1);
        clock.set(9);
        engine.close();
        assertEquals(List.of(0L, 9L), times());
        assertEquals(8, journal.commands.get(1).bytes().length);
    }

    @Test
    void shouldGiveTheSameDecisionsWhenItsCommandsAreReplayed() throws InterruptedException {
        final SwarmEngine engine =
                SwarmEngine.launch(
                        new EngineConfig()
                                .core((settings, symbols) -> core)
                                .onCommand(journal)
                                .onDecision(journal));
        final Thread[] producers = new Thread[3];
        for (int i = 0; i < producers.length; i++) {
            final RandomGenerator random = new SplittableRandom(i);
            producers[i] =
                    new Thread(
                            () -> {
                                final EngineClient client = engine.client().awaiting();
                                for (int j = 1; j <= 2_000; j++) {
                                    if (random.nextInt(4) == 0) {
                                        client.progress(j, random.nextInt(2_000_000));
                                    } else {
                                        client.rebid(j, j);
                                    }
                                    if (random.nextInt(50) == 0) {
                                        Thread.yield();
                                    }
                                }
                            });
            producers[i].start();
        }
        for (final Thread producer : producers) {
            producer.join();
        }
        Await.until(() -> engine.counters().timerEvents() > 0);
        engine.close();

        final ScriptedCore again = new ScriptedCore();
        final Journal replayed = new Journal();
        journal.replay(again, replayed);
        assertTrue(engine.counters().timerEvents() > 0);
        assertEquals(journal.decisions, replayed.decisions);
        assertEquals(engine.stateDigest(), again.stateDigest());
    }
}
