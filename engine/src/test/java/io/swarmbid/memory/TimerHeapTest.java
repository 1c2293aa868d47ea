package io.swarmbid.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class TimerHeapTest {
    private record Timer(long due, int kind, long id, int owner) {
        private static final Comparator<Timer> ORDER =
                Comparator.comparingLong(Timer::due)
                        .thenComparingInt(Timer::kind)
                        .thenComparingLong(Timer::id);
    }

    private static void check(
            final TimerHeap heap, final TreeSet<Timer> expected, final String what) {
        if (expected.isEmpty()) {
            assertEquals(TimerHeap.NEVER, heap.firstDue(), what);
            return;
        }
        final Timer first = expected.first();
        assertEquals(first.due, heap.firstDue(), what);
        assertEquals(first.kind, heap.firstKind(), what);
        assertEquals(first.owner, heap.firstOwner(), what);
    }

    @Test
    void shouldKeepTheOrderOfATreeSet() {
        for (long seed = 1; seed <= 30; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int capacity = 1 + random.nextInt(120);
            try (Arena arena = new Arena(1 << 20)) {
                final TimerHeap heap = new TimerHeap(arena, capacity);
                final TreeSet<Timer> expected = new TreeSet<>(Timer.ORDER);
                final Map<Integer, Timer> armed = new HashMap<>();
                for (int i = 0; i < 3_000; i++) {
                    final int owner = random.nextInt(capacity);
                    final Timer old = armed.remove(owner);
                    if (old != null) {
                        expected.remove(old);
                    }
                    if (random.nextInt(3) == 0) {
                        heap.cancel(owner);
                    } else {
                        // The id of an armed owner stays: it is the owner's.
                        final long id = old == null ? owner + 1_000L * i : old.id;
                        final Timer timer =
                                new Timer(random.nextInt(40), random.nextInt(4), id, owner);
                        heap.set(owner, timer.due, timer.kind, id);
                        expected.add(timer);
                        armed.put(owner, timer);
                    }
                    final String what = "seed " + seed + " step " + i;
                    check(heap, expected, what);
                    final int asked = random.nextInt(capacity);
                    final Timer asksFor = armed.get(asked);
                    assertEquals(
                            asksFor == null ? TimerHeap.NEVER : asksFor.due, heap.due(asked), what);
                }
                while (!expected.isEmpty()) {
                    check(heap, expected, "seed " + seed + " at the end");
                    heap.cancel(expected.pollFirst().owner);
                }
                check(heap, expected, "seed " + seed + " empty");
            }
        }
    }

    @Test
    void shouldCancelWhenSetToNever() {
        try (Arena arena = new Arena(1 << 20)) {
            final TimerHeap heap = new TimerHeap(arena, 4);
            heap.set(2, 10, 1, 5);
            heap.set(2, TimerHeap.NEVER, 1, 5);
            assertEquals(TimerHeap.NEVER, heap.firstDue());
        }
    }

    @Test
    void shouldTakeNoNoticeOfTheCancelOfATimerThatIsNotArmed() {
        try (Arena arena = new Arena(1 << 20)) {
            final TimerHeap heap = new TimerHeap(arena, 4);
            heap.set(2, 10, 1, 5);
            heap.cancel(3);
            assertEquals(10, heap.firstDue());
        }
    }

    @Test
    void shouldOrderTheLargestIdsAndKindsByThemselves() {
        try (Arena arena = new Arena(1 << 20)) {
            final TimerHeap heap = new TimerHeap(arena, 4);
            final long largest = (1L << 36) - 1;
            heap.set(0, 10, 7, largest);
            heap.set(1, 10, 6, largest);
            heap.set(2, 10, 6, largest - 1);
            assertEquals(2, heap.firstOwner());
            heap.cancel(2);
            assertEquals(1, heap.firstOwner());
            heap.cancel(1);
            assertEquals(7, heap.firstKind());
            assertThrows(IllegalArgumentException.class, () -> heap.set(3, 10, 1, largest + 1));
        }
    }
}
