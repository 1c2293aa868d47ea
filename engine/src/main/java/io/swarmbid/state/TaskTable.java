package io.swarmbid.state;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Counters;
import io.swarmbid.memory.IntIndex;
import io.swarmbid.memory.MemoryTag;

/** Live tasks by slot and by id. Not threadsafe. */
public final class TaskTable extends TaskRecords {
    /** No slot. */
    public static final int NONE = -1;

    public static final int PREEMPTIBLE = 1;

    /** Its work or its bid is used up: its value is 0. */
    public static final int EXHAUSTED = 1 << 1;

    /** It has held something at some time. */
    public static final int RAN = 1 << 2;

    /** A rebid or a progress report came: its charge may reach the bid before its work is done. */
    public static final int RISKY = 1 << 3;

    /** Its value is under its reserve: it is charged its value. */
    public static final int CAPPED = 1 << 4;

    /** It is on the event's list of seekers. */
    public static final int SEEKER = 1 << 5;

    /** If it is queued at the end of the event, the event says so. */
    public static final int ANNOUNCE = 1 << 6;

    /** It ends with this event, by completion. */
    public static final int COMPLETED = 1 << 7;

    /** It ends with this event, by rejection. */
    public static final int REJECTED = 1 << 8;

    /** Its age wins it what it could not pay for: the subsidy makes up for it. */
    public static final int GAPPED = 1 << 9;

    /** Room is kept for it on an instance. */
    public static final int RESERVES = 1 << 10;

    /** It lost when rejections were judged last although its next segment is worth more than its price. */
    public static final int PARADOXICAL = 1 << 11;

    /** It runs and is in the {@link WantOrder} of its instance. */
    static final int WANTING = 1 << 12;

    /** It works with other units than it has won; see {@link Grace}. */
    public static final int PASSING = 1 << 13;

    private static final int END_REASON_SHIFT = 16;

    private static final int HIGH_WATER = 0;
    private static final int SIZE = 1;

    /** The slot freed last plus 1, 0 if none is free under the high water; each free record tells the one freed before. */
    private static final int FREED = 2;

    private static final int COUNTERS = 3;

    private final int capacity;
    private final IntIndex index;
    private final Counters counters;

    public TaskTable(final Arena arena, final int capacity) {
        super(arena, capacity);
        this.capacity = capacity;
        index = new IntIndex(arena, MemoryTag.TASKS, capacity);
        counters = new Counters(arena, MemoryTag.TASKS, COUNTERS);
    }

    /** The slot of a live task, or {@link #NONE}. */
    public int find(final long id) {
        return index.get(id);
    }

    public boolean isFull() {
        return size() == capacity;
    }

    /** A zeroed record for a new task; the table is not full. */
    public int add(final long id) {
        final int slot = take();
        clear(slot);
        id(slot, (int) id);
        index.put(id, slot);
        return slot;
    }

    private int take() {
        counters.add(SIZE, 1);
        final int freed = counters.getInt(FREED) - 1;
        if (freed == NONE) {
            return (int) counters.add(HIGH_WATER, 1) - 1;
        }
        counters.set(FREED, next(freed) + 1);
        return freed;
    }

    public void remove(final int slot) {
        index.remove(idOf(slot));
        id(slot, 0);
        next(slot, counters.getInt(FREED) - 1);
        counters.set(FREED, slot + 1);
        counters.add(SIZE, -1);
    }

    /** Slots below this may hold tasks; those with id 0 do not. */
    public int highWater() {
        return counters.getInt(HIGH_WATER);
    }

    public int size() {
        return counters.getInt(SIZE);
    }

    /** The sender's id. */
    public long idOf(final int slot) {
        return Integer.toUnsignedLong(id(slot));
    }

    /** Whether a task came before another: earlier arrival, then the smaller id. */
    public boolean isEarlier(final int slot, final int other) {
        final long a = arrival(slot);
        final long b = arrival(other);
        return a != b ? a < b : idOf(slot) < idOf(other);
    }

    public boolean is(final int slot, final int flag) {
        return (flags(slot) & flag) != 0;
    }

    public void set(final int slot, final int flag) {
        flags(slot, flags(slot) | flag);
    }

    public void unset(final int slot, final int flag) {
        flags(slot, flags(slot) & ~flag);
    }

    /** Sets or clears a flag. */
    public void put(final int slot, final int flag, final boolean on) {
        flags(slot, on ? flags(slot) | flag : flags(slot) & ~flag);
    }

    public boolean isRunning(final int slot) {
        return instance(slot) >= 0;
    }

    /** Whether it is live and holds nothing. */
    public boolean isQueued(final int slot) {
        return instance(slot) < 0 && (flags(slot) & (COMPLETED | REJECTED)) == 0;
    }

    /** Marks the end: {@link #COMPLETED} or {@link #REJECTED}, with the ordinal of the decision's reason. */
    public void end(final int slot, final int how, final int reason) {
        flags(slot, (flags(slot) & 0xFFFF) | how | reason << END_REASON_SHIFT);
    }

    public int endReason(final int slot) {
        return flags(slot) >>> END_REASON_SHIFT;
    }

    /** VRUs of a kind per unit. */
    public int bundle(final int slot, final int kind) {
        return buffer.getShort(
                slot * TaskDescriptor.LENGTH + TaskDescriptor.VCPU_OFFSET + kind * Short.BYTES);
    }

    /** Fewest units, at least 1. */
    public int fewest(final int slot) {
        return Math.max(1, min(slot));
    }
}
