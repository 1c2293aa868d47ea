package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.TaskSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every threaded engine keeps, however its threads wait. */
@Timeout(30)
abstract class EngineContractTest {
    final ScriptedCore core = new ScriptedCore();
    final Journal journal = new Journal();

    abstract WaitStrategy waitStrategy();

    EngineConfig config() {
        return new EngineConfig()
                .core((settings, symbols) -> core)
                .waitStrategy(waitStrategy())
                .onCommand(journal)
                .onDecision(journal);
    }

    @ParameterizedTest
    @EnumSource(Producers.class)
    void shouldHandOverDecisionsInTheOrderOfTheCommands(final Producers producers) {
        try (SwarmEngine engine = SwarmEngine.launch(config().producers(producers).ringSize(16))) {
            final EngineClient client = engine.client().awaiting();
            for (int i = 1; i <= 2_000; i++) {
                assertEquals(i, client.rebid(i, i));
            }
        }
        assertEquals(LongStream.rangeClosed(1, 2_000).boxed().toList(), journal.causes);
    }

    @Test
    void shouldLoseNothingOfManyProducers() throws InterruptedException {
        final int each = 1_000;
        final List<Long> accepted = new ArrayList<>();
        try (SwarmEngine engine = SwarmEngine.launch(config().ringSize(32))) {
            final List<Thread> producers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                final Thread producer =
                        new Thread(
                                () -> {
                                    final EngineClient client = engine.client().awaiting();
                                    for (int j = 1; j <= each; j++) {
                                        final long sequence = client.rebid(j, j);
                                        synchronized (accepted) {
                                            accepted.add(sequence);
                                        }
                                    }
                                });
                producers.add(producer);
                producer.start();
            }
            for (final Thread producer : producers) {
                producer.join();
            }
        }
        assertEquals(4 * each, new HashSet<>(accepted).size());
        assertEquals(LongStream.rangeClosed(1, 4L * each).boxed().toList(), journal.causes);
    }

    @ParameterizedTest
    @EnumSource(Producers.class)
    void shouldRefuseWhenTheRingIsFull(final Producers producers) {
        final CountDownLatch gate = new CountDownLatch(1);
        core.onCancel(task -> await(gate));
        try (SwarmEngine engine = SwarmEngine.launch(config().producers(producers).ringSize(4))) {
            final EngineClient client = engine.client();
            client.cancel(1);
            assertEquals(2, client.rebid(1, 1));
            assertEquals(3, client.rebid(1, 1));
            assertEquals(4, client.rebid(1, 1));
            assertEquals(Refusal.RING_FULL.code(), client.rebid(1, 1));
            assertEquals(1, engine.counters().refusedRingFull());
            gate.countDown();
        }
    }

    @Test
    void shouldWaitForRoomInTheWaitingForm() throws InterruptedException {
        final CountDownLatch gate = new CountDownLatch(1);
        core.onCancel(task -> await(gate));
        final AtomicLong result = new AtomicLong();
        try (SwarmEngine engine = SwarmEngine.launch(config().ringSize(2))) {
            final EngineClient client = engine.client();
            client.cancel(1);
            client.rebid(1, 1);
            final Thread waiting =
                    new Thread(() -> result.set(engine.client().awaiting().rebid(1, 1)));
            waiting.start();
            gate.countDown();
            waiting.join();
        }
        assertEquals(3, result.get());
    }

    @Test
    void shouldApplyAndHandOverEverythingBeforeItIsClosed() {
        final SwarmEngine engine = SwarmEngine.launch(config());
        final EngineClient client = engine.client();
        for (int i = 1; i <= 1_000; i++) {
            client.rebid(i, i);
        }
        engine.close();
        assertEquals(1_000, journal.decisions.size());
        assertEquals(1_001, journal.commands.get(1_000).sequence());
        assertEquals(core.stateDigest(), engine.stateDigest());
        assertEquals(1, core.closed);
    }

    @Test
    void shouldRefuseAfterItIsClosed() {
        final SwarmEngine engine = SwarmEngine.launch(config());
        final EngineClient client = engine.client();
        engine.close();
        engine.close();
        assertEquals(Refusal.CLOSED.code(), client.rebid(1, 1));
        assertEquals(Refusal.CLOSED.code(), client.awaiting().rebid(1, 1));
    }

    @ParameterizedTest
    @EnumSource(Producers.class)
    void shouldApplyExactlyTheAcceptedCommandsWhenClosedMeanwhile(final Producers producers)
            throws InterruptedException {
        for (int round = 0; round < 40; round++) {
            final Journal log = new Journal();
            final EngineConfig config =
                    new EngineConfig()
                            .core((settings, symbols) -> new ScriptedCore())
                            .waitStrategy(waitStrategy())
                            .producers(producers)
                            .ringSize(64)
                            .onCommand(log);
            final AtomicLong accepted = new AtomicLong();
            final SwarmEngine engine = SwarmEngine.launch(config);
            final List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < (producers == Producers.SINGLE ? 1 : 3); i++) {
                final EngineClient client = engine.client();
                final Thread thread =
                        new Thread(
                                () -> {
                                    long result = 0;
                                    while (result != Refusal.CLOSED.code()) {
                                        result = client.cancel(1);
                                        if (result > 0) {
                                            accepted.incrementAndGet();
                                        }
                                    }
                                });
                threads.add(thread);
                thread.start();
            }
            Await.until(() -> accepted.get() > 10);
            engine.close();
            for (final Thread thread : threads) {
                thread.join();
            }
            assertEquals(accepted.get() + 1, log.commands.size(), "round " + round);
        }
    }

    @Test
    void shouldStopAndSayWhyWhenTheCoreThrows() {
        core.onCancel(
                task -> {
                    throw new ArithmeticException("task " + task);
                });
        final List<String> told = new ArrayList<>();
        final SwarmEngine engine =
                SwarmEngine.launch(
                        config().errorHandler(
                                        (input, e) -> told.add(input + " " + e.getMessage())));
        final EngineClient client = engine.client();
        client.rebid(1, 1);
        client.cancel(7);
        Await.until(() -> !engine.isOpen());
        assertEquals(Refusal.CLOSED.code(), client.awaiting().rebid(1, 1));
        final EngineFailedException thrown =
                assertThrows(EngineFailedException.class, engine::close);
        engine.close();
        assertEquals(2, thrown.inputSequence());
        assertEquals("task 7", thrown.getCause().getMessage());
        assertEquals(List.of("2 " + thrown.getMessage()), told);
        assertTrue(thrown.getMessage().contains("the core"), thrown.getMessage());
        assertEquals(1, journal.decisions.size());
        assertEquals(1, core.closed);
    }

    @ParameterizedTest
    @EnumSource(HandOver.class)
    void shouldStopAndSayWhyWhenAHandlerThrows(final HandOver handOver) {
        final SwarmEngine engine =
                SwarmEngine.launch(
                        config().handOver(handOver)
                                .onDecision(
                                        (buffer, offset, length) -> {
                                            throw new ArithmeticException("handler");
                                        }));
        final EngineClient client = engine.client();
        client.rebid(1, 1);
        Await.until(() -> !engine.isOpen());
        assertEquals(Refusal.CLOSED.code(), client.rebid(1, 1));
        final EngineFailedException thrown =
                assertThrows(EngineFailedException.class, engine::close);
        assertEquals(1, thrown.inputSequence());
        assertTrue(thrown.getMessage().contains("a handler"), thrown.getMessage());
        assertEquals(1, core.closed);
    }

    @Test
    void shouldWaitForALaggingHandlerAndLoseNothing() {
        final CountDownLatch gate = new CountDownLatch(1);
        final List<Long> told = new ArrayList<>();
        final ErrorHandler errors =
                new ErrorHandler() {
                    @Override
                    public void onError(final long input, final EngineFailedException e) {}

                    @Override
                    public void onHandlerLag(final long decisions) {
                        told.add(decisions);
                        gate.countDown();
                    }
                };
        final EngineConfig config =
                config().limits(limits -> limits.vrusPerInstance(2).units(1))
                        .decisionRingSize(16)
                        .errorHandler(errors)
                        .onDecision((buffer, offset, length) -> await(gate));
        try (SwarmEngine engine = SwarmEngine.launch(config)) {
            engine.client().fleetCancel(1_000);
            Await.until(() -> journal.decisions.size() == 1_000);
            assertTrue(engine.counters().handlerLagWaits() > 0);
        }
        assertEquals(0, told.get(0));
    }

    @Test
    void shouldSayThatOnHandlerLagThrew() {
        final CountDownLatch gate = new CountDownLatch(1);
        final ErrorHandler errors =
                new ErrorHandler() {
                    @Override
                    public void onError(final long input, final EngineFailedException e) {
                        gate.countDown();
                    }

                    @Override
                    public void onHandlerLag(final long decisions) {
                        throw new ArithmeticException("lag");
                    }
                };
        final SwarmEngine engine =
                SwarmEngine.launch(
                        config().limits(limits -> limits.vrusPerInstance(2).units(1))
                                .decisionRingSize(16)
                                .errorHandler(errors)
                                .onDecision((buffer, offset, length) -> await(gate)));
        engine.client().fleetCancel(1_000);
        Await.until(() -> !engine.isOpen());
        final EngineFailedException thrown =
                assertThrows(EngineFailedException.class, engine::close);
        assertTrue(thrown.getMessage().contains("onHandlerLag: "), thrown.getMessage());
        assertEquals("lag", thrown.getCause().getMessage());
    }

    @Test
    void shouldRefuseStringsThatNobodyHasNumbered() {
        try (SwarmEngine engine = SwarmEngine.launch(config())) {
            final EngineClient client = engine.client();
            final int known = client.symbol("acme");
            assertEquals(1, client.task(named(client, known, known)));
            assertEquals(Refusal.SYMBOL.code(), client.task(named(client, known + 1, known)));
            assertEquals(Refusal.SYMBOL.code(), client.task(named(client, known, 999)));
            assertEquals(Refusal.ID.code(), client.task(named(client, 999, 999).task(0)));
        }
        assertEquals(2, journal.commands.size(), "the task and the tick at the end");
    }

    private static TaskSpec named(final EngineClient client, final int customer, final int name) {
        final TaskSpec task = client.newTask().task(1).bid(1, 1_000).bundle(1, 0, 0);
        task.customer = customer;
        task.className = name;
        return task;
    }

    static void await(final CountDownLatch gate) {
        try {
            gate.await();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
