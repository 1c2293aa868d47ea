package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PairedMapTest {
    private static final int LENGTH = 2 * Long.BYTES;
    private static final long KEY = 7;

    private final ViewRecord value = new ViewRecord().length(LENGTH);

    @TempDir private Path directory;

    /** The map that holds the copies, to lose one of them. */
    private ViewMap copies;

    private PairedMap map;

    @BeforeEach
    void open() throws IOException {
        copies = ViewMap.create(directory.resolve("map"), 8, LENGTH, 1_000);
        map = new PairedMap(copies);
    }

    @AfterEach
    void close() {
        map.close();
    }

    private void put(final long key, final long content, final long count) {
        value.buffer().putLong(0, content);
        map.put(key, value, count);
    }

    private long get(final long key) {
        assertTrue(map.get(key, value));
        return value.buffer().getLong(0);
    }

    @Test
    void shouldHaveNothingWhereNothingWasWritten() {
        assertFalse(map.get(KEY, value));
        put(KEY + 1, 1, 1);
        put(KEY - 1, 1, 1);
        assertFalse(map.get(KEY, value));
    }

    @Test
    void shouldHaveWhatWasWrittenLast() {
        for (long count = 1; count <= 5; count++) {
            put(KEY, 100 * count, count);
            put(KEY + 1, -count, 1);
            assertEquals(100 * count, get(KEY));
            assertEquals(count, PairedMap.count(value));
        }
    }

    /** The copy that is being written when the writer is killed is the older one. */
    @Test
    void shouldHaveOneOfTheLastTwoWritesWhicheverCopyIsLost() {
        for (long count = 2; count <= 5; count++) {
            for (long lost = count - 1; lost <= count; lost++) {
                put(KEY, count - 1, count - 1);
                put(KEY, count, count);
                copies.remove(KEY * PairedMap.COPIES + lost % PairedMap.COPIES);
                assertEquals(lost == count ? count - 1 : count, get(KEY));
            }
        }
    }

    /** What is lost is written next, so that there are two again. */
    @Test
    void shouldHaveBothAgainAfterTheNextWrite() {
        put(KEY, 1, 1);
        put(KEY, 2, 2);
        copies.remove(KEY * PairedMap.COPIES + 2 % PairedMap.COPIES);
        assertEquals(1, get(KEY));
        final long next = PairedMap.count(value) + 1;
        put(KEY, 3, next);
        assertEquals(2, copies.size());
        assertEquals(3, get(KEY));
    }
}
