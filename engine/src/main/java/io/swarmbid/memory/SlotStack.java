package io.swarmbid.memory;

import org.agrona.concurrent.UnsafeBuffer;

/** The free slots of a table, last freed first taken, off-heap. Not threadsafe. */
public final class SlotStack {
    /** Returned when no slot is free. */
    public static final int FULL = -1;

    private final UnsafeBuffer slots;
    private final int capacity;
    private int fresh;
    private int freed;

    public SlotStack(final Arena arena, final MemoryTag tag, final int capacity) {
        this.slots = arena.allocate(tag, (long) capacity * Integer.BYTES);
        this.capacity = capacity;
    }

    /** A free slot, or {@link #FULL}. */
    public int take() {
        if (freed > 0) {
            return slots.getInt(--freed * Integer.BYTES);
        }
        return fresh < capacity ? fresh++ : FULL;
    }

    /** Gives a slot back. */
    public void give(final int slot) {
        slots.putInt(freed++ * Integer.BYTES, slot);
    }

    /** Whether no slot is free. */
    public boolean isFull() {
        return freed == 0 && fresh == capacity;
    }

    /** Slots taken. */
    public int inUse() {
        return fresh - freed;
    }

    /** Slots below this number have been in use at some time. */
    public int highWater() {
        return fresh;
    }

    public int capacity() {
        return capacity;
    }
}
