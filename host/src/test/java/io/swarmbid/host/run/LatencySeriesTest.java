package io.swarmbid.host.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Latency over time, in so many spans at most. */
final class LatencySeriesTest {
    @Test
    void shouldKeepEveryLatencyInSpansThatFollowEachOtherHoweverManyLooksThereAre() {
        final long[] next = {1};
        final LatencySeries series = new LatencySeries(into -> into.recordValue(next[0]++));
        final int looks = 1_000;
        for (int look = 1; look <= looks; look++) {
            series.look(look);
        }

        final var spans = series.spans();
        assertTrue(spans.size() <= LatencySeries.LIMIT, "spans " + spans.size());
        assertTrue(spans.size() > LatencySeries.LIMIT / 2 - 1, "spans " + spans.size());
        long before = 0;
        for (final LatencySeries.Span span : spans) {
            assertEquals(span.endNs() - before, span.latencies().getTotalCount());
            // Two digits: a latency is known to one per cent.
            assertEquals(span.endNs(), span.latencies().getMaxValue(), 0.01 * span.endNs());
            before = span.endNs();
        }
        assertEquals(looks, before);
    }

    @Test
    void shouldKeepASpanWithoutDecisionsEmpty() {
        final LatencySeries series = new LatencySeries(into -> {});
        series.look(5);
        assertEquals(0, series.spans().get(0).latencies().getTotalCount());
    }
}
