package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.swarmbid.memory.Arena;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ConflatingTableTest {
    private static final int VALUE = EntryHeader.LENGTH;
    private static final int CHECK = VALUE + Long.BYTES;
    private static final int LENGTH = CHECK + Long.BYTES;

    private final Arena arena = new Arena(1 << 20);
    private final ConflatingTable table = new ConflatingTable(arena, 3, LENGTH);
    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[LENGTH]);

    @AfterEach
    void free() {
        arena.close();
    }

    private int put(final long key, final long value) {
        int slot = table.find(key);
        if (slot == ConflatingTable.MISSING) {
            slot = table.add(key);
        } else {
            table.begin(slot);
        }
        table.memory().putLong(table.record(slot) + VALUE, value);
        table.memory().putLong(table.record(slot) + CHECK, ~value);
        table.end(slot);
        return slot;
    }

    private String next() {
        final int slot = table.poll(table.tail());
        if (slot == ConflatingTable.MISSING) {
            return "nothing";
        }
        table.copy(slot, copy);
        return slot + ": " + copy.getLong(EntryHeader.KEY) + "=" + copy.getLong(VALUE);
    }

    @Test
    void shouldHandOverChangesInTheOrderOfTheFirstOfEachKey() {
        put(7, 1);
        put(8, 2);
        put(7, 3);
        assertEquals("0: 7=3", next());
        assertEquals("1: 8=2", next());
        assertEquals("nothing", next());
        assertEquals(1, table.conflated());
    }

    @Test
    void shouldHandOverAChangeThatComesAfterItsSlotWasTaken() {
        put(7, 1);
        final int slot = table.poll(table.tail());
        put(7, 2);
        table.copy(slot, copy);
        assertEquals(2, copy.getLong(VALUE));
        assertEquals("0: 7=2", next());
        assertEquals("nothing", next());
    }

    @Test
    void shouldStopAtTheTailThatIsAskedFor() {
        put(7, 1);
        final long tail = table.tail();
        put(8, 2);
        assertNotEquals(ConflatingTable.MISSING, table.poll(tail));
        assertEquals(ConflatingTable.MISSING, table.poll(tail));
        assertEquals("1: 8=2", next());
    }

    @Test
    void shouldGiveASlotAtOnceToTheNextKey() {
        put(7, 1);
        put(8, 2);
        put(9, 3);
        assertEquals(ConflatingTable.MISSING, table.add(10));
        table.remove(table.find(8));
        assertEquals(ConflatingTable.MISSING, table.find(8));
        assertEquals(1, put(10, 4));
        assertEquals("0: 7=1", next());
        assertEquals("1: 10=4", next());
    }

    @Test
    void shouldSayThatAKeyIsGone() {
        put(7, 1);
        next();
        table.remove(table.find(7));
        assertEquals("0: 0=1", next());
    }

    @Test
    void shouldNeverShowHalfAChangeNorLoseTheLast() throws InterruptedException {
        final long last = 200_000;
        final Thread writer =
                new Thread(
                        () -> {
                            for (long value = 1; value <= last; value++) {
                                put(1 + value % 3, value);
                            }
                        });
        final long[] seen = new long[4];
        writer.start();
        while (seen[1] + seen[2] + seen[3] < 3 * last - 3) {
            final int slot = table.poll(table.tail());
            if (slot == ConflatingTable.MISSING) {
                Thread.onSpinWait();
                continue;
            }
            table.copy(slot, copy);
            final long value = copy.getLong(VALUE);
            assertEquals(~value, copy.getLong(CHECK));
            final int key = (int) copy.getLong(EntryHeader.KEY);
            assertEquals(key, 1 + value % 3);
            assertEquals(Math.max(value, seen[key]), value, "went back");
            seen[key] = value;
        }
        writer.join();
        // A change that was seen before it was marked is seen once more, and nothing else.
        for (int slot = table.poll(table.tail());
                slot != ConflatingTable.MISSING;
                slot = table.poll(table.tail())) {
            table.copy(slot, copy);
            assertEquals(seen[(int) copy.getLong(EntryHeader.KEY)], copy.getLong(VALUE));
        }
    }
}
