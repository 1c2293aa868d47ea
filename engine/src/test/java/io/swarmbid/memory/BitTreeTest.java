package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class BitTreeTest {
    private static final int[] CAPACITIES = {1, 63, 64, 65, 4_096, 4_097, 300_000};

    @Test
    void shouldFindTheSameNextMemberAsASortedSet() {
        for (final int capacity : CAPACITIES) {
            final SplittableRandom random = new SplittableRandom(capacity);
            try (Arena arena = new Arena(1 << 20)) {
                final BitTree bits = new BitTree(arena, MemoryTag.VRUS, capacity);
                final TreeSet<Integer> expected = new TreeSet<>();
                for (int i = 0; i < 20_000; i++) {
                    final String what = "capacity " + capacity + " step " + i;
                    final int number = random.nextInt(capacity);
                    final boolean fills = i / 1_000 % 2 == 0;
                    if (random.nextInt(5) < (fills ? 4 : 1)) {
                        bits.add(number);
                        expected.add(number);
                    } else {
                        final Integer member = expected.ceiling(number);
                        bits.remove(member == null ? number : member);
                        expected.remove(member == null ? (Integer) number : member);
                    }
                    final int from = random.nextInt(capacity + 1);
                    final Integer next = expected.ceiling(from);
                    assertEquals(next == null ? BitTree.NONE : next, bits.next(from), what);
                    assertEquals(expected.contains(number), bits.contains(number), what);
                }
            }
        }
    }

    @Test
    void shouldFindNothingOnceTheLastMemberIsGone() {
        try (Arena arena = new Arena(1 << 20)) {
            final BitTree bits = new BitTree(arena, MemoryTag.VRUS, 100_000);
            bits.add(99_999);
            assertEquals(99_999, bits.next(0));
            bits.remove(99_999);
            assertEquals(BitTree.NONE, bits.next(0));
            assertFalse(bits.contains(99_999));
        }
    }
}
