package io.swarmbid.reference;

import io.swarmbid.config.Setting;
import java.math.BigInteger;

/** Section 9: the timer that is due next, found by looking at everything. */
final class Timers {
    static final int DRAIN = 0;
    static final int TIME_TO_LIVE = 1;
    static final int EXHAUSTION = 2;
    static final int DEADLINE = 3;
    static final int INSTANCE = 4;
    static final int POOL = 5;
    static final int PERIOD = 6;
    static final int FLEET = 7;

    /** A timer, of a task or of an instance. */
    record Timer(long due, int order, long id) {
        boolean isBefore(final Timer other) {
            if (due != other.due) {
                return due < other.due;
            }
            return order != other.order ? order < other.order : id < other.id;
        }
    }

    private final World world;
    private final Money money;

    Timers(final World world, final Money money) {
        this.world = world;
        this.money = money;
    }

    /** The first timer, due now at the earliest, or null. */
    Timer next() {
        Timer first = null;
        for (final TaskState task : world.tasks.values()) {
            if (!task.isRunning() && task.ttl != Exact.NONE) {
                first = earlier(first, Exact.plus(task.queuedAt, task.ttl), TIME_TO_LIVE, task.id);
            }
            if (!task.exhausted) {
                first = earlier(first, money.exhaustionDue(task), EXHAUSTION, task.id);
            }
            if (task.deadline != Exact.NONE) {
                first = earlier(first, deadlineDue(task), DEADLINE, task.id);
            }
            first = earlier(first, task.use.periodEnd(), PERIOD, task.id);
        }
        for (final InstanceState instance : world.instances.values()) {
            for (final TaskState task : Grace.draining(world, instance)) {
                first = earlier(first, task.until, DRAIN, instance.id);
            }
            first = earlier(first, instanceDue(instance), INSTANCE, instance.id);
        }
        for (final PoolState pool : world.pools.values()) {
            first = earlier(first, crossing(pool), POOL, pool.id);
        }
        for (final FleetState fleet : world.fleets.values()) {
            for (final long pool : fleet.regretRates.keySet()) {
                first = earlier(first, moveDue(fleet, pool), FLEET, fleet.id);
            }
        }
        return first;
    }

    /** When what the pool misses reaches what an activation costs; {@link Long#MAX_VALUE} if nothing is missed. */
    long crossing(final PoolState pool) {
        if (pool.unmetRate.signum() == 0) {
            return Long.MAX_VALUE;
        }
        return reaches(pool.unmet, pool.unmetRate, pool.activationThreshold());
    }

    private Timer earlier(final Timer first, final long due, final int order, final long id) {
        if (due == Long.MAX_VALUE) {
            return first;
        }
        final Timer timer = new Timer(Math.max(world.now, due), order, id);
        return first == null || timer.isBefore(first) ? timer : first;
    }

    private static long deadlineDue(final TaskState task) {
        if (task.isRunning()) {
            return task.deadline + 1;
        }
        long due = Long.MAX_VALUE;
        for (int n = task.min; n <= task.max; n++) {
            if (task.permitted[n]) {
                due = Math.min(due, task.firstInstantWithout(n));
            }
        }
        return due;
    }

    private long instanceDue(final InstanceState instance) {
        long due = Long.MAX_VALUE;
        for (final TaskState task : world.tasksOn(instance)) {
            if (task.holdEnds != Exact.NONE) {
                due = Math.min(due, task.holdEnds);
            }
        }
        for (final long preemption : instance.preemptions) {
            due = Math.min(due, windowEnd(preemption));
        }
        if (instance.isLeaving()) {
            due = Math.min(due, instance.deadline);
        }
        return Math.min(due, idleDue(instance));
    }

    long windowEnd(final long preemption) {
        return Exact.plus(preemption, world.settings.get(Setting.PREEMPTION_WINDOW));
    }

    /** When an idle instance of autoscale goes, else {@link Long#MAX_VALUE}. */
    long idleDue(final InstanceState instance) {
        if (instance.idleSince == Exact.NONE) {
            return Long.MAX_VALUE;
        }
        final BigInteger threshold = instance.pool.activationThreshold();
        final long lost = reaches(instance.deficit, instance.deficitRate, threshold);
        final long cool = Exact.plus(instance.idleSince, world.settings.get(Setting.COOL_DOWN));
        final long due = Math.max(lost, cool);
        final long quantum = instance.pool.billingQuantum;
        if (quantum == 0 || due == Long.MAX_VALUE) {
            return due;
        }
        final var quanta = Exact.ceil(Exact.big(due - instance.readyAt), quantum);
        return Exact.saturated(
                quanta.multiply(Exact.big(quantum)).add(Exact.big(instance.readyAt)));
    }

    /** When the fleet moves to a pool as things stand, {@link Long#MAX_VALUE} if never. */
    long moveDue(final FleetState fleet, final long pool) {
        final long rate = fleet.regretRates.getOrDefault(pool, 0L);
        return rate <= 0
                ? Long.MAX_VALUE
                : reaches(
                        fleet.regrets.get(pool), Exact.big(rate), fleet.regretThresholds.get(pool));
    }

    /** When the regret of being in one pool and not in another reaches a threshold. */
    long regretReaches(final PoolState held, final long pool, final BigInteger threshold) {
        return reaches(held.regrets.get(pool), held.regretRates.get(pool), threshold);
    }

    /** When an amount that grows at a rate reaches a threshold, now at the earliest. */
    private long reaches(
            final BigInteger amount, final BigInteger rate, final BigInteger threshold) {
        final BigInteger left = threshold.subtract(amount);
        if (left.signum() <= 0) {
            return world.now;
        }
        if (rate.signum() == 0) {
            return Long.MAX_VALUE;
        }
        final BigInteger[] parts = left.divideAndRemainder(rate);
        final BigInteger delay = parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
        return Exact.saturated(delay.add(Exact.big(world.now)));
    }
}
