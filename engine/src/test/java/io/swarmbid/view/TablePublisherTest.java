package io.swarmbid.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class TablePublisherTest {
    private static final Settings SETTINGS =
            Settings.defaults()
                    .with(Setting.MAX_TASKS, 8)
                    .with(Setting.MAX_INSTANCES, 2)
                    .with(Setting.MAX_VRUS_PER_INSTANCE, 8);

    private static final long KEY = 7;
    private static final long LOCK_TIMEOUT_MS = 2_000;

    @TempDir private Path directory;

    private static void put(final ConflatingTable table, final int customer, final int className) {
        final int slot = table.add(KEY);
        table.memory().putInt(table.record(slot) + TaskEntry.CUSTOMER, customer);
        table.memory().putInt(table.record(slot) + TaskEntry.CLASS, className);
        table.end(slot);
    }

    @ParameterizedTest
    @CsvSource({"2", "999", "1048575", "1048576", "-1"})
    void shouldShowANumberThatIsNoSymbolWithItsField(final int number) throws IOException {
        final SymbolTable symbols = new SymbolTable();
        final int acme = symbols.intern("acme");
        final ViewFiles files = new ViewFiles(directory);
        files.make();
        final ViewRecord read = new ViewRecord();
        try (ModelTables tables = new ModelTables(SETTINGS);
                ViewMaps maps = ViewMaps.create(files.next(null), SETTINGS, LOCK_TIMEOUT_MS)) {
            final ConflatingTable model = tables.of(ViewTable.TASKS);
            final TablePublisher publisher =
                    new TablePublisher(
                            ViewTable.TASKS, tables, ViewTable.TASKS.capacity(SETTINGS), symbols);
            put(model, acme, number);
            assertEquals(1, publisher.publish(maps, model.tail()));
            assertTrue(maps.of(ViewTable.TASKS).get(KEY, read));
        }
        assertEquals("acme", NameField.get(read.buffer(), TaskEntry.CUSTOMER_NAME));
        assertEquals(
                "class #" + number + " (no symbol)",
                NameField.get(read.buffer(), TaskEntry.CLASS_NAME));
    }
}
