package io.swarmbid.learning;

/**
 * Layout of how fast the tasks of a class were, by the units they held.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                    header of the record                      ...
 *  +---------------------------------------------------------------+
 *  |                    samples of the class so far                |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            points                             |
 *  +---------------------------------------------------------------+
 *  |                            padding                            |
 *  +---------------------------------------------------------------+
 *  |  16 points by units:  units, samples in the ring, place of    |
 *  |  the next, padding (32 bits each), samples of the class when  |
 *  |  it was sampled last (64), ring of 8 paces in ppm (32 each)  ...
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class PaceDescriptor {
    /** Numbers of units of a class that are remembered. */
    static final int POINTS = 16;

    /** Paces remembered of each. */
    static final int SAMPLES = 8;

    static final int TAUGHT_OFFSET = RecentTable.HEADER;
    static final int SIZE_OFFSET = TAUGHT_OFFSET + Long.BYTES;
    static final int POINTS_OFFSET = SIZE_OFFSET + 2 * Integer.BYTES;

    static final int UNITS = 0;
    static final int COUNT = UNITS + Integer.BYTES;
    static final int NEXT = COUNT + Integer.BYTES;
    static final int STAMP = NEXT + 2 * Integer.BYTES;
    static final int RING = STAMP + Long.BYTES;
    static final int POINT_LENGTH = RING + SAMPLES * Integer.BYTES;

    /** Bytes per record, whole cache lines. */
    static final int LENGTH = (POINTS_OFFSET + POINTS * POINT_LENGTH + 63) & ~63;

    private PaceDescriptor() {}
}
