package io.swarmbid.view;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A map in which each entry stands twice, written by turns: a writer that is killed inside one copy leaves the other,
 * whole and one write older. A value ends with a count of its writes, which tells the later copy. Entries are never
 * removed. Not threadsafe; one process writes.
 */
final class PairedMap implements AutoCloseable {
    /** Places that an entry takes in the map. */
    static final int COPIES = 2;

    private final ViewMap map;

    PairedMap(final ViewMap map) {
        this.map = map;
    }

    private static int countAt(final ViewRecord value) {
        return value.length() - Long.BYTES;
    }

    /** How often an entry had been written, as what was copied of it says. */
    static long count(final ViewRecord value) {
        return value.buffer().getLong(countAt(value));
    }

    /**
     * Writes an entry.
     *
     * @param count how often it has been written, with this time; else the copy that is lost is the wrong one.
     * @throws LockStuckException if a lock was not to be had in time.
     */
    void put(final long key, final ViewRecord value, final long count) {
        value.buffer().putLong(countAt(value), count);
        map.put(copy(key, count), value);
    }

    /**
     * Copies the later of what is there of an entry.
     *
     * @return whether there is anything.
     * @throws LockStuckException if a lock was not to be had in time.
     */
    boolean get(final long key, final ViewRecord value) {
        if (!map.get(copy(key, 0), value)) {
            return map.get(copy(key, 1), value);
        }
        final long count = count(value);
        if (map.get(copy(key, 1), value) && count(value) > count) {
            return true;
        }
        return map.get(copy(key, 0), value);
    }

    /** As {@link ViewMap#verify}. */
    void verify(final AtomicLong count) {
        map.verify(count);
    }

    private static long copy(final long key, final long count) {
        return key * COPIES + count % COPIES;
    }

    @Override
    public void close() {
        map.close();
    }
}
