package io.swarmbid.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a plain search, over random changes. */
class RankIndexTest {
    private static final int CHANGES = 3_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 64, 65, 600})
    void shouldFindTheNextRankUnderALimitAndTheLeast(final int places) {
        final SplittableRandom random = new SplittableRandom(places);
        final long[] plain = new long[places];
        Arrays.fill(plain, Long.MAX_VALUE);
        try (Arena arena = new Arena(1 << 20)) {
            final RankIndex index = new RankIndex(arena, MemoryTag.INSTANCES, places);
            for (int change = 0; change < CHANGES; change++) {
                final int place = random.nextInt(places);
                plain[place] = random.nextInt(5) == 0 ? Long.MAX_VALUE : random.nextInt(20) - 1;
                index.set(place, plain[place]);
                final int from = random.nextInt(places);
                final long limit = random.nextInt(9) == 0 ? Long.MAX_VALUE : random.nextInt(22) - 1;
                int expected = from;
                while (expected < places && plain[expected] >= limit) {
                    expected++;
                }
                assertEquals(expected == places ? -1 : expected, index.next(from, limit));
                final int to = from + random.nextInt(places - from + 1);
                int least = -1;
                for (int at = from; at < to; at++) {
                    if (plain[at] < (least < 0 ? Long.MAX_VALUE : plain[least])) {
                        least = at;
                    }
                }
                assertEquals(least, index.least(from, to));
            }
        }
    }
}
