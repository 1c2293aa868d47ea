package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HashIndexTest {
    private static final long SEEDS = 40;

    @Test
    void shouldComeByEverySlotOfAHashAndByNoneThatWasRemoved() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int capacity = 1 + random.nextInt(100);
            // Few hashes, so that many slots share one and runs of others lie between.
            final int hashes = 1 + random.nextInt(2 * capacity);
            final int[] hash = new int[capacity];
            final BitSet there = new BitSet();
            try (Arena arena = new Arena(1 << 20)) {
                final HashIndex index =
                        new HashIndex(arena, MemoryTag.QUEUE, capacity, slot -> hash[slot]);
                for (int i = 0; i < 3_000; i++) {
                    final int slot = random.nextInt(capacity);
                    if (there.get(slot)) {
                        index.remove(slot);
                    } else {
                        hash[slot] = random.nextInt(hashes) - hashes / 2;
                        index.put(slot);
                    }
                    there.flip(slot);
                    check(index, hash, there, random.nextInt(capacity), "seed " + seed + " " + i);
                }
            }
        }
    }

    private static void check(
            final HashIndex index,
            final int[] hash,
            final BitSet there,
            final int asked,
            final String what) {
        final BitSet met = new BitSet();
        int at = index.start(hash[asked]);
        for (int slot = index.slot(at); slot != HashIndex.NONE; slot = index.slot(at)) {
            assertTrue(there.get(slot), what + " slot " + slot);
            met.set(slot);
            at = index.next(at);
        }
        for (int slot = there.nextSetBit(0); slot >= 0; slot = there.nextSetBit(slot + 1)) {
            if (hash[slot] == hash[asked]) {
                assertEquals(true, met.get(slot), what + " slot " + slot);
            }
        }
    }
}
