package io.swarmbid.memory;

/** The free slots of a table, last freed first taken, off-heap. Not threadsafe. */
public final class SlotStack {
    /** Returned when no slot is free. */
    public static final int FULL = -1;

    private static final int FRESH = 0;
    private static final int FREED = 1;

    private final Block slots;
    private final int capacity;
    private final Counters counters;

    public SlotStack(final Arena arena, final MemoryTag tag, final int capacity) {
        this.slots = arena.allocate(tag, (long) capacity * Integer.BYTES);
        this.capacity = capacity;
        counters = new Counters(arena, tag, 2);
    }

    /** A free slot, or {@link #FULL}. */
    public int take() {
        if (counters.get(FREED) > 0) {
            return slots.getInt((int) counters.add(FREED, -1) * Integer.BYTES);
        }
        return highWater() < capacity ? (int) counters.add(FRESH, 1) - 1 : FULL;
    }

    /** Gives a slot back. */
    public void give(final int slot) {
        slots.putInt(counters.getInt(FREED) * Integer.BYTES, slot);
        counters.add(FREED, 1);
    }

    /** Whether no slot is free. */
    public boolean isFull() {
        return counters.get(FREED) == 0 && highWater() == capacity;
    }

    /** Slots taken. */
    public int inUse() {
        return highWater() - counters.getInt(FREED);
    }

    /** Slots below this number have been in use at some time. */
    public int highWater() {
        return counters.getInt(FRESH);
    }

    public int capacity() {
        return capacity;
    }
}
