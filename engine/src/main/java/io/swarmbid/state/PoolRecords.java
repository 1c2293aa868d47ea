package io.swarmbid.state;

import static io.swarmbid.state.PoolDescriptor.ACCELERATOR_OFFSET;
import static io.swarmbid.state.PoolDescriptor.ACCELERATOR_WEIGHT_PPM_OFFSET;
import static io.swarmbid.state.PoolDescriptor.ACTIVATION_COST_OFFSET;
import static io.swarmbid.state.PoolDescriptor.ACTIVATION_DELAY_OFFSET;
import static io.swarmbid.state.PoolDescriptor.BALANCE_OFFSET;
import static io.swarmbid.state.PoolDescriptor.BILLING_QUANTUM_OFFSET;
import static io.swarmbid.state.PoolDescriptor.COST_ACCELERATOR_OFFSET;
import static io.swarmbid.state.PoolDescriptor.COST_MEMORY_OFFSET;
import static io.swarmbid.state.PoolDescriptor.COST_OFFSET;
import static io.swarmbid.state.PoolDescriptor.COST_VCPU_OFFSET;
import static io.swarmbid.state.PoolDescriptor.ID_OFFSET;
import static io.swarmbid.state.PoolDescriptor.INTEGRAL_ACCELERATOR_HIGH_OFFSET;
import static io.swarmbid.state.PoolDescriptor.INTEGRAL_ACCELERATOR_LOW_OFFSET;
import static io.swarmbid.state.PoolDescriptor.INTEGRAL_MEMORY_HIGH_OFFSET;
import static io.swarmbid.state.PoolDescriptor.INTEGRAL_MEMORY_LOW_OFFSET;
import static io.swarmbid.state.PoolDescriptor.INTEGRAL_VCPU_HIGH_OFFSET;
import static io.swarmbid.state.PoolDescriptor.INTEGRAL_VCPU_LOW_OFFSET;
import static io.swarmbid.state.PoolDescriptor.INTEGRATED_AT_OFFSET;
import static io.swarmbid.state.PoolDescriptor.INTERRUPTIBLE_OFFSET;
import static io.swarmbid.state.PoolDescriptor.KINDS_OFFSET;
import static io.swarmbid.state.PoolDescriptor.LENGTH;
import static io.swarmbid.state.PoolDescriptor.MARGIN_GIVEN_OFFSET;
import static io.swarmbid.state.PoolDescriptor.MEMORY_OFFSET;
import static io.swarmbid.state.PoolDescriptor.MEMORY_WEIGHT_PPM_OFFSET;
import static io.swarmbid.state.PoolDescriptor.MINIMUM_MARGIN_OFFSET;
import static io.swarmbid.state.PoolDescriptor.NAME_OFFSET;
import static io.swarmbid.state.PoolDescriptor.RESERVE_ACCELERATOR_OFFSET;
import static io.swarmbid.state.PoolDescriptor.RESERVE_MEMORY_OFFSET;
import static io.swarmbid.state.PoolDescriptor.RESERVE_VCPU_OFFSET;
import static io.swarmbid.state.PoolDescriptor.SHARE_ACCELERATOR_OFFSET;
import static io.swarmbid.state.PoolDescriptor.SHARE_MEMORY_OFFSET;
import static io.swarmbid.state.PoolDescriptor.SHARE_VCPU_OFFSET;
import static io.swarmbid.state.PoolDescriptor.STOCK_OFFSET;
import static io.swarmbid.state.PoolDescriptor.VCPU_OFFSET;
import static io.swarmbid.state.PoolDescriptor.VCPU_WEIGHT_PPM_OFFSET;
import static io.swarmbid.state.PoolDescriptor.WEIGHT_OFFSET;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;

/**
 * Pools. Fields by slot, off-heap, one record each; see {@link PoolDescriptor}. Not threadsafe.
 */
public class PoolRecords {
    final Block buffer;

    PoolRecords(final Arena arena, final int capacity) {
        buffer = arena.allocate(MemoryTag.POOLS, (long) capacity * LENGTH);
    }

    /** Sets every field of a record to 0. */
    final void clear(final int slot) {
        buffer.setMemory(slot * LENGTH, LENGTH, (byte) 0);
    }

    /** Id. */
    public final long id(final int slot) {
        return buffer.getLong(slot * LENGTH + ID_OFFSET);
    }

    public final void id(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + ID_OFFSET, value);
    }

    /** Nano per instance-hour. */
    public final long cost(final int slot) {
        return buffer.getLong(slot * LENGTH + COST_OFFSET);
    }

    public final void cost(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + COST_OFFSET, value);
    }

    /** Nanoseconds. */
    public final long activationDelay(final int slot) {
        return buffer.getLong(slot * LENGTH + ACTIVATION_DELAY_OFFSET);
    }

    public final void activationDelay(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + ACTIVATION_DELAY_OFFSET, value);
    }

    /** Nano. */
    public final long activationCost(final int slot) {
        return buffer.getLong(slot * LENGTH + ACTIVATION_COST_OFFSET);
    }

    public final void activationCost(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + ACTIVATION_COST_OFFSET, value);
    }

    /** Nanoseconds. */
    public final long billingQuantum(final int slot) {
        return buffer.getLong(slot * LENGTH + BILLING_QUANTUM_OFFSET);
    }

    public final void billingQuantum(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + BILLING_QUANTUM_OFFSET, value);
    }

    /** Nano per VRU-hour, resolved. */
    public final long minimumMargin(final int slot) {
        return buffer.getLong(slot * LENGTH + MINIMUM_MARGIN_OFFSET);
    }

    public final void minimumMargin(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + MINIMUM_MARGIN_OFFSET, value);
    }

    /** Capacity units per instance. */
    public final int weight(final int slot) {
        return buffer.getInt(slot * LENGTH + WEIGHT_OFFSET);
    }

    public final void weight(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + WEIGHT_OFFSET, value);
    }

    /** Instances it can still give. */
    public final int stock(final int slot) {
        return buffer.getInt(slot * LENGTH + STOCK_OFFSET);
    }

    public final void stock(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + STOCK_OFFSET, value);
    }

    /** VRUs per instance. */
    public final int vcpu(final int slot) {
        return buffer.getInt(slot * LENGTH + VCPU_OFFSET);
    }

    public final void vcpu(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + VCPU_OFFSET, value);
    }

    /** VRUs per instance. */
    public final int memory(final int slot) {
        return buffer.getInt(slot * LENGTH + MEMORY_OFFSET);
    }

    public final void memory(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + MEMORY_OFFSET, value);
    }

    /** VRUs per instance. */
    public final int accelerator(final int slot) {
        return buffer.getInt(slot * LENGTH + ACCELERATOR_OFFSET);
    }

    public final void accelerator(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + ACCELERATOR_OFFSET, value);
    }

    /** Share of the cost. */
    public final int vcpuWeightPpm(final int slot) {
        return buffer.getInt(slot * LENGTH + VCPU_WEIGHT_PPM_OFFSET);
    }

    public final void vcpuWeightPpm(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + VCPU_WEIGHT_PPM_OFFSET, value);
    }

    /** Share of the cost. */
    public final int memoryWeightPpm(final int slot) {
        return buffer.getInt(slot * LENGTH + MEMORY_WEIGHT_PPM_OFFSET);
    }

    public final void memoryWeightPpm(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + MEMORY_WEIGHT_PPM_OFFSET, value);
    }

    /** Share of the cost. */
    public final int acceleratorWeightPpm(final int slot) {
        return buffer.getInt(slot * LENGTH + ACCELERATOR_WEIGHT_PPM_OFFSET);
    }

    public final void acceleratorWeightPpm(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + ACCELERATOR_WEIGHT_PPM_OFFSET, value);
    }

    /** 0 or 1. */
    public final int interruptible(final int slot) {
        return buffer.getInt(slot * LENGTH + INTERRUPTIBLE_OFFSET);
    }

    public final void interruptible(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + INTERRUPTIBLE_OFFSET, value);
    }

    /** Kinds with VRUs. */
    public final int kinds(final int slot) {
        return buffer.getInt(slot * LENGTH + KINDS_OFFSET);
    }

    public final void kinds(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + KINDS_OFFSET, value);
    }

    /** Weight of a VCPU VRU in the share, over the common denominator. */
    public final int shareVcpu(final int slot) {
        return buffer.getInt(slot * LENGTH + SHARE_VCPU_OFFSET);
    }

    public final void shareVcpu(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + SHARE_VCPU_OFFSET, value);
    }

    /** Of a MEMORY VRU. */
    public final int shareMemory(final int slot) {
        return buffer.getInt(slot * LENGTH + SHARE_MEMORY_OFFSET);
    }

    public final void shareMemory(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + SHARE_MEMORY_OFFSET, value);
    }

    /** Of an ACCELERATOR VRU. */
    public final int shareAccelerator(final int slot) {
        return buffer.getInt(slot * LENGTH + SHARE_ACCELERATOR_OFFSET);
    }

    public final void shareAccelerator(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + SHARE_ACCELERATOR_OFFSET, value);
    }

    /** Symbol. */
    public final int name(final int slot) {
        return buffer.getInt(slot * LENGTH + NAME_OFFSET);
    }

    public final void name(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + NAME_OFFSET, value);
    }

    /** Cost per VRU, femto per hour. */
    public final long costVcpu(final int slot) {
        return buffer.getLong(slot * LENGTH + COST_VCPU_OFFSET);
    }

    public final void costVcpu(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + COST_VCPU_OFFSET, value);
    }

    /** Cost per VRU. */
    public final long costMemory(final int slot) {
        return buffer.getLong(slot * LENGTH + COST_MEMORY_OFFSET);
    }

    public final void costMemory(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + COST_MEMORY_OFFSET, value);
    }

    /** Cost per VRU. */
    public final long costAccelerator(final int slot) {
        return buffer.getLong(slot * LENGTH + COST_ACCELERATOR_OFFSET);
    }

    public final void costAccelerator(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + COST_ACCELERATOR_OFFSET, value);
    }

    /** Reserve per VRU, femto per hour. */
    public final long reserveVcpu(final int slot) {
        return buffer.getLong(slot * LENGTH + RESERVE_VCPU_OFFSET);
    }

    public final void reserveVcpu(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + RESERVE_VCPU_OFFSET, value);
    }

    /** Reserve per VRU. */
    public final long reserveMemory(final int slot) {
        return buffer.getLong(slot * LENGTH + RESERVE_MEMORY_OFFSET);
    }

    public final void reserveMemory(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + RESERVE_MEMORY_OFFSET, value);
    }

    /** Reserve per VRU. */
    public final long reserveAccelerator(final int slot) {
        return buffer.getLong(slot * LENGTH + RESERVE_ACCELERATOR_OFFSET);
    }

    public final void reserveAccelerator(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + RESERVE_ACCELERATOR_OFFSET, value);
    }

    /** Integral of the cost, high word. */
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

    /** Integral of the cost, high word. */
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

    /** Integral of the cost, high word. */
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
    public final long integratedAt(final int slot) {
        return buffer.getLong(slot * LENGTH + INTEGRATED_AT_OFFSET);
    }

    public final void integratedAt(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + INTEGRATED_AT_OFFSET, value);
    }

    /** Account, nano. */
    public final long balance(final int slot) {
        return buffer.getLong(slot * LENGTH + BALANCE_OFFSET);
    }

    public final void balance(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + BALANCE_OFFSET, value);
    }

    /** Whether the pool came with a minimum margin of its own (1), or has the settings' (0). */
    public final int marginGiven(final int slot) {
        return buffer.getInt(slot * LENGTH + MARGIN_GIVEN_OFFSET);
    }

    public final void marginGiven(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + MARGIN_GIVEN_OFFSET, value);
    }
}
