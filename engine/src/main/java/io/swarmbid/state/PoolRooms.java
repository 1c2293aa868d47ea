package io.swarmbid.state;

import io.swarmbid.config.Limits;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.Counters;
import io.swarmbid.memory.MemoryTag;

/**
 * Finds the instances of a pool that have room for a demand, in the order of ids. The instances of a pool stand in a region
 * of positions, those of all pools under one {@link RoomIndex}; a region that is full is moved to one twice as large, and
 * when no positions are left all regions move together. Not threadsafe, no allocation.
 */
final class PoolRooms {
    private static final int LEAST = 8;
    private static final int BASE = 0;
    private static final int SIZE = BASE + Integer.BYTES;
    private static final int COUNT = SIZE + Integer.BYTES;
    private static final int REGION = COUNT + Integer.BYTES;

    private final InstanceRecords instances;
    private final RoomIndex rooms;
    private final Block slots;
    private final Block positions;
    private final Block regions;
    private final Counters end;
    private final int space;
    private final int[] movedSlot;
    private final long[] movedRoom;

    /** Rooms of instances with slots below the capacity, none of which is in a pool yet. */
    PoolRooms(
            final Arena arena,
            final MemoryTag tag,
            final InstanceRecords instances,
            final int capacity) {
        this.instances = instances;
        // Together again, regions take no more than the instances and what is rounded up, and one
        // of them twice as much.
        space = 2 * capacity + 2 * LEAST * Limits.MAX_POOLS;
        rooms = new RoomIndex(arena, tag, space);
        slots = arena.allocate(tag, (long) space * Integer.BYTES);
        positions = arena.allocate(tag, (long) capacity * Integer.BYTES);
        regions = arena.allocate(tag, (long) Limits.MAX_POOLS * REGION);
        end = new Counters(arena, tag, 1);
        movedSlot = new int[capacity];
        movedRoom = new long[capacity];
    }

    /** An instance that is in no pool yet comes into one, without room. */
    void add(final int slot, final int pool) {
        final int count = region(pool, COUNT);
        if (count == region(pool, SIZE)) {
            enlarge(pool);
        }
        int at = region(pool, BASE) + count;
        for (; at > region(pool, BASE) && isAfter(slotAt(at - 1), slot); at--) {
            put(at, slotAt(at - 1), rooms.get(at - 1));
        }
        put(at, slot, 0);
        region(pool, COUNT, count + 1);
    }

    private boolean isAfter(final int slot, final int other) {
        return instances.id(slot) > instances.id(other);
    }

    /** An instance leaves its pool. */
    void remove(final int slot, final int pool) {
        final int last = region(pool, BASE) + region(pool, COUNT) - 1;
        for (int at = positionOf(slot); at < last; at++) {
            put(at, slotAt(at + 1), rooms.get(at + 1));
        }
        rooms.set(last, 0);
        region(pool, COUNT, region(pool, COUNT) - 1);
    }

    /** An instance has as much room now. */
    void room(final int slot, final long room) {
        rooms.set(positionOf(slot), room);
    }

    /** Where a search in a pool begins. */
    int first(final int pool) {
        return region(pool, BASE);
    }

    /** The first position from one of a pool's on where there is room for the demand; -1 if there is none in the pool. */
    int next(final int pool, final int position, final long demand) {
        final int found = rooms.next(position, demand);
        return found < region(pool, BASE) + region(pool, COUNT) ? found : -1;
    }

    /** The instance at a position. */
    int slotAt(final int position) {
        return slots.getInt(position * Integer.BYTES);
    }

    private int positionOf(final int slot) {
        return positions.getInt(slot * Integer.BYTES);
    }

    private void put(final int position, final int slot, final long room) {
        slots.putInt(position * Integer.BYTES, slot);
        positions.putInt(slot * Integer.BYTES, position);
        rooms.set(position, room);
    }

    private void enlarge(final int pool) {
        final int size = Math.max(LEAST, 2 * region(pool, SIZE));
        final int from = (int) end.get(0);
        if (from + size > space) {
            gather(pool);
            return;
        }
        final int count = lift(pool, 0);
        end.add(0, size);
        settle(pool, from, size, 0, count);
    }

    /** All regions move to the front, the given one with as much again as it holds. */
    private void gather(final int enlarged) {
        int lifted = 0;
        for (int pool = 0; pool < Limits.MAX_POOLS; pool++) {
            lifted = lift(pool, lifted);
        }
        int taken = 0;
        int from = 0;
        for (int pool = 0; pool < Limits.MAX_POOLS; pool++) {
            final int count = region(pool, COUNT);
            final int wanted = pool == enlarged ? 2 * count + 1 : count;
            final int size = wanted + LEAST - 1 & -LEAST;
            settle(pool, from, size, taken, count);
            taken += count;
            from += size;
        }
        end.set(0, from);
    }

    /** Takes what stands in a region off the index, to behind what was taken off already. */
    private int lift(final int pool, final int already) {
        final int base = region(pool, BASE);
        final int count = region(pool, COUNT);
        for (int i = 0; i < count; i++) {
            movedSlot[already + i] = slotAt(base + i);
            movedRoom[already + i] = rooms.get(base + i);
            rooms.set(base + i, 0);
        }
        return already + count;
    }

    private void settle(
            final int pool, final int base, final int size, final int taken, final int count) {
        region(pool, BASE, base);
        region(pool, SIZE, size);
        for (int i = 0; i < count; i++) {
            put(base + i, movedSlot[taken + i], movedRoom[taken + i]);
        }
    }

    private int region(final int pool, final int field) {
        return regions.getInt(pool * REGION + field);
    }

    private void region(final int pool, final int field, final int value) {
        regions.putInt(pool * REGION + field, value);
    }
}
