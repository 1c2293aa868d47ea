package io.swarmbid.reference;

import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.QueueReason;
import io.swarmbid.config.Limits;
import java.math.BigInteger;
import java.util.List;

/** Section 7: why a task is not running, and what it would take. */
final class Reasons {
    /** Optional fields are {@link Exact#NONE}, or null, where absent; rival 0. */
    record Reason(QueueReason reason, long priceToBeat, Kind kind, long deficit, long rival) {}

    /** What a task that waits will be granted, and when at the latest. */
    record Won(long instance, int units, long deadline) {}

    /** The instance where the smallest bid wins. */
    private record Best(InstanceState instance, Segment segment, Contest.Outcome out, long bid) {}

    private final World world;
    private final Contest contest;

    Reasons(final World world) {
        this.world = world;
        this.contest = new Contest(world);
    }

    /** Of a queued task, in the state at the end of an event. */
    Reason reason(final TaskState task) {
        final boolean ran = task.workedBefore();
        if (task.isRunning()) {
            return waits(task, ran ? QueueReason.REVOKED : QueueReason.HELD);
        }
        final Best best = best(task);
        if (ran) {
            return best == null
                    ? new Reason(QueueReason.REVOKED, Exact.NONE, null, Exact.NONE, 0)
                    : withBest(QueueReason.REVOKED, best);
        }
        if (best != null) {
            return withBest(best.bid() > task.bid ? QueueReason.OUTBID : whyNotYet(best), best);
        }
        if (isPendingFor(task)) {
            return new Reason(QueueReason.WAITING_FOR_INSTANCE, Exact.NONE, null, Exact.NONE, 0);
        }
        if (world.eligible(task).isEmpty()) {
            return new Reason(QueueReason.NO_INSTANCE, Exact.NONE, null, Exact.NONE, 0);
        }
        return noRoom(task);
    }

    /** Of a task that has won, and waits for its first units to drain. */
    private Reason waits(final TaskState task, final QueueReason reason) {
        final InstanceState instance = task.instance;
        final long[] lacking = new long[3];
        int kind = 0;
        for (int k = 0; k < 3; k++) {
            lacking[k] =
                    task.bundle[k] == 0
                            ? 0
                            : (long) task.units * task.bundle[k] - Grace.there(world, instance, k);
            kind = lacking[k] > lacking[kind] ? k : kind;
        }
        final int scarcest = kind;
        final TaskState rival =
                Grace.draining(world, instance).stream()
                        .filter(each -> each.bundle[scarcest] > 0)
                        .findFirst()
                        .orElseThrow();
        final int vertex = task.exhausted ? -1 : Hull.above(task.hull, 0);
        final Segment least =
                Segment.of(task, 0, Math.min(task.units, Math.max(1, vertex)), instance.pool);
        final long bid = vertex < 0 ? -1 : smallestBid(least, Exact.big(least.reserve()));
        return new Reason(
                reason,
                bid < 0 ? Exact.NONE : bid,
                Kind.get((short) kind),
                lacking[kind],
                rival.id);
    }

    /** Of a task that is queued, or waits for its first units to drain: those; null if it has won nothing. */
    Won won(final TaskState task) {
        if (!task.isRunning()) {
            return null;
        }
        final List<TaskState> draining = Grace.draining(world, task.instance);
        return new Won(task.instance.id, task.units, draining.get(draining.size() - 1).until);
    }

    private QueueReason whyNotYet(final Best best) {
        return contest.judge(best.instance(), best.segment(), Contest.Mode.UNBUDGETED).wins()
                ? QueueReason.PREEMPTION_BUDGET
                : QueueReason.HELD;
    }

    private Best best(final TaskState task) {
        Best best = null;
        for (final InstanceState instance : world.eligible(task)) {
            final Segment first = Segment.first(task, instance.pool);
            if (first == null || !Pricing.fitsHealthy(instance, first)) {
                continue;
            }
            final Contest.Outcome outcome = contest.judge(instance, first, Contest.Mode.FREE);
            final long bid = outcome.possible() ? smallestBid(first, worth(first, outcome)) : -1;
            if (bid >= 0 && (best == null || bid < best.bid())) {
                best = new Best(instance, first, outcome, bid);
            }
        }
        return best;
    }

    /** What the segment must be worth more than by itself. */
    private static BigInteger worth(final Segment first, final Contest.Outcome outcome) {
        return outcome.threshold().subtract(Exact.big(first.aid())).max(Exact.big(first.reserve()));
    }

    /** The smallest whole-task bid with v above the threshold, or -1 if it is no valid bid. */
    private static long smallestBid(final Segment first, final BigInteger threshold) {
        final TaskState task = first.task();
        final BigInteger rate =
                Exact.floor(threshold, task.speedup[first.to()]).add(BigInteger.ONE);
        final BigInteger wins = Exact.ceil(rate.multiply(Exact.big(task.valueWork)), Exact.H);
        final BigInteger bid = wins.max(Exact.big(task.isBilled() ? task.charge + 1 : 0));
        final BigInteger largestValue =
                Exact.floor(bid.multiply(Exact.big(Exact.H)), task.valueWork)
                        .multiply(Exact.big(task.largestSpeedup()));
        final boolean valid =
                largestValue.compareTo(Exact.big(Limits.MAX_VALUE_RATE)) < 0
                        && bid.compareTo(Exact.big(Limits.MAX_BID)) <= 0;
        return valid ? bid.longValueExact() : -1;
    }

    private Reason withBest(final QueueReason reason, final Best best) {
        if (World.fits(best.segment(), world.free(best.instance()))) {
            return new Reason(reason, best.bid(), null, Exact.NONE, rival(best));
        }
        final int kind = scarcest(best.instance(), best.segment());
        return new Reason(
                reason,
                best.bid(),
                Kind.get((short) kind),
                missing(best.instance(), best.segment(), kind),
                rival(best));
    }

    private static long rival(final Best best) {
        if (best.out().keeper() != null) {
            return best.out().keeper().id;
        }
        return best.out().kept().isEmpty() ? 0 : best.out().kept().get(0).task().id;
    }

    private long missing(final InstanceState instance, final Segment segment, final int kind) {
        return segment.demand(kind) - world.free(instance)[kind];
    }

    private int scarcest(final InstanceState instance, final Segment segment) {
        int scarcest = 0;
        for (int kind = 1; kind < 3; kind++) {
            if (missing(instance, segment, kind) > missing(instance, segment, scarcest)) {
                scarcest = kind;
            }
        }
        return scarcest;
    }

    private boolean isPendingFor(final TaskState task) {
        for (final InstanceState instance : world.instances.values()) {
            if (instance.state == InstanceState.PENDING
                    && instance.fleet == task.fleet
                    && task.isPossible(instance.pool)) {
                return true;
            }
        }
        return false;
    }

    private Reason noRoom(final TaskState task) {
        Kind kind = null;
        long smallest = Exact.NONE;
        final int to = Hull.above(task.hull, 0);
        if (!task.exhausted && to > 0) {
            for (final InstanceState instance : world.eligible(task)) {
                final long[] free = world.free(instance);
                int scarcest = 0;
                final long[] missing = new long[3];
                for (int k = 0; k < 3; k++) {
                    missing[k] = (long) to * task.bundle[k] - free[k];
                    scarcest = missing[k] > missing[scarcest] ? k : scarcest;
                }
                if (missing[scarcest] > 0 && (kind == null || missing[scarcest] < smallest)) {
                    smallest = missing[scarcest];
                    kind = Kind.get((short) scarcest);
                }
            }
        }
        return new Reason(QueueReason.NO_ROOM, Exact.NONE, kind, smallest, 0);
    }
}
