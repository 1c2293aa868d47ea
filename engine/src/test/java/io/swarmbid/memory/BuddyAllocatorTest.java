package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BuddyAllocatorTest {
    private record Block(int first, int cells) {}

    private static BuddyAllocator allocator(final Arena arena, final int cells) {
        return new BuddyAllocator(arena, MemoryTag.VRUS, cells);
    }

    /** Marks the cells of a block that is taken; false if one was marked. */
    private static boolean mark(final boolean[] cells, final Block block) {
        for (int cell = block.first; cell < block.first + block.cells; cell++) {
            if (cells[cell]) {
                return false;
            }
            cells[cell] = true;
        }
        return true;
    }

    @Test
    void shouldNeverGiveACellTwice() {
        for (long seed = 1; seed <= 40; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int size = 8 << random.nextInt(8);
            try (Arena arena = new Arena(1 << 20)) {
                final BuddyAllocator blocks = allocator(arena, size);
                final List<Block> taken = new ArrayList<>();
                final boolean[] cells = new boolean[size];
                for (int i = 0; i < 3_000; i++) {
                    final String what = "seed " + seed + " step " + i;
                    if (random.nextInt(5) < 3) {
                        final int wanted = 1 + random.nextInt(1 + size / (1 << random.nextInt(6)));
                        final boolean can = blocks.canTake(wanted);
                        final int first = blocks.take(wanted);
                        assertEquals(can, first != BuddyAllocator.FULL, what);
                        if (can) {
                            final Block block = new Block(first, wanted);
                            assertTrue(first + wanted <= size && mark(cells, block), what);
                            taken.add(block);
                        }
                    } else if (!taken.isEmpty()) {
                        final Block block = taken.remove(random.nextInt(taken.size()));
                        Arrays.fill(cells, block.first, block.first + block.cells, false);
                        blocks.give(block.first, block.cells);
                    }
                }
                taken.forEach(block -> blocks.give(block.first, block.cells));
                assertEquals(0, blocks.take(size), "seed " + seed + " merged back");
            }
        }
    }

    @Test
    void shouldFillUpWithBlocksOfPowersOfTwo() {
        try (Arena arena = new Arena(1 << 20)) {
            final BuddyAllocator blocks = allocator(arena, 256);
            for (int i = 0; i < 16; i++) {
                assertNotEquals(BuddyAllocator.FULL, blocks.take(16));
            }
            assertEquals(BuddyAllocator.FULL, blocks.take(1));
        }
    }

    @Test
    void shouldRoundABlockUpToAPowerOfTwo() {
        try (Arena arena = new Arena(1 << 20)) {
            final BuddyAllocator blocks = allocator(arena, 64);
            blocks.take(33);
            assertEquals(BuddyAllocator.FULL, blocks.take(1));
        }
    }

    @Test
    void shouldRefuseABlockThatIsLargerThanAll() {
        try (Arena arena = new Arena(1 << 20)) {
            assertEquals(BuddyAllocator.FULL, allocator(arena, 64).take(65));
        }
    }
}
