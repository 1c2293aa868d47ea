package io.swarmbid.reference;

import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.config.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Section 3a: who works with what, where that is not what has been won. */
final class Grace {
    private static final Comparator<TaskState> EARLIER =
            Comparator.<TaskState>comparingLong(task -> task.arrival)
                    .thenComparingLong(task -> task.id);
    private static final Comparator<TaskState> IN_TURN =
            Comparator.<TaskState>comparingLong(task -> task.until).thenComparing(EARLIER);

    private Grace() {}

    private static List<TaskState> everybodyOn(final World world, final InstanceState instance) {
        final List<TaskState> found = new ArrayList<>(world.tasks.values());
        found.removeIf(task -> task.instance != instance);
        return found;
    }

    /** Whether nobody on the instance drains or waits. */
    static boolean isCalm(final World world, final InstanceState instance) {
        return everybodyOn(world, instance).stream()
                .noneMatch(task -> task.drains() || task.waits());
    }

    /** Those that work with units which others have won, the first to be done first. */
    static List<TaskState> draining(final World world, final InstanceState instance) {
        final List<TaskState> found = everybodyOn(world, instance);
        found.removeIf(task -> !task.drains());
        found.sort(IN_TURN);
        return found;
    }

    /** A task has won so many units on an instance. */
    static void win(
            final World world,
            final TaskState task,
            final InstanceState instance,
            final int n,
            final Event event) {
        final boolean calm = isCalm(world, instance);
        if (task.instance != instance) {
            task.instance = instance;
            task.units = 0;
            task.works = 0;
        }
        final boolean waited = task.waits();
        task.units = n;
        if (calm) {
            task.works = n;
        } else if (task.waits() && !waited && !drainedBefore(task, event)) {
            task.until = Exact.plus(world.now, world.settings.get(Setting.GRACE));
        }
    }

    /** A task has only n units left of what it had won. */
    static void lose(
            final World world,
            final TaskState task,
            final int n,
            final RevokeReason reason,
            final Event event) {
        final RevokeReason first = event.revokeReason(task.instance.id, task.id);
        final boolean mayDrain =
                world.settings.get(Setting.GRACE) > 0
                        && isDisplacement(reason)
                        && (first == null || isDisplacement(first));
        final int before = task.instance == task.instanceBefore ? task.worksBefore : 0;
        final int works = Math.min(task.works, mayDrain ? Math.max(n, before) : n);
        if (works > n && !task.drains() && !drainedBefore(task, event)) {
            task.until = Exact.plus(world.now, world.settings.get(Setting.GRACE));
            task.drainRate = Money.rate(world, task, works);
        }
        task.units = n;
        task.works = works;
    }

    /** Whether it drained where it is when the event began and was only displaced since: then that drain goes on. */
    private static boolean drainedBefore(final TaskState task, final Event event) {
        final RevokeReason first = event.revokeReason(task.instance.id, task.id);
        return task.instance == task.instanceBefore
                && task.worksBefore > task.unitsBefore
                && (first == null || isDisplacement(first));
    }

    private static boolean isDisplacement(final RevokeReason reason) {
        return reason == RevokeReason.OUTBID || reason == RevokeReason.REARRANGED;
    }

    /** A drain has come to its end: the VRUs are gone, as if before the event. */
    static void giveUp(final TaskState task, final InstanceState instance) {
        for (final List<InstanceState.Vru> vrus : instance.vrus) {
            for (final InstanceState.Vru vru : vrus) {
                if (vru.owner == task.id && vru.drains) {
                    vru.owner = 0;
                    vru.drains = false;
                }
            }
        }
        task.hasLeft = task.units == 0;
        task.worksBefore = task.units;
    }

    /** Healthy VRUs of a kind that nobody works with. */
    static long there(final World world, final InstanceState instance, final int kind) {
        long there = instance.healthy(kind);
        for (final TaskState task : everybodyOn(world, instance)) {
            there -= (long) task.works * task.bundle[kind];
        }
        return there;
    }

    /** Gives those who wait what is there; false if nobody got anything. */
    static boolean serve(final World world, final Event event) {
        boolean served = false;
        for (final InstanceState instance : world.instances.values()) {
            final List<TaskState> waiting = everybodyOn(world, instance);
            waiting.removeIf(task -> !task.waits());
            waiting.sort(IN_TURN);
            for (final TaskState task : waiting) {
                if (isThere(world, task)) {
                    task.works = task.units;
                    event.dirty.add(instance.id);
                    served = true;
                }
            }
        }
        return served;
    }

    private static boolean isThere(final World world, final TaskState task) {
        final long lack = task.units - task.works;
        boolean fits = true;
        for (int kind = 0; kind < 3; kind++) {
            fits &= lack * task.bundle[kind] <= there(world, task.instance, kind);
        }
        return fits;
    }

    /** The task that came last of those on the instance that need a kind and drain, or wait. */
    static TaskState latest(
            final World world,
            final InstanceState instance,
            final int kind,
            final boolean draining) {
        final List<TaskState> found = everybodyOn(world, instance);
        found.removeIf(
                task -> task.bundle[kind] == 0 || !(draining ? task.drains() : task.waits()));
        return found.stream().max(EARLIER).orElseThrow();
    }

    /** Whether nobody may displace the task, because it drained or waited when the event began and still does. */
    static boolean isProtected(final TaskState task) {
        return task.isRunning() && task.works != task.units && task.worksBefore != task.unitsBefore;
    }

    /** Until when: the end of its own drain, or of the last there. */
    static long protectedUntil(final World world, final TaskState task) {
        if (task.drains()) {
            return task.until;
        }
        final List<TaskState> draining = draining(world, task.instance);
        return draining.get(draining.size() - 1).until;
    }
}
