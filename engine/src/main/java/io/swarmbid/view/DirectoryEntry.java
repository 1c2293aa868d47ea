package io.swarmbid.view;

/**
 * Layout of an entry of the directory: the keys of 64 neighbouring places of a table, 0 for a place that is free. With
 * it a reader finds all keys by single looks under read locks; to iterate over a map it would have to hold an update
 * lock for a whole segment. A key is written here before its entry, and stays a while when its entry is gone, so that a
 * writer which is killed leaves no entry that is not found. The map is a {@link PairedMap}.
 */
final class DirectoryEntry {
    static final int PLACES = 64;

    /** Bytes of the keys, the first thing in it. */
    static final int KEYS = PLACES * Long.BYTES;

    static final int LENGTH = KEYS + Long.BYTES;

    private DirectoryEntry() {}

    static long key(final ViewTable table, final int place) {
        return ((long) table.ordinal() + 1 << 32) | place / PLACES;
    }
}
