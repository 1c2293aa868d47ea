package io.swarmbid.view;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * A pool, as the view shows it.
 *
 * @param name one over 63 bytes is cut.
 * @param cost nano-currency per instance-hour.
 * @param weight capacity units per instance.
 * @param vrus per instance.
 */
public record ViewPool(Stamp stamp, long id, String name, long cost, int weight, VruCounts vrus) {
    static ViewPool of(final UnsafeBuffer entry) {
        return new ViewPool(
                Stamp.of(entry),
                entry.getLong(EntryHeader.KEY),
                NameField.get(entry, PoolEntry.NAME),
                entry.getLong(PoolEntry.COST),
                entry.getInt(PoolEntry.WEIGHT),
                VruCounts.of(entry, PoolEntry.VRUS));
    }
}
