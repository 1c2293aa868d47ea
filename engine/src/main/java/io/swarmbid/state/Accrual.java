package io.swarmbid.state;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.config.Limits;
import io.swarmbid.memory.TimerHeap;

/**
 * What time does: work done, charges and costs, exact to the last remainder. A task's charge is units times the
 * difference of two readings of its instance's price integral, so it is computed only when the task itself changes. Not
 * threadsafe.
 */
public final class Accrual {
    /** Femto per hour times nanoseconds in one nano-currency. */
    public static final long SCALE = Limits.PPM * Limits.NANOS_PER_HOUR;

    private final EngineState state;
    private final TaskTable tasks;
    private final Int128 sum = new Int128();
    private final Int128 bound = new Int128();

    Accrual(final EngineState state) {
        this.state = state;
        this.tasks = state.tasks;
    }

    /** Accrues a task up to now. */
    public void accrue(final int task) {
        final long now = state.event.now();
        final long elapsed = now - tasks.accruedAt(task);
        if (elapsed == 0) {
            return;
        }
        final int instance = tasks.instance(task);
        if (instance < 0) {
            tasks.accruedAt(task, now);
            return;
        }
        final int units = state.grace.working(task);
        if (units == 0) {
            mark(task);
            return;
        }
        final boolean exhausted = tasks.is(task, TaskTable.EXHAUSTED);
        final long charged = exhausted ? 0 : charge(task, instance, units, elapsed);
        final long cost = cost(task, instance, units);
        final long gap = tasks.is(task, TaskTable.GAPPED) ? gap(task, instance, units, elapsed) : 0;
        if ((charged | cost | gap) != 0) {
            state.ledger.accrued(tasks.customer(task), charged, cost, exhausted ? cost : gap);
        }
        work(task, units, elapsed);
        tasks.duration(task, tasks.duration(task) + elapsed);
        mark(task);
    }

    /** Takes the readings from which the next accrual counts. */
    void mark(final int task) {
        final int instance = tasks.instance(task);
        tasks.accruedAt(task, state.event.now());
        if (instance < 0) {
            return;
        }
        priceIntegral(task, instance);
        tasks.chargeMarkHigh(task, sum.high());
        tasks.chargeMarkLow(task, sum.low());
        costIntegral(task, state.instances.pool(instance));
        tasks.costMarkHigh(task, sum.high());
        tasks.costMarkLow(task, sum.low());
    }

    private void priceIntegral(final int task, final int instance) {
        final InstanceTable instances = state.instances;
        instances.integrate(instance, state.event.now());
        sum.zero();
        for (int kind = 0; kind < 3; kind++) {
            final int count = tasks.bundle(task, kind);
            if (count != 0) {
                instances.addIntegral(instance, kind, count, sum);
            }
        }
    }

    private void costIntegral(final int task, final int pool) {
        final PoolTable pools = state.pools;
        pools.integrate(pool, state.event.now());
        sum.zero();
        for (int kind = 0; kind < 3; kind++) {
            final int count = tasks.bundle(task, kind);
            if (count != 0) {
                pools.addIntegral(pool, kind, count, sum);
            }
        }
    }

    private long charge(final int task, final int instance, final int units, final long elapsed) {
        if (state.grace.drains(task)) {
            sum.zero().addProduct(drainRate(task, units), elapsed);
        } else if (state.paysPivots) {
            sum.zero().addProduct(pivotRate(task, units), elapsed);
        } else if (tasks.is(task, TaskTable.CAPPED)) {
            sum.zero().addProduct(state.value(task, units), elapsed);
        } else {
            priceIntegral(task, instance);
            sum.subtract(tasks.chargeMarkHigh(task), tasks.chargeMarkLow(task)).multiply(units);
        }
        sum.add(tasks.chargeRest(task));
        final long whole = sum.dividedBy(SCALE);
        final long before = tasks.charge(task);
        if (whole >= tasks.bid(task) - before) {
            tasks.charge(task, tasks.bid(task));
            tasks.chargeRest(task, 0);
            return tasks.bid(task) - before;
        }
        tasks.charge(task, before + whole);
        tasks.chargeRest(task, rest(whole));
        return whole;
    }

    /** What the price of an aged task's units is above its value: paid by the subsidy. */
    private long gap(final int task, final int instance, final int units, final long elapsed) {
        priceIntegral(task, instance);
        sum.subtract(tasks.chargeMarkHigh(task), tasks.chargeMarkLow(task))
                .multiply(units)
                .addProduct(-state.value(task, units), elapsed)
                .add(tasks.gapRest(task));
        final long whole = sum.dividedBy(SCALE);
        tasks.gapRest(task, rest(whole));
        return whole;
    }

    private long rest(final long whole) {
        return sum.low() - whole * SCALE;
    }

    private long cost(final int task, final int instance, final int units) {
        costIntegral(task, state.instances.pool(instance));
        sum.subtract(tasks.costMarkHigh(task), tasks.costMarkLow(task)).multiply(units);
        sum.add(tasks.costRest(task));
        final long whole = sum.dividedBy(SCALE);
        tasks.cost(task, tasks.cost(task) + whole);
        tasks.costRest(task, rest(whole));
        return whole;
    }

    private void work(final int task, final int units, final long elapsed) {
        final int speedup = state.curves.speedup(tasks.curve(task), units);
        sum.zero().addProduct(speedup, elapsed).add(tasks.workRest(task));
        final long whole = sum.dividedBy(Limits.PPM);
        tasks.workDone(task, tasks.workDone(task) + whole);
        tasks.workRest(task, (int) (sum.low() - whole * Limits.PPM));
    }

    /** Accrues what an instance costs up to now. */
    public void accrueInstance(final int instance) {
        final InstanceTable instances = state.instances;
        final long now = state.event.now();
        final long elapsed = now - instances.costedAt(instance);
        instances.costedAt(instance, now);
        if (elapsed == 0 || instances.state(instance) == InstanceTable.PENDING) {
            return;
        }
        final int pool = instances.pool(instance);
        sum.zero().addProduct(state.pools.cost(pool), elapsed).add(instances.costRest(instance));
        final long whole = sum.dividedBy(Limits.NANOS_PER_HOUR);
        instances.costRest(instance, sum.low() - whole * Limits.NANOS_PER_HOUR);
        state.ledger.instanceCost(pool, whole);
    }

    /**
     * A challenger pays the move cost of a task that it displaces, up to what remains of its bid; the subsidy pays the rest.
     * Both tasks are accrued to now.
     */
    void payMove(final int challenger, final int displaced) {
        final long due = tasks.moveCost(displaced);
        final long paid = Math.min(due, tasks.bid(challenger) - tasks.charge(challenger));
        tasks.charge(challenger, tasks.charge(challenger) + paid);
        if (tasks.charge(challenger) == tasks.bid(challenger)) {
            tasks.chargeRest(challenger, 0);
        }
        state.ledger.move(tasks.customer(challenger), tasks.customer(displaced), paid, due - paid);
    }

    /** Whether a task has run, or paid for the moves of others before it could: its end says what it was charged. */
    public boolean isBilled(final int task) {
        return tasks.is(task, TaskTable.RAN) || tasks.charge(task) > 0;
    }

    /** Whether an accrued task has used up its work or its bid. */
    public boolean isUsedUp(final int task) {
        return tasks.workDone(task) >= state.fullWork(task)
                || tasks.charge(task) >= tasks.bid(task);
    }

    /**
     * Whether the charge of an accrued task could reach its bid before its work is done. While {@code charge <= b * work done} it
     * cannot, since no charge rate is above b * S(n), unless b spreads the bid over less than the full work. An aged task is
     * watched as well, since a price may leave its value.
     */
    public boolean mayOverrun(final int task) {
        if (tasks.age(task) > 0 || state.valueWork(task) < state.fullWork(task)) {
            return true;
        }
        final long work = tasks.workDone(task) * Limits.PPM + tasks.workRest(task);
        if (work < 0 || Math.multiplyHigh(tasks.workDone(task), (long) Limits.PPM) != 0) {
            return true;
        }
        sum.zero().addProduct(tasks.bidRate(task), work);
        bound.zero().addProduct(tasks.charge(task), SCALE).add(tasks.chargeRest(task));
        return bound.compareTo(sum) > 0;
    }

    /** First nanosecond at which an accrued, running task will have used up its work or its bid. */
    long exhaustionDue(final int task) {
        final int units = state.grace.working(task);
        final long now = state.event.now();
        long due = TimerHeap.NEVER;
        final int speedup = state.curves.speedup(tasks.curve(task), units);
        if (speedup > 0) {
            sum.zero()
                    .addProduct(state.fullWork(task) - tasks.workDone(task), Limits.PPM)
                    .add(-tasks.workRest(task));
            due = after(now, ceil(speedup));
        }
        if (tasks.is(task, TaskTable.RISKY)) {
            if (tasks.charge(task) >= tasks.bid(task)) {
                return now;
            }
            final long rate = chargeRate(task, units);
            if (rate > 0) {
                sum.zero()
                        .addProduct(tasks.bid(task) - tasks.charge(task), SCALE)
                        .add(-tasks.chargeRest(task));
                due = Math.min(due, after(now, ceil(rate)));
            }
        }
        return due;
    }

    /** The pivot, between the reserve of the units and their value. */
    private long pivotRate(final int task, final int units) {
        final long value = state.value(task, units);
        return Math.min(value, Math.max(tasks.reserve(task) * units, tasks.pivot(task)));
    }

    private long drainRate(final int task, final int units) {
        return Math.min(state.grace.rate(task), state.value(task, units));
    }

    /** What units of a task cost it by the prices before the event, femto per hour. */
    long rateBefore(final int task, final int units) {
        if (state.paysPivots) {
            return pivotRate(task, units);
        }
        final long value = state.value(task, units);
        return state.paysAsBid ? value : Math.min(value, state.atPrice(task, units));
    }

    private long chargeRate(final int task, final int units) {
        if (state.grace.drains(task)) {
            return drainRate(task, units);
        }
        if (state.paysPivots) {
            return pivotRate(task, units);
        }
        if (tasks.is(task, TaskTable.CAPPED)) {
            return state.value(task, units);
        }
        return state.atPrice(task, units);
    }

    private long ceil(final long divisor) {
        sum.add(divisor - 1);
        return sum.dividedBy(divisor);
    }

    private static long after(final long now, final long delay) {
        return delay >= TimerHeap.NEVER - now ? TimerHeap.NEVER : now + delay;
    }

    /** The least S in ppm that meets the task's deadline from now on; {@link Long#MAX_VALUE} if none can. */
    public long leastSpeedup(final int task) {
        final long deadline = tasks.deadline(task);
        if (deadline == 0) {
            return 0;
        }
        final long left = Math.max(0, state.deadlineWork(task) - tasks.workDone(task));
        final long time = deadline - state.event.now();
        if (time < 0 || (time == 0 && left > 0)) {
            return Long.MAX_VALUE;
        }
        return left == 0 ? 0 : Wide.mulDivCeil(left, Limits.PPM, time);
    }
}
