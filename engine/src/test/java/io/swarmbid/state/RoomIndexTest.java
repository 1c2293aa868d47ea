package io.swarmbid.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomIndexTest {
    private static final int MOST = (1 << 20) - 1;

    private static int naive(final int[][] free, final int from, final int[] demand) {
        for (int place = from; place < free.length; place++) {
            if (free[place][0] >= demand[0]
                    && free[place][1] >= demand[1]
                    && free[place][2] >= demand[2]) {
                return place;
            }
        }
        return -1;
    }

    private static int[] draw(final SplittableRandom random, final int most) {
        final int[] counts = new int[3];
        for (int kind = 0; kind < 3; kind++) {
            counts[kind] = random.nextInt(4) == 0 ? random.nextInt(most) : random.nextInt(4);
        }
        return counts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 63, 64, 65, 512, 513, 1_000})
    void shouldFindWhatALinearSearchFinds(final int capacity) {
        final SplittableRandom random = new SplittableRandom(capacity);
        try (Arena arena = new Arena(1 << 20)) {
            final RoomIndex index = new RoomIndex(arena, MemoryTag.INSTANCES, capacity);
            final int[][] free = new int[capacity][3];
            for (int round = 0; round < 20_000; round++) {
                final int place = random.nextInt(capacity);
                free[place] = draw(random, random.nextInt(50) == 0 ? MOST : 40);
                index.set(place, RoomIndex.pack(free[place][0], free[place][1], free[place][2]));
                final int[] demand = draw(random, 60);
                demand[random.nextInt(3)]++;
                final int from = random.nextInt(capacity + 1);
                assertEquals(
                        naive(free, from, demand),
                        index.next(from, RoomIndex.pack(demand[0], demand[1], demand[2])));
            }
        }
    }
}
