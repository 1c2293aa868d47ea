package io.swarmbid.auction;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.config.Setting;
import io.swarmbid.solver.ClearingProblem;
import io.swarmbid.solver.ClearingSolver;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.QueueGroups;
import io.swarmbid.state.Segment;
import io.swarmbid.state.TaskTable;

/**
 * What each winner costs the others on its instance: the most that they could have there without it, less what they have
 * (E. H. Clarke, Multipart pricing of public goods, 1971). Section 8 of the rule book. Not threadsafe, no allocation.
 */
final class Pivots {
    /** Bidders in one instance's problem. */
    static final int MOST_BIDDERS = 512;

    /** Numbers of units in it, over all bidders. */
    static final int MOST_CHOICES = 16_384;

    /** Steps for one optimum. */
    static final long OPERATIONS = 10_000_000;

    /** Steps for the optima without each of the winners, where they are found together. */
    static final long SHARED_OPERATIONS = 10 * OPERATIONS;

    private final EngineState state;
    private final TaskTable tasks;
    private final InstanceTable instances;
    private final QueueGroups queue;
    private final ClearingProblem problem;
    private final ClearingSolver solver;
    private final io.swarmbid.solver.Pivots shared;
    private final int[] bidders = new int[MOST_BIDDERS];
    private final Segment best;
    private final Segment last;
    private final Segment next;
    private final Int128 held = new Int128();
    private final Int128 without = new Int128();
    private int count;

    Pivots(final EngineState state) {
        this.state = state;
        tasks = state.tasks;
        instances = state.instances;
        queue = state.queue;
        best = new Segment(state);
        last = new Segment(state);
        next = new Segment(state);
        problem = new ClearingProblem(MOST_BIDDERS, MOST_CHOICES);
        final int maxVrus = state.settings.getInt(Setting.MAX_VRUS_PER_INSTANCE);
        final int cells = MOST_BIDDERS * (maxVrus + 1);
        solver = new ClearingSolver(MOST_BIDDERS, MOST_CHOICES, maxVrus, cells);
        shared = new io.swarmbid.solver.Pivots(MOST_BIDDERS, MOST_CHOICES, maxVrus, cells);
    }

    /** Computes the pivots on every instance anew. */
    void compute() {
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            if (state.isReady(instance) && instances.taskCount(instance) > 0) {
                compute(instance);
            }
        }
    }

    private void compute(final int instance) {
        gather(instance);
        final int pool = instances.pool(instance);
        held.zero();
        for (int i = 0; i < count; i++) {
            addHeld(bidders[i], 1);
        }
        final boolean isShared = state.pools.onlyKind(pool) >= 0 && areShared(instance);
        for (int i = 0; i < count; i++) {
            if (tasks.isRunning(bidders[i])) {
                if (isShared) {
                    final Int128 most = shared.valueWithout(i);
                    without.set(most.high(), most.low());
                } else {
                    solveWithout(instance, i);
                }
                judge(instance, bidders[i]);
            }
        }
    }

    /** With one kind, the optima without each bidder in turn have most of their work in common. */
    private boolean areShared(final int instance) {
        begin(instance);
        for (int i = 0; i < count; i++) {
            if (!add(bidders[i], instances.pool(instance))) {
                return false;
            }
        }
        return solver.solve(problem, OPERATIONS)
                && solver.isExact()
                && shared.find(problem, solver, SHARED_OPERATIONS);
    }

    private void solveWithout(final int instance, final int winner) {
        begin(instance);
        for (int i = 0; i < count; i++) {
            if (i != winner) {
                add(bidders[i], instances.pool(instance));
            }
        }
        solver.solve(problem, OPERATIONS);
        without.set(solver.value().high(), solver.value().low());
    }

    private void begin(final int instance) {
        problem.begin(
                instances.healthyVcpu(instance),
                instances.healthyMemory(instance),
                instances.healthyAccelerator(instance));
    }

    /** What the others could have without a winner above what they have, at most 2^62, makes its pivot. */
    private void judge(final int instance, final int winner) {
        addHeld(winner, -1);
        final long harm = Math.min(1L << 62, without.subtract(held.high(), held.low()).saturated());
        addHeld(winner, 1);
        final int units = tasks.units(winner);
        long pivot = tasks.reserve(winner) * units + Math.max(0, harm);
        final int kind = state.pools.onlyKind(instances.pool(instance));
        if (kind >= 0) {
            pivot -= pivot % ((long) tasks.bundle(winner, kind) * units);
        }
        if (pivot != tasks.pivot(winner)) {
            state.holdings.touch(winner);
            tasks.pivot(winner, pivot);
        }
    }

    /** Adds, or takes away, what a task that runs has over its reserve. */
    private void addHeld(final int task, final int sign) {
        if (tasks.isRunning(task)) {
            final int units = tasks.units(task);
            held.addProduct(state.value(task, units), sign);
            held.addProduct(-tasks.reserve(task), (long) units * sign);
        }
    }

    /** False if the problem has no room for the bidder. */
    private boolean add(final int task, final int pool) {
        final int highest = tasks.max(task);
        final int number =
                problem.add(
                        tasks.vcpu(task),
                        tasks.memory(task),
                        tasks.accelerator(task),
                        0,
                        0,
                        highest);
        if (number == ClearingProblem.FULL) {
            return false;
        }
        final long reserve = state.reserve(task, pool);
        for (int units = tasks.fewest(task); units <= highest; units++) {
            if (state.fitsPool(task, units, pool)
                    && state.curves.permits(tasks.curve(task), units)) {
                final long net = state.value(task, units) - reserve * units;
                if (net > 0) {
                    problem.net(number, units, net);
                }
            }
        }
        return true;
    }

    /** The tasks on the instance, then the best-ranked queued ones while there is room; in order of arrival. */
    private void gather(final int instance) {
        count = 0;
        for (int task = instances.firstTask(instance);
                task != TaskTable.NONE;
                task = tasks.next(task)) {
            if (!tasks.is(task, TaskTable.EXHAUSTED) && count < MOST_BIDDERS) {
                bidders[count++] = task;
            }
        }
        boolean hasLast = false;
        while (count < MOST_BIDDERS && findNext(instance, hasLast)) {
            bidders[count++] = best.task;
            last.copyFrom(best);
            hasLast = true;
        }
        sort();
    }

    private boolean findNext(final int instance, final boolean hasLast) {
        final int pool = instances.pool(instance);
        boolean found = false;
        for (int place = 0; place < queue.size(); place++) {
            final int group = queue.at(place);
            if (queue.isExhausted(group)
                    || !state.permits(instance, queue.fleet(group), queue.poolSet(group))
                    || !state.fitsPool(queue.head(group), queue.units(group), pool)) {
                continue;
            }
            int task = queue.head(group);
            while (task != TaskTable.NONE) {
                next.set(task, pool, 0, queue.units(group));
                if (!hasLast || last.ranksBefore(next)) {
                    break;
                }
                task = queue.next(task);
            }
            if (task != TaskTable.NONE
                    && next.isAcceptable()
                    && (!found || next.ranksBefore(best))) {
                best.copyFrom(next);
                found = true;
            }
        }
        return found;
    }

    private void sort() {
        for (int i = 1; i < count; i++) {
            final int task = bidders[i];
            int at = i;
            while (at > 0 && tasks.isEarlier(task, bidders[at - 1])) {
                bidders[at] = bidders[at - 1];
                at--;
            }
            bidders[at] = task;
        }
    }
}
