package io.swarmbid.memory;

/** Slots of a table that were noted, each once until it is taken, in no particular order; off-heap. Not threadsafe. */
public final class SlotNotes {
    /** Returned when no slot is noted. */
    public static final int NONE = -1;

    private final Block slots;
    private final Block noted;
    private final Counters count;

    public SlotNotes(final Arena arena, final MemoryTag tag, final int capacity) {
        slots = arena.allocate(tag, (long) capacity * Integer.BYTES);
        noted = arena.allocate(tag, capacity);
        count = new Counters(arena, tag, 1);
    }

    /** Notes a slot; nothing happens if it is noted already. */
    public void note(final int slot) {
        if (noted.getByte(slot) == 0) {
            noted.putByte(slot, (byte) 1);
            slots.putInt(((int) count.add(0, 1) - 1) * Integer.BYTES, slot);
        }
    }

    /** Takes a noted slot, or {@link #NONE}. */
    public int take() {
        if (count.get(0) == 0) {
            return NONE;
        }
        final int slot = slots.getInt((int) count.add(0, -1) * Integer.BYTES);
        noted.putByte(slot, (byte) 0);
        return slot;
    }
}
