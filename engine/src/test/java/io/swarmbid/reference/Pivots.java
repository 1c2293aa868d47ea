package io.swarmbid.reference;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.config.Setting;
import io.swarmbid.solver.ClearingProblem;
import io.swarmbid.solver.ClearingSolver;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Section 8: what each winner costs the others on its instance. */
final class Pivots {
    private static final int MOST_BIDDERS = 512;
    private static final int MOST_CHOICES = 16_384;
    private static final long OPERATIONS = 10_000_000;

    private final World world;
    private final ClearingProblem problem = new ClearingProblem(MOST_BIDDERS, MOST_CHOICES);
    private final ClearingSolver solver;

    Pivots(final World world) {
        this.world = world;
        final int vrus = world.settings.getInt(Setting.MAX_VRUS_PER_INSTANCE);
        solver = new ClearingSolver(MOST_BIDDERS, MOST_CHOICES, vrus, MOST_BIDDERS * (vrus + 1));
    }

    void compute() {
        for (final InstanceState instance : world.instances.values()) {
            if (instance.isReady()) {
                final List<TaskState> bidders = bidders(instance);
                for (final TaskState each : bidders) {
                    if (each.isRunning()) {
                        each.pivot = pivot(instance, each, bidders);
                    }
                }
            }
        }
    }

    private List<TaskState> bidders(final InstanceState instance) {
        final List<TaskState> bidders = new ArrayList<>(world.tasksOn(instance));
        bidders.removeIf(task -> task.exhausted);
        final List<Segment> firsts = new ArrayList<>();
        for (final TaskState task : world.queued()) {
            final Segment first = Segment.first(task, instance.pool);
            if (first != null && first.isAcceptable() && world.isEligible(instance, task)) {
                firsts.add(first);
            }
        }
        firsts.sort((a, b) -> b.compareRank(a));
        firsts.forEach(first -> bidders.add(first.task()));
        final List<TaskState> most =
                new ArrayList<>(bidders.subList(0, Math.min(MOST_BIDDERS, bidders.size())));
        most.sort(
                Comparator.<TaskState>comparingLong(task -> task.arrival)
                        .thenComparingLong(task -> task.id));
        return most;
    }

    private long pivot(
            final InstanceState instance, final TaskState winner, final List<TaskState> bidders) {
        final List<TaskState> others = new ArrayList<>(bidders);
        others.remove(winner);
        BigInteger held = BigInteger.ZERO;
        for (final TaskState task : others) {
            final long now = task.isRunning() ? net(instance.pool, task, task.units) : 0;
            held = held.add(Exact.big(now));
        }
        final int only = instance.pool.onlyKind();
        final BigInteger most = only < 0 ? solve(instance, others) : plan(instance, others, only);
        final BigInteger harm =
                most.subtract(held).max(BigInteger.ZERO).min(BigInteger.ONE.shiftLeft(62));
        final long reserve = instance.pool.reserveOfUnit(winner) * winner.units;
        final long pivot = reserve + harm.longValueExact();
        return only < 0 ? pivot : pivot - pivot % ((long) winner.units * winner.bundle[only]);
    }

    /** The optimum of one kind by plain dynamic programming. */
    private static BigInteger plan(
            final InstanceState instance, final List<TaskState> others, final int kind) {
        final int capacity = instance.healthy(kind);
        BigInteger[] most = new BigInteger[capacity + 1];
        Arrays.fill(most, BigInteger.ZERO);
        for (final TaskState task : others) {
            final BigInteger[] with = most.clone();
            for (int n = task.min; n <= task.max; n++) {
                final int vrus = n * task.bundle[kind];
                for (int free = vrus; free <= capacity && task.permitted[n]; free++) {
                    with[free] =
                            with[free].max(
                                    most[free - vrus].add(Exact.big(net(instance.pool, task, n))));
                }
            }
            most = with;
        }
        return most[capacity];
    }

    private BigInteger solve(final InstanceState instance, final List<TaskState> others) {
        problem.begin(instance.healthy(0), instance.healthy(1), instance.healthy(2));
        others.forEach(task -> add(instance.pool, task));
        solver.solve(problem, OPERATIONS);
        final Int128 value = solver.value();
        return Exact.big(value.high())
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(value.low())));
    }

    private static long net(final PoolState pool, final TaskState task, final int n) {
        return task.value(n) - pool.reserveOfUnit(task) * n;
    }

    private void add(final PoolState pool, final TaskState task) {
        final int number =
                problem.add(task.bundle[0], task.bundle[1], task.bundle[2], 0, 0, task.max);
        for (int n = task.min; n <= task.max; n++) {
            if (task.permitted[n] && pool.holds(task, n) && net(pool, task, n) > 0) {
                problem.net(number, n, net(pool, task, n));
            }
        }
    }
}
