package io.swarmbid.reference;

import io.swarmbid.config.Setting;
import java.math.BigInteger;

/** Section 8: what accrues with time, and when a task is exhausted. */
final class Money {
    private static final BigInteger FEMTO_HOURS = Exact.product(Exact.M, Exact.H);

    private final World world;

    Money(final World world) {
        this.world = world;
    }

    /** Lets time pass for everything. */
    void accrue(final long nanos) {
        if (nanos == 0) {
            return;
        }
        for (final TaskState task : world.tasks.values()) {
            if (task.isWorking()) {
                gap(task, nanos);
                charge(task, nanos);
                cost(task, nanos);
                work(task, nanos);
                task.duration += nanos;
            }
        }
        for (final FleetState fleet : world.fleets.values()) {
            fleet.regret(nanos);
        }
        for (final PoolState pool : world.pools.values()) {
            pool.unmet = pool.unmet.add(pool.unmetRate.multiply(Exact.big(nanos)));
            pool.regrets.replaceAll(
                    (id, regret) ->
                            pool.regretRates
                                    .get(id)
                                    .multiply(Exact.big(nanos))
                                    .add(regret)
                                    .max(BigInteger.ZERO));
        }
        for (final InstanceState instance : world.instances.values()) {
            instance.deficit =
                    instance.deficit.add(instance.deficitRate.multiply(Exact.big(nanos)));
            if (instance.state != InstanceState.PENDING) {
                final BigInteger[] parts =
                        Exact.product(instance.pool.cost, nanos)
                                .add(Exact.big(instance.costRemainder))
                                .divideAndRemainder(Exact.big(Exact.H));
                world.ledger.payPool(instance.pool.id, parts[0].longValueExact());
                instance.costRemainder = parts[1].longValueExact();
            }
        }
    }

    private long chargeRate(final TaskState task) {
        if (task.exhausted || !task.isWorking()) {
            return 0;
        }
        return task.drains()
                ? Math.min(task.drainRate, task.value(task.works))
                : rate(world, task, task.works);
    }

    /** What n units of a task that is not exhausted cost it on its instance, by the prices as they are. */
    static long rate(final World world, final TaskState task, final int n) {
        if (world.settings.get(Setting.CHARGING) == Setting.PAY_AS_BID) {
            return task.value(n);
        }
        if (world.settings.get(Setting.CHARGING) == Setting.VCG) {
            final long reserve =
                    Math.multiplyExact(task.instance.pool.reserveOfUnit(task), (long) n);
            return Math.min(task.value(n), Math.max(reserve, task.pivot));
        }
        final long atPrice = Math.multiplyExact(task.instance.priceOfUnit(task), (long) n);
        return Math.min(atPrice, task.value(n));
    }

    private void charge(final TaskState task, final long nanos) {
        if (task.exhausted) {
            return;
        }
        final BigInteger[] parts =
                Exact.product(chargeRate(task), nanos)
                        .add(Exact.big(task.chargeRemainder))
                        .divideAndRemainder(FEMTO_HOURS);
        final long before = task.charge;
        task.charge = Exact.saturated(parts[0].add(Exact.big(before)));
        task.chargeRemainder = parts[1].longValueExact();
        capCharge(task);
        world.ledger.charge(customer(task), task.charge - before);
    }

    /** The charge never exceeds the bid: what is over is dropped. */
    static void capCharge(final TaskState task) {
        if (task.charge >= task.bid) {
            task.charge = task.bid;
            task.chargeRemainder = 0;
        }
    }

    /** What an aged task's units are priced above its charge, paid by the subsidy. */
    private void gap(final TaskState task, final long nanos) {
        if (task.age == 0 || task.exhausted || task.drains()) {
            return;
        }
        final long atPrice = Math.multiplyExact(task.instance.priceOfUnit(task), (long) task.works);
        if (atPrice > task.value(task.works)) {
            final BigInteger[] parts =
                    Exact.product(atPrice - task.value(task.works), nanos)
                            .add(Exact.big(task.gapRemainder))
                            .divideAndRemainder(FEMTO_HOURS);
            task.gapRemainder = parts[1].longValueExact();
            world.ledger.subsidise(customer(task), parts[0].longValueExact());
        }
    }

    private void cost(final TaskState task, final long nanos) {
        final long rate =
                Math.multiplyExact(task.instance.pool.costOfUnit(task), (long) task.works);
        final BigInteger[] parts =
                Exact.product(rate, nanos)
                        .add(Exact.big(task.costRemainder))
                        .divideAndRemainder(FEMTO_HOURS);
        task.cost = Math.addExact(task.cost, parts[0].longValueExact());
        task.costRemainder = parts[1].longValueExact();
        world.ledger.noteCost(customer(task), parts[0].longValueExact());
        if (task.exhausted) {
            world.ledger.subsidise(customer(task), parts[0].longValueExact());
        }
    }

    private long customer(final TaskState task) {
        return world.symbols.hash(task.customer);
    }

    /** The challenger pays what it can of the displaced task's move cost, the subsidy the rest. */
    static void payMove(final World world, final TaskState challenger, final TaskState displaced) {
        if (displaced.moveCost == 0) {
            return;
        }
        final long paid = Math.min(displaced.moveCost, challenger.bid - challenger.charge);
        challenger.charge += paid;
        capCharge(challenger);
        world.ledger.move(
                world.symbols.hash(challenger.customer),
                world.symbols.hash(displaced.customer),
                paid,
                displaced.moveCost);
    }

    private static void work(final TaskState task, final long nanos) {
        final BigInteger[] parts =
                Exact.product(task.speedup[task.works], nanos)
                        .add(Exact.big(task.doneRemainder))
                        .divideAndRemainder(Exact.big(Exact.M));
        task.done = Exact.saturated(parts[0].add(Exact.big(task.done)));
        task.doneRemainder = parts[1].longValueExact();
    }

    /** When a task that is not exhausted will be, {@link Long#MAX_VALUE} if never as things stand. */
    long exhaustionDue(final TaskState task) {
        if (task.isWorkedOff()) {
            return world.now;
        }
        if (!task.isRunning()) {
            return Long.MAX_VALUE;
        }
        final BigInteger work =
                Exact.product(task.fullWork - task.done, Exact.M)
                        .subtract(Exact.big(task.doneRemainder));
        final BigInteger charge =
                Exact.big(task.bid - task.charge)
                        .multiply(FEMTO_HOURS)
                        .subtract(Exact.big(task.chargeRemainder));
        return Math.min(after(work, task.speedup[task.works]), after(charge, chargeRate(task)));
    }

    private long after(final BigInteger amount, final long rate) {
        return rate <= 0
                ? Long.MAX_VALUE
                : Exact.saturated(Exact.ceil(amount, rate).add(Exact.big(world.now)));
    }
}
