package io.swarmbid.peers.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketTraceTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2, 4})
    void allThatCameHaveGoneAtTheEnd(final double load) {
        final MarketTrace trace = MarketTrace.draw(MarketShape.ofLoad(7, load, 20_000));
        final Map<Integer, Byte> live = new HashMap<>();
        for (int i = 0; i < trace.length(); i++) {
            final byte operation = trace.operation(i);
            if (operation == MarketTrace.BID) {
                assertNull(live.put(trace.task(i), operation));
            } else if (operation != MarketTrace.REBID) {
                assertEquals(MarketTrace.BID, live.remove(trace.task(i)));
            } else {
                assertTrue(live.containsKey(trace.task(i)));
            }
        }
        assertTrue(live.isEmpty());
        assertEquals(20_000, trace.timedTo() - trace.timedFrom());
    }

    @Test
    void oneSeedDrawsOneTrace() {
        final MarketShape shape = MarketShape.ofLoad(7, 2, 5_000);
        assertEquals(
                MarketTrace.draw(shape).fills().digest(), MarketTrace.draw(shape).fills().digest());
    }

    @Test
    void aThirdOfACrowdedMarketsCommandsAreRebids() {
        final MarketTrace trace = MarketTrace.draw(MarketShape.ofLoad(7, 2, 30_000));
        assertEquals(10_000, trace.count(MarketTrace.REBID), 500);
    }

    @Test
    void aLineTellsTheOutcomeAgain() {
        final Outcome outcome = new Outcome("a").with("ns", 12.5).with("fills", 3_000_000);
        final Outcome read = Outcome.parse(outcome.line());
        assertEquals(outcome.figures(), read.figures());
        assertNull(Outcome.parse("something else"));
    }
}
