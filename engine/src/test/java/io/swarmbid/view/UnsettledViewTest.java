package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.files.ProcessLock;
import io.swarmbid.pipeline.EngineConfig;
import io.swarmbid.pipeline.SwarmEngine;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.map.ChronicleMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A view whose engine is gone, and which cannot be recovered as somebody has kept its maps open since. */
@Timeout(120)
final class UnsettledViewTest {
    private static final int TASKS = 10;
    private static final long LOCK_TIMEOUT_MS = 2_000;

    @TempDir private Path directory;

    private MapFiles maps;

    @BeforeEach
    void publish() throws IOException {
        final EngineConfig config = ViewLoad.config();
        final SharedView view = SharedView.attach(config, new ViewConfig(directory));
        try (view;
                SwarmEngine engine = SwarmEngine.launch(config)) {
            new ViewLoad(engine.client()).bids(TASKS);
        }
        assertNull(view.failure());
        maps = new ViewFiles(directory).current().maps();
    }

    private ViewMaps hold() throws IOException {
        return ViewMaps.join(maps, LOCK_TIMEOUT_MS);
    }

    /** Another process recovers only what nobody has open. */
    private boolean isRecoverable() throws IOException {
        try (ViewMaps recovered = ViewMaps.recover(maps, LOCK_TIMEOUT_MS, new AtomicLong())) {
            return recovered != null;
        }
    }

    @Test
    void shouldNotKeepOthersFromRecoveringItBetweenReads() throws IOException {
        try (ViewReader reader = openUnsettled()) {
            assertEquals(TASKS, reader.read().tasks().size());
            assertTrue(isRecoverable());
            assertEquals(TASKS, reader.read().tasks().size());
        }
    }

    private ViewReader openUnsettled() throws IOException {
        try (ViewMaps held = hold()) {
            assertNotNull(held);
            return ViewReader.open(directory);
        }
    }

    @Test
    void shouldNotBeOpenedAgainByTheFirstRead() throws IOException {
        try (ViewReader reader = openUnsettled();
                ProcessLock opening = new ViewFiles(directory).lockForOpening()) {
            assertNotNull(opening);
            assertEquals(TASKS, reader.read().tasks().size());
        }
    }

    @Test
    void shouldBeShownWithoutTheEntryThatIsTorn() throws IOException {
        final Path file = maps.table(ViewTable.PRICES);
        final byte[] bytes = Files.readAllBytes(file);
        final List<ViewPrice> prices = tearPrice(file, bytes);
        try (ViewMaps held = hold();
                ViewReader reader = ViewReader.open(directory)) {
            assertNotNull(held);
            final ViewSnapshot seen = reader.read();
            assertEquals(prices.size() - 1, seen.prices().size());
            assertEquals(1, seen.status().repaired());
            assertEquals(TASKS, seen.tasks().size());
        }
    }

    /** Changes a price in the file, which stands there once. */
    private List<ViewPrice> tearPrice(final Path file, final byte[] bytes) throws IOException {
        final List<ViewPrice> prices;
        try (ViewReader reader = openUnsettled()) {
            prices = reader.read().prices();
        }
        final ViewPrice torn = prices.get(0);
        final ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + PriceEntry.LENGTH <= bytes.length; at++) {
            if (all.getLong(at + EntryHeader.DECISION_SEQUENCE) == torn.stamp().decisionSequence()
                    && all.getLong(at + EntryHeader.TIME) == torn.stamp().timeNs()
                    && all.getLong(at + PriceEntry.PRICE) == torn.price()) {
                all.putLong(at + PriceEntry.PRICE, torn.price() + 1);
                Files.write(file, bytes);
                return prices;
            }
        }
        throw new AssertionError("it is not there");
    }

    private static Object mapOf(final Object wrapper) throws ReflectiveOperationException {
        final Field map = wrapper.getClass().getDeclaredField("map");
        map.setAccessible(true);
        return map.get(wrapper);
    }

    /** Takes the lock of the status and ends without giving it back, as whoever is killed. */
    private static void leaveLocked(final ViewMaps held) throws Exception {
        @SuppressWarnings("unchecked")
        final ChronicleMap<ViewKey, ViewRecord> map =
                (ChronicleMap<ViewKey, ViewRecord>) mapOf(mapOf(held.status()));
        final CountDownLatch isLocked = new CountDownLatch(1);
        final Thread locking =
                new Thread(
                        () -> {
                            map.queryContext(new ViewKey().set(StatusEntry.KEY)).writeLock().lock();
                            isLocked.countDown();
                        });
        locking.start();
        isLocked.await();
    }

    @Test
    void shouldSayWhatToDoWhereALockWasLeftWhenItIsOpened() throws Exception {
        try (ViewMaps held = hold()) {
            leaveLocked(held);
            final String told =
                    assertThrows(ViewException.class, () -> ViewReader.open(directory))
                            .getMessage();
            assertTrue(told.contains("status.cm: a lock has been held"), told);
            assertTrue(told.contains("close all other readers"), told);
        }
    }

    @Test
    void shouldNotBeReadByAReaderThatIsClosed() throws IOException {
        final ViewReader reader = ViewReader.open(directory);
        reader.close();
        assertThrows(IllegalStateException.class, reader::read);
        assertTrue(isRecoverable());
    }
}
