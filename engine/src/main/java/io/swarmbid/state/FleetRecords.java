package io.swarmbid.state;

import static io.swarmbid.state.FleetDescriptor.BID_OFFSET;
import static io.swarmbid.state.FleetDescriptor.BUDGET_OFFSET;
import static io.swarmbid.state.FleetDescriptor.CUSTOMER_OFFSET;
import static io.swarmbid.state.FleetDescriptor.FINISHED_NEED_OFFSET;
import static io.swarmbid.state.FleetDescriptor.FINISHED_OFFSET;
import static io.swarmbid.state.FleetDescriptor.FIRM_OFFSET;
import static io.swarmbid.state.FleetDescriptor.HELD_OFFSET;
import static io.swarmbid.state.FleetDescriptor.ID_OFFSET;
import static io.swarmbid.state.FleetDescriptor.JOBS_OFFSET;
import static io.swarmbid.state.FleetDescriptor.LENGTH;
import static io.swarmbid.state.FleetDescriptor.LIVE_OFFSET;
import static io.swarmbid.state.FleetDescriptor.MAINTAIN_OFFSET;
import static io.swarmbid.state.FleetDescriptor.PERIOD_OFFSET;
import static io.swarmbid.state.FleetDescriptor.POOL_SET_OFFSET;
import static io.swarmbid.state.FleetDescriptor.REACHED_OFFSET;
import static io.swarmbid.state.FleetDescriptor.STRATEGY_OFFSET;
import static io.swarmbid.state.FleetDescriptor.SUBMITTED_NEED_OFFSET;
import static io.swarmbid.state.FleetDescriptor.SUBMITTED_OFFSET;
import static io.swarmbid.state.FleetDescriptor.TARGET_OFFSET;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;

/**
 * Fleets. Fields by slot, off-heap, one record each; see {@link FleetDescriptor}. Not threadsafe.
 */
public class FleetRecords {
    final Block buffer;

    FleetRecords(final Arena arena, final int capacity) {
        buffer = arena.allocate(MemoryTag.FLEETS, (long) capacity * LENGTH);
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

    /** Nano per capacity unit and hour. */
    public final long bid(final int slot) {
        return buffer.getLong(slot * LENGTH + BID_OFFSET);
    }

    public final void bid(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + BID_OFFSET, value);
    }

    /** Nano per hour; -1: none. */
    public final long budget(final int slot) {
        return buffer.getLong(slot * LENGTH + BUDGET_OFFSET);
    }

    public final void budget(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + BUDGET_OFFSET, value);
    }

    /** Capacity units. */
    public final int target(final int slot) {
        return buffer.getInt(slot * LENGTH + TARGET_OFFSET);
    }

    public final void target(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + TARGET_OFFSET, value);
    }

    /** Units never interrupted. */
    public final int firm(final int slot) {
        return buffer.getInt(slot * LENGTH + FIRM_OFFSET);
    }

    public final void firm(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + FIRM_OFFSET, value);
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

    /** Units of its pending and ready instances. */
    public final int held(final int slot) {
        return buffer.getInt(slot * LENGTH + HELD_OFFSET);
    }

    public final void held(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + HELD_OFFSET, value);
    }

    /** Ordinal. */
    public final int strategy(final int slot) {
        return buffer.getByte(slot * LENGTH + STRATEGY_OFFSET);
    }

    public final void strategy(final int slot, final int value) {
        buffer.putByte(slot * LENGTH + STRATEGY_OFFSET, (byte) value);
    }

    /** 0 or 1. */
    public final int maintain(final int slot) {
        return buffer.getByte(slot * LENGTH + MAINTAIN_OFFSET);
    }

    public final void maintain(final int slot, final int value) {
        buffer.putByte(slot * LENGTH + MAINTAIN_OFFSET, (byte) value);
    }

    /** 1 once the target was held. */
    public final int reached(final int slot) {
        return buffer.getByte(slot * LENGTH + REACHED_OFFSET);
    }

    public final void reached(final int slot, final int value) {
        buffer.putByte(slot * LENGTH + REACHED_OFFSET, (byte) value);
    }

    /** 1 while it is. */
    public final int live(final int slot) {
        return buffer.getByte(slot * LENGTH + LIVE_OFFSET);
    }

    public final void live(final int slot, final int value) {
        buffer.putByte(slot * LENGTH + LIVE_OFFSET, (byte) value);
    }

    /** Nanoseconds in which the jobs are to be done. */
    public final long period(final int slot) {
        return buffer.getLong(slot * LENGTH + PERIOD_OFFSET);
    }

    public final void period(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + PERIOD_OFFSET, value);
    }

    /** Capacity units times nanoseconds that the counted finished jobs took. */
    public final long finishedNeed(final int slot) {
        return buffer.getLong(slot * LENGTH + FINISHED_NEED_OFFSET);
    }

    public final void finishedNeed(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + FINISHED_NEED_OFFSET, value);
    }

    /** The same that the counted submitted jobs are said to take. */
    public final long submittedNeed(final int slot) {
        return buffer.getLong(slot * LENGTH + SUBMITTED_NEED_OFFSET);
    }

    public final void submittedNeed(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + SUBMITTED_NEED_OFFSET, value);
    }

    /** Jobs per period; 0 where the target is given. */
    public final int jobs(final int slot) {
        return buffer.getInt(slot * LENGTH + JOBS_OFFSET);
    }

    public final void jobs(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + JOBS_OFFSET, value);
    }

    /** Finished jobs counted. */
    public final int finished(final int slot) {
        return buffer.getInt(slot * LENGTH + FINISHED_OFFSET);
    }

    public final void finished(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + FINISHED_OFFSET, value);
    }

    /** Submitted jobs counted. */
    public final int submitted(final int slot) {
        return buffer.getInt(slot * LENGTH + SUBMITTED_OFFSET);
    }

    public final void submitted(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + SUBMITTED_OFFSET, value);
    }
}
