package io.swarmbid.view;

/**
 * Layout of what every entry starts with. Little-endian, as all entries.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                              Key                              |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |             Input sequence that the entry reflects            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |            Decision sequence that the entry reflects          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                 Logical time of its last change               |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class EntryHeader {
    /** In the model, 0: the slot holds nothing. */
    static final int KEY = 0;

    static final int INPUT_SEQUENCE = KEY + Long.BYTES;
    static final int DECISION_SEQUENCE = INPUT_SEQUENCE + Long.BYTES;
    static final int TIME = DECISION_SEQUENCE + Long.BYTES;
    static final int LENGTH = TIME + Long.BYTES;

    private EntryHeader() {}
}
