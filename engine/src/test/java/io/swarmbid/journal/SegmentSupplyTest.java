package io.swarmbid.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.swarmbid.config.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentSupplyTest {
    @TempDir private Path path;

    @Test
    void shouldNeverPrepareTheSegmentThatTheWriterHasJustTaken() {
        final JournalDirectory directory = new JournalDirectory(path);
        final SegmentSupply supply =
                new SegmentSupply(
                        directory, Settings.defaults(), 7, JournalConfig.SMALLEST_SEGMENT, false);
        final Segment first = supply.begin(1);
        supply.using(first);
        assertNull(supply.prepare());
        final Segment second = supply.take();
        // The writer has the second one, and has yet to say that it uses it.
        assertNull(supply.prepare());
        supply.using(second);
        final Segment third = supply.take();
        assertNotSame(second, third);
        assertEquals(2, second.number);
        assertEquals(3, third.number);
        first.unmap();
        second.unmap();
        supply.using(third);
        supply.close();
    }
}
