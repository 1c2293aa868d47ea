package io.swarmbid.reference;

import io.swarmbid.memory.XxHash64;
import java.math.BigInteger;

/** Section 11: the state as one number. */
final class StateDigest {
    private final XxHash64 hash = new XxHash64(0);

    private StateDigest() {}

    static long of(final World world) {
        final StateDigest digest = new StateDigest();
        digest.words(world.now, world.decisions);
        world.pools.values().forEach(pool -> digest.pool(world, pool));
        digest.words(world.replacement, world.replaced);
        world.instances.values().forEach(digest::instance);
        world.tasks.values().forEach(task -> digest.task(world, task));
        world.fleets.values().forEach(fleet -> digest.fleet(world, fleet));
        world.ledger.customers.forEach(digest::account);
        digest.words(world.ledger.operator, world.ledger.subsidy);
        world.learned.words(world.symbols).forEach(digest::words);
        world.paces.words(world.symbols).forEach(digest::words);
        return digest.hash.digest();
    }

    private void words(final long... words) {
        for (final long word : words) {
            hash.updateLong(word);
        }
    }

    private void account(final long nameHash, final Ledger.Account account) {
        words(nameHash, account.balance(), account.charged);
        words(account.paidForMoves, account.receivedForMoves, account.cost, account.subsidy);
    }

    private static long bit(final boolean value) {
        return value ? 1 : 0;
    }

    private static long orZero(final long value) {
        return value == Exact.NONE ? 0 : value;
    }

    private void pool(final World world, final PoolState pool) {
        words(pool.id, pool.cost, pool.weight, pool.stock);
        words(pool.vrus[0], pool.vrus[1], pool.vrus[2]);
        words(pool.weightsPpm[0], pool.weightsPpm[1], pool.weightsPpm[2]);
        words(pool.activationDelay, pool.activationCost, pool.billingQuantum);
        words(pool.minimumMargin, bit(pool.interruptible));
        words(world.ledger.pools.getOrDefault(pool.id, 0L));
        words(pool.unmet.shiftRight(64).longValue(), pool.unmet.longValue());
        words(pool.unmetRate.longValueExact());
        for (final PoolState other : world.pools.values()) {
            if (other != pool) {
                final BigInteger regret = pool.regrets.getOrDefault(other.id, BigInteger.ZERO);
                words(regret.shiftRight(64).longValue(), regret.longValue());
                words(pool.regretRates.getOrDefault(other.id, BigInteger.ZERO).longValueExact());
            }
        }
    }

    private void instance(final InstanceState instance) {
        words(instance.id, instance.pool.id, instance.state, instance.fleet);
        words(bit(instance.tookStock), instance.replaces == null ? 0 : instance.replaces.id);
        words(instance.readyAt, instance.deadline);
        words(instance.deficit.shiftRight(64).longValue(), instance.deficit.longValue());
        words(instance.deficitRate.longValueExact());
        words(instance.reservedFor == null ? 0 : instance.reservedFor.id, instance.reservedUntil);
        for (int kind = 0; kind < 3; kind++) {
            words(instance.price[kind], instance.dual[kind]);
            for (final InstanceState.Vru vru : instance.vrus.get(kind)) {
                words(vru.owner, bit(vru.healthy) + 2 * bit(vru.drains));
                words(vru.utilisation, vru.ioBytesPerSecond);
            }
        }
    }

    private void task(final World world, final TaskState task) {
        words(task.id, bit(task.isRunning()), task.isRunning() ? task.instance.id : 0);
        words(task.units, task.bid, task.work, task.min, task.max);
        words(task.bundle[0], task.bundle[1], task.bundle[2], task.fleet, task.moveCost);
        words(bit(task.preemptible), task.arrival, orZero(task.deadline));
        words(bit(task.exhausted), bit(task.paradoxical), task.queuedAt, task.heldSince);
        words(task.done, task.doneRemainder, task.charge, task.chargeRemainder);
        words(task.cost, task.costRemainder, task.duration);
        words(task.age, task.waited, Reservations.isCounted(world, task) ? task.agedAt : 0);
        words(task.gapRemainder, task.pivot);
        words(task.learnedWork, task.deadlineWork, task.judgedWork);
        for (int n = 1; n <= task.max; n++) {
            words(task.speedup[n]);
        }
        task.use.words().forEach(this::words);
        if (task.drains() || task.waits()) {
            words(task.works, task.until, task.drains() ? task.drainRate : 0);
        }
    }

    private void fleet(final World world, final FleetState fleet) {
        words(fleet.id, fleet.bid, fleet.target, fleet.firm, fleet.strategy.value());
        words(bit(fleet.maintain), bit(fleet.reached));
        words(fleet.budget == Exact.NONE ? -1 : fleet.budget, fleet.jobs, fleet.period);
        words(fleet.finished.count, fleet.finished.sum);
        words(fleet.submitted.count, fleet.submitted.sum);
        for (final long pool : world.pools.keySet()) {
            final BigInteger regret = fleet.regrets.getOrDefault(pool, BigInteger.ZERO);
            words(regret.shiftRight(64).longValue(), regret.longValue());
            words(fleet.regretRates.getOrDefault(pool, 0L));
        }
    }
}
