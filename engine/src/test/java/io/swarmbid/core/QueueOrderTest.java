package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.TaskSpec;
import io.swarmbid.codec.sbe.CompleteStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The queue hands its tasks out by slope, then arrival, whatever came, went and changed its bid in between. */
final class QueueOrderTest {
    private static final long BLOCKER = 500;

    private record Queued(long bid, long id) {
        /** Ids follow the order of arrival. */
        private static final Comparator<Queued> ORDER =
                Comparator.comparingLong(Queued::bid).reversed().thenComparingLong(Queued::id);
    }

    /** A task of one of three shapes, so that the best is sought in several groups. */
    private static TaskSpec task(final SplittableRandom random, final long id, final long bid) {
        final TaskSpec task = Market.task(id, bid, 1, 1);
        final int shape = random.nextInt(3);
        if (shape > 0) {
            task.addPool(1);
        }
        if (shape > 1) {
            task.addPool(2);
        }
        return task;
    }

    private static TreeSet<Queued> fill(final Market market, final SplittableRandom random) {
        final TreeSet<Queued> expected = new TreeSet<>(Queued.ORDER);
        final List<Queued> all = new ArrayList<>();
        for (long id = 1; id <= 300; id++) {
            final Queued added = new Queued(101 + random.nextInt(60), id);
            market.send(market.writer.task(task(random, id, added.bid)));
            expected.add(added);
            all.add(added);
            final int place = random.nextInt(all.size());
            final Queued other = all.get(place);
            if (random.nextInt(3) == 0) {
                market.send(market.writer.cancel(other.id));
                expected.remove(other);
                all.remove(place);
            } else if (random.nextInt(3) == 0) {
                final Queued changed = new Queued(101 + random.nextInt(60), other.id);
                market.send(market.writer.rebid(other.id, changed.bid));
                expected.remove(other);
                expected.add(changed);
                all.set(place, changed);
            }
        }
        return expected;
    }

    @Test
    void shouldHandOutTheHighestBidAndThenTheEarliest() {
        for (long seed = 1; seed <= 20; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            try (Market market = new Market()) {
                market.oneInstance(1, 100);
                market.send(market.writer.pool(Market.pool(2, 1, 100)));
                final TaskSpec blocker = Market.task(BLOCKER, 300, 1, 1);
                blocker.preemptible = false;
                market.send(market.writer.task(blocker));
                final TreeSet<Queued> expected = fill(market, random);
                long running = BLOCKER;
                while (!expected.isEmpty()) {
                    market.send(market.writer.complete(running, CompleteStatus.DONE));
                    running = expected.pollFirst().id;
                    assertEquals(1, market.unitsOf(running), "seed " + seed + " task " + running);
                }
            }
        }
    }
}
