package io.swarmbid.reference;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Section 8: the price of a VRU of each kind on an instance, femto per hour. */
final class Pricing {
    private record Shape(
            Set<Long> pools,
            long fleet,
            int vcpu,
            int memory,
            int accelerator,
            int units,
            long age) {}

    private final World world;
    private final Contest contest;

    Pricing(final World world) {
        this.world = world;
        this.contest = new Contest(world);
    }

    /** The price of every kind; 0 for a kind that the pool does not have. */
    long[] prices(final InstanceState instance) {
        final long[] prices = new long[3];
        for (int kind = 0; kind < 3; kind++) {
            prices[kind] = instance.pool.vrus[kind] == 0 ? 0 : instance.pool.reserve(kind);
        }
        final int only = instance.pool.onlyKind();
        if (instance.isReady() && only >= 0) {
            prices[only] = Math.max(prices[only], aboveReserve(instance, only));
        }
        if (instance.isReady() && only < 0) {
            addDuals(instance, prices);
        }
        return prices;
    }

    /** The duals, scaled by the smallest share of them that a winner can pay, but 1 at most. */
    private void addDuals(final InstanceState instance, final long[] prices) {
        BigInteger margin = BigInteger.ONE;
        BigInteger load = BigInteger.ONE;
        final boolean[] held = new boolean[3];
        for (final TaskState task : world.tasksOn(instance)) {
            BigInteger own = BigInteger.ZERO;
            for (int kind = 0; kind < 3; kind++) {
                final long vrus = (long) task.bundle[kind] * task.units;
                own = own.add(Exact.product(instance.dual[kind], vrus));
                held[kind] |= vrus > 0 && !task.exhausted;
            }
            if (task.exhausted || own.signum() == 0) {
                continue;
            }
            final BigInteger reserve = Exact.product(instance.pool.reserveOfUnit(task), task.units);
            final boolean payable = own.compareTo(Exact.big(1L << 62)) <= 0;
            final BigInteger left =
                    payable ? Exact.big(task.value(task.units)).subtract(reserve) : BigInteger.ZERO;
            if (left.multiply(load).compareTo(margin.multiply(own)) < 0) {
                margin = left.max(BigInteger.ZERO);
                load = own;
            }
        }
        for (int kind = 0; kind < 3; kind++) {
            final BigInteger over = Exact.big(instance.dual[kind]).multiply(margin).divide(load);
            if (held[kind]) {
                prices[kind] = Math.addExact(prices[kind], over.longValueExact());
            }
        }
    }

    /** The smaller of the cap and the largest count; 0 if nothing counts. */
    private long aboveReserve(final InstanceState instance, final int kind) {
        Segment low = null;
        long cap = Long.MAX_VALUE;
        for (final TaskState task : world.tasksOn(instance)) {
            if (!task.exhausted) {
                final Segment last = Segment.last(task, task.units, instance.pool);
                low = low == null || last.compareRank(low) < 0 ? last : low;
                final long vrus = (long) task.bundle[kind] * task.units;
                final int first = Math.min(task.units, Hull.above(task.hull, 0));
                final long value = task.value(task.units) + Segment.aid(task, instance.pool, first);
                cap = Math.min(cap, Math.floorDiv(value, vrus));
            }
        }
        if (low == null) {
            return 0;
        }
        long largest = 0;
        for (final Segment loser : losers(instance)) {
            if (loser.compareWorth(low) <= 0) {
                largest = Math.max(largest, perVru(loser, kind));
            } else if (contest.judge(instance, loser, Contest.Mode.BARE).wins()) {
                final long lowest = Math.floorDiv(low.value() + low.aid(), low.demand(kind));
                largest = Math.max(largest, Math.min(perVru(loser, kind), lowest));
            }
        }
        return Math.min(cap, largest);
    }

    private static long perVru(final Segment segment, final int kind) {
        return Math.floorDiv(segment.value(), segment.demand(kind));
    }

    private Set<Segment> losers(final InstanceState instance) {
        final Map<Object, Segment> losers = new LinkedHashMap<>();
        for (final TaskState task : world.tasks.values()) {
            if (task.instance == instance && task.units > 0) {
                final Segment next = Segment.next(task, task.units, instance.pool);
                if (next != null && next.isAcceptable()) {
                    losers.put(task.id, next);
                }
            } else if (!task.isRunning() && world.isEligible(instance, task)) {
                final Segment first = Segment.first(task, instance.pool);
                if (first != null && first.isAcceptable() && fitsHealthy(instance, first)) {
                    losers.merge(
                            shape(task, first.to()), first, (a, b) -> a.compareRank(b) > 0 ? a : b);
                }
            }
        }
        return Set.copyOf(losers.values());
    }

    /** Queued tasks that may run on the same instances and whose first segments need the same. */
    static Object shape(final TaskState task, final int first) {
        return new Shape(
                new TreeSet<>(task.pools),
                task.fleet,
                task.bundle[0],
                task.bundle[1],
                task.bundle[2],
                first,
                task.age);
    }

    static boolean fitsHealthy(final InstanceState instance, final Segment segment) {
        for (int kind = 0; kind < 3; kind++) {
            if (segment.demand(kind) > instance.healthy(kind)) {
                return false;
            }
        }
        return true;
    }
}
