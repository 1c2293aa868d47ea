package io.swarmbid.reference;

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
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** Sections 6 and 7: commands about tasks. */
final class TaskCommands {
    private final World world;
    private final Settling settling;
    private final PoolCommands pools;

    TaskCommands(final World world, final Settling settling, final PoolCommands pools) {
        this.world = world;
        this.settling = settling;
        this.pools = pools;
    }

    private static void refuse(final Event event, final RefuseCode code, final long subject) {
        PoolCommands.refuse(event, code, subject);
    }

    /** The live task of that id, or null after refusing the command. */
    private TaskState known(final long id, final Event event) {
        final TaskState task = world.tasks.get(id);
        if (task == null) {
            refuse(event, RefuseCode.UNKNOWN_ID, id);
        }
        return task;
    }

    void task(final TaskCommandDecoder command, final Event event) {
        final TaskState task = read(command, event.cause);
        if (world.tasks.containsKey(task.id)) {
            refuse(event, RefuseCode.DUPLICATE_ID, task.id);
            return;
        }
        if (task.fleet != 0 && !world.fleets.containsKey(task.fleet)) {
            refuse(event, RefuseCode.UNKNOWN_ID, task.fleet);
            return;
        }
        for (final long pool : task.pools) {
            if (!world.pools.containsKey(pool)) {
                refuse(event, RefuseCode.UNKNOWN_ID, pool);
                return;
            }
        }
        if (world.tasks.size() == world.settings.getInt(Setting.MAX_TASKS)) {
            refuse(event, RefuseCode.TABLE_FULL, task.id);
            return;
        }
        task.queuedAt = world.now;
        task.agedAt = world.now;
        task.judgeDeadline(world.now);
        world.tasks.put(task.id, task);
        if (!isPossibleSomewhere(task)) {
            settling.reject(task, RejectReason.NEVER_FITS, event);
        } else if (task.smallestPermitted() == 0) {
            settling.reject(task, RejectReason.INFEASIBLE_DEADLINE, event);
        } else if (!world.isAcceptedSomewhere(task)) {
            settling.reject(task, RejectReason.NOT_PROFITABLE, event);
        } else {
            event.announced.add(task.id);
            event.seek(task);
            submitted(task);
        }
    }

    /** Counts a job of a fleet that is asked for by jobs, as it would run in the first pool that is possible. */
    private void submitted(final TaskState task) {
        final FleetState fleet = task.fleet == 0 ? null : world.fleets.get(task.fleet);
        if (fleet == null || fleet.jobs == 0) {
            return;
        }
        for (final PoolState pool : world.pools.values()) {
            if (fleet.permits(pool) && task.isPossible(pool)) {
                fleet.submitted.add(task, pool, task.work);
                fleet.retarget();
                return;
            }
        }
    }

    private boolean isPossibleSomewhere(final TaskState task) {
        final FleetState fleet = task.fleet == 0 ? null : world.fleets.get(task.fleet);
        for (final PoolState pool : world.pools.values()) {
            if (task.isPossible(pool) && (fleet == null || fleet.permits(pool))) {
                return true;
            }
        }
        return false;
    }

    private TaskState read(final TaskCommandDecoder command, final long sequence) {
        final TaskState task = new TaskState(command.task(), sequence);
        task.fleet = command.fleet();
        task.customer = command.customer();
        task.work = command.work();
        task.className = command.className();
        task.bid = command.bid();
        task.deadline = command.deadline();
        task.ttl = command.ttl();
        task.moveCost = command.moveCost();
        task.min = Math.max(1, command.min());
        task.max = command.max();
        task.bundle[0] = command.vcpu();
        task.bundle[1] = command.memory();
        task.bundle[2] = command.accelerator();
        task.preemptible = command.preemptible() == Flag.YES;
        final int serialPpm = command.serialPpm();
        final List<Integer> table = new ArrayList<>();
        for (final TaskCommandDecoder.SpeedupDecoder each : command.speedup()) {
            table.add(each.ppm());
        }
        task.pools = new LinkedHashSet<>();
        for (final TaskCommandDecoder.PoolsDecoder each : command.pools()) {
            task.pools.add(each.pool());
        }
        task.speedup = new long[task.max + 1];
        for (int n = 1; n <= task.max; n++) {
            task.speedup[n] = table.isEmpty() ? Speedup.amdahlPpm(n, serialPpm) : table.get(n - 1);
        }
        if (world.settings.isOn(Setting.LEARNING)) {
            final long[] learned = world.paces.corrected(task.className, task.speedup);
            final long rate = Speedup.bidRate(task.bid, task.work);
            final BigInteger most = Exact.product(rate, Arrays.stream(learned).max().orElseThrow());
            task.speedup = most.bitLength() <= 62 ? learned : task.speedup;
        }
        task.use = new UseState(task, world);
        task.estimate(world.learned, world.settings.isOn(Setting.LEARNING));
        return task;
    }

    void rebid(final RebidCommandDecoder command, final Event event) {
        final TaskState task = known(command.task(), event);
        if (task == null) {
            return;
        }
        if (command.bid() < task.charge) {
            refuse(event, RefuseCode.BELOW_CHARGED, task.id);
            return;
        }
        if (!Speedup.valueRateFits(
                Speedup.bidRate(command.bid(), task.valueWork), (int) task.largestSpeedup())) {
            refuse(event, RefuseCode.WRONG_STATE, task.id);
            return;
        }
        task.bid(command.bid());
        Money.capCharge(task);
        judgeExhaustion(task);
        if (task.isRunning()) {
            event.dirty.add(task.instance.id);
        } else if (!world.isAcceptedSomewhere(task)) {
            settling.reject(task, RejectReason.NOT_PROFITABLE, event);
        } else {
            event.announced.add(task.id);
            event.seek(task);
        }
    }

    void usage(final UsageCommandDecoder command, final Event event) {
        final TaskState task = known(command.task(), event);
        if (task == null) {
            return;
        }
        if (!task.isWorking()) {
            refuse(event, RefuseCode.WRONG_STATE, task.id);
            return;
        }
        task.use.usage(
                new long[] {command.vcpu(), command.memory(), command.accelerator()},
                command.ioBytesPerSecond());
    }

    void progress(final ProgressCommandDecoder command, final Event event) {
        final TaskState task = known(command.task(), event);
        if (task == null) {
            return;
        }
        if (!task.everRan) {
            refuse(event, RefuseCode.WRONG_STATE, task.id);
            return;
        }
        if (task.isWorking()) {
            task.use.progress(command.workDone());
        }
        task.done = command.workDone();
        task.doneRemainder = 0;
        judgeExhaustion(task);
        if (task.isRunning()) {
            event.dirty.add(task.instance.id);
        } else {
            task.judgeDeadline(world.now);
            if (task.smallestPermitted() == 0) {
                settling.reject(task, RejectReason.INFEASIBLE_DEADLINE, event);
            } else {
                event.seek(task);
            }
        }
    }

    void complete(final CompleteCommandDecoder command, final Event event) {
        final TaskState task = known(command.task(), event);
        if (task == null) {
            return;
        }
        if (!task.everRan) {
            refuse(event, RefuseCode.WRONG_STATE, task.id);
            return;
        }
        final boolean done = command.status() == CompleteStatus.DONE;
        if (done) {
            task.use.finish(event);
            task.use.teach();
            world.learned.finished(task);
        }
        final FleetState fleet = task.fleet == 0 ? null : world.fleets.get(task.fleet);
        if (done && fleet != null && fleet.jobs > 0 && task.isWorking()) {
            fleet.finished.add(task, task.instance.pool, task.done);
            fleet.retarget();
        }
        pools.complete(task, done ? CompleteReason.DONE : CompleteReason.FAILED, event);
    }

    void cancel(final CancelCommandDecoder command, final Event event) {
        final TaskState task = known(command.task(), event);
        if (task == null) {
            return;
        }
        if (task.isWorking()) {
            pools.complete(task, CompleteReason.CANCELLED, event);
        } else {
            if (task.isRunning()) {
                event.dirty.add(task.instance.id);
                task.instance = null;
            }
            settling.reject(task, RejectReason.CANCELLED, event);
        }
    }

    private void judgeExhaustion(final TaskState task) {
        if (task.exhausted && !task.isWorkedOff()) {
            task.agedAt = world.now;
        }
        task.exhausted = task.isWorkedOff();
    }
}
