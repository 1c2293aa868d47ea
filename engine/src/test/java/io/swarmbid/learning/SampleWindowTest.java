package io.swarmbid.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SampleWindowTest {
    private static final int HISTORIES = 500;
    private static final int LENGTH = 100;
    private static final int AGE_BITS = 8;

    @Test
    void shouldKeepTheLatestSamplesAsTheyCameAndByRatioAndByWork() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int spread = 1 + random.nextInt(15_000);
            try (Arena arena = new Arena(1 << 20)) {
                final int length = EstimateDescriptor.LENGTH;
                final Block records = arena.allocate(MemoryTag.LEARNING, 2L * length);
                final SampleWindow window = new SampleWindow(records).wrap(length);
                final List<Integer> came = new ArrayList<>();
                for (int i = 0; i < LENGTH; i++) {
                    came.add(SampleWindow.sampleOf(random.nextInt(spread), random.nextInt(spread)));
                    window.add(came.get(i), true);
                    final int first = Math.max(0, came.size() - EstimateDescriptor.SAMPLES);
                    final String where = "seed " + seed + " sample " + i;
                    check(came.subList(first, came.size()), window, where);
                }
            }
        }
    }

    private static void check(
            final List<Integer> latest, final SampleWindow window, final String where) {
        assertEquals(latest.size(), window.count(), where);
        final List<Long> ratios = new ArrayList<>();
        final List<Long> works = new ArrayList<>();
        final List<Long> byRatio = new ArrayList<>();
        final List<Long> byWork = new ArrayList<>();
        for (int n = 0; n < window.count(); n++) {
            final int sample = latest.get(n);
            final int age = window.count() - 1 - n;
            assertEquals(sample, window.sample(n), where);
            ratios.add(aged((sample >> 16) - (sample & 0xFFFF), age));
            works.add(aged(sample >> 16, age));
            byRatio.add(aged(window.ratio(window.byRatio(n)), window.age(window.byRatio(n))));
            byWork.add(aged(window.actual(window.byActual(n)), window.age(window.byActual(n))));
        }
        checkOrder(ratios, byRatio, where);
        checkOrder(works, byWork, where);
    }

    private static long aged(final int value, final int age) {
        return (long) value << AGE_BITS | age;
    }

    /** The same values of the same ages, and the values ascend. */
    private static void checkOrder(
            final List<Long> expected, final List<Long> ordered, final String where) {
        for (int i = 1; i < ordered.size(); i++) {
            assertTrue(ordered.get(i - 1) >> AGE_BITS <= ordered.get(i) >> AGE_BITS, where);
        }
        expected.sort(null);
        ordered.sort(null);
        assertEquals(expected, ordered, where);
    }
}
