package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees where the entry that was being written when its engine was killed is torn. */
@Timeout(120)
final class TornViewTest {
    private static final int TASKS = 10;

    @TempDir private Path directory;

    private ViewSnapshot whole;

    @BeforeEach
    void publishWhole() throws IOException {
        publish(TASKS);
        whole = read();
        assertEquals(0, whole.status().repaired());
    }

    private void publish(final int tasks) {
        final EngineConfig config = ViewLoad.config();
        final SharedView view = SharedView.attach(config, new ViewConfig(directory));
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            final ViewLoad load = new ViewLoad(engine.client());
            for (int i = 0; i < tasks; i++) {
                load.step();
            }
        }
        assertNull(view.failure());
    }

    private ViewSnapshot read() throws IOException {
        try (ViewReader reader = ViewReader.open(directory)) {
            return reader.read();
        }
    }

    private MapFiles maps() throws IOException {
        return new ViewFiles(directory).current().maps();
    }

    /** Changes the byte at which these numbers begin in a map. They must be there once. */
    private void tear(final String map, final long... numbers) throws IOException {
        final Path file = maps().directory().resolve(map);
        final byte[] bytes = Files.readAllBytes(file);
        final ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int found = -1;
        for (int at = 0; at + numbers.length * Long.BYTES <= bytes.length; at++) {
            int same = 0;
            while (same < numbers.length && all.getLong(at + same * Long.BYTES) == numbers[same]) {
                same++;
            }
            if (same == numbers.length) {
                assertEquals(-1, found, "it is there twice");
                found = at;
            }
        }
        assertNotEquals(-1, found, "it is not there");
        bytes[found] ^= 1;
        Files.write(file, bytes);
    }

    /** Whoever is killed inside a page has not come to the entry for which it was written. */
    @Test
    void shouldMissNoEntryButTheLastWhereAPageOfTheDirectoryIsTorn() throws IOException {
        tear("directory.cm", LongStream.rangeClosed(1, TASKS).toArray());
        final ViewSnapshot left = read();
        assertTrue(left.status().repaired() > 0);
        assertEquals(whole.tasks().subList(0, TASKS - 1), left.tasks());
        assertEquals(whole.allocations(), left.allocations());
        assertEquals(whole.telemetry(), left.telemetry());
        assertEquals(whole.prices(), left.prices());
    }

    @Test
    void shouldTellEveryReaderWhatTheFirstHadToRepair() throws IOException {
        tear("directory.cm", LongStream.rangeClosed(1, TASKS).toArray());
        final long repaired = read().status().repaired();
        assertTrue(repaired > 0);
        assertEquals(repaired, read().status().repaired());
        assertEquals(repaired, read().status().repaired());
    }

    /** As on a full disk. */
    @Test
    void shouldBeReadThoughNobodyCanNoteThatItWasRecovered() throws IOException {
        final Path note = maps().directory().resolve("recovered");
        Files.delete(note);
        Files.createDirectories(note.resolve("obstacle"));
        assertEquals(whole.tasks(), read().tasks());
    }

    /** Chronicle fills up a file that is too short, and shows what is left. */
    @Test
    void shouldNotTakeAMapThatWasCutOffForAWholeOneTheSecondTime() throws IOException {
        final Path map = maps().table(ViewTable.TASKS);
        final long length = Files.size(map) / 2;
        try (FileChannel channel = FileChannel.open(map, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
        for (int time = 0; time < 2; time++) {
            final String told = assertThrows(ViewException.class, this::read).getMessage();
            assertTrue(told.contains("only " + length + " are there"), told);
        }
    }

    @Test
    void shouldShowTheStatusBeforeWhereTheLastIsTorn() throws IOException {
        final ViewStatus last = whole.status();
        tear(
                "status.cm",
                StatusEntry.LAYOUT_VERSION,
                StatusEntry.CLOSED,
                last.process(),
                last.startedAtMs());
        final ViewSnapshot left = read();
        assertFalse(left.status().isLive());
        assertFalse(left.status().isClosed());
        assertEquals(last.viewInputs(), left.status().viewInputs());
        assertEquals(last.viewDecisions(), left.status().viewDecisions());
        assertEquals(whole.tasks(), left.tasks());
    }

    @Test
    void shouldPublishWhatTheNextEngineHoldsAndNothingElse() throws IOException {
        tear("directory.cm", LongStream.rangeClosed(1, TASKS).toArray());
        publish(TASKS / 2);
        final ViewSnapshot next = read();
        assertEquals(0, next.status().repaired());
        assertEquals(TASKS / 2, next.tasks().size());
    }

    /** As somebody leaves all maps who is killed while recovering them. */
    private void leaveUnready() throws IOException {
        for (final Path file : maps().all()) {
            final byte[] bytes = Files.readAllBytes(file);
            bytes[11] |= (byte) 0x80;
            Files.write(file, bytes);
        }
    }

    @Test
    @Timeout(30)
    void shouldRecoverAnewWhereWhoeverRecoveredWasKilled() throws IOException {
        leaveUnready();
        final ViewSnapshot left = read();
        assertEquals(whole.tasks(), left.tasks());
        assertEquals(whole.allocations(), left.allocations());
        assertTrue(left.status().isClosed());
        leaveUnready();
        publish(TASKS / 2);
        assertEquals(TASKS / 2, read().tasks().size());
    }

    /** A pass writes the status last. */
    @Test
    void shouldFindWhatTheStatusDoesNotYetTellOf() throws IOException {
        final int tasks = 3 * DirectoryEntry.PLACES;
        final Path bigger = directory.resolve("bigger");
        final EngineConfig config = ViewLoad.config();
        final SharedView view = SharedView.attach(config, new ViewConfig(bigger));
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            new ViewLoad(engine.client()).bids(tasks);
        }
        final MapFiles files = new ViewFiles(bigger).current().maps();
        final ViewRecord status = new ViewRecord();
        try (ViewMaps maps = ViewMaps.recover(files, 2_000, new AtomicLong())) {
            assertTrue(maps.status().get(StatusEntry.KEY, status));
            for (int table = 0; table < ViewTable.COUNT; table++) {
                status.buffer().putLong(StatusEntry.PLACES + table * Long.BYTES, 0);
            }
            maps.status().put(StatusEntry.KEY, status, PairedMap.count(status) + 1);
        }
        try (ViewReader reader = ViewReader.open(bigger)) {
            assertEquals(tasks, reader.read().tasks().size());
        }
    }
}
