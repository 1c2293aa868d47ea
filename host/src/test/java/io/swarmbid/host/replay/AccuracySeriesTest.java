package io.swarmbid.host.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.learning.Estimates;
import io.swarmbid.memory.Arena;
import org.junit.jupiter.api.Test;

/** The accuracy of estimates over time, in so many spans at most. */
final class AccuracySeriesTest {
    private static final long WORK = 1_000;

    /** The i-th task is done: the customer's figure was twice too much, the learned one exact. */
    private static void done(final Estimates estimates, final AccuracySeries series, final int i) {
        estimates.learn(0, 0, 1, 2 * WORK, WORK, WORK);
        series.note(i, estimates);
    }

    @Test
    void shouldCoverEveryTaskInEqualSpansHoweverManyThereAre() {
        try (Arena arena = new Arena(1 << 20)) {
            final Estimates estimates = new Estimates(arena, 8);
            final AccuracySeries series = new AccuracySeries();
            for (int i = 1; i <= 1_000; i++) {
                done(estimates, series, i);
                series.note(i, estimates);
            }
            final var spans = series.spans();
            assertTrue(spans.size() <= AccuracySeries.LIMIT, "spans " + spans.size());
            assertEquals(1_000, spans.stream().mapToLong(AccuracySeries.Span::tasks).sum());
            assertEquals(16, spans.get(0).tasks());
            assertEquals(16, spans.get(0).endNs());
            for (final AccuracySeries.Span span : spans) {
                assertEquals(500_000 * span.tasks(), span.customersSumPpm());
                assertEquals(1_000_000 * span.tasks(), span.learnedSumPpm());
            }
        }
    }

    @Test
    void shouldGoOnByItselfInAFork() {
        try (Arena arena = new Arena(1 << 20)) {
            final Estimates estimates = new Estimates(arena, 8);
            final AccuracySeries series = new AccuracySeries();
            done(estimates, series, 1);
            final AccuracySeries fork = series.fork();
            done(estimates, fork, 2);
            assertEquals(1, series.spans().size());
            assertEquals(2, fork.spans().size());
        }
    }
}
