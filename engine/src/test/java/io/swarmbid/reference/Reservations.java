package io.swarmbid.reference;

import io.swarmbid.config.Setting;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Section 4a: waiting counts at ticks, and room is kept for those who have waited long. */
final class Reservations {
    private static final long SECOND = 1_000_000_000L;
    private static final Comparator<TaskState> EARLIER =
            Comparator.<TaskState>comparingLong(task -> task.arrival)
                    .thenComparingLong(task -> task.id);

    private final World world;
    private final Contest contest;

    Reservations(final World world) {
        this.world = world;
        contest = new Contest(world);
    }

    boolean isOn() {
        return world.settings.get(Setting.AGING) > 0;
    }

    /** Whether the next tick counts time that the task waits or runs. */
    static boolean isCounted(final World world, final TaskState task) {
        final long perSecond = world.settings.get(Setting.AGING);
        if (perSecond == 0 || task.exhausted) {
            return false;
        }
        return task.isRunning()
                ? task.waited > 0
                : task.waited < longest(perSecond, world.settings.get(Setting.AGING_MAX));
    }

    private static long longest(final long perSecond, final long most) {
        return Exact.saturated(Exact.ceil(Exact.product(most, SECOND), perSecond));
    }

    /** Counts the time since the last tick. */
    boolean age(final Event event) {
        boolean restless = false;
        final long perSecond = world.settings.get(Setting.AGING);
        final long most = world.settings.get(Setting.AGING_MAX);
        final long longest = longest(perSecond, most);
        for (final TaskState task : world.tasks.values()) {
            final long elapsed = world.now - task.agedAt;
            task.agedAt = world.now;
            if (task.exhausted) {
                continue;
            }
            task.waited =
                    task.isRunning()
                            ? Math.max(0, task.waited - elapsed)
                            : Math.min(longest, task.waited + elapsed);
            final long age =
                    Math.min(
                            most,
                            Exact.saturated(
                                    Exact.floor(Exact.product(perSecond, task.waited), SECOND)));
            restless |= task.isRunning() ? task.waited > 0 : task.waited < longest;
            if (age != task.age) {
                task.age = age;
                if (task.isRunning()) {
                    event.dirty.add(task.instance.id);
                } else {
                    event.seek(task);
                }
            }
        }
        return restless;
    }

    /** Judges the reservation of every instance anew. */
    void judge(final Event event) {
        final Set<TaskState> served = new HashSet<>();
        for (final InstanceState instance : world.instances.values()) {
            final TaskState before = instance.reservedFor;
            instance.reservedFor = null;
            instance.reservedUntil = 0;
            final TaskState holder = instance.isReady() ? longestWaiting(instance, served) : null;
            if (holder != before) {
                event.dirty.add(instance.id);
            }
            if (holder != null) {
                served.add(holder);
                instance.reservedFor = holder;
                instance.reservedUntil = roomAt(instance, holder);
            }
        }
    }

    private TaskState longestWaiting(final InstanceState instance, final Set<TaskState> served) {
        TaskState found = null;
        for (final TaskState task : world.queued()) {
            final boolean waitsLonger =
                    found == null
                            || task.queuedAt < found.queuedAt
                            || (task.queuedAt == found.queuedAt
                                    && EARLIER.compare(task, found) < 0);
            if (task.age > 0
                    && !served.contains(task)
                    && world.isEligible(instance, task)
                    && waitsLonger
                    && couldHave(instance, task)) {
                found = task;
            }
        }
        return found;
    }

    private boolean couldHave(final InstanceState instance, final TaskState task) {
        final Segment first = Segment.first(task, instance.pool);
        if (first == null || !first.isAcceptable() || !Pricing.fitsHealthy(instance, first)) {
            return false;
        }
        final Contest.Outcome outcome = contest.judge(instance, first, Contest.Mode.FREE);
        return outcome.wins() || !outcome.possible();
    }

    private long roomAt(final InstanceState instance, final TaskState holder) {
        final Segment first = Segment.first(holder, instance.pool);
        final List<TaskState> running = new ArrayList<>(world.tasksOn(instance));
        running.sort(
                Comparator.<TaskState>comparingLong(task -> release(world, task))
                        .thenComparing(EARLIER));
        final long[] room = world.free(instance);
        long time = world.now;
        for (final TaskState task : running) {
            if (World.fits(first, room)) {
                return time;
            }
            time = release(world, task);
            for (int kind = 0; kind < 3; kind++) {
                room[kind] += (long) task.units * task.bundle[kind];
            }
        }
        return World.fits(first, room) ? time : Long.MAX_VALUE;
    }

    private static long release(final World world, final TaskState task) {
        if (task.exhausted) {
            return world.now;
        }
        if (!task.preemptible) {
            return end(world, task, task.units);
        }
        if (!world.isHeld(task)) {
            return world.now;
        }
        final boolean gained =
                task.instance != task.instanceBefore || task.units > task.unitsBefore;
        final long hold =
                Exact.plus(
                        gained ? world.now : task.heldSince,
                        world.settings.get(Setting.MINIMUM_HOLD));
        return Grace.isProtected(task)
                ? Math.max(world.now, Math.max(hold, Grace.protectedUntil(world, task)))
                : hold;
    }

    private static long end(final World world, final TaskState task, final int units) {
        final long left = Math.max(0, task.dueWork - task.done);
        if (left == 0) {
            return world.now;
        }
        return task.speedup[units] == 0
                ? Long.MAX_VALUE
                : Exact.saturated(
                        Exact.ceil(Exact.product(left, Exact.M), task.speedup[units])
                                .add(Exact.big(world.now)));
    }

    /** What the challenger's segment must be worth more than because room is kept for another task, or null. */
    static BigInteger threshold(
            final World world, final InstanceState instance, final Segment wanted) {
        final TaskState holder = instance.reservedFor;
        if (holder == null || holder == wanted.task()) {
            return null;
        }
        final Segment first = Segment.first(holder, instance.pool);
        if (first == null
                || !first.isAcceptable()
                || end(world, wanted.task(), wanted.to()) <= instance.reservedUntil) {
            return null;
        }
        final BigInteger lead =
                Exact.big(first.standing())
                        .multiply(Exact.product(first.shareOf(), wanted.units()))
                        .multiply(Exact.big(wanted.shareUsed()))
                        .divide(
                                Exact.product(wanted.shareOf(), first.units())
                                        .multiply(Exact.big(first.shareUsed())));
        return lead.add(Exact.big(wanted.reserve()));
    }

    /** The task waits no more: its room is for everybody. */
    static void drop(final World world, final TaskState task, final Event event) {
        for (final InstanceState instance : world.instances.values()) {
            if (instance.reservedFor == task) {
                instance.reservedFor = null;
                instance.reservedUntil = 0;
                event.dirty.add(instance.id);
            }
        }
    }
}
