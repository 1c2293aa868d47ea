package io.swarmbid.view;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.FlagDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RebidCommandDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.codec.sbe.UsageCommandDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tasks and what they hold. A task is there from the first decision that its command caused, which is never a refusal's;
 * so a command is kept until then. A new bid counts at once, and is taken back if it is refused. Decision thread.
 */
final class TaskModel {
    private final UnsafeBuffer pending = new UnsafeBuffer(new byte[TaskEntry.RECORD_LENGTH]);
    private final ConflatingTable tasks;
    private final SwarmModel swarm;
    private final VruBlocks vrus;
    private final ModelClock clock;
    private long pendingSequence;
    private long rebidSequence;
    private long rebidTask;
    private long bidBefore;

    TaskModel(
            final ModelTables tables,
            final SwarmModel swarm,
            final VruBlocks vrus,
            final ModelClock clock) {
        tasks = tables.of(ViewTable.TASKS);
        this.swarm = swarm;
        this.vrus = vrus;
        this.clock = clock;
    }

    /** A command begins, so what waited for the outcome of the one before waits no longer. */
    void onCommand() {
        pendingSequence = 0;
        rebidSequence = 0;
    }

    void task(final long sequence, final TaskCommandDecoder task) {
        pendingSequence = sequence;
        pending.putLong(EntryHeader.KEY, task.task());
        pending.putLong(TaskEntry.INSTANCE, 0);
        pending.putLong(TaskEntry.BID, task.bid());
        pending.putLong(TaskEntry.WORK, task.work());
        pending.putLong(TaskEntry.SLOPE, 0);
        pending.putLong(TaskEntry.MARGIN, 0);
        pending.putLong(TaskEntry.PRICE_TO_BEAT, TaskEntry.ABSENT);
        pending.putLong(TaskEntry.WASTE, 0);
        pending.putLong(
                TaskEntry.DEADLINE,
                task.deadline() == TaskCommandDecoder.deadlineNullValue()
                        ? TaskEntry.ABSENT
                        : task.deadline());
        pending.putLong(TaskEntry.IO_BYTES_PER_SECOND, TaskEntry.ABSENT);
        pending.putLong(TaskEntry.SINCE, clock.timeNs());
        pending.putLong(TaskEntry.ARRIVAL, sequence);
        pending.putLong(TaskEntry.DRAINS_UNTIL, TaskEntry.ABSENT);
        pending.putInt(TaskEntry.DRAINING, 0);
        pending.putLong(TaskEntry.WON_BY, TaskEntry.ABSENT);
        pending.putInt(TaskEntry.WON, 0);
        pending.putInt(TaskEntry.CUSTOMER, task.customer());
        pending.putInt(TaskEntry.CLASS, task.className());
        pending.putInt(TaskEntry.UNITS, 0);
        pending.putInt(TaskEntry.MIN, Math.max(1, task.min()));
        pending.putInt(TaskEntry.MAX, task.max());
        pending.putInt(TaskEntry.BUNDLE, task.vcpu());
        pending.putInt(TaskEntry.BUNDLE + Integer.BYTES, task.memory());
        pending.putInt(TaskEntry.BUNDLE + 2 * Integer.BYTES, task.accelerator());
        pending.putInt(TaskEntry.DEFICIT, 0);
        pending.putInt(TaskEntry.RIVAL, 0);
        pending.putInt(TaskEntry.RECOMMENDED_UNITS, 0);
        for (int kind = 0; kind < ViewKeys.KINDS; kind++) {
            pending.putInt(TaskEntry.USE + kind * Integer.BYTES, -1);
        }
        pending.putInt(TaskEntry.FLEET, (int) task.fleet());
        pending.putByte(TaskEntry.STATE, TaskEntry.QUEUED);
        pending.putByte(TaskEntry.REASON, TaskEntry.NOTHING);
        pending.putByte(TaskEntry.KIND, TaskEntry.NOTHING);
        pending.putByte(TaskEntry.FINDING, TaskEntry.NOTHING);
    }

    void rebid(final long sequence, final RebidCommandDecoder rebid) {
        final int slot = tasks.find(rebid.task());
        if (slot != ConflatingTable.MISSING) {
            rebidSequence = sequence;
            rebidTask = rebid.task();
            bidBefore = tasks.memory().getLong(tasks.record(slot) + TaskEntry.BID);
            bid(slot, rebid.bid());
        }
    }

    private void bid(final int slot, final long bid) {
        tasks.memory().putLong(tasks.begin(slot) + TaskEntry.BID, bid);
        end(slot);
    }

    void usage(final UsageCommandDecoder usage) {
        final int slot = tasks.find(usage.task());
        if (slot == ConflatingTable.MISSING || state(slot) != TaskEntry.RUNNING) {
            return;
        }
        final UnsafeBuffer memory = tasks.memory();
        final int record = tasks.begin(slot);
        memory.putInt(record + TaskEntry.USE, usage.vcpu());
        memory.putInt(record + TaskEntry.USE + Integer.BYTES, usage.memory());
        memory.putInt(record + TaskEntry.USE + 2 * Integer.BYTES, usage.accelerator());
        memory.putLong(record + TaskEntry.IO_BYTES_PER_SECOND, usage.ioBytesPerSecond());
        end(slot);
    }

    /** A decision other than a refusal: if the pending command caused it, the command was not refused. */
    void onDecision(final long cause) {
        if (cause != pendingSequence || cause == 0) {
            return;
        }
        pendingSequence = 0;
        final long task = pending.getLong(EntryHeader.KEY);
        final int slot = tasks.find(task) == ConflatingTable.MISSING ? tasks.add(task) : -1;
        if (slot != ConflatingTable.MISSING) {
            tasks.memory().putBytes(tasks.record(slot), pending, 0, TaskEntry.RECORD_LENGTH);
            end(slot);
        }
    }

    void refused(final long cause) {
        if (cause == pendingSequence) {
            pendingSequence = 0;
        }
        if (cause == rebidSequence && cause != 0) {
            rebidSequence = 0;
            final int slot = tasks.find(rebidTask);
            if (slot != ConflatingTable.MISSING) {
                bid(slot, bidBefore);
            }
        }
    }

    void admit(final AdmitDecisionDecoder admit) {
        final int slot = tasks.find(admit.task());
        if (slot != ConflatingTable.MISSING) {
            final int record = tasks.begin(slot);
            tasks.memory().putLong(record + TaskEntry.INSTANCE, admit.instance());
            become(record, TaskEntry.RUNNING, TaskEntry.NOTHING);
            clear(record);
            end(slot);
        }
    }

    void queue(final QueueDecisionDecoder queue) {
        final int slot = tasks.find(queue.task());
        if (slot == ConflatingTable.MISSING) {
            return;
        }
        passDrain(slot);
        final UnsafeBuffer memory = tasks.memory();
        final int record = tasks.begin(slot);
        become(record, TaskEntry.QUEUED, (byte) queue.reason().value());
        won(record, queue);
        memory.putLong(
                record + TaskEntry.PRICE_TO_BEAT,
                queue.priceToBeat() == QueueDecisionDecoder.priceToBeatNullValue()
                        ? TaskEntry.ABSENT
                        : queue.priceToBeat());
        memory.putInt(
                record + TaskEntry.DEFICIT,
                queue.deficit() == QueueDecisionDecoder.deficitNullValue() ? 0 : queue.deficit());
        memory.putInt(record + TaskEntry.RIVAL, (int) queue.rival());
        memory.putByte(
                record + TaskEntry.KIND,
                queue.kind() == Kind.NULL_VAL ? TaskEntry.NOTHING : (byte) queue.kind().value());
        end(slot);
    }

    private void won(final int record, final QueueDecisionDecoder queue) {
        final boolean hasWon = queue.instance() != QueueDecisionDecoder.instanceNullValue();
        final UnsafeBuffer memory = tasks.memory();
        memory.putLong(record + TaskEntry.INSTANCE, hasWon ? queue.instance() : 0);
        memory.putInt(record + TaskEntry.WON, hasWon ? queue.units() : 0);
        memory.putLong(record + TaskEntry.WON_BY, hasWon ? queue.deadline() : TaskEntry.ABSENT);
    }

    void grant(final GrantDecisionDecoder grant) {
        final int slot = tasks.find(grant.task());
        if (slot != ConflatingTable.MISSING) {
            passDrain(slot);
            final int units = tasks.memory().getInt(tasks.record(slot) + TaskEntry.UNITS);
            if (drains(slot) && grant.units() < units) {
                drain(slot, grant.units(), drainsUntil(slot), grant.slope(), grant.margin());
            } else {
                hold(slot, grant.instance(), grant.units(), grant.slope(), grant.margin());
            }
        }
        for (final GrantDecisionDecoder.VrusDecoder range : grant.vrus()) {
            if (swarm.isThere(grant.instance())) {
                vrus.grant(
                        grant.instance(),
                        range.kind().value(),
                        range.first(),
                        range.last(),
                        (int) grant.task());
            }
        }
    }

    void revoke(final RevokeDecisionDecoder revoke) {
        final int slot = tasks.find(revoke.task());
        final boolean drains = revoke.deadline() > revoke.at();
        if (slot != ConflatingTable.MISSING) {
            passDrain(slot);
            if (drains) {
                drain(slot, revoke.units(), revoke.deadline(), revoke.slope(), revoke.margin());
            } else {
                hold(slot, revoke.instance(), revoke.units(), revoke.slope(), revoke.margin());
            }
        }
        for (final RevokeDecisionDecoder.VrusDecoder range : revoke.vrus()) {
            if (swarm.isThere(revoke.instance())) {
                final int kind = range.kind().value();
                final int task = (int) revoke.task();
                if (drains) {
                    vrus.drain(revoke.instance(), kind, range.first(), range.last(), task);
                } else {
                    vrus.revoke(revoke.instance(), kind, range.first(), range.last(), task);
                }
            }
        }
    }

    private boolean drains(final int slot) {
        return tasks.memory().getInt(tasks.record(slot) + TaskEntry.DRAINING) > 0;
    }

    private long drainsUntil(final int slot) {
        return tasks.memory().getLong(tasks.record(slot) + TaskEntry.DRAINS_UNTIL);
    }

    /** The task works on with what it has, but will keep only so many units of it. */
    private void drain(
            final int slot,
            final int kept,
            final long untilNs,
            final long slope,
            final long margin) {
        final UnsafeBuffer memory = tasks.memory();
        final int record = tasks.begin(slot);
        memory.putInt(record + TaskEntry.DRAINING, memory.getInt(record + TaskEntry.UNITS) - kept);
        memory.putLong(record + TaskEntry.DRAINS_UNTIL, untilNs);
        memory.putLong(record + TaskEntry.SLOPE, slope);
        memory.putLong(record + TaskEntry.MARGIN, margin);
        end(slot);
    }

    /** Nothing is said when a drain comes to its end: it is seen when something is said of the task again. */
    private void passDrain(final int slot) {
        if (!drains(slot) || drainsUntil(slot) > clock.timeNs()) {
            return;
        }
        final UnsafeBuffer memory = tasks.memory();
        final int record = tasks.record(slot);
        final long instance = memory.getLong(record + TaskEntry.INSTANCE);
        swarm.endDrain(instance, (int) memory.getLong(record + EntryHeader.KEY));
        hold(
                slot,
                instance,
                memory.getInt(record + TaskEntry.UNITS)
                        - memory.getInt(record + TaskEntry.DRAINING),
                memory.getLong(record + TaskEntry.SLOPE),
                memory.getLong(record + TaskEntry.MARGIN));
    }

    private void hold(
            final int slot,
            final long instance,
            final int units,
            final long slope,
            final long margin) {
        final UnsafeBuffer memory = tasks.memory();
        final int record = tasks.begin(slot);
        memory.putLong(record + TaskEntry.INSTANCE, units == 0 ? 0 : instance);
        memory.putInt(record + TaskEntry.UNITS, units);
        memory.putInt(record + TaskEntry.DRAINING, 0);
        memory.putLong(record + TaskEntry.DRAINS_UNTIL, TaskEntry.ABSENT);
        memory.putLong(record + TaskEntry.SLOPE, slope);
        memory.putLong(record + TaskEntry.MARGIN, margin);
        if (units == 0) {
            become(record, TaskEntry.QUEUED, TaskEntry.NOTHING);
        }
        end(slot);
    }

    void flag(final FlagDecisionDecoder flag) {
        final int slot = tasks.find(flag.task());
        if (slot != ConflatingTable.MISSING) {
            final int record = tasks.begin(slot);
            tasks.memory().putByte(record + TaskEntry.FINDING, (byte) flag.finding().value());
            tasks.memory().putInt(record + TaskEntry.RECOMMENDED_UNITS, flag.recommendedUnits());
            tasks.memory().putLong(record + TaskEntry.WASTE, flag.waste());
            end(slot);
        }
    }

    /** It is over; what it held is free. */
    void end(final long task) {
        final int slot = tasks.find(task);
        if (slot != ConflatingTable.MISSING) {
            final long instance = tasks.memory().getLong(tasks.record(slot) + TaskEntry.INSTANCE);
            if (instance != 0) {
                swarm.release(instance, (int) task);
            }
            tasks.remove(slot);
        }
    }

    private void become(final int record, final byte state, final byte reason) {
        final UnsafeBuffer memory = tasks.memory();
        if (memory.getByte(record + TaskEntry.STATE) != state) {
            memory.putByte(record + TaskEntry.STATE, state);
            memory.putLong(record + TaskEntry.SINCE, clock.timeNs());
        }
        memory.putByte(record + TaskEntry.REASON, reason);
    }

    /** What is known only of a task that waits. */
    private void clear(final int record) {
        tasks.memory().putLong(record + TaskEntry.PRICE_TO_BEAT, TaskEntry.ABSENT);
        tasks.memory().putLong(record + TaskEntry.WON_BY, TaskEntry.ABSENT);
        tasks.memory().putInt(record + TaskEntry.WON, 0);
        tasks.memory().putInt(record + TaskEntry.DEFICIT, 0);
        tasks.memory().putInt(record + TaskEntry.RIVAL, 0);
        tasks.memory().putByte(record + TaskEntry.KIND, TaskEntry.NOTHING);
    }

    private byte state(final int slot) {
        return tasks.memory().getByte(tasks.record(slot) + TaskEntry.STATE);
    }

    private void end(final int slot) {
        clock.stamp(tasks, slot);
        tasks.end(slot);
    }
}
