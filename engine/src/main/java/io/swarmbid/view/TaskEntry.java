package io.swarmbid.view;

/**
 * Layout of a task's entry, after the {@link EntryHeader}; the key is its id. Amounts are nano-currency, rates
 * nano-currency per hour, shares parts per million, times logical nanoseconds. The names are there in the map only; the
 * model has their symbols.
 */
final class TaskEntry {
    /** Where a number is not known or does not apply. */
    static final long ABSENT = Long.MIN_VALUE;

    /** The instance that it runs on, or has won units of, 0 while it has none. */
    static final int INSTANCE = EntryHeader.LENGTH;

    static final int BID = INSTANCE + Long.BYTES;
    static final int WORK = BID + Long.BYTES;
    static final int SLOPE = WORK + Long.BYTES;
    static final int MARGIN = SLOPE + Long.BYTES;
    static final int PRICE_TO_BEAT = MARGIN + Long.BYTES;
    static final int WASTE = PRICE_TO_BEAT + Long.BYTES;
    static final int DEADLINE = WASTE + Long.BYTES;
    static final int IO_BYTES_PER_SECOND = DEADLINE + Long.BYTES;

    /** When it came into its state. */
    static final int SINCE = IO_BYTES_PER_SECOND + Long.BYTES;

    /** The input sequence of its command. */
    static final int ARRIVAL = SINCE + Long.BYTES;

    /** When it loses what it drains. */
    static final int DRAINS_UNTIL = ARRIVAL + Long.BYTES;

    /** When it is granted at the latest what it has won. */
    static final int WON_BY = DRAINS_UNTIL + Long.BYTES;

    static final int CUSTOMER = WON_BY + Long.BYTES;
    static final int CLASS = CUSTOMER + Integer.BYTES;
    static final int UNITS = CLASS + Integer.BYTES;
    static final int MIN = UNITS + Integer.BYTES;
    static final int MAX = MIN + Integer.BYTES;

    /** VRUs of each kind per unit. */
    static final int BUNDLE = MAX + Integer.BYTES;

    static final int DEFICIT = BUNDLE + ViewKeys.KINDS * Integer.BYTES;

    /** The rival's id, 0 for none. */
    static final int RIVAL = DEFICIT + Integer.BYTES;

    static final int RECOMMENDED_UNITS = RIVAL + Integer.BYTES;

    /** The last share of each kind that the host told; -1 before. */
    static final int USE = RECOMMENDED_UNITS + Integer.BYTES;

    /** The fleet's id, 0 for none. */
    static final int FLEET = USE + ViewKeys.KINDS * Integer.BYTES;

    /** Of its units, those that it drains. */
    static final int DRAINING = FLEET + Integer.BYTES;

    /** Units that it has won while it waits: others still drain them. */
    static final int WON = DRAINING + Integer.BYTES;

    static final int STATE = WON + Integer.BYTES;

    /** Why it waits, as a {@code QueueReason}; {@link #NOTHING} while it runs. */
    static final int REASON = STATE + 1;

    /** The kind that binds, or {@link #NOTHING}. */
    static final int KIND = REASON + 1;

    /** The last {@code Finding}, or {@link #NOTHING}. */
    static final int FINDING = KIND + 1;

    static final int RECORD_LENGTH = FINDING + 1;

    static final int CUSTOMER_NAME = RECORD_LENGTH;
    static final int CLASS_NAME = CUSTOMER_NAME + NameField.LENGTH;
    static final int LENGTH = CLASS_NAME + NameField.LENGTH;

    static final byte NOTHING = -1;
    static final byte QUEUED = 0;
    static final byte RUNNING = 1;

    private TaskEntry() {}
}
