package io.swarmbid.view;

import io.swarmbid.config.Settings;
import io.swarmbid.memory.Arena;
import java.util.EnumMap;
import java.util.Map;

/** The hand-over between the decision thread and the view thread: a conflating table for each kind of entry. */
final class ModelTables implements AutoCloseable {
    private static final long LARGEST = 64L << 30;

    private final Arena arena = new Arena(LARGEST);
    private final Map<ViewTable, ConflatingTable> tables = new EnumMap<>(ViewTable.class);

    /**
     * @throws IllegalStateException if the limits ask for more than an arena gives.
     */
    ModelTables(final Settings settings) {
        for (final ViewTable table : ViewTable.values()) {
            tables.put(
                    table,
                    new ConflatingTable(arena, table.capacity(settings), table.recordLength()));
        }
    }

    ConflatingTable of(final ViewTable table) {
        return tables.get(table);
    }

    /** For what else lives as long as the tables. */
    Arena arena() {
        return arena;
    }

    /** Frees everything. Neither thread may use a table any more. */
    @Override
    public void close() {
        arena.close();
    }
}
