package io.swarmbid.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class DecisionRingTest {
    /** Longest grant with 1,024 VRUs of a kind: every second one of each of three kinds. */
    private static final int MOST_RANGES = 1_536;

    @Test
    void shouldHandOverDecisionsOfEveryLengthInOnePiece() {
        final List<String> expected = new ArrayList<>();
        final List<String> seen = new ArrayList<>();
        final DecisionHandler handler =
                new DecisionHandler() {
                    @Override
                    public void onGrant(final GrantDecisionDecoder grant) {
                        int right = 0;
                        for (final GrantDecisionDecoder.VrusDecoder range : grant.vrus()) {
                            right += range.first() == 2 * right ? 1 : 0;
                        }
                        seen.add("grant " + right);
                    }

                    @Override
                    public void onPrice(final PriceDecisionDecoder price) {
                        seen.add("price " + price.price());
                    }
                };
        final EngineConfig config =
                new EngineConfig()
                        .core((settings, symbols) -> new ScriptedCore())
                        .decisionRingSize(256)
                        .onDecision(handler);
        try (SwarmEngine engine = SwarmEngine.launch(config)) {
            final EngineClient client = engine.client().awaiting();
            for (int ranges = 0; ranges <= MOST_RANGES; ranges += 7) {
                client.drain(1, ranges);
                client.rebid(1, ranges);
                expected.add("grant " + ranges);
                expected.add("price " + ranges);
            }
            client.drain(1, MOST_RANGES);
            expected.add("grant " + MOST_RANGES);
        }
        assertEquals(expected, seen);
    }

    @Test
    void shouldSayWhenAllDecisionsThereAreHaveBeenHandedOver() {
        final List<String> seen = new ArrayList<>();
        final DecisionHandler handler =
                new DecisionHandler() {
                    @Override
                    public void onPrice(final PriceDecisionDecoder price) {
                        seen.add("price");
                    }

                    @Override
                    public void onBatchEnd() {
                        seen.add("end");
                    }
                };
        final EngineConfig config =
                new EngineConfig()
                        .core((settings, symbols) -> new ScriptedCore())
                        .onDecision(handler);
        try (SwarmEngine engine = SwarmEngine.launch(config)) {
            engine.client().rebid(1, 1);
        }
        assertEquals(List.of("price", "end"), seen);
    }
}
