package io.swarmbid.state;

import static io.swarmbid.state.TaskDescriptor.ACCRUED_AT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.AGED_AT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.BID_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CHARGE_MARK_HIGH_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CHARGE_MARK_LOW_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CHARGE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.CHARGE_REST_OFFSET;
import static io.swarmbid.state.TaskDescriptor.COST_MARK_HIGH_OFFSET;
import static io.swarmbid.state.TaskDescriptor.COST_MARK_LOW_OFFSET;
import static io.swarmbid.state.TaskDescriptor.COST_OFFSET;
import static io.swarmbid.state.TaskDescriptor.COST_REST_OFFSET;
import static io.swarmbid.state.TaskDescriptor.DEADLINE_CHECK_AT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.DEADLINE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.DURATION_OFFSET;
import static io.swarmbid.state.TaskDescriptor.GAP_REST_OFFSET;
import static io.swarmbid.state.TaskDescriptor.LENGTH;
import static io.swarmbid.state.TaskDescriptor.MOVE_COST_OFFSET;
import static io.swarmbid.state.TaskDescriptor.PIVOT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.QUEUED_AT_OFFSET;
import static io.swarmbid.state.TaskDescriptor.TTL_OFFSET;
import static io.swarmbid.state.TaskDescriptor.WAITED_OFFSET;
import static io.swarmbid.state.TaskDescriptor.WATCH_OFFSET;
import static io.swarmbid.state.TaskDescriptor.WORK_DONE_OFFSET;
import static io.swarmbid.state.TaskDescriptor.WORK_OFFSET;
import static io.swarmbid.state.TaskDescriptor.WORK_REST_OFFSET;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;

/**
 * What time does to tasks, and the terms of their bids: the latter three cache lines of a record. Fields by slot,
 * off-heap; see {@link TaskDescriptor}. Not threadsafe.
 */
abstract class TaskAccounts {
    final Block buffer;

    TaskAccounts(final Arena arena, final int capacity) {
        buffer = arena.allocate(MemoryTag.TASKS, (long) capacity * LENGTH);
    }

    /** Sets every field of a record to 0. */
    final void clear(final int slot) {
        buffer.clear(slot * LENGTH, LENGTH);
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

    /** Remainder of the cost, below 3.6e18. */
    public final long costRest(final int slot) {
        return buffer.getLong(slot * LENGTH + COST_REST_OFFSET);
    }

    public final void costRest(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + COST_REST_OFFSET, value);
    }

    /** Cost so far, nano. */
    public final long cost(final int slot) {
        return buffer.getLong(slot * LENGTH + COST_OFFSET);
    }

    public final void cost(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + COST_OFFSET, value);
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

    /** What the others on its instance could have without it, and its reserve, as of the last tick; femto per hour. */
    public final long pivot(final int slot) {
        return buffer.getLong(slot * LENGTH + PIVOT_OFFSET);
    }

    public final void pivot(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + PIVOT_OFFSET, value);
    }

    /** Remainder of what the subsidy pays to make up for its age, below {@link Accrual#SCALE}. */
    public final long gapRest(final int slot) {
        return buffer.getLong(slot * LENGTH + GAP_REST_OFFSET);
    }

    public final void gapRest(final int slot, final long value) {
        buffer.putLong(slot * LENGTH + GAP_REST_OFFSET, value);
    }

    /** Remainder of the work done, ppm. */
    public final int workRest(final int slot) {
        return buffer.getInt(slot * LENGTH + WORK_REST_OFFSET);
    }

    public final void workRest(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + WORK_REST_OFFSET, value);
    }

    /** Slot in the table of how tasks use what they hold, 0: it is not watched. */
    public final int watch(final int slot) {
        return buffer.getInt(slot * LENGTH + WATCH_OFFSET);
    }

    public final void watch(final int slot, final int value) {
        buffer.putInt(slot * LENGTH + WATCH_OFFSET, value);
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
}
