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
            final TaskState task = world.tasks.get(each.getKey());
            final boolean drains = task != null && task.instance == instance && task.drains();
            event.decisions.add(
                    Decision.revoke(
                            holding(instance, each.getKey()),
                            reason,
                            drains ? task.until : world.now,
                            ranges(each.getValue())));
        }
        for (final TaskState task : world.tasksOn(instance)) {
            final TreeSet<Named> gained = gained(instance, task);
            if (!gained.isEmpty()) {
                event.decisions.add(Decision.grant(holding(instance, task.id), ranges(gained)));
            }
            final boolean worked = task.instanceBefore == instance && task.worksBefore > 0;
            if (task.works > 0 && !worked) {
                event.decisions.add(Decision.admit(instance.id, task.id));
            }
        }
    }

    /** VRUs that tasks have too many of are free again, and those that they will have too many of drain. */
    private TreeMap<Long, TreeSet<Named>> lost(final InstanceState instance) {
        final TreeMap<Long, TreeSet<Named>> lost = new TreeMap<>();
        for (int kind = 0; kind < 3; kind++) {
            final TreeSet<Long> owners = new TreeSet<>();
            instance.vrus.get(kind).forEach(vru -> owners.add(vru.owner));
            owners.remove(0L);
            for (final long owner : owners) {
                lose(instance, owner, kind, lost.computeIfAbsent(owner, id -> none()));
            }
        }
        lost.values().removeIf(TreeSet::isEmpty);
        return lost;
    }

    /** From the highest-numbered down. */
    private void lose(
            final InstanceState instance,
            final long owner,
            final int kind,
            final TreeSet<Named> lost) {
        final List<InstanceState.Vru> vrus = instance.vrus.get(kind);
        long tooMany = count(vrus, owner, false) - entitled(instance, owner, kind);
        final long mayDrain = entitled(instance, owner, kind) - keeps(instance, owner, kind);
        for (int i = vrus.size() - 1; i >= 0; i--) {
            final InstanceState.Vru vru = vrus.get(i);
            if (tooMany > 0
                    && vru.owner == owner
                    && vru.drains
                    && count(vrus, owner, true) > mayDrain) {
                lost.add(new Named(kind, i));
                vru.owner = 0;
                vru.drains = false;
                tooMany--;
            }
        }
        for (int i = vrus.size() - 1; i >= 0; i--) {
            final InstanceState.Vru vru = vrus.get(i);
            if (vru.owner == owner && !vru.drains) {
                if (tooMany > 0) {
                    vru.owner = 0;
                    lost.add(new Named(kind, i));
                    tooMany--;
                } else if (count(vrus, owner, true) < mayDrain) {
                    vru.drains = true;
                    lost.add(new Named(kind, i));
                }
            }
        }
    }

    private static long count(
            final List<InstanceState.Vru> vrus, final long owner, final boolean draining) {
        return vrus.stream()
                .filter(vru -> vru.owner == owner)
                .filter(vru -> !draining || vru.drains)
                .count();
    }

    /** VRUs that a task works with. */
    private long entitled(final InstanceState instance, final long id, final int kind) {
        final TaskState task = world.tasks.get(id);
        return task == null || task.instance != instance
                ? 0
                : (long) task.works * task.bundle[kind];
    }

    /** Those of them that it has won. */
    private long keeps(final InstanceState instance, final long id, final int kind) {
        final TaskState task = world.tasks.get(id);
        return task == null || task.instance != instance
                ? 0
                : (long) Math.min(task.units, task.works) * task.bundle[kind];
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
            long tooMany =
                    count(vrus, task.id, true)
                            - entitled(instance, task.id, kind)
                            + keeps(instance, task.id, kind);
            for (int i = 0; i < vrus.size() && tooMany > 0; i++) {
                if (vrus.get(i).owner == task.id && vrus.get(i).drains) {
                    vrus.get(i).drains = false;
                    gained.add(new Named(kind, i));
                    tooMany--;
                }
            }
        }
        return gained;
    }

    private Decision.Holding holding(final InstanceState instance, final long id) {
        final TaskState task = world.tasks.get(id);
        final int n =
                task == null || task.instance != instance ? 0 : Math.min(task.units, task.works);
        if (n == 0) {
            return new Decision.Holding(instance.id, id, 0, 0, 0);
        }
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
