package io.swarmbid.learning;

import static io.swarmbid.learning.EstimateDescriptor.AFTER_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.BEFORE_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.COUNT_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.KEY_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.LENGTH;
import static io.swarmbid.learning.EstimateDescriptor.NEXT_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.RING_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.SAMPLES;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Samples by key, the latest 16 of each. Bounded: a new key takes the place of the one that learned the longest ago.
 * Off-heap. Not threadsafe, no allocation.
 */
final class EstimateTable {
    static final int NONE = -1;

    private static final int OLDEST = 0;
    private static final int NEWEST = OLDEST + Integer.BYTES;
    private static final int SIZE = NEWEST + Integer.BYTES;
    private static final int HEADER = SIZE + 2 * Integer.BYTES;

    private final UnsafeBuffer header;
    private final UnsafeBuffer records;
    private final SlotIndex index;
    private final int capacity;

    EstimateTable(final Arena arena, final int capacity) {
        this.capacity = capacity;
        header = arena.allocate(MemoryTag.LEARNING, HEADER);
        records = arena.allocate(MemoryTag.LEARNING, (long) capacity * LENGTH);
        index = new SlotIndex(arena, MemoryTag.LEARNING, capacity);
        header.putInt(OLDEST, NONE);
        header.putInt(NEWEST, NONE);
    }

    /** The slot of a key, {@link #NONE} if nothing is remembered under it. */
    int find(final long key) {
        return index.get(key);
    }

    /** Remembers a sample under a key, which becomes the newest. */
    void add(final long key, final int sample) {
        int slot = index.get(key);
        if (slot >= 0) {
            unlink(slot);
        } else {
            slot = fresh();
            records.setMemory(slot * LENGTH, LENGTH, (byte) 0);
            records.putLong(slot * LENGTH + KEY_OFFSET, key);
            index.put(key, slot);
        }
        append(slot);
        final int at = slot * LENGTH;
        final int next = records.getInt(at + NEXT_OFFSET);
        records.putInt(at + RING_OFFSET + next * Integer.BYTES, sample);
        records.putInt(at + NEXT_OFFSET, (next + 1) % SAMPLES);
        records.putInt(at + COUNT_OFFSET, Math.min(SAMPLES, count(slot) + 1));
    }

    /** A slot for a new key: one not used yet, else that of the key that learned the longest ago. */
    private int fresh() {
        final int size = header.getInt(SIZE);
        if (size < capacity) {
            header.putInt(SIZE, size + 1);
            return size;
        }
        final int slot = oldest();
        unlink(slot);
        index.remove(key(slot));
        return slot;
    }

    private void unlink(final int slot) {
        link(records.getInt(slot * LENGTH + BEFORE_OFFSET), after(slot));
    }

    private void append(final int slot) {
        link(header.getInt(NEWEST), slot);
        link(slot, NONE);
    }

    /** Makes two slots neighbours; none before is the oldest end, none after the newest. */
    private void link(final int before, final int after) {
        if (before == NONE) {
            header.putInt(OLDEST, after);
        } else {
            records.putInt(before * LENGTH + AFTER_OFFSET, after);
        }
        if (after == NONE) {
            header.putInt(NEWEST, before);
        } else {
            records.putInt(after * LENGTH + BEFORE_OFFSET, before);
        }
    }

    /** The key that learned the longest ago, {@link #NONE} if there is none. */
    int oldest() {
        return header.getInt(OLDEST);
    }

    /** The key that learned next after one, {@link #NONE} after the newest. */
    int after(final int slot) {
        return records.getInt(slot * LENGTH + AFTER_OFFSET);
    }

    long key(final int slot) {
        return records.getLong(slot * LENGTH + KEY_OFFSET);
    }

    /** Samples remembered. */
    int count(final int slot) {
        return records.getInt(slot * LENGTH + COUNT_OFFSET);
    }

    /** The sample before which {@code age} younger ones came, 0: the newest. */
    int sample(final int slot, final int age) {
        final int next = records.getInt(slot * LENGTH + NEXT_OFFSET);
        final int at = (next - 1 - age + SAMPLES) % SAMPLES;
        return records.getInt(slot * LENGTH + RING_OFFSET + at * Integer.BYTES);
    }
}
