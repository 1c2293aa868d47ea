package io.swarmbid.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a sorted map for each pool, over random changes; pools swell and shrink, so that regions move. */
class PoolOrderTest {
    private static final int CHANGES = 20_000;
    private static final int POOLS = 5;
    private static final long NEVER = Long.MAX_VALUE;

    private record Entry(int slot, int room, long rank) {}

    private final List<TreeMap<Long, Entry>> plain = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 3_000})
    void shouldFindInstancesOfAPoolInTheOrderOfIds(final int capacity) {
        final SplittableRandom random = new SplittableRandom(capacity);
        for (int pool = 0; pool < POOLS; pool++) {
            plain.add(new TreeMap<>());
        }
        final List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < capacity; slot++) {
            slots.add(slot);
        }
        try (Arena arena = new Arena(1 << 24)) {
            final InstanceRecords records = new InstanceRecords(arena, capacity);
            final PoolOrder order = new PoolOrder(arena, MemoryTag.INSTANCES, records, capacity);
            for (int change = 0; change < CHANGES; change++) {
                final int swelling = change / (CHANGES / 20) % POOLS;
                final int pool = random.nextInt(3) > 0 ? swelling : random.nextInt(POOLS);
                final TreeMap<Long, Entry> of = plain.get(pool);
                final long id = 1 + random.nextInt(4 * capacity);
                final Long near = of.floorKey(id);
                if (!slots.isEmpty() && (near == null || near != id) && random.nextInt(5) < 3) {
                    final int slot = slots.remove(slots.size() - 1);
                    records.id(slot, id);
                    order.add(slot, pool);
                    of.put(id, new Entry(slot, 0, NEVER));
                } else if (near != null && random.nextBoolean()) {
                    final Entry gone = of.remove(near);
                    order.remove(gone.slot, pool);
                    slots.add(gone.slot);
                } else if (near != null) {
                    final int room = random.nextInt(6);
                    final long rank = random.nextInt(4) == 0 ? NEVER : random.nextInt(9) - 1;
                    final int slot = of.get(near).slot;
                    order.room(slot, RoomIndex.pack(room, 0, 0));
                    order.rank(slot, rank);
                    of.put(near, new Entry(slot, room, rank));
                }
                check(order, random.nextInt(POOLS), random.nextInt(7), random.nextInt(10) - 1);
            }
        }
    }

    private void check(final PoolOrder order, final int pool, final int demand, final long limit) {
        final List<Integer> roomy = new ArrayList<>();
        final List<Integer> below = new ArrayList<>();
        Entry weakest = null;
        for (final Entry entry : plain.get(pool).values()) {
            if (entry.room >= demand) {
                roomy.add(entry.slot);
            }
            if (entry.rank < limit) {
                below.add(entry.slot);
            }
            if (entry.rank < (weakest == null ? NEVER : weakest.rank)) {
                weakest = entry;
            }
        }
        final long packed = RoomIndex.pack(demand, 0, 0);
        int found = order.next(pool, order.first(pool), packed);
        for (final int slot : roomy) {
            assertEquals(slot, order.slotAt(found));
            found = order.next(pool, found + 1, packed);
        }
        assertEquals(-1, found);
        found = order.nextBelow(pool, order.first(pool), limit);
        for (final int slot : below) {
            assertEquals(slot, order.slotAt(found));
            assertTrue(order.rankAt(found) < limit);
            found = order.nextBelow(pool, found + 1, limit);
        }
        assertEquals(-1, found);
        final int least = order.weakest(pool);
        assertEquals(weakest == null ? -1 : weakest.slot, least < 0 ? -1 : order.slotAt(least));
    }
}
