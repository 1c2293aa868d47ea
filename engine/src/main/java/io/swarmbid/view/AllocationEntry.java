package io.swarmbid.view;

/**
 * Layout of the entry of up to 64 neighbouring VRUs of a kind on an instance: to whom each is granted. After the
 * {@link EntryHeader}; the key is {@link ViewKeys#block}. Missing where none of the 64 was ever granted or faulty.
 */
final class AllocationEntry {
    /** The task's id for each VRU, 0: free. */
    static final int OWNERS = EntryHeader.LENGTH;

    /** A bit for each VRU, the lowest first: faulty. */
    static final int FAULTS = OWNERS + ViewKeys.BLOCK * Integer.BYTES;

    /** A bit for each VRU, the lowest first: its owner drains it. Set until somebody has seen that the drain has ended. */
    static final int DRAINS = FAULTS + Long.BYTES;

    static final int LENGTH = DRAINS + Long.BYTES;

    private AllocationEntry() {}
}
