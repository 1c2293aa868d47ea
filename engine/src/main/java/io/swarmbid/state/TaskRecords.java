package io.swarmbid.state;

import static io.swarmbid.state.TaskDescriptor.ACCELERATOR_OFFSET;
import static io.swarmbid.state.TaskDescriptor.ACCRUED_AT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.AGED_AT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.AGE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.ARRIVAL_OFFSET;
import static io.swarmbid.state.TaskDescriptor.BID_OFFSET;
import static io.swarmbid.state.TaskDescriptor.BID_RATE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CHARGE_MARK_HIGH_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CHARGE_MARK_LOW_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CHARGE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CHARGE_REST_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CLASS_NAME_OFFSET;
import static io.swarmbid.state.TaskDescriptor.COST_MARK_HIGH_OFFSET;
import static io.swarmbid.state.TaskDescriptor.COST_MARK_LOW_OFFSET;
import static io.swarmbid.state.TaskDescriptor.COST_OFFSET;
import static io.swarmbid.state.TaskDescriptor.COST_REST_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CURVE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CUSTOMER_OFFSET;
import static io.swarmbid.state.TaskDescriptor.DEADLINE_CHECK_AT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.DEADLINE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.DEADLINE_WORK_OFFSET;
import static io.swarmbid.state.TaskDescriptor.DURATION_OFFSET;
import static io.swarmbid.state.TaskDescriptor.FLAGS_OFFSET;
import static io.swarmbid.state.TaskDescriptor.FLEET_OFFSET;
import static io.swarmbid.state.TaskDescriptor.GAP_REST_OFFSET;
import static io.swarmbid.state.TaskDescriptor.GROUP_OFFSET;
import static io.swarmbid.state.TaskDescriptor.HELD_SINCE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.ID_OFFSET;
import static io.swarmbid.state.TaskDescriptor.INSTANCE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.JUDGED_WORK_OFFSET;
import static io.swarmbid.state.TaskDescriptor.LEARNED_WORK_OFFSET;
import static io.swarmbid.state.TaskDescriptor.LENGTH;
import static io.swarmbid.state.TaskDescriptor.MARK_OFFSET;
import static io.swarmbid.state.TaskDescriptor.MAX_OFFSET;
import static io.swarmbid.state.TaskDescriptor.MEMORY_OFFSET;
import static io.swarmbid.state.TaskDescriptor.MIN_OFFSET;
import static io.swarmbid.state.TaskDescriptor.MOVE_COST_OFFSET;
import static io.swarmbid.state.TaskDescriptor.NEXT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.PIVOT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.POOL_SET_OFFSET;
import static io.swarmbid.state.TaskDescriptor.PREVIOUS_OFFSET;
import static io.swarmbid.state.TaskDescriptor.PRIOR_SLOT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.PRIOR_UNITS_OFFSET;
import static io.swarmbid.state.TaskDescriptor.PRIOR_WORKING_OFFSET;
import static io.swarmbid.state.TaskDescriptor.QUEUED_AT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.QUEUE_KEY_OFFSET;
import static io.swarmbid.state.TaskDescriptor.RESERVE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.REVOKE_REASON_OFFSET;
import static io.swarmbid.state.TaskDescriptor.SHARE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.TOUCH_EPOCH_OFFSET;
import static io.swarmbid.state.TaskDescriptor.TREE_LEFT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.TREE_PARENT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.TREE_RIGHT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.TTL_OFFSET;
import static io.swarmbid.state.TaskDescriptor.UNITS_OFFSET;
import static io.swarmbid.state.TaskDescriptor.USAGE_ACCELERATOR_OFFSET;
import static io.swarmbid.state.TaskDescriptor.USAGE_IO_OFFSET;
import static io.swarmbid.state.TaskDescriptor.USAGE_MEMORY_OFFSET;
import static io.swarmbid.state.TaskDescriptor.USAGE_VCPU_OFFSET;
import static io.swarmbid.state.TaskDescriptor.VCPU_OFFSET;
import static io.swarmbid.state.TaskDescriptor.VRU_ROOT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.WAITED_OFFSET;
import static io.swarmbid.state.TaskDescriptor.WORK_DONE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.WORK_OFFSET;
import static io.swarmbid.state.TaskDescriptor.WORK_REST_OFFSET;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.Work;

/**
 * Tasks. Fields by slot, off-heap, one record each; see {@link TaskDescriptor}. Not threadsafe.
 */
public class TaskRecords {
    final Block buffer;

    TaskRecords(final Arena arena, final int capacity) {
        buffer = arena.allocate(MemoryTag.TASKS, (long) capacity * LENGTH);
    }

    /** Sets every field of a record to 0. */
    final void clear(final int slot) {
        buffer.clear(slot * LENGTH, LENGTH);
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

    /** Time of the last gain, nanoseconds. */
    public final long heldSince(final int slot) {
        return buffer.getLong(slot * LENGTH + HELD_SINCE_OFFSET);
    }

    public final void heldSince(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + HELD_SINCE_OFFSET, value);
    }

    /** Slot of the instance it runs on, -1 while queued. */
    public final int instance(final int slot) {
        return buffer.getInt(slot * LENGTH + INSTANCE_OFFSET);
    }

    public final void instance(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + INSTANCE_OFFSET, value);
    }

    /** Units held. */
    public final int units(final int slot) {
        return buffer.getInt(slot * LENGTH + UNITS_OFFSET);
    }

    public final void units(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + UNITS_OFFSET, value);
    }

    /** Slot of its speed-up curve. */
    public final int curve(final int slot) {
        return buffer.getInt(slot * LENGTH + CURVE_OFFSET);
    }

    public final void curve(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + CURVE_OFFSET, value);
    }

    /** Bits of {@link TaskTable}. */
    public final int flags(final int slot) {
        return buffer.getInt(slot * LENGTH + FLAGS_OFFSET);
    }

    public final void flags(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + FLAGS_OFFSET, value);
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

    /** First reason in this event for which it lost units. */
    public final int revokeReason(final int slot) {
        return buffer.getShort(slot * LENGTH + REVOKE_REASON_OFFSET);
    }

    public final void revokeReason(final int slot, final int value) {
        buffer.putShort(slot * LENGTH + REVOKE_REASON_OFFSET, (short) value);
    }

    /** Next task on the instance, -1: none. */
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

    /** Slot of its queue group, -1 while running. */
    public final int group(final int slot) {
        return buffer.getInt(slot * LENGTH + GROUP_OFFSET);
    }

    public final void group(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + GROUP_OFFSET, value);
    }

    /** Left child in its group's tree, -1: none. */
    public final int treeLeft(final int slot) {
        return buffer.getInt(slot * LENGTH + TREE_LEFT_OFFSET);
    }

    public final void treeLeft(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + TREE_LEFT_OFFSET, value);
    }

    /** Right child, -1: none. */
    public final int treeRight(final int slot) {
        return buffer.getInt(slot * LENGTH + TREE_RIGHT_OFFSET);
    }

    public final void treeRight(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + TREE_RIGHT_OFFSET, value);
    }

    /** Parent, -1: none. */
    public final int treeParent(final int slot) {
        return buffer.getInt(slot * LENGTH + TREE_PARENT_OFFSET);
    }

    public final void treeParent(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + TREE_PARENT_OFFSET, value);
    }

    /** Event that touched it last. */
    public final int touchEpoch(final int slot) {
        return buffer.getInt(slot * LENGTH + TOUCH_EPOCH_OFFSET);
    }

    public final void touchEpoch(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + TOUCH_EPOCH_OFFSET, value);
    }

    /** Round of the autoscaler that covered it last. */
    public final int mark(final int slot) {
        return buffer.getInt(slot * LENGTH + MARK_OFFSET);
    }

    public final void mark(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + MARK_OFFSET, value);
    }

    /** Time to which work, charge and cost are accrued. */
    public final long accruedAt(final int slot) {
        return buffer.getLong(slot * LENGTH + ACCRUED_AT_OFFSET);
    }

    public final void accruedAt(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + ACCRUED_AT_OFFSET, value);
    }

    /** Price integral of a unit when last accrued, high word. */
    public final long chargeMarkHigh(final int slot) {
        return buffer.getLong(slot * LENGTH + CHARGE_MARK_HIGH_OFFSET);
    }

    public final void chargeMarkHigh(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + CHARGE_MARK_HIGH_OFFSET, value);
    }

    /** Low word of it. */
    public final long chargeMarkLow(final int slot) {
        return buffer.getLong(slot * LENGTH + CHARGE_MARK_LOW_OFFSET);
    }

    public final void chargeMarkLow(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + CHARGE_MARK_LOW_OFFSET, value);
    }

    /** Cost integral of a unit when last accrued, high word. */
    public final long costMarkHigh(final int slot) {
        return buffer.getLong(slot * LENGTH + COST_MARK_HIGH_OFFSET);
    }

    public final void costMarkHigh(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + COST_MARK_HIGH_OFFSET, value);
    }

    /** Low word of it. */
    public final long costMarkLow(final int slot) {
        return buffer.getLong(slot * LENGTH + COST_MARK_LOW_OFFSET);
    }

    public final void costMarkLow(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + COST_MARK_LOW_OFFSET, value);
    }

    /** Charged so far, nano. */
    public final long charge(final int slot) {
        return buffer.getLong(slot * LENGTH + CHARGE_OFFSET);
    }

    public final void charge(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + CHARGE_OFFSET, value);
    }

    /** Remainder of the charge, below 3.6e18. */
    public final long chargeRest(final int slot) {
        return buffer.getLong(slot * LENGTH + CHARGE_REST_OFFSET);
    }

    public final void chargeRest(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + CHARGE_REST_OFFSET, value);
    }

    /** Cost so far, nano. */
    public final long cost(final int slot) {
        return buffer.getLong(slot * LENGTH + COST_OFFSET);
    }

    public final void cost(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + COST_OFFSET, value);
    }

    /** Remainder of the cost, below 3.6e18. */
    public final long costRest(final int slot) {
        return buffer.getLong(slot * LENGTH + COST_REST_OFFSET);
    }

    public final void costRest(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + COST_REST_OFFSET, value);
    }

    /** Work done, nanoseconds at one unit. */
    public final long workDone(final int slot) {
        return buffer.getLong(slot * LENGTH + WORK_DONE_OFFSET);
    }

    public final void workDone(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + WORK_DONE_OFFSET, value);
    }

    /** Time in which it held something, nanoseconds. */
    public final long duration(final int slot) {
        return buffer.getLong(slot * LENGTH + DURATION_OFFSET);
    }

    public final void duration(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + DURATION_OFFSET, value);
    }

    /** Bid for the whole task and cap of the charge, nano. */
    public final long bid(final int slot) {
        return buffer.getLong(slot * LENGTH + BID_OFFSET);
    }

    public final void bid(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + BID_OFFSET, value);
    }

    /** Work, nanoseconds at one unit. */
    public final long work(final int slot) {
        return buffer.getLong(slot * LENGTH + WORK_OFFSET);
    }

    public final void work(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + WORK_OFFSET, value);
    }

    /** Absolute, nanoseconds; 0: none. */
    public final long deadline(final int slot) {
        return buffer.getLong(slot * LENGTH + DEADLINE_OFFSET);
    }

    public final void deadline(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + DEADLINE_OFFSET, value);
    }

    /** Longest time queued, nanoseconds; -1: for ever. */
    public final long ttl(final int slot) {
        return buffer.getLong(slot * LENGTH + TTL_OFFSET);
    }

    public final void ttl(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + TTL_OFFSET, value);
    }

    /** When it was queued last. */
    public final long queuedAt(final int slot) {
        return buffer.getLong(slot * LENGTH + QUEUED_AT_OFFSET);
    }

    public final void queuedAt(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + QUEUED_AT_OFFSET, value);
    }

    /** First time at which the deadline leaves fewer units while queued. */
    public final long deadlineCheckAt(final int slot) {
        return buffer.getLong(slot * LENGTH + DEADLINE_CHECK_AT_OFFSET);
    }

    public final void deadlineCheckAt(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + DEADLINE_CHECK_AT_OFFSET, value);
    }

    /** Cost of a move, nano. */
    public final long moveCost(final int slot) {
        return buffer.getLong(slot * LENGTH + MOVE_COST_OFFSET);
    }

    public final void moveCost(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + MOVE_COST_OFFSET, value);
    }

    /** Root of the tree of its VRUs, -1: it has none. */
    final int vruRoot(final int slot) {
        return buffer.getInt(slot * LENGTH + VRU_ROOT_OFFSET) - 1;
    }

    final void vruRoot(final int slot, final int cell) {
        buffer.putInt(slot * LENGTH + VRU_ROOT_OFFSET, cell + 1);
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

    /** Slot of the instance before the event, -1: none. */
    public final int priorSlot(final int slot) {
        return buffer.getInt(slot * LENGTH + PRIOR_SLOT_OFFSET);
    }

    public final void priorSlot(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + PRIOR_SLOT_OFFSET, value);
    }

    /** Remainder of the work done, ppm. */
    public final int workRest(final int slot) {
        return buffer.getInt(slot * LENGTH + WORK_REST_OFFSET);
    }

    public final void workRest(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + WORK_REST_OFFSET, value);
    }

    /** Sender's id, unsigned. */
    public final int id(final int slot) {
        return buffer.getInt(slot * LENGTH + ID_OFFSET);
    }

    public final void id(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + ID_OFFSET, value);
    }

    /** Slot of its fleet, -1: none. */
    public final int fleet(final int slot) {
        return buffer.getInt(slot * LENGTH + FLEET_OFFSET);
    }

    public final void fleet(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + FLEET_OFFSET, value);
    }

    /** Slot of its set of permitted pools. */
    public final int poolSet(final int slot) {
        return buffer.getInt(slot * LENGTH + POOL_SET_OFFSET);
    }

    public final void poolSet(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + POOL_SET_OFFSET, value);
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

    /** Latest use, ppm of what it holds. */
    public final int usageVcpu(final int slot) {
        return buffer.getInt(slot * LENGTH + USAGE_VCPU_OFFSET);
    }

    public final void usageVcpu(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + USAGE_VCPU_OFFSET, value);
    }

    /** Latest use, ppm. */
    public final int usageMemory(final int slot) {
        return buffer.getInt(slot * LENGTH + USAGE_MEMORY_OFFSET);
    }

    public final void usageMemory(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + USAGE_MEMORY_OFFSET, value);
    }

    /** Latest use, ppm. */
    public final int usageAccelerator(final int slot) {
        return buffer.getInt(slot * LENGTH + USAGE_ACCELERATOR_OFFSET);
    }

    public final void usageAccelerator(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + USAGE_ACCELERATOR_OFFSET, value);
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

    /** Latest bytes per second. */
    public final long usageIo(final int slot) {
        return buffer.getLong(slot * LENGTH + USAGE_IO_OFFSET);
    }

    public final void usageIo(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + USAGE_IO_OFFSET, value);
    }

    /** Reserve of a unit in the pool it runs in, femto per hour. */
    public final long reserve(final int slot) {
        return buffer.getLong(slot * LENGTH + RESERVE_OFFSET);
    }

    public final void reserve(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + RESERVE_OFFSET, value);
    }

    /** Weight of a unit in the dominant share there. */
    public final long share(final int slot) {
        return buffer.getLong(slot * LENGTH + SHARE_OFFSET);
    }

    public final void share(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + SHARE_OFFSET, value);
    }

    /** Nanoseconds that it has waited, less those that it has run, as of the last tick. */
    public final long waited(final int slot) {
        return buffer.getLong(slot * LENGTH + WAITED_OFFSET);
    }

    public final void waited(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + WAITED_OFFSET, value);
    }

    /** Time to which its waiting is counted. */
    public final long agedAt(final int slot) {
        return buffer.getLong(slot * LENGTH + AGED_AT_OFFSET);
    }

    public final void agedAt(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + AGED_AT_OFFSET, value);
    }

    /** Remainder of what the subsidy pays to make up for its age, below {@link Accrual#SCALE}. */
    public final long gapRest(final int slot) {
        return buffer.getLong(slot * LENGTH + GAP_REST_OFFSET);
    }

    public final void gapRest(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + GAP_REST_OFFSET, value);
    }

    /** What its waiting adds to the slope of its first segment, parts per million of the reserve. */
    public final int age(final int slot) {
        return buffer.getInt(slot * LENGTH + AGE_OFFSET);
    }

    public final void age(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + AGE_OFFSET, value);
    }

    /** What the others on its instance could have without it, and its reserve, as of the last tick; femto per hour. */
    public final long pivot(final int slot) {
        return buffer.getLong(slot * LENGTH + PIVOT_OFFSET);
    }

    public final void pivot(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + PIVOT_OFFSET, value);
    }

    /** What finished tasks of its class say its work will be, nanoseconds at one unit. */
    public final long learnedWork(final int slot) {
        return buffer.getLong(slot * LENGTH + LEARNED_WORK_OFFSET);
    }

    public final void learnedWork(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + LEARNED_WORK_OFFSET, value);
    }

    /** The same with the caution that a deadline asks for. */
    public final long deadlineWork(final int slot) {
        return buffer.getLong(slot * LENGTH + DEADLINE_WORK_OFFSET);
    }

    public final void deadlineWork(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + DEADLINE_WORK_OFFSET, value);
    }

    /** What finished tasks of its class said of its work when it first ran, by which learning is judged. */
    public final long judgedWork(final int slot) {
        return buffer.getLong(slot * LENGTH + JUDGED_WORK_OFFSET);
    }

    public final void judgedWork(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + JUDGED_WORK_OFFSET, value);
    }
}
