package io.swarmbid.state;

import io.swarmbid.config.Limits;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;
import io.swarmbid.memory.SlotStack;

/** Fleets by slot and by id. Not threadsafe. */
public final class FleetTable extends FleetRecords {
    private final SlotIndex index;
    private final SlotStack slots;

    public FleetTable(final Arena arena) {
        super(arena, Limits.MAX_FLEETS);
        index = new SlotIndex(arena, MemoryTag.FLEETS, Limits.MAX_FLEETS);
        slots = new SlotStack(arena, MemoryTag.FLEETS, Limits.MAX_FLEETS);
    }

    /** The slot of a live fleet, or -1. */
    public int find(final long id) {
        return index.get(id);
    }

    public boolean isFull() {
        return slots.isFull();
    }

    public int add(final long id) {
        final int slot = slots.take();
        clear(slot);
        id(slot, id);
        live(slot, 1);
        index.put(id, slot);
        return slot;
    }

    public void remove(final int slot) {
        index.remove(id(slot));
        live(slot, 0);
        slots.give(slot);
    }

    /** Slots below this may hold fleets; those that are not live do not. */
    public int highWater() {
        return slots.highWater();
    }
}
