package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SlotIndexTest {
    private static final long SEEDS = 40;

    @Test
    void shouldFindWhatAMapFinds() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int capacity = 1 + random.nextInt(200);
            // Few ids come back often; spread ones collide by their hash only.
            final long spread = random.nextBoolean() ? 1 : 1L << random.nextInt(50);
            try (Arena arena = new Arena(1 << 20)) {
                final SlotIndex index = new SlotIndex(arena, MemoryTag.TASKS, capacity);
                final Map<Long, Integer> map = new HashMap<>();
                final List<Long> ids = new ArrayList<>();
                for (int i = 0; i < 3_000; i++) {
                    final long id = spread * (1 + random.nextInt(2 * capacity));
                    if (map.containsKey(id)) {
                        if (random.nextBoolean()) {
                            index.remove(id);
                            map.remove(id);
                            ids.remove(id);
                        }
                    } else if (map.size() < capacity) {
                        index.put(id, i);
                        map.put(id, i);
                        ids.add(id);
                    }
                    check(index, map, id, "seed " + seed + " step " + i);
                    if (!ids.isEmpty()) {
                        final long other = ids.get(random.nextInt(ids.size()));
                        check(index, map, other, "seed " + seed + " step " + i);
                    }
                }
                map.forEach((id, slot) -> assertEquals(slot, index.get(id)));
            }
        }
    }

    private static void check(
            final SlotIndex index, final Map<Long, Integer> map, final long id, final String what) {
        assertEquals(map.getOrDefault(id, SlotIndex.MISSING), index.get(id), what + " id " + id);
    }

    @Test
    void shouldHoldAsManyIdsAsItWasMadeFor() {
        try (Arena arena = new Arena(1 << 20)) {
            final SlotIndex index = new SlotIndex(arena, MemoryTag.TASKS, 1_000);
            for (int id = 1; id <= 1_000; id++) {
                index.put(id, id);
            }
            for (int id = 1; id <= 1_000; id++) {
                assertEquals(id, index.get(id));
            }
        }
    }
}
