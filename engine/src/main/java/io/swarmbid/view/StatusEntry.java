package io.swarmbid.view;

/** Layout of the one status entry: who publishes, and how far. The key is {@link #KEY}; the map is a {@link PairedMap}. */
final class StatusEntry {
    static final long KEY = 0;

    /** Raised with any change of any layout. */
    static final long LAYOUT_VERSION = 5;

    static final int VERSION = 0;
    static final int STATE = VERSION + Long.BYTES;
    static final int PROCESS = STATE + Long.BYTES;

    /** Wall clock, milliseconds since 1970: when the view was opened, and last written. */
    static final int STARTED_AT = PROCESS + Long.BYTES;

    static final int WRITTEN_AT = STARTED_AT + Long.BYTES;

    /** Commands and decisions that the engine had done when this was written. */
    static final int ENGINE_INPUTS = WRITTEN_AT + Long.BYTES;

    static final int ENGINE_DECISIONS = ENGINE_INPUTS + Long.BYTES;

    /** Every entry reflects at least these. */
    static final int VIEW_INPUTS = ENGINE_DECISIONS + Long.BYTES;

    static final int VIEW_DECISIONS = VIEW_INPUTS + Long.BYTES;

    /** Logical time of the last event that the view reflects. */
    static final int TIME = VIEW_DECISIONS + Long.BYTES;

    static final int LAG_BOUND = TIME + Long.BYTES;
    static final int TIMES_BEHIND = LAG_BOUND + Long.BYTES;
    static final int CONFLATED = TIMES_BEHIND + Long.BYTES;
    static final int PUBLISHED = CONFLATED + Long.BYTES;
    static final int REBUILDS = PUBLISHED + Long.BYTES;

    /** Places of each table that were ever in use: a reader looks at no more of the directory. */
    static final int PLACES = REBUILDS + Long.BYTES;

    static final int WRITES = PLACES + ViewTable.COUNT * Long.BYTES;
    static final int LENGTH = WRITES + Long.BYTES;

    static final long LIVE = 1;
    static final long CLOSED = 2;

    private StatusEntry() {}

    static boolean isOfThisLayout(final ViewRecord entry) {
        return entry.length() == LENGTH && entry.buffer().getLong(VERSION) == LAYOUT_VERSION;
    }
}
