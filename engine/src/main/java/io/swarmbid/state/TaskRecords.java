package io.swarmbid.state;

import static io.swarmbid.state.TaskDescriptor.ACCELERATOR_OFFSET;
import static io.swarmbid.state.TaskDescriptor.AGE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.ARRIVAL_OFFSET;
import static io.swarmbid.state.TaskDescriptor.BID_RATE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CAP_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CLASS_NAME_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CURVE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CUSTOMER_OFFSET;
import static io.swarmbid.state.TaskDescriptor.DEADLINE_LOG_OFFSET;
import static io.swarmbid.state.TaskDescriptor.FINDINGS_OFFSET;
import static io.swarmbid.state.TaskDescriptor.FLAGS_OFFSET;
import static io.swarmbid.state.TaskDescriptor.FLEET_OFFSET;
import static io.swarmbid.state.TaskDescriptor.GROUP_OFFSET;
import static io.swarmbid.state.TaskDescriptor.HELD_SINCE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.ID_OFFSET;
import static io.swarmbid.state.TaskDescriptor.INSTANCE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.JUDGED_LOG_OFFSET;
import static io.swarmbid.state.TaskDescriptor.LEARNED_LOG_OFFSET;
import static io.swarmbid.state.TaskDescriptor.LENGTH;
import static io.swarmbid.state.TaskDescriptor.MARK_OFFSET;
import static io.swarmbid.state.TaskDescriptor.MAX_OFFSET;
import static io.swarmbid.state.TaskDescriptor.MEMORY_OFFSET;
import static io.swarmbid.state.TaskDescriptor.MIN_OFFSET;
import static io.swarmbid.state.TaskDescriptor.NEXT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.POOL_SET_OFFSET;
import static io.swarmbid.state.TaskDescriptor.PREVIOUS_OFFSET;
import static io.swarmbid.state.TaskDescriptor.PRIOR_SLOT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.PRIOR_UNITS_OFFSET;
import static io.swarmbid.state.TaskDescriptor.PRIOR_WORKING_OFFSET;
import static io.swarmbid.state.TaskDescriptor.QUEUE_KEY_OFFSET;
import static io.swarmbid.state.TaskDescriptor.RESERVE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.REVOKE_REASON_OFFSET;
import static io.swarmbid.state.TaskDescriptor.TOUCH_EPOCH_OFFSET;
import static io.swarmbid.state.TaskDescriptor.UNITS_OFFSET;
import static io.swarmbid.state.TaskDescriptor.VCPU_OFFSET;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Work;

/**
 * Tasks. Fields by slot, off-heap, one record each: here those that the auction looks at, in the first two cache lines; see
 * {@link TaskDescriptor}. Not threadsafe.
 */
public abstract class TaskRecords extends TaskAccounts {
    TaskRecords(final Arena arena, final int capacity) {
        super(arena, capacity);
    }

    /** Bid rate b, nano per hour at one unit. */
    public final long bidRate(final int slot) {
        return buffer.getLong(slot * LENGTH + BID_RATE_OFFSET);
    }

    public final void bidRate(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + BID_RATE_OFFSET, value);
    }

    /** Value of the first segment while queued, femto per hour. */
    public final long queueKey(final int slot) {
        return buffer.getLong(slot * LENGTH + QUEUE_KEY_OFFSET);
    }

    public final void queueKey(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + QUEUE_KEY_OFFSET, value);
    }

    /** Input sequence of the task command. */
    public final long arrival(final int slot) {
        return buffer.getLong(slot * LENGTH + ARRIVAL_OFFSET);
    }

    public final void arrival(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + ARRIVAL_OFFSET, value);
    }

    /** Reserve of a unit in the pool it runs in, femto per hour. */
    public final long reserve(final int slot) {
        return buffer.getLong(slot * LENGTH + RESERVE_OFFSET);
    }

    public final void reserve(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + RESERVE_OFFSET, value);
    }

    /** Time of the last gain, nanoseconds. */
    public final long heldSince(final int slot) {
        return buffer.getLong(slot * LENGTH + HELD_SINCE_OFFSET);
    }

    public final void heldSince(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + HELD_SINCE_OFFSET, value);
    }

    /** Bits of {@link TaskTable}. */
    public final int flags(final int slot) {
        return buffer.getInt(slot * LENGTH + FLAGS_OFFSET);
    }

    public final void flags(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + FLAGS_OFFSET, value);
    }

    /** Slot of the instance it runs on, -1 while queued. */
    public final int instance(final int slot) {
        return buffer.getInt(slot * LENGTH + INSTANCE_OFFSET);
    }

    public final void instance(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + INSTANCE_OFFSET, value);
    }

    /** Sender's id, unsigned. */
    public final int id(final int slot) {
        return buffer.getInt(slot * LENGTH + ID_OFFSET);
    }

    public final void id(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + ID_OFFSET, value);
    }

    /** Units held. */
    public final int units(final int slot) {
        return buffer.getShort(slot * LENGTH + UNITS_OFFSET);
    }

    public final void units(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + UNITS_OFFSET, (short) value);
    }

    /** Slot of its speed-up curve. */
    public final int curve(final int slot) {
        return buffer.getShort(slot * LENGTH + CURVE_OFFSET);
    }

    public final void curve(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + CURVE_OFFSET, (short) value);
    }

    /** VCPU VRUs per unit. */
    public final int vcpu(final int slot) {
        return buffer.getShort(slot * LENGTH + VCPU_OFFSET);
    }

    public final void vcpu(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + VCPU_OFFSET, (short) value);
    }

    /** MEMORY VRUs per unit. */
    public final int memory(final int slot) {
        return buffer.getShort(slot * LENGTH + MEMORY_OFFSET);
    }

    public final void memory(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + MEMORY_OFFSET, (short) value);
    }

    /** ACCELERATOR VRUs per unit. */
    public final int accelerator(final int slot) {
        return buffer.getShort(slot * LENGTH + ACCELERATOR_OFFSET);
    }

    public final void accelerator(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + ACCELERATOR_OFFSET, (short) value);
    }

    /** Next task on the instance, -1: none; of a free record the slot that was freed before, -1: none. */
    public final int next(final int slot) {
        Work.step();
        return buffer.getInt(slot * LENGTH + NEXT_OFFSET);
    }

    public final void next(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + NEXT_OFFSET, value);
    }

    /** Previous task on the instance, -1: none. */
    public final int previous(final int slot) {
        return buffer.getInt(slot * LENGTH + PREVIOUS_OFFSET);
    }

    public final void previous(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + PREVIOUS_OFFSET, value);
    }

    /** Event that touched it last. */
    public final int touchEpoch(final int slot) {
        return buffer.getInt(slot * LENGTH + TOUCH_EPOCH_OFFSET);
    }

    public final void touchEpoch(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + TOUCH_EPOCH_OFFSET, value);
    }

    /** Slot of the instance before the event, -1: none. */
    public final int priorSlot(final int slot) {
        return buffer.getInt(slot * LENGTH + PRIOR_SLOT_OFFSET);
    }

    public final void priorSlot(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + PRIOR_SLOT_OFFSET, value);
    }

    /** Units held before the event. */
    public final int priorUnits(final int slot) {
        return buffer.getShort(slot * LENGTH + PRIOR_UNITS_OFFSET);
    }

    public final void priorUnits(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + PRIOR_UNITS_OFFSET, (short) value);
    }

    /** Units that it worked with before the event. */
    public final int priorWorking(final int slot) {
        return buffer.getShort(slot * LENGTH + PRIOR_WORKING_OFFSET);
    }

    public final void priorWorking(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + PRIOR_WORKING_OFFSET, (short) value);
    }

    /** First reason in this event for which it lost units. */
    public final int revokeReason(final int slot) {
        return buffer.getShort(slot * LENGTH + REVOKE_REASON_OFFSET);
    }

    public final void revokeReason(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + REVOKE_REASON_OFFSET, (short) value);
    }

    /** Findings that hold, a bit each. */
    public final int findings(final int slot) {
        return buffer.getShort(slot * LENGTH + FINDINGS_OFFSET);
    }

    public final void findings(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + FINDINGS_OFFSET, (short) value);
    }

    /** Slot of its fleet, -1: none. */
    public final int fleet(final int slot) {
        return buffer.getShort(slot * LENGTH + FLEET_OFFSET);
    }

    public final void fleet(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + FLEET_OFFSET, (short) value);
    }

    /** Slot of its set of permitted pools. */
    public final int poolSet(final int slot) {
        return buffer.getShort(slot * LENGTH + POOL_SET_OFFSET);
    }

    public final void poolSet(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + POOL_SET_OFFSET, (short) value);
    }

    /** Symbol. */
    public final int customer(final int slot) {
        return buffer.getInt(slot * LENGTH + CUSTOMER_OFFSET);
    }

    public final void customer(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + CUSTOMER_OFFSET, value);
    }

    /** Symbol. */
    public final int className(final int slot) {
        return buffer.getInt(slot * LENGTH + CLASS_NAME_OFFSET);
    }

    public final void className(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + CLASS_NAME_OFFSET, value);
    }

    /** What its waiting adds to the slope of its first segment, parts per million of the reserve. */
    public final int age(final int slot) {
        return buffer.getInt(slot * LENGTH + AGE_OFFSET);
    }

    public final void age(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + AGE_OFFSET, value);
    }

    /** What finished tasks of its class say its work will be: 256 times the logarithm of that over what its customer says. */
    public final int learnedLog(final int slot) {
        return buffer.getShort(slot * LENGTH + LEARNED_LOG_OFFSET);
    }

    public final void learnedLog(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + LEARNED_LOG_OFFSET, (short) value);
    }

    /** The same with the caution that a deadline asks for. */
    public final int deadlineLog(final int slot) {
        return buffer.getShort(slot * LENGTH + DEADLINE_LOG_OFFSET);
    }

    public final void deadlineLog(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + DEADLINE_LOG_OFFSET, (short) value);
    }

    /** What finished tasks of its class said of its work when it first ran, by which learning is judged. */
    public final int judgedLog(final int slot) {
        return buffer.getShort(slot * LENGTH + JUDGED_LOG_OFFSET);
    }

    public final void judgedLog(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + JUDGED_LOG_OFFSET, (short) value);
    }

    /** Fewest units, as bid. */
    public final int min(final int slot) {
        return buffer.getShort(slot * LENGTH + MIN_OFFSET);
    }

    public final void min(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + MIN_OFFSET, (short) value);
    }

    /** Most units. */
    public final int max(final int slot) {
        return buffer.getShort(slot * LENGTH + MAX_OFFSET);
    }

    public final void max(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + MAX_OFFSET, (short) value);
    }

    /** Most units that it is permitted because it did not use more; 0: as many as it asked for. */
    public final int cap(final int slot) {
        return buffer.getShort(slot * LENGTH + CAP_OFFSET);
    }

    public final void cap(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + CAP_OFFSET, (short) value);
    }

    /** Of a queued task: the round of the autoscaler that covered it last. */
    public final int mark(final int slot) {
        return buffer.getInt(slot * LENGTH + MARK_OFFSET);
    }

    public final void mark(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + MARK_OFFSET, value);
    }

    /** Slot of its queue group, -1 while it is in none. */
    public final int group(final int slot) {
        return instance(slot) < 0 ? buffer.getInt(slot * LENGTH + GROUP_OFFSET) : TaskTable.NONE;
    }

    /** Puts a task that does not run in a group, or in none. */
    public final void group(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + GROUP_OFFSET, value);
    }
}
