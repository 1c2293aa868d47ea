package io.swarmbid.view;

/** Layout of an instance's entry, after the {@link EntryHeader}; the key is its id. */
final class InstanceEntry {
    /** Nano-currency per capacity unit and hour. */
    static final int NORMALISED_COST = EntryHeader.LENGTH;

    /** When it goes, logical nanoseconds; {@link TaskEntry#ABSENT} where it stays. */
    static final int DEADLINE = NORMALISED_COST + Long.BYTES;

    /** When it came into its state. */
    static final int SINCE = DEADLINE + Long.BYTES;

    static final int POOL = SINCE + Long.BYTES;

    /** The fleet's id, 0 for none. */
    static final int FLEET = POOL + Integer.BYTES;

    /** VRUs of each kind, faulty ones included. */
    static final int VRUS = FLEET + Integer.BYTES;

    static final int STATE = VRUS + ViewKeys.KINDS * Integer.BYTES;

    /** A {@code SwarmReason}: why it is in its state. */
    static final int REASON = STATE + 1;

    static final int LENGTH = REASON + 1;

    static final byte ACTIVATING = 0;
    static final byte READY = 1;
    static final byte DRAINING = 2;
    static final byte INTERRUPTED = 3;

    private InstanceEntry() {}
}
