package io.swarmbid.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.peers.trace.FillDigest;
import io.swarmbid.peers.trace.MarketContender;
import io.swarmbid.peers.trace.MarketShape;
import io.swarmbid.peers.trace.MarketTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineContenderTest {
    private final MarketTrace trace = MarketTrace.draw(MarketShape.ofLoad(11, 2, 5_000));

    @ParameterizedTest
    @ValueSource(strings = {"inline", "ring"})
    void fillsWhatThePlainMarketFills(final String form) {
        try (MarketContender contender = EngineContender.contender(form, trace)) {
            for (int round = 0; round < 2; round++) {
                final FillDigest fills = new FillDigest();
                contender.play(trace, 0, trace.length(), fills);
                assertEquals(trace.fills().count(), fills.count());
                assertEquals(trace.fills().digest(), fills.digest());
            }
        }
    }

    @Test
    void theWarGrantsMoreOftenThanAnOrderBookFills() {
        try (MarketContender contender = EngineContender.contender("inline-war", trace)) {
            final FillDigest fills = new FillDigest();
            contender.play(trace, 0, trace.length(), fills);
            assertTrue(fills.count() > trace.fills().count(), "grants " + fills.count());
        }
    }
}
