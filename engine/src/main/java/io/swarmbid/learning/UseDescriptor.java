package io.swarmbid.learning;

/**
 * Layout of how a task uses what it holds: counts of the period in progress, and the pace that was measured at the
 * numbers of units it held.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                   end of the period, 0: none                  |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |              time of the last report + 1, 0: none             |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                   work done by the last report                |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             task                              |
 *  +---------------------------------------------------------------+
 *  |                     paces that are known                      |
 *  +---------------------------------------------------------------+
 *  |          samples of I/O       |             of which high     |
 *  +---------------------------------------------------------------+
 *  |                       latest use of VCPU, ppm                 |
 *  +---------------------------------------------------------------+
 *  |                      latest use of MEMORY, ppm                |
 *  +---------------------------------------------------------------+
 *  |                   latest use of ACCELERATOR, ppm              |
 *  +---------------------------------------------------------------+
 *  |                    latest bytes per second                    |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                  use of each of three kinds                  ...
 *  +---------------------------------------------------------------+
 *  |                         four paces                           ...
 *  +---------------------------------------------------------------+
 *
 *  use of a kind
 *  +---------------------------------------------------------------+
 *  |         sum of the VRU reports in the round, ppm              |
 *  +---------------------------------------------------------------+
 *  |                     reports in the round                      |
 *  +---------------------------------------------------------------+
 *  |            bytes per second in the round                      |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |            samples            |   at the idle floor or above  |
 *  +---------------------------------------------------------------+
 *  | at the oversized floor, above |            padding            |
 *  +---------------------------------------------------------------+
 *  |            32 counts of 16 bits, by share                    ...
 *  +---------------------------------------------------------------+
 *
 *  pace
 *  +---------------------------------------------------------------+
 *  |                             units                             |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        time, nanoseconds                      |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                  work done in it, nanoseconds                 |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class UseDescriptor {
    static final int KINDS = 3;
    static final int BUCKETS = 32;
    static final int PACES = 4;

    static final int PERIOD_END_OFFSET = 0;
    static final int REPORTED_AT_OFFSET = PERIOD_END_OFFSET + Long.BYTES;
    static final int REPORTED_WORK_OFFSET = REPORTED_AT_OFFSET + Long.BYTES;
    static final int TASK_OFFSET = REPORTED_WORK_OFFSET + Long.BYTES;
    static final int PACE_COUNT_OFFSET = TASK_OFFSET + Integer.BYTES;
    static final int IO_SAMPLES_OFFSET = PACE_COUNT_OFFSET + Integer.BYTES;
    static final int IO_HIGH_OFFSET = IO_SAMPLES_OFFSET + Short.BYTES;
    static final int LATEST_OFFSET = IO_HIGH_OFFSET + Short.BYTES;
    static final int LATEST_IO_OFFSET = LATEST_OFFSET + KINDS * Integer.BYTES;
    static final int KINDS_OFFSET = LATEST_IO_OFFSET + Long.BYTES;

    static final int ROUND_SUM = 0;
    static final int ROUND_COUNT = ROUND_SUM + Integer.BYTES;
    static final int ROUND_IO = ROUND_COUNT + Integer.BYTES;
    static final int SAMPLES = ROUND_IO + Long.BYTES;
    static final int OVER_IDLE = SAMPLES + Short.BYTES;
    static final int OVER_OVERSIZED = OVER_IDLE + Short.BYTES;
    static final int BUCKETS_OFFSET = OVER_OVERSIZED + 2 * Short.BYTES;
    static final int KIND_LENGTH = BUCKETS_OFFSET + BUCKETS * Short.BYTES;

    static final int PACES_OFFSET = KINDS_OFFSET + KINDS * KIND_LENGTH;
    static final int PACE_TIME = Long.BYTES;
    static final int PACE_WORK = PACE_TIME + Long.BYTES;
    static final int PACE_LENGTH = PACE_WORK + Long.BYTES;

    /** Bytes per record, whole cache lines. */
    static final int LENGTH = (PACES_OFFSET + PACES * PACE_LENGTH + 63) & ~63;

    private UseDescriptor() {}
}
