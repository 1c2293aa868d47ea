package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SlotNotesTest {
    private static final int CAPACITY = 40;

    @Test
    void shouldGiveEachNotedSlotOnceHoweverOftenItWasNoted() {
        final SplittableRandom random = new SplittableRandom(7);
        try (Arena arena = new Arena(1 << 20)) {
            final SlotNotes notes = new SlotNotes(arena, MemoryTag.QUEUE, CAPACITY);
            final TreeSet<Integer> expected = new TreeSet<>();
            for (int i = 0; i < 10_000; i++) {
                if (random.nextInt(3) > 0) {
                    final int slot = random.nextInt(CAPACITY);
                    notes.note(slot);
                    expected.add(slot);
                } else {
                    final int slot = notes.take();
                    assertEquals(
                            slot == SlotNotes.NONE ? expected.isEmpty() : expected.remove(slot),
                            true,
                            "step " + i);
                }
            }
        }
    }
}
