package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class CountersTest {
    @Test
    void shouldStartAtZeroAndCountEachByItself() {
        try (Arena arena = new Arena(1_000)) {
            final Counters counters = new Counters(arena, MemoryTag.TASKS, 3);
            assertEquals(7, counters.add(1, 7));
            assertEquals(5, counters.add(1, -2));
            counters.set(2, -1);
            assertEquals(0, counters.get(0));
            assertEquals(5, counters.getInt(1));
            assertEquals(-1, counters.get(2));
        }
    }
}
