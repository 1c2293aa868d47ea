package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.decision.DecisionSink;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What handlers may rely on and do, on either thread. */
@Timeout(30)
final class HandOverTest {
    private final ScriptedCore core = new ScriptedCore();
    private final Journal journal = new Journal();
    private SwarmEngine engine;

    private EngineConfig config() {
        return new EngineConfig().core((settings, symbols) -> core).onDecision(journal);
    }

    @ParameterizedTest
    @EnumSource(HandOver.class)
    void shouldCallHandlersOnOneThreadOfTheChosenKind(final HandOver handOver) {
        try (SwarmEngine launched = SwarmEngine.launch(config().handOver(handOver))) {
            final EngineClient client = launched.client();
            for (int i = 1; i <= 100; i++) {
                client.rebid(i, i);
            }
        }
        final Set<String> threads =
                journal.threads.stream().map(Thread::getName).collect(Collectors.toSet());
        final String expected =
                handOver == HandOver.ENGINE_THREAD ? "swarmbid-engine" : "swarmbid-decisions";
        assertEquals(Set.of(expected), threads);
    }

    @ParameterizedTest
    @EnumSource(HandOver.class)
    void shouldMeasureEachCommandThatHasADecisionOnce(final HandOver handOver) {
        final SwarmEngine launched = SwarmEngine.launch(config().handOver(handOver));
        final EngineClient client = launched.client();
        client.fleetCancel(10);
        client.telemetry(1, Kind.VCPU, 0, 0, 0);
        client.rebid(1, 1);
        launched.close();
        final LatencySnapshot latency = launched.latency();
        assertEquals(2, latency.count());
        assertTrue(latency.p50Ns() <= latency.p99Ns() && latency.p999Ns() <= latency.maxNs());
        assertEquals(latency, launched.latency());
        final Histogram drained = new Histogram(3);
        launched.drainLatency(drained);
        launched.drainLatency(drained);
        assertEquals(2, drained.getTotalCount());
        assertEquals(latency.maxNs(), drained.getMaxValue());
        assertEquals(latency, launched.latency());
    }

    @ParameterizedTest
    @EnumSource(HandOver.class)
    void shouldRefuseAHandlerRatherThanLetItWaitForItself(final HandOver handOver) {
        final AtomicLong refused = new AtomicLong();
        final DecisionSink greedy =
                (buffer, offset, length) -> {
                    final EngineClient own = engine.client().awaiting();
                    while (refused.get() == 0) {
                        final long result = own.fleetCancel(1_000);
                        refused.set(Math.min(0, result));
                    }
                };
        engine =
                SwarmEngine.launch(
                        config().handOver(handOver)
                                .limits(limits -> limits.vrusPerInstance(2).units(1))
                                .ringSize(4)
                                .decisionRingSize(16)
                                .onDecision(greedy));
        engine.client().rebid(1, 1);
        Await.until(() -> refused.get() != 0);
        engine.close();
        assertEquals(Refusal.RING_FULL.code(), refused.get());
    }

    @ParameterizedTest
    @EnumSource(HandOver.class)
    void shouldCloseInAHandlerWithoutWaitingForItself(final HandOver handOver) {
        engine =
                SwarmEngine.launch(
                        config().handOver(handOver)
                                .onDecision(
                                        (DecisionSink)
                                                (buffer, offset, length) -> {
                                                    Await.until(() -> engine != null);
                                                    engine.close();
                                                }));
        engine.client().rebid(1, 1);
        Await.until(() -> !engine.isOpen());
        engine.close();
        assertEquals(1, journal.decisions.size());
        assertEquals(1, core.closed);
    }

    @Test
    void shouldDropTheDecisionsOfAnEventThatFailedHalfWay() {
        final SwarmEngine launched =
                SwarmEngine.launch(config().core((settings, symbols) -> new HalfwayCore(core)));
        launched.client().fleetCancel(3);
        Await.until(() -> !launched.isOpen());
        try {
            launched.close();
        } catch (final EngineFailedException e) {
            assertEquals(1, e.inputSequence());
        }
        assertEquals(0, journal.decisions.size());
    }
}
