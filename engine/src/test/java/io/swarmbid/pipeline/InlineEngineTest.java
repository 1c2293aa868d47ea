package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.swarmbid.codec.Refusal;
import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class InlineEngineTest {
    private final ScriptedCore core = new ScriptedCore();

    private EngineConfig config() {
        return new EngineConfig().core((settings, symbols) -> core).clock(() -> 0);
    }

    @Test
    void shouldHandOverBeforeTheCallReturns() {
        final Journal journal = new Journal();
        try (InlineEngine engine = SwarmEngine.inline(config().onDecision(journal))) {
            assertEquals(1, engine.client().rebid(1, 1));
            assertEquals(List.of(1L), journal.causes);
            assertEquals(List.of(Thread.currentThread()), journal.threads);
        }
    }

    @Test
    void shouldMakeTheSameDecisionsAsAThreadedEngine() {
        final Function<Function<EngineConfig, SwarmEngine>, Journal> run =
                start -> {
                    final Journal journal = new Journal();
                    final EngineConfig config =
                            new EngineConfig()
                                    .core((settings, symbols) -> new ScriptedCore())
                                    .clock(() -> 0)
                                    .onCommand(journal)
                                    .onDecision(journal);
                    try (SwarmEngine engine = start.apply(config)) {
                        final EngineClient client = engine.client().awaiting();
                        for (int i = 1; i <= 500; i++) {
                            client.rebid(i, i);
                            client.progress(i, i);
                            client.fleetCancel(i % 7 + 1);
                            client.drain(i, i);
                        }
                    }
                    return journal;
                };
        final Journal inline = run.apply(SwarmEngine::inline);
        final Journal threaded = run.apply(SwarmEngine::launch);
        final Journal onEngineThread =
                run.apply(config -> SwarmEngine.launch(config.handOver(HandOver.ENGINE_THREAD)));
        assertEquals(inline.decisions, threaded.decisions);
        assertEquals(inline.decisions, onEngineThread.decisions);
    }

    @Test
    void shouldApplyAHandlersCommandWhenTheOneInHandIsDone() {
        final EngineClient[] client = new EngineClient[1];
        final List<String> seen = new ArrayList<>();
        final DecisionHandler handler =
                new DecisionHandler() {
                    @Override
                    public void onAdmit(final AdmitDecisionDecoder admit) {
                        seen.add("admit " + admit.task());
                        client[0].rebid(admit.task(), 1);
                    }

                    @Override
                    public void onPrice(final PriceDecisionDecoder price) {
                        seen.add("price " + price.instance() + " for " + price.cause());
                    }
                };
        try (InlineEngine engine = SwarmEngine.inline(config().onDecision(handler))) {
            client[0] = engine.client();
            client[0].fleetCancel(2);
        }
        assertEquals(List.of("admit 1", "admit 2", "price 1 for 2", "price 2 for 3"), seen);
    }

    @Test
    void shouldCloseInAHandlerWhenTheCommandInHandIsDone() {
        final InlineEngine[] engine = new InlineEngine[1];
        engine[0] =
                SwarmEngine.inline(
                        config().onDecision((buffer, offset, length) -> engine[0].close()));
        engine[0].client().rebid(1, 1);
        assertEquals(Refusal.CLOSED.code(), engine[0].client().rebid(1, 1));
        assertEquals(core.stateDigest(), engine[0].stateDigest());
        assertEquals(1, core.closed);
    }

    @Test
    void shouldStopWhenTheCoreThrows() {
        core.onCancel(
                task -> {
                    throw new ArithmeticException();
                });
        final InlineEngine engine = SwarmEngine.inline(config());
        assertEquals(Refusal.CLOSED.code(), engine.client().cancel(1));
        assertFalse(engine.isOpen());
        assertThrows(EngineFailedException.class, engine::close);
        assertEquals(1, core.closed);
    }
}
