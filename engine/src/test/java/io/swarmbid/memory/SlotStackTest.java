package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SlotStackTest {
    private static final int CAPACITY = 50;

    private static SlotStack stack(final Arena arena) {
        return new SlotStack(arena, MemoryTag.TASKS, CAPACITY);
    }

    @Test
    void shouldGiveNoSlotTwice() {
        final long seed = 4;
        final SplittableRandom random = new SplittableRandom(seed);
        try (Arena arena = new Arena(1 << 20)) {
            final SlotStack stack = stack(arena);
            final Set<Integer> taken = new HashSet<>();
            final List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                final String what = "seed " + seed + " step " + i;
                if (random.nextBoolean()) {
                    final int slot = stack.take();
                    assertEquals(taken.size() == CAPACITY, slot == SlotStack.FULL, what);
                    if (slot != SlotStack.FULL) {
                        assertTrue(slot >= 0 && slot < CAPACITY && taken.add(slot), what);
                        order.add(slot);
                    }
                } else if (!order.isEmpty()) {
                    final int slot = order.remove(random.nextInt(order.size()));
                    taken.remove(slot);
                    stack.give(slot);
                }
                assertEquals(taken.size(), stack.inUse(), what);
                assertEquals(taken.size() == CAPACITY, stack.isFull(), what);
            }
        }
    }

    @Test
    void shouldTakeTheSlotThatWasFreedLast() {
        try (Arena arena = new Arena(1 << 20)) {
            final SlotStack stack = stack(arena);
            for (int i = 0; i < 5; i++) {
                stack.take();
            }
            stack.give(1);
            stack.give(3);
            assertEquals(3, stack.take());
        }
    }

    @Test
    void shouldKnowHowManySlotsWereEverInUse() {
        try (Arena arena = new Arena(1 << 20)) {
            final SlotStack stack = stack(arena);
            for (int i = 0; i < 7; i++) {
                stack.take();
            }
            stack.give(6);
            stack.take();
            assertEquals(7, stack.highWater());
        }
    }

    @Test
    void shouldNotBeFullBeforeItsCapacityIsTaken() {
        try (Arena arena = new Arena(1 << 20)) {
            final SlotStack stack = stack(arena);
            for (int i = 1; i < stack.capacity(); i++) {
                stack.take();
            }
            assertFalse(stack.isFull());
        }
    }
}
