package io.swarmbid.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import org.junit.jupiter.api.Test;

/** What docs/operations.md says that limits cost. Above some limits only what is per task grows with them. */
final class MemoryPerTaskTest {
    private static final int TASKS = 1 << 15;
    private static final Settings SETTINGS =
            Settings.defaults()
                    .with(Setting.MAX_TASKS, TASKS)
                    .with(Setting.MAX_INSTANCES, 4)
                    .with(Setting.MAX_WATCHED, 1);

    private static long bytes(final Settings settings) {
        try (EngineCore core = new EngineCore(settings, new SymbolTable())) {
            return core.offHeapBytes();
        }
    }

    @Test
    void shouldTakeTheDocumentedBytesForATask() {
        final long twice = bytes(SETTINGS.with(Setting.MAX_TASKS, 2 * TASKS));
        assertEquals(421L * TASKS, twice - bytes(SETTINGS));
    }

    @Test
    void shouldTakeTheDocumentedBytesForAWatchedTask() {
        final long more = bytes(SETTINGS.with(Setting.MAX_WATCHED, 1_001));
        assertEquals(472L * 1_000, more - bytes(SETTINGS));
    }
}
