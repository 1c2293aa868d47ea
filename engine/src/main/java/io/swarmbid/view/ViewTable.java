package io.swarmbid.view;

import io.swarmbid.config.Limits;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.state.EngineState;

/** The tables that the model feeds, each a map and a file of its own. */
enum ViewTable {
    TASKS(TaskEntry.RECORD_LENGTH, TaskEntry.LENGTH),
    INSTANCES(InstanceEntry.LENGTH, InstanceEntry.LENGTH),
    POOLS(PoolEntry.RECORD_LENGTH, PoolEntry.LENGTH),
    PRICES(PriceEntry.LENGTH, PriceEntry.LENGTH),
    ALLOCATIONS(AllocationEntry.LENGTH, AllocationEntry.LENGTH),
    TELEMETRY(TelemetryEntry.LENGTH, TelemetryEntry.LENGTH);

    static final int COUNT = values().length;

    private final int recordLength;
    private final int valueLength;

    ViewTable(final int recordLength, final int valueLength) {
        this.recordLength = recordLength;
        this.valueLength = valueLength;
    }

    /** Bytes of a record of the model. */
    int recordLength() {
        return recordLength;
    }

    /** Bytes of a value of the map. */
    int valueLength() {
        return valueLength;
    }

    /** Most entries that live at one time. */
    int capacity(final Settings settings) {
        final int instances = settings.getInt(Setting.MAX_INSTANCES);
        return switch (this) {
            case TASKS -> settings.getInt(Setting.MAX_TASKS);
            // An event says what comes before it says what goes.
            case INSTANCES -> Math.multiplyExact(2, instances);
            case POOLS -> Limits.MAX_POOLS;
            case PRICES -> Math.multiplyExact(instances, ViewKeys.KINDS);
            case ALLOCATIONS, TELEMETRY -> blocks(settings, instances);
        };
    }

    /** Blocks of VRUs: those that are full, and one begun for each kind of each instance. */
    private static int blocks(final Settings settings, final int instances) {
        final int vrus = settings.getInt(Setting.MAX_VRUS_PER_INSTANCE);
        final int each = ViewKeys.KINDS * ((vrus + ViewKeys.BLOCK - 1) / ViewKeys.BLOCK);
        final long shared =
                EngineState.vruCells(instances, vrus) / ViewKeys.BLOCK
                        + (long) ViewKeys.KINDS * instances;
        return (int) Math.min(Integer.MAX_VALUE, Math.min((long) each * instances, shared));
    }
}
