package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class KeyedHeapTest {
    private record Entry(long key, long tie, int value) {}

    @Test
    void shouldPopTheLeastKeyAndThenTheLeastTie() {
        for (long seed = 1; seed <= 50; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int capacity = 1 + random.nextInt(100);
            final KeyedHeap heap = new KeyedHeap(capacity);
            final TreeSet<Entry> expected =
                    new TreeSet<>(Comparator.comparingLong(Entry::key).thenComparing(Entry::tie));
            for (int i = 0; i < 2_000; i++) {
                final String what = "seed " + seed + " step " + i;
                final Entry entry = new Entry(random.nextInt(20) - 10, random.nextInt(20), i);
                if (expected.size() < capacity && random.nextBoolean()) {
                    if (expected.add(entry)) {
                        heap.push(entry.key, entry.tie, entry.value);
                    }
                } else if (!expected.isEmpty()) {
                    assertEquals(expected.pollFirst().value, heap.pop(), what);
                }
                assertEquals(expected.isEmpty(), heap.isEmpty(), what);
            }
        }
    }
}
