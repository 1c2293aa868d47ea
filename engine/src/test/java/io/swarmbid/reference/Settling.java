package io.swarmbid.reference;

import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.config.Setting;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Section 4: dirty instances are cleared and seekers placed until nothing is left to do. */
final class Settling {
    private final World world;
    private final Contest contest;

    Settling(final World world) {
        this.world = world;
        this.contest = new Contest(world);
    }

    void run(final Event event) {
        while (true) {
            if (!event.dirty.isEmpty()) {
                final InstanceState instance = world.instances.get(event.dirty.pollFirst());
                if (instance != null && instance.isReady()) {
                    clear(instance, event);
                }
            } else if (!event.seekers.isEmpty()) {
                place(takeEarliest(event.seekers), event);
            } else if (!Grace.serve(world, event)) {
                return;
            }
        }
    }

    private static TaskState takeEarliest(final List<TaskState> seekers) {
        TaskState earliest = seekers.get(0);
        for (final TaskState each : seekers) {
            if (each.arrival < earliest.arrival
                    || (each.arrival == earliest.arrival && each.id < earliest.id)) {
                earliest = each;
            }
        }
        seekers.remove(earliest);
        return earliest;
    }

    private void clear(final InstanceState instance, final Event event) {
        for (final TaskState task : world.tasksOn(instance)) {
            if (!task.exhausted && (task.isYetToStart() || !world.isHeld(task))) {
                shrinkToWhatPays(instance, task, event);
            }
        }
        boolean won = true;
        while (won) {
            won = false;
            for (final Segment segment : contenders(instance)) {
                final Contest.Outcome outcome =
                        contest.judge(instance, segment, Contest.Mode.STRICT);
                if (outcome.wins()) {
                    give(instance, segment, outcome, event);
                    won = true;
                    break;
                }
            }
        }
        giveAway(instance, event);
    }

    /** Exhausted tasks, the earliest first, take what nobody wants. */
    private void giveAway(final InstanceState instance, final Event event) {
        final List<TaskState> exhausted = new ArrayList<>(world.tasks.values());
        exhausted.removeIf(
                task -> task.isRunning() || !task.exhausted || !world.isEligible(instance, task));
        exhausted.sort(
                (a, b) ->
                        a.arrival != b.arrival
                                ? Long.compare(a.arrival, b.arrival)
                                : Long.compare(a.id, b.id));
        for (final TaskState task : exhausted) {
            if (fitsFree(task, instance)) {
                start(task, instance, event);
            }
        }
    }

    private boolean fitsFree(final TaskState task, final InstanceState instance) {
        final long[] free = world.free(instance);
        for (int kind = 0; kind < 3; kind++) {
            if ((long) task.bundle[kind] * task.smallestPermitted() > free[kind]) {
                return false;
            }
        }
        return true;
    }

    private void start(final TaskState task, final InstanceState instance, final Event event) {
        Grace.win(world, task, instance, task.smallestPermitted(), event);
        task.agedAt = world.now;
        Reservations.drop(world, task, event);
        event.seekers.remove(task);
    }

    private void shrinkToWhatPays(
            final InstanceState instance, final TaskState task, final Event event) {
        final long rho = instance.pool.reserveOfUnit(task);
        final long least = task.isYetToStart() ? 1 : 0;
        int n = task.units;
        while (n > 0 && task.value(n) - Math.multiplyExact(rho, n) < least) {
            n = Hull.below(task.hull, n);
        }
        if (n < task.units) {
            lose(task, n, RevokeReason.NOT_PROFITABLE, event);
        }
    }

    /** Acceptable next and first segments, highest rank first. */
    private List<Segment> contenders(final InstanceState instance) {
        final List<Segment> found = new ArrayList<>();
        for (final TaskState task : world.tasks.values()) {
            Segment segment = null;
            if (task.instance == instance && task.units > 0) {
                segment = Segment.next(task, task.units, instance.pool);
            } else if (!task.isRunning() && world.isEligible(instance, task)) {
                segment = Segment.first(task, instance.pool);
            }
            if (segment != null && segment.isAcceptable()) {
                found.add(segment);
            }
        }
        found.sort((a, b) -> b.compareRank(a));
        return found;
    }

    private void give(
            final InstanceState instance,
            final Segment segment,
            final Contest.Outcome outcome,
            final Event event) {
        final TreeSet<Long> victims = new TreeSet<>();
        for (final Segment lost : outcome.kept()) {
            if (!lost.exhausted()) {
                victims.add(lost.task().id);
                if (lost.from() == 0) {
                    Money.payMove(world, segment.task(), lost.task());
                }
            }
            lose(
                    lost.task(),
                    lost.from(),
                    lost.exhausted() ? RevokeReason.BUDGET_EXHAUSTED : RevokeReason.OUTBID,
                    event);
        }
        final boolean counts = world.settings.get(Setting.PREEMPTION_BUDGET) > 0;
        for (int i = 0; counts && i < victims.size(); i++) {
            instance.preemptions.add(world.now);
        }
        final TaskState winner = segment.task();
        if (!winner.isRunning()) {
            winner.agedAt = world.now;
            Reservations.drop(world, winner, event);
        }
        Grace.win(world, winner, instance, segment.to(), event);
        event.seekers.remove(winner);
    }

    private void place(final TaskState task, final Event event) {
        if (task.isRunning()) {
            return;
        }
        if (task.exhausted) {
            for (final InstanceState instance : world.eligible(task)) {
                if (fitsFree(task, instance)) {
                    start(task, instance, event);
                    event.dirty.add(instance.id);
                    return;
                }
            }
            return;
        }
        InstanceState chosen = bestFree(task);
        if (chosen == null) {
            chosen = bestDisplacing(task);
        }
        if (chosen != null) {
            final Segment segment = Segment.first(task, chosen.pool);
            give(chosen, segment, contest.judge(chosen, segment, Contest.Mode.STRICT), event);
            event.dirty.add(chosen.id);
        }
    }

    private InstanceState bestFree(final TaskState task) {
        InstanceState best = null;
        BigInteger most = null;
        for (final InstanceState instance : world.eligible(task)) {
            final int units = unitsInFree(task, instance);
            if (units > 0 && isLetIn(task, instance)) {
                final BigInteger worth =
                        Exact.big(task.value(units))
                                .subtract(Exact.product(instance.priceOfUnit(task), units));
                if (best == null || worth.compareTo(most) > 0) {
                    best = instance;
                    most = worth;
                }
            }
        }
        return best;
    }

    private boolean isLetIn(final TaskState task, final InstanceState instance) {
        final Segment first = Segment.first(task, instance.pool);
        final BigInteger threshold = Reservations.threshold(world, instance, first);
        return threshold == null
                || Exact.big(first.value()).add(Exact.big(first.aid())).compareTo(threshold) > 0;
    }

    /** Units that acceptable segments from 0 fill while they fit in what is free. */
    private int unitsInFree(final TaskState task, final InstanceState instance) {
        final long[] free = world.free(instance);
        int units = 0;
        Segment segment = Segment.first(task, instance.pool);
        while (segment != null && segment.isAcceptable() && World.fits(segment, free)) {
            for (int kind = 0; kind < 3; kind++) {
                free[kind] -= segment.demand(kind);
            }
            units = segment.to();
            segment = Segment.next(task, units, instance.pool);
        }
        return units;
    }

    private InstanceState bestDisplacing(final TaskState task) {
        InstanceState best = null;
        BigInteger most = null;
        for (final InstanceState instance : world.eligible(task)) {
            final Segment segment = Segment.first(task, instance.pool);
            if (segment == null) {
                continue;
            }
            final Contest.Outcome outcome = contest.judge(instance, segment, Contest.Mode.STRICT);
            if (outcome.wins()) {
                final BigInteger gain = Exact.big(segment.standing()).subtract(outcome.loss());
                if (best == null || gain.compareTo(most) > 0) {
                    best = instance;
                    most = gain;
                }
            }
        }
        return best;
    }

    /** Leaves a running task with n units; with 0 it is queued and seeks, unless it has to drain before. */
    void lose(final TaskState task, final int n, final RevokeReason reason, final Event event) {
        Grace.lose(world, task, n, reason, event);
        event.revoked(task.instance, task, reason);
        if (n == 0) {
            task.pivot = 0;
            if (task.works == 0) {
                queue(task, event);
            }
        }
    }

    /** A draining task is left with what it has won. */
    void endDrain(final TaskState task, final Event event) {
        task.works = task.units;
        if (task.units == 0) {
            queue(task, event);
        }
    }

    private void queue(final TaskState task, final Event event) {
        task.instance = null;
        task.queuedAt = world.now;
        task.agedAt = world.now;
        task.judgeDeadline(world.now);
        if (task.smallestPermitted() == 0) {
            reject(task, RejectReason.INFEASIBLE_DEADLINE, event);
        } else {
            event.seek(task);
        }
    }

    /** Ends a task that is not running. */
    void reject(final TaskState task, final RejectReason reason, final Event event) {
        world.tasks.remove(task.id);
        Reservations.drop(world, task, event);
        event.seekers.remove(task);
        event.decisions.add(Decision.reject(task, reason));
    }
}
