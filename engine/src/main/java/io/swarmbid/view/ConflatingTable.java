package io.swarmbid.view;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;
import io.swarmbid.memory.SlotStack;
import java.lang.invoke.VarHandle;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Records by key that one thread changes and another follows, without either waiting for the other: of several changes
 * the follower may see only the last, but that it sees. One writer, one follower.
 *
 * <p>A record is guarded by a version, odd while it is being written. A changed slot is put into a queue unless it is
 * there already, which its dirty flag says. The follower takes a slot from the queue, clears the flag, and only then
 * copies the record: a change that comes too late for the copy finds the flag cleared and queues the slot again. So a
 * slot is in the queue at most once, and the queue is never full.
 *
 * <p>A slot is given to the next key at once when its key is removed. The follower must therefore compare the key of
 * what it copied with that which it found in the slot before.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                            Version                            |
 *  +---------------------------------------------------------------+
 *  |                             Dirty                             |
 *  +---------------------------------------------------------------+
 *  |                  Record, an EntryHeader first                ...
 * ...                                                              |
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class ConflatingTable {
    /** Returned where there is no slot. */
    static final int MISSING = SlotIndex.MISSING;

    private static final int VERSION = 0;
    private static final int DIRTY = VERSION + Integer.BYTES;
    private static final int RECORD = DIRTY + Integer.BYTES;

    /** Longs between the two ends of the queue, so that they share no pair of cache lines. */
    private static final int PADDING = 16;

    private static final int TAIL = 0;
    private static final int HIGH_WATER = Long.BYTES;
    private static final int CONFLATED = 2 * Long.BYTES;
    private static final int ENDS = 2 * PADDING * Long.BYTES;

    private final UnsafeBuffer slots;
    private final UnsafeBuffer queue;
    private final UnsafeBuffer ends;
    private final SlotIndex index;
    private final SlotStack free;
    private final int recordLength;
    private final int stride;
    private final int mask;
    private long head;

    ConflatingTable(final Arena arena, final int capacity, final int recordLength) {
        this.recordLength = recordLength;
        stride = BitUtil.align(RECORD + recordLength, Long.BYTES);
        slots = arena.allocateShared(MemoryTag.VIEW, (long) stride * capacity);
        final int places = BitUtil.findNextPositivePowerOfTwo(capacity);
        mask = places - 1;
        queue = arena.allocateShared(MemoryTag.VIEW, (long) places * Integer.BYTES);
        ends = arena.allocateShared(MemoryTag.VIEW, ENDS);
        index = new SlotIndex(arena, MemoryTag.VIEW, capacity);
        free = new SlotStack(arena, MemoryTag.VIEW, capacity);
    }

    /** The slot of a key, or {@link #MISSING}. Writer. */
    int find(final long key) {
        return index.get(key);
    }

    /**
     * A zeroed slot for a key that is not there, between begin and end as after {@link #begin}; {@link #MISSING} if the
     * table is full. Writer.
     */
    int add(final long key) {
        final int slot = free.take();
        if (slot == SlotStack.FULL) {
            return MISSING;
        }
        index.put(key, slot);
        final int record = begin(slot);
        slots.setMemory(record, recordLength, (byte) 0);
        slots.putLong(record + EntryHeader.KEY, key);
        ends.putLongRelease(HIGH_WATER, free.highWater());
        return slot;
    }

    /** Begins to change the record of a slot, and says where in {@link #memory} it lies. Writer. */
    int begin(final int slot) {
        final int at = slot * stride;
        slots.putIntOpaque(at + VERSION, slots.getInt(at + VERSION) + 1);
        VarHandle.storeStoreFence();
        return at + RECORD;
    }

    /** Where the record of a slot lies, for the writer to read. */
    int record(final int slot) {
        return slot * stride + RECORD;
    }

    UnsafeBuffer memory() {
        return slots;
    }

    /** Ends a change and hands it over. Writer. */
    void end(final int slot) {
        final int at = slot * stride;
        slots.putIntRelease(at + VERSION, slots.getInt(at + VERSION) + 1);
        if (slots.getAndSetInt(at + DIRTY, 1) == 0) {
            final long tail = ends.getLong(TAIL);
            queue.putInt(((int) tail & mask) * Integer.BYTES, slot);
            ends.putLongRelease(TAIL, tail + 1);
        } else {
            ends.putLongOpaque(CONFLATED, ends.getLong(CONFLATED) + 1);
        }
    }

    /** Removes a key that is there. Writer. */
    void remove(final int slot) {
        index.remove(slots.getLong(record(slot) + EntryHeader.KEY));
        slots.putLong(begin(slot) + EntryHeader.KEY, 0);
        end(slot);
        free.give(slot);
    }

    /** Changes that replaced one which the follower had not yet taken. Any thread. */
    long conflated() {
        return ends.getLongOpaque(CONFLATED);
    }

    /** Slots below this were in use at some time. Any thread. */
    int highWater() {
        return (int) ends.getLongAcquire(HIGH_WATER);
    }

    /** Changes handed over so far; those before are seen by a {@link #poll} up to here. Follower. */
    long tail() {
        return ends.getLongAcquire(TAIL);
    }

    /** The next changed slot before a tail, or {@link #MISSING}. Follower. */
    int poll(final long tail) {
        if (head >= tail) {
            return MISSING;
        }
        final int slot = queue.getInt(((int) head & mask) * Integer.BYTES);
        head++;
        slots.getAndSetInt(slot * stride + DIRTY, 0);
        return slot;
    }

    /** Copies the latest whole state of a slot's record to the start of a buffer. Follower. */
    void copy(final int slot, final UnsafeBuffer target) {
        final int at = slot * stride;
        while (true) {
            final int version = slots.getIntAcquire(at + VERSION);
            if ((version & 1) == 0) {
                target.putBytes(0, slots, at + RECORD, recordLength);
                VarHandle.loadLoadFence();
                if (slots.getIntOpaque(at + VERSION) == version) {
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }
}
