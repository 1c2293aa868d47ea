package io.swarmbid.view;

/** Layout of a pool's entry, after the {@link EntryHeader}; the key is its id. The name is there in the map only. */
final class PoolEntry {
    /** Nano-currency per instance-hour. */
    static final int COST = EntryHeader.LENGTH;

    /** Capacity units per instance. */
    static final int WEIGHT = COST + Long.BYTES;

    /** VRUs of each kind per instance. */
    static final int VRUS = WEIGHT + Integer.BYTES;

    static final int SYMBOL = VRUS + ViewKeys.KINDS * Integer.BYTES;
    static final int RECORD_LENGTH = SYMBOL + Integer.BYTES;

    static final int NAME = RECORD_LENGTH;
    static final int LENGTH = NAME + NameField.LENGTH;

    private PoolEntry() {}
}
