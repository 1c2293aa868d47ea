package io.swarmbid.host.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * How long decisions took as a run went on: a histogram for each span of time. When there are too many, each two become one. Used
 * by one thread at a time.
 */
final class LatencySeries {
    /** Spans at most. */
    static final int LIMIT = 120;

    private static final long LONGEST_NS = 3_600_000_000_000L;
    private static final int DIGITS = 2;

    /**
     * What came between the end of the span before and its own.
     *
     * @param endNs logical time.
     */
    record Span(long endNs, Histogram latencies) {}

    private final Consumer<Histogram> source;
    private final List<Span> spans = new ArrayList<>();
    private int looksPerSpan = 1;
    private int looks;

    /** @param source adds what came since the last time to a histogram. */
    LatencySeries(final Consumer<Histogram> source) {
        this.source = source;
    }

    /** Looks at what has come by now. */
    void look(final long nowNs) {
        if (looks % looksPerSpan == 0 && spans.size() == LIMIT) {
            pair();
        }
        final boolean isNew = looks % looksPerSpan == 0;
        final Histogram latencies =
                isNew ? new Histogram(1, LONGEST_NS, DIGITS) : last().latencies();
        source.accept(latencies);
        if (isNew) {
            spans.add(new Span(nowNs, latencies));
        } else {
            spans.set(spans.size() - 1, new Span(nowNs, latencies));
        }
        looks = (looks + 1) % looksPerSpan;
    }

    private Span last() {
        return spans.get(spans.size() - 1);
    }

    private void pair() {
        for (int i = 0; i < LIMIT / 2; i++) {
            final Span later = spans.get(2 * i + 1);
            later.latencies().add(spans.get(2 * i).latencies());
            spans.set(i, later);
        }
        spans.subList(LIMIT / 2, LIMIT).clear();
        looksPerSpan *= 2;
        looks = 0;
    }

    /** The spans so far, the earliest first. */
    List<Span> spans() {
        return List.copyOf(spans);
    }
}
