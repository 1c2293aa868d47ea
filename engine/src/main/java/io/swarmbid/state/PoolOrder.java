package io.swarmbid.state;

import io.swarmbid.config.Limits;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.Counters;
import io.swarmbid.memory.MemoryTag;

/**
 * The instances of each pool in the order of ids, with the room that each has and the rank that it takes to win there. The
 * instances of a pool stand in a region of positions, those of all pools under one {@link RoomIndex} and one
 * {@link RankIndex}; a region that is full is moved to one twice as large, and when no positions are left all regions move
 * together. Not threadsafe, no allocation.
 */
final class PoolOrder {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int LEAST = 8;
    private static final int BASE = 0;
    private static final int SIZE = BASE + Integer.BYTES;
    private static final int COUNT = SIZE + Integer.BYTES;
    private static final int REGION = COUNT + Integer.BYTES;

    private final InstanceRecords instances;
    private final RoomIndex rooms;
    private final RankIndex ranks;
    private final Block slots;
    private final Block positions;
    private final Block regions;
    private final Counters taken;
    private final int space;
    private final int[] movedSlot;
    private final long[] movedRoom;
    private final long[] movedRank;

    /** An order of instances with slots below the capacity, none of which is in a pool yet. */
    PoolOrder(
            final Arena arena,
            final MemoryTag tag,
            final InstanceRecords instances,
            final int capacity) {
        this.instances = instances;
        // Together again, regions take no more than the instances and what is rounded up, and one
        // of them twice as much.
        space = 2 * capacity + 2 * LEAST * Limits.MAX_POOLS;
        rooms = new RoomIndex(arena, tag, space);
        ranks = new RankIndex(arena, tag, space);
        slots = arena.allocate(tag, (long) space * Integer.BYTES);
        positions = arena.allocate(tag, (long) capacity * Integer.BYTES);
        regions = arena.allocate(tag, (long) Limits.MAX_POOLS * REGION);
        taken = new Counters(arena, tag, 1);
        movedSlot = new int[capacity];
        movedRoom = new long[capacity];
        movedRank = new long[capacity];
    }

    /** An instance that is in no pool yet comes into one, without room, and where nothing wins. */
    void add(final int slot, final int pool) {
        final int count = region(pool, COUNT);
        if (count == region(pool, SIZE)) {
            enlarge(pool);
        }
        int at = region(pool, BASE) + count;
        for (; at > region(pool, BASE) && isAfter(slotAt(at - 1), slot); at--) {
            put(at, slotAt(at - 1), rooms.get(at - 1), ranks.get(at - 1));
        }
        put(at, slot, 0, NEVER);
        region(pool, COUNT, count + 1);
    }

    private boolean isAfter(final int slot, final int other) {
        return instances.id(slot) > instances.id(other);
    }

    /** An instance leaves its pool. */
    void remove(final int slot, final int pool) {
        final int last = region(pool, BASE) + region(pool, COUNT) - 1;
        for (int at = positionOf(slot); at < last; at++) {
            put(at, slotAt(at + 1), rooms.get(at + 1), ranks.get(at + 1));
        }
        rooms.set(last, 0);
        ranks.set(last, NEVER);
        region(pool, COUNT, region(pool, COUNT) - 1);
    }

    /** An instance has as much room now. */
    void room(final int slot, final long room) {
        rooms.set(positionOf(slot), room);
    }

    /** It takes as much to win on an instance now. */
    void rank(final int slot, final long rank) {
        ranks.set(positionOf(slot), rank);
    }

    /** Kind by kind the most room that any instance has. */
    long mostRoom() {
        return rooms.most();
    }

    /** Where a search in a pool begins. */
    int first(final int pool) {
        return region(pool, BASE);
    }

    /** The first position from one of a pool's on where there is room for the demand; -1 if there is none in the pool. */
    int next(final int pool, final int position, final long demand) {
        final int found = rooms.next(position, demand);
        return found < end(pool) ? found : -1;
    }

    /** The first position from one of a pool's on where the rank is under the limit; -1 if there is none in the pool. */
    int nextBelow(final int pool, final int position, final long limit) {
        final int found = ranks.next(position, limit);
        return found < end(pool) ? found : -1;
    }

    /** The rank of the instance at a position. */
    long rankAt(final int position) {
        return ranks.get(position);
    }

    /** The first position of those in a pool with the least rank; -1 if nothing wins in it. */
    int weakest(final int pool) {
        return ranks.least(first(pool), end(pool));
    }

    /** The position behind the last of a pool. */
    int end(final int pool) {
        return region(pool, BASE) + region(pool, COUNT);
    }

    /** The instance at a position. */
    int slotAt(final int position) {
        return slots.getInt(position * Integer.BYTES);
    }

    private int positionOf(final int slot) {
        return positions.getInt(slot * Integer.BYTES);
    }

    private void put(final int position, final int slot, final long room, final long rank) {
        slots.putInt(position * Integer.BYTES, slot);
        positions.putInt(slot * Integer.BYTES, position);
        rooms.set(position, room);
        ranks.set(position, rank);
    }

    private void enlarge(final int pool) {
        final int size = Math.max(LEAST, 2 * region(pool, SIZE));
        final int from = (int) taken.get(0);
        if (from + size > space) {
            gather(pool);
            return;
        }
        final int count = lift(pool, 0);
        taken.add(0, size);
        settle(pool, from, size, 0, count);
    }

    /** All regions move to the front, the given one with as much again as it holds. */
    private void gather(final int enlarged) {
        int lifted = 0;
        for (int pool = 0; pool < Limits.MAX_POOLS; pool++) {
            lifted = lift(pool, lifted);
        }
        int settled = 0;
        int from = 0;
        for (int pool = 0; pool < Limits.MAX_POOLS; pool++) {
            final int count = region(pool, COUNT);
            final int wanted = pool == enlarged ? 2 * count + 1 : count;
            final int size = wanted + LEAST - 1 & -LEAST;
            settle(pool, from, size, settled, count);
            settled += count;
            from += size;
        }
        taken.set(0, from);
    }

    /** Takes what stands in a region off the index, to behind what was taken off already. */
    private int lift(final int pool, final int already) {
        final int base = region(pool, BASE);
        final int count = region(pool, COUNT);
        for (int i = 0; i < count; i++) {
            movedSlot[already + i] = slotAt(base + i);
            movedRoom[already + i] = rooms.get(base + i);
            movedRank[already + i] = ranks.get(base + i);
            rooms.set(base + i, 0);
            ranks.set(base + i, NEVER);
        }
        return already + count;
    }

    private void settle(
            final int pool, final int base, final int size, final int lifted, final int count) {
        region(pool, BASE, base);
        region(pool, SIZE, size);
        for (int i = 0; i < count; i++) {
            final int from = lifted + i;
            put(base + i, movedSlot[from], movedRoom[from], movedRank[from]);
        }
    }

    private int region(final int pool, final int field) {
        return regions.getInt(pool * REGION + field);
    }

    private void region(final int pool, final int field, final int value) {
        regions.putInt(pool * REGION + field, value);
    }
}
