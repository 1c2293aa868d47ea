package io.swarmbid.state;

/**
 * Layout of a fleet.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                               id                              |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                              bid                              |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             budget                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             period                            |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          finishedNeed                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         submittedNeed                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             target                            |
 *  +---------------------------------------------------------------+
 *  |                              firm                             |
 *  +---------------------------------------------------------------+
 *  |                            poolSet                            |
 *  +---------------------------------------------------------------+
 *  |                            customer                           |
 *  +---------------------------------------------------------------+
 *  |                              held                             |
 *  +---------------------------------------------------------------+
 *  |                              jobs                             |
 *  +---------------------------------------------------------------+
 *  |                            finished                           |
 *  +---------------------------------------------------------------+
 *  |                           submitted                           |
 *  +---------------------------------------------------------------+
 *  |    strategy   |    maintain   |    reached    |      live     |
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class FleetDescriptor {
    static final int ID_OFFSET = 0;
    static final int BID_OFFSET = ID_OFFSET + Long.BYTES;
    static final int BUDGET_OFFSET = BID_OFFSET + Long.BYTES;
    static final int PERIOD_OFFSET = BUDGET_OFFSET + Long.BYTES;
    static final int FINISHED_NEED_OFFSET = PERIOD_OFFSET + Long.BYTES;
    static final int SUBMITTED_NEED_OFFSET = FINISHED_NEED_OFFSET + Long.BYTES;
    static final int TARGET_OFFSET = SUBMITTED_NEED_OFFSET + Long.BYTES;
    static final int FIRM_OFFSET = TARGET_OFFSET + Integer.BYTES;
    static final int POOL_SET_OFFSET = FIRM_OFFSET + Integer.BYTES;
    static final int CUSTOMER_OFFSET = POOL_SET_OFFSET + Integer.BYTES;
    static final int HELD_OFFSET = CUSTOMER_OFFSET + Integer.BYTES;
    static final int JOBS_OFFSET = HELD_OFFSET + Integer.BYTES;
    static final int FINISHED_OFFSET = JOBS_OFFSET + Integer.BYTES;
    static final int SUBMITTED_OFFSET = FINISHED_OFFSET + Integer.BYTES;
    static final int STRATEGY_OFFSET = SUBMITTED_OFFSET + Integer.BYTES;
    static final int MAINTAIN_OFFSET = STRATEGY_OFFSET + Byte.BYTES;
    static final int REACHED_OFFSET = MAINTAIN_OFFSET + Byte.BYTES;
    static final int LIVE_OFFSET = REACHED_OFFSET + Byte.BYTES;

    /** Bytes per record, whole cache lines. */
    static final int LENGTH = (LIVE_OFFSET + Byte.BYTES + 63) & ~63;

    private FleetDescriptor() {}
}
