package io.swarmbid.core;

import io.swarmbid.codec.Speedup;
import io.swarmbid.codec.sbe.CancelCommandDecoder;
import io.swarmbid.codec.sbe.CompleteCommandDecoder;
import io.swarmbid.codec.sbe.CompleteReason;
import io.swarmbid.codec.sbe.CompleteStatus;
import io.swarmbid.codec.sbe.Flag;
import io.swarmbid.codec.sbe.ProgressCommandDecoder;
import io.swarmbid.codec.sbe.RebidCommandDecoder;
import io.swarmbid.codec.sbe.RefuseCode;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.codec.sbe.UsageCommandDecoder;
import io.swarmbid.config.Setting;
import io.swarmbid.decision.Emission;
import io.swarmbid.state.CurveTable;
import io.swarmbid.state.EngineState;
import io.swarmbid.state.PoolSets;
import io.swarmbid.state.TaskTable;
import io.swarmbid.swarm.Throughput;

/** Commands about tasks: sections 6 and 7 of the rule book. Not threadsafe, no allocation. */
final class TaskCommands {
    /** A deadline of 0, which no time meets; 0 stands for none. */
    private static final long PAST = -1;

    private final EngineState state;
    private final TaskTable tasks;
    private final Emission emission;
    private final Findings findings;
    private final Throughput throughput;

    /** S(1..max) as learned. */
    private final int[] learned;

    TaskCommands(
            final EngineState state,
            final Emission emission,
            final Findings findings,
            final Throughput throughput) {
        this.state = state;
        this.throughput = throughput;
        this.emission = emission;
        this.findings = findings;
        tasks = state.tasks;
        learned = new int[state.settings.getInt(Setting.MAX_UNITS) + 1];
    }

    void task(final TaskCommandDecoder command, final long sequence) {
        final long id = command.task();
        if (tasks.find(id) >= 0) {
            emission.refuse(RefuseCode.DUPLICATE_ID, id);
            return;
        }
        final long fleetId = command.fleet();
        int fleet = TaskTable.NONE;
        if (fleetId != TaskCommandDecoder.fleetNullValue()) {
            fleet = state.fleets.find(fleetId);
            if (fleet < 0) {
                emission.refuse(RefuseCode.UNKNOWN_ID, fleetId);
                return;
            }
        }
        final int max = command.max();
        final int fewest = Math.max(1, command.min());
        readCurve(command, max);
        final long unknown = readPools(command.pools());
        if (unknown != 0) {
            emission.refuse(RefuseCode.UNKNOWN_ID, unknown);
            return;
        }
        if (tasks.isFull()
                || poolSet != PoolSets.ALL && !state.poolSets.canAcquire()
                || !state.ledger.open(command.customer())) {
            emission.refuse(RefuseCode.TABLE_FULL, id);
            return;
        }
        final int curve = state.curves.acquire(max, fewest, 0);
        if (curve == CurveTable.FULL) {
            emission.refuse(RefuseCode.TABLE_FULL, id);
            return;
        }
        arrive(write(command, id, sequence, fleet, curve));
    }

    private void readCurve(final TaskCommandDecoder command, final int max) {
        final int[] values = state.curves.candidate();
        final TaskCommandDecoder.SpeedupDecoder table = command.speedup();
        if (table.count() > 0) {
            for (int n = 1; table.hasNext(); n++) {
                values[n] = table.next().ppm();
            }
        } else {
            final int serialPpm = command.serialPpm();
            for (int n = 1; n <= max; n++) {
                values[n] = Speedup.amdahlPpm(n, serialPpm);
            }
        }
        if (state.learning && state.paces.correct(command.className(), values, max, learned)) {
            int largest = 0;
            for (int n = 1; n <= max; n++) {
                largest = Math.max(largest, learned[n]);
            }
            final long rate = Speedup.bidRate(command.bid(), command.work());
            if (Speedup.valueRateFits(rate, largest)) {
                System.arraycopy(learned, 1, values, 1, max);
            }
        }
    }

    private int poolSet;

    /** The first unknown pool, 0 if all are known; the set is described to the table of sets. */
    private long readPools(final TaskCommandDecoder.PoolsDecoder listed) {
        poolSet = listed.count() == 0 ? PoolSets.ALL : TaskTable.NONE;
        state.poolSets.begin();
        while (listed.hasNext()) {
            final long id = listed.next().pool();
            final int pool = state.pools.find(id);
            if (pool < 0) {
                return id;
            }
            state.poolSets.include(pool);
        }
        return 0;
    }

    private int write(
            final TaskCommandDecoder command,
            final long id,
            final long sequence,
            final int fleet,
            final int curve) {
        final int task = tasks.add(id);
        final long now = state.event.now();
        tasks.instance(task, TaskTable.NONE);
        tasks.group(task, TaskTable.NONE);
        tasks.priorSlot(task, TaskTable.NONE);
        tasks.accruedAt(task, now);
        tasks.agedAt(task, now);
        tasks.heldSince(task, 0);
        tasks.arrival(task, sequence);
        tasks.fleet(task, fleet);
        tasks.poolSet(task, poolSet == PoolSets.ALL ? PoolSets.ALL : state.poolSets.acquire());
        tasks.curve(task, curve);
        tasks.customer(task, command.customer());
        tasks.className(task, command.className());
        tasks.bid(task, command.bid());
        tasks.work(task, command.work());
        final long deadline = command.deadline();
        tasks.deadline(
                task,
                deadline == TaskCommandDecoder.deadlineNullValue()
                        ? 0
                        : deadline == 0 ? PAST : deadline);
        final long ttl = command.ttl();
        tasks.ttl(task, ttl == TaskCommandDecoder.ttlNullValue() ? -1 : ttl);
        tasks.moveCost(task, command.moveCost());
        tasks.min(task, command.min());
        tasks.max(task, command.max());
        tasks.vcpu(task, command.vcpu());
        tasks.memory(task, command.memory());
        tasks.accelerator(task, command.accelerator());
        tasks.flags(
                task,
                TaskTable.ANNOUNCE
                        | (command.preemptible() == Flag.YES ? TaskTable.PREEMPTIBLE : 0));
        estimate(task);
        return task;
    }

    /** Spreads the bid over the work that counts: what the customer says, or what finished tasks say of it. */
    private void estimate(final int task) {
        if (state.learning) {
            learnWork(task);
        }
        tasks.bidRate(task, Speedup.bidRate(tasks.bid(task), state.valueWork(task)));
        state.holdings.flag(task, TaskTable.RISKY, state.accrual.mayOverrun(task));
    }

    private void learnWork(final int task) {
        state.look(task);
        final long learned = state.estimates.typicalWork(tasks.work(task));
        if (Speedup.valueRateFits(
                Speedup.bidRate(tasks.bid(task), learned),
                state.curves.largestSpeedup(tasks.curve(task)))) {
            tasks.learnedLog(task, state.estimates.typicalLog());
        }
        tasks.deadlineLog(task, state.estimates.highLog());
    }

    private void arrive(final int task) {
        state.holdings.touch(task);
        tasks.queuedAt(task, state.event.now());
        final boolean feasible = state.holdings.judgeDeadline(task);
        final int fewest =
                feasible ? state.curves.firstPermitted(tasks.curve(task)) : tasks.fewest(task);
        if (feasible && isProfitableSomewhere(task)) {
            state.event.seek(task);
            throughput.submitted(task);
        } else if (!isPossibleAnywhere(task, fewest)) {
            state.holdings.reject(task, RejectReason.NEVER_FITS);
        } else if (!feasible) {
            state.holdings.reject(task, RejectReason.INFEASIBLE_DEADLINE);
        } else {
            state.holdings.reject(task, RejectReason.NOT_PROFITABLE);
        }
    }

    private boolean isPossibleAnywhere(final int task, final int fewest) {
        for (int pool = 0; pool < state.pools.size(); pool++) {
            if (isPossible(task, fewest, pool)) {
                return true;
            }
        }
        return false;
    }

    private boolean isPossible(final int task, final int fewest, final int pool) {
        final int fleet = tasks.fleet(task);
        return state.poolSets.permits(tasks.poolSet(task), pool)
                && (fleet < 0 || state.poolSets.permits(state.fleets.poolSet(fleet), pool))
                && state.fitsPool(task, fewest, pool);
    }

    private boolean isProfitableSomewhere(final int task) {
        final int units = state.nextVertex(task, 0);
        if (units == 0) {
            return false;
        }
        final int fewest = state.curves.firstPermitted(tasks.curve(task));
        final long value = state.value(task, units);
        for (int pool = 0; pool < state.pools.size(); pool++) {
            if (isPossible(task, fewest, pool)) {
                final long reserve = state.reserve(task, pool);
                final long product = reserve * units;
                if (Math.multiplyHigh(reserve, (long) units) == 0
                        && product >= 0
                        && value > product) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the task is exhausted, anew; one that is no more waits or runs, for its age, from now on. */
    private void judgeExhaustion(final int task) {
        final boolean isUsedUp = state.accrual.isUsedUp(task);
        if (tasks.is(task, TaskTable.EXHAUSTED) && !isUsedUp) {
            tasks.agedAt(task, state.event.now());
        }
        state.holdings.flag(task, TaskTable.EXHAUSTED, isUsedUp);
    }

    void rebid(final RebidCommandDecoder command) {
        final int task = known(command.task());
        if (task < 0) {
            return;
        }
        state.accrual.accrue(task);
        if (command.bid() < tasks.charge(task)) {
            emission.refuse(RefuseCode.BELOW_CHARGED, command.task());
            return;
        }
        final long rate = Speedup.bidRate(command.bid(), state.valueWork(task));
        if (!Speedup.valueRateFits(rate, state.curves.largestSpeedup(tasks.curve(task)))) {
            emission.refuse(RefuseCode.WRONG_STATE, command.task());
            return;
        }
        state.holdings.removeFromQueue(task);
        tasks.bid(task, command.bid());
        tasks.bidRate(task, rate);
        state.holdings.reorder(task);
        if (tasks.charge(task) == command.bid()) {
            tasks.chargeRest(task, 0);
        }
        state.holdings.flag(task, TaskTable.RISKY, state.accrual.mayOverrun(task));
        judgeExhaustion(task);
        if (tasks.isRunning(task)) {
            state.instances.toReview(tasks.instance(task), true);
            state.event.dirty(tasks.instance(task));
        } else if (isProfitableSomewhere(task)) {
            tasks.set(task, TaskTable.ANNOUNCE);
            state.event.seek(task);
        } else {
            state.holdings.reject(task, RejectReason.NOT_PROFITABLE);
        }
    }

    void usage(final UsageCommandDecoder command) {
        final int task = known(command.task());
        if (task < 0) {
            return;
        }
        if (!state.grace.isWorking(task)) {
            emission.refuse(RefuseCode.WRONG_STATE, command.task());
            return;
        }
        findings.usage(
                task,
                command.vcpu(),
                command.memory(),
                command.accelerator(),
                command.ioBytesPerSecond());
    }

    void progress(final ProgressCommandDecoder command) {
        final int task = ran(command.task());
        if (task < 0) {
            return;
        }
        state.holdings.removeFromQueue(task);
        if (state.grace.isWorking(task)) {
            findings.progress(task, command.workDone());
        }
        tasks.workDone(task, command.workDone());
        tasks.workRest(task, 0);
        state.holdings.flag(task, TaskTable.RISKY, state.accrual.mayOverrun(task));
        judgeExhaustion(task);
        if (tasks.isRunning(task)) {
            state.instances.toReview(tasks.instance(task), true);
            state.event.dirty(tasks.instance(task));
        } else if (state.holdings.judgeDeadline(task)) {
            state.event.seek(task);
        } else {
            state.holdings.reject(task, RejectReason.INFEASIBLE_DEADLINE);
        }
    }

    void complete(final CompleteCommandDecoder command) {
        final int task = ran(command.task());
        if (task < 0) {
            return;
        }
        final boolean done = command.status() == CompleteStatus.DONE;
        if (done) {
            findings.finish(task);
            findings.teach(task);
            throughput.finished(task);
        }
        final CompleteReason reason = done ? CompleteReason.DONE : CompleteReason.FAILED;
        state.holdings.complete(task, reason.ordinal());
        if (done) {
            state.estimates.learn(
                    tasks.className(task),
                    tasks.customer(task),
                    tasks.max(task),
                    tasks.work(task),
                    state.judgedWork(task),
                    tasks.workDone(task));
        }
    }

    void cancel(final CancelCommandDecoder command) {
        final int task = known(command.task());
        if (task < 0) {
            return;
        }
        if (state.grace.isWorking(task)) {
            state.holdings.complete(task, CompleteReason.CANCELLED.ordinal());
        } else {
            if (tasks.isRunning(task)) {
                state.holdings.withdraw(task);
            }
            state.holdings.reject(task, RejectReason.CANCELLED);
        }
    }

    private int known(final long id) {
        final int task = tasks.find(id);
        if (task < 0) {
            emission.refuse(RefuseCode.UNKNOWN_ID, id);
        }
        return task;
    }

    private int ran(final long id) {
        final int task = known(id);
        if (task >= 0 && !tasks.is(task, TaskTable.RAN)) {
            emission.refuse(RefuseCode.WRONG_STATE, id);
            return TaskTable.NONE;
        }
        return task;
    }
}
