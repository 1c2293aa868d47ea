package io.swarmbid.reference;

import io.swarmbid.codec.sbe.RevokeReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Section 10: which VRUs change hands, once an event has settled. */
final class Naming {
    /** A VRU that somebody gained or lost. */
    record Named(int kind, int vru) {}

    private final World world;

    Naming(final World world) {
        this.world = world;
    }

    private static TreeSet<Named> none() {
        return new TreeSet<>(Comparator.comparingInt(Named::kind).thenComparingInt(Named::vru));
    }

    void run(final Event event) {
        for (final InstanceState instance : event.gone) {
            name(instance, event);
        }
        for (final InstanceState instance : world.instances.values()) {
            name(instance, event);
        }
    }

    private void name(final InstanceState instance, final Event event) {
        final TreeMap<Long, TreeSet<Named>> lost = lost(instance);
        final Event.Fault fault = event.fault;
        if (fault != null && fault.instance() == instance.id) {
            lost.computeIfAbsent(fault.task(), id -> none())
                    .add(new Named(fault.kind(), fault.vru()));
        }
        for (final var each : lost.entrySet()) {
            final RevokeReason reason =
                    Objects.requireNonNull(event.revokeReason(instance.id, each.getKey()));
            event.decisions.add(
                    Decision.revoke(
                            holding(instance, each.getKey()), reason, ranges(each.getValue())));
        }
        for (final TaskState task : world.tasksOn(instance)) {
            final TreeSet<Named> gained = gained(instance, task);
            if (!gained.isEmpty()) {
                event.decisions.add(Decision.grant(holding(instance, task.id), ranges(gained)));
            }
            if (task.instanceBefore != instance) {
                event.decisions.add(Decision.admit(instance.id, task.id));
            }
        }
    }

    /** Takes back the highest-numbered VRUs that tasks hold too many of, or all from those that left. */
    private TreeMap<Long, TreeSet<Named>> lost(final InstanceState instance) {
        final TreeMap<Long, TreeSet<Named>> lost = new TreeMap<>();
        for (int kind = 0; kind < 3; kind++) {
            final TreeMap<Long, Long> seen = new TreeMap<>();
            final List<InstanceState.Vru> vrus = instance.vrus.get(kind);
            for (int i = 0; i < vrus.size(); i++) {
                final long owner = vrus.get(i).owner;
                if (owner != 0) {
                    final long nth = seen.merge(owner, 1L, Long::sum);
                    if (nth > entitled(instance, owner, kind)) {
                        vrus.get(i).owner = 0;
                        lost.computeIfAbsent(owner, id -> none()).add(new Named(kind, i));
                    }
                }
            }
        }
        return lost;
    }

    private long entitled(final InstanceState instance, final long id, final int kind) {
        final TaskState task = world.tasks.get(id);
        return task == null || task.instance != instance
                ? 0
                : (long) task.units * task.bundle[kind];
    }

    /** Gives the lowest-numbered healthy free VRUs to a task that holds too few. */
    private TreeSet<Named> gained(final InstanceState instance, final TaskState task) {
        final TreeSet<Named> gained = none();
        for (int kind = 0; kind < 3; kind++) {
            final List<InstanceState.Vru> vrus = instance.vrus.get(kind);
            long missing = entitled(instance, task.id, kind);
            for (final InstanceState.Vru vru : vrus) {
                missing -= vru.owner == task.id ? 1 : 0;
            }
            for (int i = 0; i < vrus.size() && missing > 0; i++) {
                if (vrus.get(i).owner == 0 && vrus.get(i).healthy) {
                    vrus.get(i).owner = task.id;
                    gained.add(new Named(kind, i));
                    missing--;
                }
            }
            if (missing > 0) {
                throw new IllegalStateException("no healthy free VRU for task " + task.id);
            }
        }
        return gained;
    }

    private Decision.Holding holding(final InstanceState instance, final long id) {
        final TaskState task = world.tasks.get(id);
        if (task == null || task.instance != instance) {
            return new Decision.Holding(instance.id, id, 0, 0, 0);
        }
        final int n = task.units;
        final Segment last = Segment.last(task, n, instance.pool);
        final long value = task.exhausted ? 0 : task.value(n);
        final long margin = value - Math.multiplyExact(instance.pool.costOfUnit(task), n);
        return new Decision.Holding(
                instance.id,
                id,
                n,
                Math.floorDiv(margin, Exact.M),
                Math.floorDiv(last.value(), last.units() * Exact.M));
    }

    private static List<Decision.Range> ranges(final TreeSet<Named> named) {
        final List<Decision.Range> ranges = new ArrayList<>();
        for (final Named each : named) {
            final int last = ranges.size() - 1;
            if (last >= 0
                    && ranges.get(last).kind() == each.kind
                    && ranges.get(last).last() == each.vru - 1) {
                ranges.set(last, new Decision.Range(each.kind, ranges.get(last).first(), each.vru));
            } else {
                ranges.add(new Decision.Range(each.kind, each.vru, each.vru));
            }
        }
        return ranges;
    }
}
