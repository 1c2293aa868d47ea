package io.swarmbid.reference;

import io.swarmbid.codec.sbe.Finding;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Section 14: who loses although its next segment is worth more than it would cost at the prices. */
final class Paradoxes {
    private final World world;
    private final Coverage coverage;
    private final Contest contest;

    Paradoxes(final World world, final Coverage coverage) {
        this.world = world;
        this.coverage = coverage;
        contest = new Contest(world);
    }

    void judge(final Event event) {
        for (final TaskState task : world.tasks.values()) {
            if (task.isRunning()
                    && task.units > 0
                    && task.instance.isReady()
                    && !task.exhausted
                    && (!coverage.takesTurns() || coverage.covered().contains(task.instance))) {
                note(task, isParadoxical(task, task.instance), event);
            }
        }
        for (final TaskState task : bestOfShapes()) {
            boolean found = false;
            for (final InstanceState instance : world.eligible(task)) {
                found |= isParadoxical(task, instance);
            }
            note(task, found, event);
        }
    }

    private Collection<TaskState> bestOfShapes() {
        final Map<Object, TaskState> best = new LinkedHashMap<>();
        for (final TaskState task : world.queued()) {
            final int to = Hull.above(task.hull, 0);
            if (!task.exhausted && to > 0) {
                best.merge(Pricing.shape(task, to), task, Paradoxes::better);
            }
        }
        return best.values();
    }

    private static TaskState better(final TaskState a, final TaskState b) {
        final long byValue =
                Long.compare(a.value(Hull.above(a.hull, 0)), b.value(Hull.above(b.hull, 0)));
        if (byValue != 0) {
            return byValue > 0 ? a : b;
        }
        return a.arrival < b.arrival || (a.arrival == b.arrival && a.id < b.id) ? a : b;
    }

    private boolean isParadoxical(final TaskState task, final InstanceState instance) {
        final int to = Hull.above(task.hull, task.units);
        if (to < 0) {
            return false;
        }
        BigInteger cost = BigInteger.ZERO;
        for (int kind = 0; kind < 3; kind++) {
            if ((long) to * task.bundle[kind] > instance.healthy(kind)) {
                return false;
            }
            final long vrus = (long) (to - task.units) * task.bundle[kind];
            cost = cost.add(Exact.product(instance.price[kind] + 1, vrus));
        }
        final Segment wanted = Segment.of(task, task.units, to, instance.pool);
        return Exact.big(wanted.value()).compareTo(cost) >= 0
                && !contest.judge(instance, wanted, Contest.Mode.BARE).wins();
    }

    private static void note(final TaskState task, final boolean isSo, final Event event) {
        if (isSo && !task.paradoxical) {
            event.decisions.add(Decision.flag(task, Finding.PARADOXICALLY_REJECTED, 0, 0));
        }
        task.paradoxical = isSo;
    }
}
