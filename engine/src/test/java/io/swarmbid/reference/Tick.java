package io.swarmbid.reference;

import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.config.Setting;
import io.swarmbid.solver.ClearingProblem;
import io.swarmbid.solver.ClearingSolver;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Section 14: every ready instance that is covered is rearranged, whether anything has changed or not. */
final class Tick {
    /** No net value is below this. */
    private static final long LEAST = -(1L << 62) + 1;

    private static final int MAX_QUEUED = 1_024;
    private static final int MAX_CHOICES = 1 << 18;
    private static final Comparator<TaskState> BY_ARRIVAL =
            Comparator.<TaskState>comparingLong(task -> task.arrival)
                    .thenComparingLong(task -> task.id);

    /** A task and what its units from 0 on are worth; null where it may not hold so many. */
    private record Bidder(TaskState task, int held, BigInteger[] net) {
        BigInteger now() {
            return held == 0 ? BigInteger.ZERO : net[held];
        }
    }

    private final World world;
    private final Settling settling;
    private final Coverage coverage;

    Tick(final World world, final Settling settling, final Coverage coverage) {
        this.world = world;
        this.coverage = coverage;
        this.settling = settling;
    }

    void run(final Event event) {
        for (final InstanceState instance : coverage.begin()) {
            dropLosingUnits(instance, event);
            rearrange(instance, event);
        }
    }

    private void dropLosingUnits(final InstanceState instance, final Event event) {
        for (final TaskState task : world.tasksOn(instance)) {
            if (task.exhausted || world.isHeld(task)) {
                continue;
            }
            int best = task.units;
            for (int n = task.units - 1; n >= 0; n--) {
                final boolean permitted = n == 0 || task.permitted[n];
                if (permitted && net(instance, task, n) > net(instance, task, best)) {
                    best = n;
                }
            }
            if (best < task.units) {
                settling.lose(task, best, RevokeReason.NOT_PROFITABLE, event);
                event.dirty.add(instance.id);
            }
        }
    }

    private static long net(final InstanceState instance, final TaskState task, final int n) {
        final BigInteger reserve = Exact.product(instance.pool.reserveOfUnit(task), n);
        return atLeast(Exact.big(n == 0 ? 0 : task.value(n)).subtract(reserve));
    }

    private static long atLeast(final BigInteger net) {
        return net.max(Exact.big(LEAST)).longValueExact();
    }

    /** What waiting adds to n units, of which the first segment counts, if they are worth more than their reserve. */
    private static BigInteger aid(final InstanceState instance, final TaskState task, final int n) {
        if (n == 0 || net(instance, task, n) <= 0) {
            return BigInteger.ZERO;
        }
        final int first = Hull.above(task.hull, 0);
        return Exact.big(Segment.aid(task, instance.pool, first < 0 ? n : Math.min(n, first)));
    }

    private static BigInteger standing(
            final InstanceState instance, final TaskState task, final int n) {
        return Exact.big(net(instance, task, n)).add(aid(instance, task, n)).min(Exact.big(-LEAST));
    }

    private static BigInteger agedValue(
            final InstanceState instance, final TaskState task, final int n) {
        return Exact.big(n == 0 ? 0 : task.value(n)).add(aid(instance, task, n));
    }

    private void rearrange(final InstanceState instance, final Event event) {
        final List<TaskState> tasks = candidates(instance);
        if (tasks == null) {
            return;
        }
        final List<Bidder> free = bidders(instance, tasks, false);
        List<Bidder> chosen = free;
        int[] result = better(instance, free, true);
        if (result != null && !isWithinBudget(instance, free, result)) {
            chosen = bidders(instance, tasks, true);
            result = better(instance, chosen, false);
        }
        if (result != null) {
            apply(instance, chosen, result, event);
        }
    }

    /** Those on the instance, and the best of the queue, in order of arrival; null if the first alone are too many. */
    private List<TaskState> candidates(final InstanceState instance) {
        final List<TaskState> found = new ArrayList<>();
        final List<Segment> queued = new ArrayList<>();
        long choices = 0;
        for (final TaskState task : world.tasks.values()) {
            if (task.exhausted) {
                continue;
            }
            if (task.instance == instance && task.units > 0) {
                found.add(task);
                choices += task.max + 1;
            } else if (!task.isRunning() && world.isEligible(instance, task)) {
                final Segment first = firstAnywhere(instance, task);
                if (first != null && first.isAcceptable()) {
                    queued.add(first);
                }
            }
        }
        if (choices > MAX_CHOICES) {
            return null;
        }
        queued.sort((a, b) -> b.compareRank(a));
        int fromQueue = 0;
        for (final Segment first : queued) {
            choices += first.task().max + 1;
            if (fromQueue == MAX_QUEUED || choices > MAX_CHOICES) {
                break;
            }
            found.add(first.task());
            fromQueue++;
        }
        found.sort(BY_ARRIVAL);
        return found;
    }

    /** The first segment of a task whose fewest units fit in what is healthy, however wide the segment. */
    private static Segment firstAnywhere(final InstanceState instance, final TaskState task) {
        final int fewest = task.smallestPermitted();
        for (int kind = 0; kind < 3; kind++) {
            if ((long) fewest * task.bundle[kind] > instance.healthy(kind)) {
                return null;
            }
        }
        final int to = Hull.above(task.hull, 0);
        return to < 0 ? null : Segment.of(task, 0, to, instance.pool);
    }

    private List<Bidder> bidders(
            final InstanceState instance, final List<TaskState> tasks, final boolean keepAll) {
        final List<Bidder> bidders = new ArrayList<>();
        for (final TaskState task : tasks) {
            final int held = task.units;
            final boolean safe = held > 0 && (keepAll || world.isHeld(task) || !task.preemptible);
            final BigInteger[] net = new BigInteger[task.max + 1];
            for (int n = safe ? held : 0; n <= task.max; n++) {
                final boolean counts = n == 0 || n == held || task.permitted[n];
                if (counts && isLetIn(instance, task, n)) {
                    final BigInteger worth = standing(instance, task, n);
                    net[n] = Exact.big(atLeast(worth.subtract(switching(instance, task, n))));
                }
            }
            bidders.add(new Bidder(task, held, net));
        }
        return bidders;
    }

    /** Whether the room that is kept for another task lets this one have n units. */
    private boolean isLetIn(final InstanceState instance, final TaskState task, final int n) {
        if (n <= task.units) {
            return true;
        }
        final BigInteger threshold =
                Reservations.threshold(
                        world, instance, Segment.of(task, task.units, n, instance.pool));
        final BigInteger worth =
                agedValue(instance, task, n).subtract(agedValue(instance, task, task.units));
        return threshold == null || worth.compareTo(threshold) > 0;
    }

    private BigInteger switching(final InstanceState instance, final TaskState task, final int n) {
        if (n >= task.units) {
            return BigInteger.ZERO;
        }
        final BigInteger lost =
                agedValue(instance, task, task.units)
                        .subtract(agedValue(instance, task, n))
                        .max(BigInteger.ZERO);
        final BigInteger share = lost.multiply(Exact.big(world.settings.get(Setting.HYSTERESIS)));
        BigInteger cost = Exact.floor(share, Exact.M);
        if (n == 0) {
            final BigInteger kappa =
                    Exact.big(task.moveCost).multiply(Exact.product(Exact.M, Exact.H));
            cost = cost.add(Exact.floor(kappa, world.settings.get(Setting.HORIZON)));
        }
        return cost.min(Exact.big(-LEAST));
    }

    /** The units that bring most, or null if they bring no more than those held. */
    private int[] better(
            final InstanceState instance, final List<Bidder> bidders, final boolean setsDuals) {
        final int kind = instance.pool.onlyKind();
        final int[] best =
                kind < 0 ? solve(instance, bidders, setsDuals) : plan(instance, bidders, kind);
        if (best == null) {
            return null;
        }
        BigInteger gain = BigInteger.ZERO;
        for (int i = 0; i < best.length; i++) {
            final Bidder bidder = bidders.get(i);
            gain = gain.add(bidder.net[best[i]]).subtract(bidder.now());
        }
        return gain.signum() > 0 ? best : null;
    }

    /** Plain dynamic programming, from the last task to the first. */
    private static int[] plan(
            final InstanceState instance, final List<Bidder> bidders, final int kind) {
        final int capacity = instance.healthy(kind);
        final BigInteger[][] most = new BigInteger[bidders.size() + 1][capacity + 1];
        for (int free = 0; free <= capacity; free++) {
            most[bidders.size()][free] = BigInteger.ZERO;
        }
        for (int i = bidders.size() - 1; i >= 0; i--) {
            final Bidder bidder = bidders.get(i);
            for (int free = 0; free <= capacity; free++) {
                for (int n = 0; n < bidder.net.length; n++) {
                    final BigInteger sum = with(bidder, n, kind, free, most[i + 1]);
                    if (sum != null
                            && (most[i][free] == null || sum.compareTo(most[i][free]) > 0)) {
                        most[i][free] = sum;
                    }
                }
            }
        }
        final int[] best = new int[bidders.size()];
        int free = capacity;
        for (int i = 0; i < best.length; i++) {
            final Bidder bidder = bidders.get(i);
            best[i] = -1;
            for (int n = bidder.net.length - 1; n >= 0; n--) {
                final BigInteger sum = with(bidder, n, kind, free, most[i + 1]);
                if (sum != null
                        && sum.equals(most[i][free])
                        && !isMatchedByFewer(bidder, n)
                        && (best[i] < 0 || n == bidder.held)) {
                    best[i] = n;
                }
            }
            free -= best[i] * bidder.task.bundle[kind];
        }
        return best;
    }

    /** What n units bring with the best of the tasks that follow, or null if they do not fit. */
    private static BigInteger with(
            final Bidder bidder,
            final int n,
            final int kind,
            final int free,
            final BigInteger[] rest) {
        final int left = free - n * bidder.task.bundle[kind];
        return bidder.net[n] == null || left < 0 || rest[left] == null
                ? null
                : bidder.net[n].add(rest[left]);
    }

    /** Whether fewer units bring as much; for those held, more. */
    private static boolean isMatchedByFewer(final Bidder bidder, final int n) {
        for (int m = 0; m < n; m++) {
            if (bidder.net[m] != null
                    && bidder.net[m].compareTo(bidder.net[n]) >= (n == bidder.held ? 1 : 0)) {
                return true;
            }
        }
        return false;
    }

    /** Several kinds have no plain program: the solver itself. */
    private static int[] solve(
            final InstanceState instance, final List<Bidder> bidders, final boolean setsDuals) {
        int choices = 0;
        int vrus = 0;
        for (final Bidder bidder : bidders) {
            choices += bidder.net.length;
        }
        for (int kind = 0; kind < 3; kind++) {
            vrus = Math.max(vrus, instance.healthy(kind));
        }
        final int size = bidders.size() + 1;
        final ClearingProblem problem = new ClearingProblem(size, choices + 1);
        problem.begin(instance.healthy(0), instance.healthy(1), instance.healthy(2));
        for (final Bidder bidder : bidders) {
            int lowest = 0;
            while (bidder.net[lowest] == null) {
                lowest++;
            }
            final int[] bundle = bidder.task.bundle;
            final int number =
                    problem.add(
                            bundle[0],
                            bundle[1],
                            bundle[2],
                            bidder.held,
                            lowest,
                            bidder.net.length - 1);
            for (int n = lowest; n < bidder.net.length; n++) {
                if (bidder.net[n] != null) {
                    problem.net(number, n, bidder.net[n].longValueExact());
                }
            }
        }
        final ClearingSolver solver =
                new ClearingSolver(size, choices + 1, vrus, size * (vrus + 1));
        if (!solver.solve(problem, 1L << 26)) {
            return null;
        }
        for (int kind = 0; setsDuals && kind < 3; kind++) {
            instance.dual[kind] = solver.dual(kind);
        }
        final int[] best = new int[bidders.size()];
        for (int i = 0; i < best.length; i++) {
            best[i] = solver.units(i);
        }
        return best;
    }

    private boolean isWithinBudget(
            final InstanceState instance, final List<Bidder> bidders, final int[] result) {
        final long budget = world.settings.get(Setting.PREEMPTION_BUDGET);
        final long window = world.settings.get(Setting.PREEMPTION_WINDOW);
        long victims = 0;
        for (int i = 0; i < result.length; i++) {
            victims += result[i] < bidders.get(i).held ? 1 : 0;
        }
        long counted = victims;
        for (final long time : instance.preemptions) {
            counted += world.now < Exact.plus(time, window) ? 1 : 0;
        }
        return budget == 0 || victims == 0 || counted <= budget;
    }

    private void apply(
            final InstanceState instance,
            final List<Bidder> bidders,
            final int[] result,
            final Event event) {
        final long[] lacking = world.free(instance);
        final TaskState payer = payer(instance, bidders, result);
        for (int i = 0; i < result.length; i++) {
            final Bidder bidder = bidders.get(i);
            for (int kind = 0; kind < 3; kind++) {
                lacking[kind] -= (long) bidder.task.bundle[kind] * (result[i] - bidder.held);
            }
            if (result[i] < bidder.held) {
                if (result[i] == 0 && payer != null) {
                    Money.payMove(world, payer, bidder.task);
                }
                settling.lose(bidder.task, result[i], RevokeReason.REARRANGED, event);
                if (world.settings.get(Setting.PREEMPTION_BUDGET) > 0) {
                    instance.preemptions.add(world.now);
                }
            }
        }
        makeRoom(instance, lacking, event);
        for (int i = 0; i < result.length; i++) {
            final TaskState task = bidders.get(i).task;
            if (result[i] > bidders.get(i).held) {
                if (!task.isRunning()) {
                    task.agedAt = world.now;
                    Reservations.drop(world, task, event);
                }
                Grace.win(world, task, instance, result[i], event);
                event.seekers.remove(task);
            }
        }
        event.dirty.add(instance.id);
    }

    /** The task whose value less reserve, with its age, rises most; of equals the earliest. */
    private static TaskState payer(
            final InstanceState instance, final List<Bidder> bidders, final int[] result) {
        TaskState payer = null;
        BigInteger most = BigInteger.ZERO;
        for (int i = 0; i < result.length; i++) {
            final TaskState task = bidders.get(i).task;
            final BigInteger gain =
                    standing(instance, task, result[i])
                            .subtract(standing(instance, task, task.units));
            if (result[i] > task.units && gain.compareTo(most) > 0) {
                most = gain;
                payer = task;
            }
        }
        return payer;
    }

    /** The latest exhausted task that has what is below 0 loses one unit, or at its fewest all, until nothing is. */
    private void makeRoom(final InstanceState instance, final long[] left, final Event event) {
        while (true) {
            TaskState last = null;
            for (final TaskState task : world.tasksOn(instance)) {
                boolean helps = false;
                for (int kind = 0; kind < 3; kind++) {
                    helps |= left[kind] < 0 && task.bundle[kind] > 0;
                }
                if (task.exhausted
                        && helps
                        && (last == null || BY_ARRIVAL.compare(last, task) < 0)) {
                    last = task;
                }
            }
            if (last == null) {
                return;
            }
            final int lower = last.units > last.min ? last.units - 1 : 0;
            for (int kind = 0; kind < 3; kind++) {
                left[kind] += (long) last.bundle[kind] * (last.units - lower);
            }
            settling.lose(last, lower, RevokeReason.BUDGET_EXHAUSTED, event);
        }
    }
}
