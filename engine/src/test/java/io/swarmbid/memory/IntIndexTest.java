package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class IntIndexTest {
    private static final long SEEDS = 40;
    private static final long MOST = 0xFFFF_FFFFL;

    @Test
    void shouldFindWhatAMapFinds() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int capacity = 1 + random.nextInt(200);
            // Ids near both ends of their range, with gaps that make some collide by their hash
            // only.
            final boolean high = random.nextBoolean();
            final long spread = 1L << random.nextInt(23);
            try (Arena arena = new Arena(1 << 20)) {
                final IntIndex index = new IntIndex(arena, MemoryTag.TASKS, capacity);
                final Map<Long, Integer> map = new HashMap<>();
                for (int i = 0; i < 3_000; i++) {
                    final long place = spread * (1 + random.nextInt(2 * capacity)) & MOST >> 1;
                    final long id = high ? MOST - place : 1 + place;
                    if (map.containsKey(id)) {
                        if (random.nextBoolean()) {
                            index.remove(id);
                            map.remove(id);
                        }
                    } else if (map.size() < capacity) {
                        index.put(id, i);
                        map.put(id, i);
                    }
                    final String what = "seed " + seed + " step " + i + " id " + id;
                    assertEquals(map.getOrDefault(id, IntIndex.MISSING), index.get(id), what);
                }
                final String what = "seed " + seed;
                map.forEach((id, slot) -> assertEquals(slot, index.get(id), what));
            }
        }
    }

    @Test
    void shouldHoldAsManyIdsAsItWasMadeFor() {
        try (Arena arena = new Arena(1 << 20)) {
            final IntIndex index = new IntIndex(arena, MemoryTag.TASKS, 1_000);
            for (int id = 1; id <= 1_000; id++) {
                index.put(id, id);
            }
            for (int id = 1; id <= 1_000; id++) {
                assertEquals(id, index.get(id));
            }
        }
    }
}
