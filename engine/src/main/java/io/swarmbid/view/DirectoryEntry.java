package io.swarmbid.view;

/**
 * Layout of an entry of the directory: the keys of 64 neighbouring places of a table, 0 for a place that is free. With
 * it a reader finds all keys by single looks under read locks; to iterate over a map it would have to hold an update
 * lock for a whole segment.
 */
final class DirectoryEntry {
    static final int PLACES = 64;
    static final int LENGTH = PLACES * Long.BYTES;

    private DirectoryEntry() {}

    static long key(final ViewTable table, final int place) {
        return ((long) table.ordinal() + 1 << 32) | place / PLACES;
    }
}
