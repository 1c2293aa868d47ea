package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads that really stand still, until a test lets them go. */
@Timeout(60)
final class WatchedEngineTest {
    private final ScriptedCore core = new ScriptedCore();
    private final BlockingQueue<Alarm> alarms = new LinkedBlockingQueue<>();
    private final BlockingQueue<Alarm> clears = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    private EngineConfig config() {
        final WatchdogHandler handler =
                new WatchdogHandler() {
                    @Override
                    public void onAlarm(final Alarm alarm) {
                        alarms.add(alarm);
                    }

                    @Override
                    public void onAllClear(final Alarm alarm) {
                        clears.add(alarm);
                    }
                };
        return new EngineConfig()
                .core((settings, symbols) -> core)
                .watchdog(new WatchdogConfig(handler).patienceNs(20_000_000).decisionBound(5));
    }

    @Test
    void shouldTellOfAnEngineThreadThatStandsStill() throws InterruptedException {
        core.onCancel(task -> EngineContractTest.await(gate));
        try (SwarmEngine engine = SwarmEngine.launch(config())) {
            engine.client().cancel(1);
            final Alarm alarm = alarms.take();
            assertEquals(Alarm.ENGINE, alarm.subject());
            assertEquals(Alarm.Finding.STALLED, alarm.finding());
            assertEquals(1, alarm.waiting());
            assertTrue(alarm.lastedNs() >= 20_000_000);
            gate.countDown();
            assertEquals(Alarm.ENGINE, clears.take().subject());
        }
    }

    @Test
    void shouldTellOfAHandlerThatStandsStillAndOfWhatPilesUp() throws InterruptedException {
        final EngineConfig config =
                config().onDecision((buffer, offset, length) -> EngineContractTest.await(gate));
        try (SwarmEngine engine = SwarmEngine.launch(config)) {
            final EngineClient client = engine.client();
            for (int i = 1; i <= 10; i++) {
                client.rebid(i, i);
            }
            final List<Alarm> both = List.of(alarms.take(), alarms.take());
            for (final Alarm alarm : both) {
                assertEquals(Alarm.DECISIONS, alarm.subject());
                assertEquals(10, alarm.waiting());
                assertEquals(0, alarm.done());
            }
            assertFalse(both.get(0).finding() == both.get(1).finding());
            gate.countDown();
            clears.take();
            clears.take();
        }
    }

    @Test
    void shouldLookAtWhatElseItIsGiven() throws InterruptedException {
        try (SwarmEngine engine = SwarmEngine.launch(config())) {
            engine.watch(new Watched("disk", () -> 7, () -> 1, Long.MAX_VALUE));
            final Alarm alarm = alarms.take();
            assertEquals("disk", alarm.subject());
            assertEquals(7, alarm.waiting());
        }
    }

    @Test
    void shouldStopTheEngineIfItsHandlerThrows() {
        final WatchdogConfig throwing =
                new WatchdogConfig(
                                alarm -> {
                                    throw new ArithmeticException(alarm.subject());
                                })
                        .patienceNs(1_000_000);
        final SwarmEngine engine = SwarmEngine.launch(config().watchdog(throwing));
        engine.watch(new Watched("disk", () -> 7, () -> 1, Long.MAX_VALUE));
        Await.until(() -> !engine.isOpen());
        final EngineFailedException thrown =
                assertThrows(EngineFailedException.class, engine::close);
        assertTrue(thrown.getMessage().contains("watchdog"), thrown.getMessage());
    }

    @Test
    void shouldLeaveNoThreadBehind() {
        final List<Thread> threads = new CopyOnWriteArrayList<>();
        final EngineConfig config =
                config().threadFactory(
                                work -> {
                                    final Thread thread = new Thread(work);
                                    threads.add(thread);
                                    return thread;
                                });
        final SwarmEngine engine = SwarmEngine.launch(config);
        assertFalse(engine.isTerminated());
        engine.close();
        assertTrue(engine.isTerminated());
        assertEquals(3, threads.size());
        assertTrue(threads.stream().noneMatch(Thread::isAlive));
    }
}
