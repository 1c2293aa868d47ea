package io.swarmbid.core;

import io.swarmbid.config.Limits;
import io.swarmbid.learning.Estimates;
import io.swarmbid.learning.Paces;
import io.swarmbid.learning.UseTable;
import io.swarmbid.memory.XxHash64;
import io.swarmbid.state.Accumulators;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.FleetTable;
import io.swarmbid.state.InstanceTable;
import io.swarmbid.state.Ledger;
import io.swarmbid.state.PoolTable;
import io.swarmbid.state.TaskTable;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Digest of the whole state, records by id so that no table's order shows: section 11 of the rule book. */
final class StateDigest {
    private final XxHash64 hash = new XxHash64(0);
    private final EngineState state;
    private final long timeNs;
    private final long decisions;

    StateDigest(final EngineState state, final long timeNs, final long decisions) {
        this.state = state;
        this.timeNs = timeNs;
        this.decisions = decisions;
    }

    long compute() {
        put(timeNs, decisions);
        pools();
        instances();
        tasks();
        fleets();
        accounts();
        estimates();
        paces();
        return hash.digest();
    }

    private void put(final long... words) {
        for (final long word : words) {
            hash.updateLong(word);
        }
    }

    private static int[] sorted(
            final int count, final IntPredicate live, final IntToLongFunction id) {
        return IntStream.range(0, count)
                .filter(live)
                .boxed()
                .sorted(Comparator.comparingLong(id::applyAsLong))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void pools() {
        final PoolTable pools = state.pools;
        for (final int pool : sorted(pools.size(), slot -> true, pools::id)) {
            put(pools.id(pool), pools.cost(pool), pools.weight(pool), pools.stock(pool));
            put(pools.vcpu(pool), pools.memory(pool), pools.accelerator(pool));
            put(
                    pools.vcpuWeightPpm(pool),
                    pools.memoryWeightPpm(pool),
                    pools.acceleratorWeightPpm(pool));
            put(
                    pools.activationDelay(pool),
                    pools.activationCost(pool),
                    pools.billingQuantum(pool));
            put(pools.minimumMargin(pool), pools.interruptible(pool), pools.balance(pool));
            state.unmet.advance(pool, timeNs);
            put(state.unmet.high(pool), state.unmet.low(pool), state.unmet.rate(pool));
            for (final int other : sorted(pools.size(), slot -> slot != pool, pools::id)) {
                final int owner = pool * Limits.MAX_POOLS + other;
                regret(state.poolRegrets, owner);
            }
        }
        put(state.carried.replacement(), state.carried.replaced());
    }

    private void regret(final Accumulators regrets, final int owner) {
        regrets.advance(owner, timeNs);
        put(regrets.high(owner), regrets.low(owner), regrets.rate(owner));
    }

    private long fleetId(final int fleet) {
        return fleet < 0 ? 0 : state.fleets.id(fleet);
    }

    private void instances() {
        final InstanceTable instances = state.instances;
        for (int place = 0; place < instances.size(); place++) {
            final int instance = instances.bySortedId(place);
            final int pool = instances.pool(instance);
            put(instances.id(instance), state.pools.id(pool), instances.state(instance));
            put(fleetId(instances.fleet(instance)), instances.tookStock(instance));
            final int replaced = instances.replaces(instance);
            put(replaced < 0 ? 0 : state.pools.id(replaced));
            put(instances.readyAt(instance), instances.deadline(instance));
            state.deficit.advance(instance, timeNs);
            put(
                    state.deficit.high(instance),
                    state.deficit.low(instance),
                    state.deficit.rate(instance));
            final int waiting = instances.reservedFor(instance) - 1;
            put(waiting < 0 ? 0 : state.tasks.idOf(waiting), instances.reservedUntil(instance));
            for (int kind = 0; kind < 3; kind++) {
                put(instances.price(instance, kind), instances.dual(instance, kind));
                final int first = state.vrus.firstCell(pool, instances.vruBlock(instance), kind);
                for (int cell = first; cell < first + state.pools.vrus(pool, kind); cell++) {
                    final int owner = state.vrus.owner(cell);
                    put(
                            owner < 0 ? 0 : state.tasks.idOf(owner),
                            (state.vrus.isHealthy(cell) ? 1 : 0)
                                    | (state.vrus.drains(cell) ? 2 : 0));
                    put(state.vrus.utilisation(cell), state.vrus.ioBytesPerSecond(cell));
                }
            }
        }
    }

    private void tasks() {
        final TaskTable tasks = state.tasks;
        for (final int task : sorted(tasks.highWater(), slot -> tasks.id(slot) != 0, tasks::idOf)) {
            final int instance = tasks.instance(task);
            put(
                    tasks.idOf(task),
                    instance < 0 ? 0 : 1,
                    instance < 0 ? 0 : state.instances.id(instance));
            put(
                    tasks.units(task),
                    tasks.bid(task),
                    tasks.work(task),
                    tasks.fewest(task),
                    tasks.max(task));
            put(
                    tasks.vcpu(task),
                    tasks.memory(task),
                    tasks.accelerator(task),
                    fleetId(tasks.fleet(task)));
            put(
                    tasks.moveCost(task),
                    tasks.is(task, TaskTable.PREEMPTIBLE) ? 1 : 0,
                    tasks.arrival(task));
            put(
                    tasks.deadline(task),
                    tasks.is(task, TaskTable.EXHAUSTED) ? 1 : 0,
                    tasks.is(task, TaskTable.PARADOXICAL) ? 1 : 0);
            put(
                    tasks.queuedAt(task),
                    tasks.heldSince(task),
                    tasks.workDone(task),
                    tasks.workRest(task));
            put(tasks.charge(task), tasks.chargeRest(task), tasks.cost(task), tasks.costRest(task));
            put(tasks.duration(task));
            put(tasks.age(task), tasks.waited(task));
            put(state.aging.isCounted(task) ? tasks.agedAt(task) : 0, tasks.gapRest(task));
            put(tasks.pivot(task));
            put(state.learnedWork(task), state.cautiousWork(task), state.judgedWork(task));
            for (int units = 1; units <= tasks.max(task); units++) {
                put(state.curves.speedup(tasks.curve(task), units));
            }
            use(task);
            if (tasks.is(task, TaskTable.PASSING)) {
                final boolean drains = state.grace.drains(task);
                put(state.grace.working(task), state.grace.until(task));
                put(drains ? state.grace.rate(task) : 0);
            }
        }
    }

    private void use(final int task) {
        final UseTable use = state.use;
        final int watch = state.tasks.watch(task);
        put(state.tasks.cap(task), state.tasks.findings(task));
        put(use.periodEnd(watch), use.reportedAt(watch), use.reportedWork(watch));
        put(use.ioSamples(watch), use.ioHigh(watch));
        for (int kind = 0; kind < 3; kind++) {
            put(use.roundSum(watch, kind), use.roundCount(watch, kind), use.roundIo(watch, kind));
            put(
                    use.samples(watch, kind),
                    use.overIdle(watch, kind),
                    use.overOversized(watch, kind));
            for (int bucket = 0; bucket < UseTable.BUCKETS; bucket++) {
                put(use.count(watch, kind, bucket));
            }
        }
        for (int place = 0; place < use.paces(watch); place++) {
            put(
                    use.paceUnits(watch, place),
                    use.paceTime(watch, place),
                    use.paceWork(watch, place));
        }
    }

    private void fleets() {
        final FleetTable fleets = state.fleets;
        for (final int fleet :
                sorted(fleets.highWater(), slot -> fleets.live(slot) != 0, fleets::id)) {
            put(fleets.id(fleet), fleets.bid(fleet), fleets.target(fleet), fleets.firm(fleet));
            put(
                    fleets.strategy(fleet),
                    fleets.maintain(fleet),
                    fleets.reached(fleet),
                    fleets.budget(fleet));
            put(fleets.jobs(fleet), fleets.period(fleet));
            put(fleets.finished(fleet), fleets.finishedNeed(fleet));
            put(fleets.submitted(fleet), fleets.submittedNeed(fleet));
            for (final int pool : sorted(state.pools.size(), slot -> true, state.pools::id)) {
                final int owner = fleet * Limits.MAX_POOLS + pool;
                regret(state.regrets, owner);
            }
        }
    }

    /** Customers with an entry in their account, by the hash of their name. */
    private void accounts() {
        IntStream.range(0, state.ledger.customers())
                .filter(this::isUsed)
                .boxed()
                .sorted((a, b) -> Long.compareUnsigned(nameOf(a), nameOf(b)))
                .forEach(this::account);
        put(state.ledger.operatorBalance(), state.ledger.subsidyBalance());
    }

    private boolean isUsed(final int account) {
        final Ledger ledger = state.ledger;
        return (ledger.customerCharged(account)
                        | ledger.customerReceivedForMoves(account)
                        | ledger.customerCost(account))
                != 0;
    }

    private void account(final int account) {
        final Ledger ledger = state.ledger;
        put(nameOf(account), ledger.customerBalance(account), ledger.customerCharged(account));
        put(ledger.customerPaidForMoves(account), ledger.customerReceivedForMoves(account));
        put(ledger.customerCost(account), ledger.customerSubsidy(account));
    }

    private long nameOf(final int account) {
        return state.symbols.hash(state.ledger.customer(account));
    }

    /** What finished tasks have taught, by the key that learned the longest ago. */
    private void estimates() {
        final Estimates estimates = state.estimates;
        put(estimates.judged(), estimates.customersSumPpm(), estimates.learnedSumPpm());
        for (int slot = estimates.oldest(); slot >= 0; slot = estimates.after(slot)) {
            put(
                    state.symbols.hash(estimates.className(slot)),
                    state.symbols.hash(estimates.customer(slot)),
                    estimates.shape(slot));
            for (int place = 0; place < estimates.count(slot); place++) {
                put(estimates.sample(slot, place));
            }
        }
    }

    /** How fast the tasks of each class were, by the class that learned the longest ago. */
    private void paces() {
        final Paces paces = state.paces;
        for (int slot = paces.oldest(); slot >= 0; slot = paces.after(slot)) {
            put(state.symbols.hash(paces.className(slot)), paces.taught(slot));
            for (int place = 0; place < paces.points(slot); place++) {
                put(paces.units(slot, place), paces.stamp(slot, place));
                for (int n = 0; n < paces.count(slot, place); n++) {
                    put(paces.sample(slot, place, n));
                }
            }
        }
    }
}
