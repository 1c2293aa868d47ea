package io.swarmbid.state;

import static io.swarmbid.state.InstanceDescriptor.ACTIVATED_BY_AUTOSCALE_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.BLOCKED_UNTIL_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.BUDGET_COUNT_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.BUDGET_FIRST_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.COSTED_AT_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.COST_REST_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.DEADLINE_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.DIRTY_EPOCH_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.ENTRY_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.EXHAUSTED_TASKS_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.FIRST_TASK_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.FLEET_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.HEALTHY_ACCELERATOR_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.HEALTHY_MEMORY_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.HEALTHY_VCPU_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.HOLDERS_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.IDLE_SINCE_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.ID_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.INTEGRAL_ACCELERATOR_HIGH_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.INTEGRAL_ACCELERATOR_LOW_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.INTEGRAL_MEMORY_HIGH_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.INTEGRAL_MEMORY_LOW_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.INTEGRAL_VCPU_HIGH_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.INTEGRAL_VCPU_LOW_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.LENGTH;
import static io.swarmbid.state.InstanceDescriptor.LOWEST_HOLDER_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.LOW_COUNT_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.LOW_RANK_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.LOW_SURPLUS_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.LOW_WEIGHT_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.MARKS_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.ONE_KIND_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.OWN_LOSER_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.PACK_ROUND_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.POOL_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.PREEMPTIBLE_TASKS_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.PRICED_AT_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.PRICE_ACCELERATOR_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.PRICE_EPOCH_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.PRICE_MEMORY_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.PRICE_VCPU_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.READY_AT_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.RESERVED_FOR_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.RESERVED_UNTIL_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.RISKY_TASKS_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.SEEN_QUEUE_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.STATE_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.TASK_COUNT_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.TICK_AGAIN_AT_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.TOOK_STOCK_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.USED_ACCELERATOR_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.USED_MEMORY_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.USED_VCPU_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.VRU_BLOCK_OFFSET;
import static io.swarmbid.state.InstanceDescriptor.WANTS_OFFSET;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;

/**
 * Instances. Fields by slot, off-heap, one record each; see {@link InstanceDescriptor}. Not threadsafe.
 */
public class InstanceRecords {
    final Block buffer;

    InstanceRecords(final Arena arena, final int capacity) {
        buffer = arena.allocate(MemoryTag.INSTANCES, (long) capacity * LENGTH);
    }

    /** Sets every field of a record to 0. */
    final void clear(final int slot) {
        buffer.clear(slot * LENGTH, LENGTH);
    }

    /** Id. */
    public final long id(final int slot) {
        return buffer.getLong(slot * LENGTH + ID_OFFSET);
    }

    public final void id(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + ID_OFFSET, value);
    }

    /** Slot of its pool. */
    public final int pool(final int slot) {
        return buffer.getInt(slot * LENGTH + POOL_OFFSET);
    }

    public final void pool(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + POOL_OFFSET, value);
    }

    /** Slot of its fleet, -1: none. */
    public final int fleet(final int slot) {
        return buffer.getInt(slot * LENGTH + FLEET_OFFSET);
    }

    public final void fleet(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + FLEET_OFFSET, value);
    }

    /** PENDING, READY, DRAINING, INTERRUPTED or GONE. */
    public final int state(final int slot) {
        return buffer.getByte(slot * LENGTH + STATE_OFFSET);
    }

    public final void state(final int slot, final int value) {
        buffer.putByte(slot * LENGTH + STATE_OFFSET, (byte) value);
    }

    /** 1 if it took one from the stock. */
    public final int tookStock(final int slot) {
        return buffer.getByte(slot * LENGTH + TOOK_STOCK_OFFSET);
    }

    public final void tookStock(final int slot, final int value) {
        buffer.putByte(slot * LENGTH + TOOK_STOCK_OFFSET, (byte) value);
    }

    /** Bits of {@link InstanceTable}. */
    public final int marks(final int slot) {
        return buffer.getByte(slot * LENGTH + MARKS_OFFSET);
    }

    public final void marks(final int slot, final int value) {
        buffer.putByte(slot * LENGTH + MARKS_OFFSET, (byte) value);
    }

    /** 1 if its pool has one kind. */
    public final int oneKind(final int slot) {
        return buffer.getByte(slot * LENGTH + ONE_KIND_OFFSET);
    }

    public final void oneKind(final int slot, final int value) {
        buffer.putByte(slot * LENGTH + ONE_KIND_OFFSET, (byte) value);
    }

    /** Exhausted tasks on it. */
    public final int exhaustedTasks(final int slot) {
        return buffer.getInt(slot * LENGTH + EXHAUSTED_TASKS_OFFSET);
    }

    final void exhaustedTasks(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + EXHAUSTED_TASKS_OFFSET, value);
    }

    /** First task on it, -1: none. */
    public final int firstTask(final int slot) {
        return buffer.getInt(slot * LENGTH + FIRST_TASK_OFFSET);
    }

    public final void firstTask(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + FIRST_TASK_OFFSET, value);
    }

    /** Tasks on it. */
    public final int taskCount(final int slot) {
        return buffer.getInt(slot * LENGTH + TASK_COUNT_OFFSET);
    }

    public final void taskCount(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + TASK_COUNT_OFFSET, value);
    }

    /** Tasks on it whose charge may reach the bid before their work is done. */
    public final int riskyTasks(final int slot) {
        return buffer.getInt(slot * LENGTH + RISKY_TASKS_OFFSET);
    }

    public final void riskyTasks(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + RISKY_TASKS_OFFSET, value);
    }

    /** Tasks on it that may be displaced. */
    public final int preemptibleTasks(final int slot) {
        return buffer.getInt(slot * LENGTH + PREEMPTIBLE_TASKS_OFFSET);
    }

    final void preemptibleTasks(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + PREEMPTIBLE_TASKS_OFFSET, value);
    }

    /** Root of {@link WantOrder}. */
    final int wants(final int slot) {
        return buffer.getInt(slot * LENGTH + WANTS_OFFSET);
    }

    final void wants(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + WANTS_OFFSET, value);
    }

    /** Healthy VRUs. */
    public final int healthyVcpu(final int slot) {
        return buffer.getInt(slot * LENGTH + HEALTHY_VCPU_OFFSET);
    }

    public final void healthyVcpu(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + HEALTHY_VCPU_OFFSET, value);
    }

    /** Healthy VRUs. */
    public final int healthyMemory(final int slot) {
        return buffer.getInt(slot * LENGTH + HEALTHY_MEMORY_OFFSET);
    }

    public final void healthyMemory(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + HEALTHY_MEMORY_OFFSET, value);
    }

    /** Healthy VRUs. */
    public final int healthyAccelerator(final int slot) {
        return buffer.getInt(slot * LENGTH + HEALTHY_ACCELERATOR_OFFSET);
    }

    public final void healthyAccelerator(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + HEALTHY_ACCELERATOR_OFFSET, value);
    }

    /** VRUs promised to tasks. */
    public final int usedVcpu(final int slot) {
        return buffer.getInt(slot * LENGTH + USED_VCPU_OFFSET);
    }

    public final void usedVcpu(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + USED_VCPU_OFFSET, value);
    }

    /** VRUs promised to tasks. */
    public final int usedMemory(final int slot) {
        return buffer.getInt(slot * LENGTH + USED_MEMORY_OFFSET);
    }

    public final void usedMemory(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + USED_MEMORY_OFFSET, value);
    }

    /** VRUs promised to tasks. */
    public final int usedAccelerator(final int slot) {
        return buffer.getInt(slot * LENGTH + USED_ACCELERATOR_OFFSET);
    }

    public final void usedAccelerator(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + USED_ACCELERATOR_OFFSET, value);
    }

    /** Event in which it was last put on the dirty list. */
    public final int dirtyEpoch(final int slot) {
        return buffer.getInt(slot * LENGTH + DIRTY_EPOCH_OFFSET);
    }

    public final void dirtyEpoch(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + DIRTY_EPOCH_OFFSET, value);
    }

    /** Event in which it was last put on the list to price. */
    public final int priceEpoch(final int slot) {
        return buffer.getInt(slot * LENGTH + PRICE_EPOCH_OFFSET);
    }

    public final void priceEpoch(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + PRICE_EPOCH_OFFSET, value);
    }

    /** Round of the autoscaler that covered demand with it last. */
    public final int packRound(final int slot) {
        return buffer.getInt(slot * LENGTH + PACK_ROUND_OFFSET);
    }

    public final void packRound(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + PACK_ROUND_OFFSET, value);
    }

    /** Surplus of the lowest-ranked last segment on it. */
    public final long lowSurplus(final int slot) {
        return buffer.getLong(slot * LENGTH + LOW_SURPLUS_OFFSET);
    }

    final void lowSurplus(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + LOW_SURPLUS_OFFSET, value);
    }

    /** Units times share of that segment, 0: no winner. */
    public final long lowWeight(final int slot) {
        return buffer.getLong(slot * LENGTH + LOW_WEIGHT_OFFSET);
    }

    final void lowWeight(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + LOW_WEIGHT_OFFSET, value);
    }

    /** Its rank if it took all of the instance, femto per hour, rounded down. */
    final long lowRank(final int slot) {
        return buffer.getLong(slot * LENGTH + LOW_RANK_OFFSET);
    }

    final void lowRank(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + LOW_RANK_OFFSET, value);
    }

    /** Clearing price, femto per VRU-hour. */
    public final long priceVcpu(final int slot) {
        return buffer.getLong(slot * LENGTH + PRICE_VCPU_OFFSET);
    }

    public final void priceVcpu(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + PRICE_VCPU_OFFSET, value);
    }

    /** Clearing price, femto per VRU-hour. */
    public final long priceMemory(final int slot) {
        return buffer.getLong(slot * LENGTH + PRICE_MEMORY_OFFSET);
    }

    public final void priceMemory(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + PRICE_MEMORY_OFFSET, value);
    }

    /** Clearing price, femto per VRU-hour. */
    public final long priceAccelerator(final int slot) {
        return buffer.getLong(slot * LENGTH + PRICE_ACCELERATOR_OFFSET);
    }

    public final void priceAccelerator(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + PRICE_ACCELERATOR_OFFSET, value);
    }

    /** Integral of the price, femto per hour x ns, high word. */
    public final long integralVcpuHigh(final int slot) {
        return buffer.getLong(slot * LENGTH + INTEGRAL_VCPU_HIGH_OFFSET);
    }

    public final void integralVcpuHigh(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + INTEGRAL_VCPU_HIGH_OFFSET, value);
    }

    /** Low word of it. */
    public final long integralVcpuLow(final int slot) {
        return buffer.getLong(slot * LENGTH + INTEGRAL_VCPU_LOW_OFFSET);
    }

    public final void integralVcpuLow(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + INTEGRAL_VCPU_LOW_OFFSET, value);
    }

    /** Integral of the price, femto per hour x ns, high word. */
    public final long integralMemoryHigh(final int slot) {
        return buffer.getLong(slot * LENGTH + INTEGRAL_MEMORY_HIGH_OFFSET);
    }

    public final void integralMemoryHigh(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + INTEGRAL_MEMORY_HIGH_OFFSET, value);
    }

    /** Low word of it. */
    public final long integralMemoryLow(final int slot) {
        return buffer.getLong(slot * LENGTH + INTEGRAL_MEMORY_LOW_OFFSET);
    }

    public final void integralMemoryLow(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + INTEGRAL_MEMORY_LOW_OFFSET, value);
    }

    /** Integral of the price, femto per hour x ns, high word. */
    public final long integralAcceleratorHigh(final int slot) {
        return buffer.getLong(slot * LENGTH + INTEGRAL_ACCELERATOR_HIGH_OFFSET);
    }

    public final void integralAcceleratorHigh(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + INTEGRAL_ACCELERATOR_HIGH_OFFSET, value);
    }

    /** Low word of it. */
    public final long integralAcceleratorLow(final int slot) {
        return buffer.getLong(slot * LENGTH + INTEGRAL_ACCELERATOR_LOW_OFFSET);
    }

    public final void integralAcceleratorLow(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + INTEGRAL_ACCELERATOR_LOW_OFFSET, value);
    }

    /** Time to which the integrals run. */
    public final long pricedAt(final int slot) {
        return buffer.getLong(slot * LENGTH + PRICED_AT_OFFSET);
    }

    public final void pricedAt(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + PRICED_AT_OFFSET, value);
    }

    /** Largest count of a losing segment of the tasks on it, -1: none. */
    public final long ownLoser(final int slot) {
        return buffer.getLong(slot * LENGTH + OWN_LOSER_OFFSET);
    }

    public final void ownLoser(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + OWN_LOSER_OFFSET, value);
    }

    /** Root of {@link HolderOrder}. */
    final int holders(final int slot) {
        return buffer.getInt(slot * LENGTH + HOLDERS_OFFSET);
    }

    final void holders(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + HOLDERS_OFFSET, value);
    }

    /** The last of {@link HolderOrder}. */
    final int lowestHolder(final int slot) {
        return buffer.getInt(slot * LENGTH + LOWEST_HOLDER_OFFSET);
    }

    final void lowestHolder(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + LOWEST_HOLDER_OFFSET, value);
    }

    /** Floor of slope / a of the lowest winner. */
    public final long lowCount(final int slot) {
        return buffer.getLong(slot * LENGTH + LOW_COUNT_OFFSET);
    }

    public final void lowCount(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + LOW_COUNT_OFFSET, value);
    }

    /** When it became ready. */
    public final long readyAt(final int slot) {
        return buffer.getLong(slot * LENGTH + READY_AT_OFFSET);
    }

    public final void readyAt(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + READY_AT_OFFSET, value);
    }

    /** End of its drain or notice, 0: none. */
    public final long deadline(final int slot) {
        return buffer.getLong(slot * LENGTH + DEADLINE_OFFSET);
    }

    public final void deadline(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + DEADLINE_OFFSET, value);
    }

    /** Since when it has been empty. */
    public final long idleSince(final int slot) {
        return buffer.getLong(slot * LENGTH + IDLE_SINCE_OFFSET);
    }

    public final void idleSince(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + IDLE_SINCE_OFFSET, value);
    }

    /** Time to which its cost is accrued. */
    public final long costedAt(final int slot) {
        return buffer.getLong(slot * LENGTH + COSTED_AT_OFFSET);
    }

    public final void costedAt(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + COSTED_AT_OFFSET, value);
    }

    /** Remainder of the cost, below 3.6e12. */
    public final long costRest(final int slot) {
        return buffer.getLong(slot * LENGTH + COST_REST_OFFSET);
    }

    public final void costRest(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + COST_REST_OFFSET, value);
    }

    /** Earliest end of a hold or window that blocks a challenger. */
    public final long blockedUntil(final int slot) {
        return buffer.getLong(slot * LENGTH + BLOCKED_UNTIL_OFFSET);
    }

    public final void blockedUntil(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + BLOCKED_UNTIL_OFFSET, value);
    }

    /** When the next of the holds or windows ends that its last rearrangement met; the next tick looks at it again. */
    public final long tickAgainAt(final int slot) {
        return buffer.getLong(slot * LENGTH + TICK_AGAIN_AT_OFFSET);
    }

    public final void tickAgainAt(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + TICK_AGAIN_AT_OFFSET, value);
    }

    /** Changes of the queue when it was rearranged last. */
    public final long seenQueue(final int slot) {
        return buffer.getLong(slot * LENGTH + SEEN_QUEUE_OFFSET);
    }

    public final void seenQueue(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + SEEN_QUEUE_OFFSET, value);
    }

    /** Slot of its VRU block. */
    public final int vruBlock(final int slot) {
        return buffer.getInt(slot * LENGTH + VRU_BLOCK_OFFSET);
    }

    public final void vruBlock(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + VRU_BLOCK_OFFSET, value);
    }

    /** Oldest counted preemption in its ring. */
    public final int budgetFirst(final int slot) {
        return buffer.getInt(slot * LENGTH + BUDGET_FIRST_OFFSET);
    }

    public final void budgetFirst(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + BUDGET_FIRST_OFFSET, value);
    }

    /** Counted preemptions in its ring. */
    public final int budgetCount(final int slot) {
        return buffer.getInt(slot * LENGTH + BUDGET_COUNT_OFFSET);
    }

    public final void budgetCount(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + BUDGET_COUNT_OFFSET, value);
    }

    /** 1 if the autoscaler activated it. */
    public final int activatedByAutoscale(final int slot) {
        return buffer.getByte(slot * LENGTH + ACTIVATED_BY_AUTOSCALE_OFFSET);
    }

    public final void activatedByAutoscale(final int slot, final int value) {
        buffer.putByte(slot * LENGTH + ACTIVATED_BY_AUTOSCALE_OFFSET, (byte) value);
    }

    /** Slot of the task that room is kept for, plus 1; 0: none. */
    public final int reservedFor(final int slot) {
        return buffer.getInt(slot * LENGTH + RESERVED_FOR_OFFSET);
    }

    public final void reservedFor(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + RESERVED_FOR_OFFSET, value);
    }

    /** When that task can have its room, nanoseconds. */
    public final long reservedUntil(final int slot) {
        return buffer.getLong(slot * LENGTH + RESERVED_UNTIL_OFFSET);
    }

    public final void reservedUntil(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + RESERVED_UNTIL_OFFSET, value);
    }

    /** What it takes a VRU to matter there, as far as is known since it was rearranged last; 0: anything, femto per hour. */
    public final long entry(final int slot) {
        return buffer.getLong(slot * LENGTH + ENTRY_OFFSET);
    }

    public final void entry(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + ENTRY_OFFSET, value);
    }
}
