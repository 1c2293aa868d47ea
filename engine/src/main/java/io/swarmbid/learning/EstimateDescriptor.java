package io.swarmbid.learning;

/**
 * Layout of what is remembered under one key: the latest tasks that were done, each as the logarithms of its actual and
 * its estimated work, {@code actual << 16 | estimated}.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                    header of the record                      ...
 *  +---------------------------------------------------------------+
 *  |                        samples in the ring                    |
 *  +---------------------------------------------------------------+
 *  |                     place of the next sample                  |
 *  +---------------------------------------------------------------+
 *  |                      ring of 16 samples                      ...
 *  +---------------------------------------------------------------+
 *  |      places in the ring by actual / estimated work (8 each)  ...
 *  +---------------------------------------------------------------+
 *  |      places in the ring by actual work (8 each)              ...
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class EstimateDescriptor {
    /** Samples remembered under a key. */
    static final int SAMPLES = 16;

    static final int COUNT_OFFSET = RecentTable.HEADER;
    static final int NEXT_OFFSET = COUNT_OFFSET + Integer.BYTES;
    static final int RING_OFFSET = NEXT_OFFSET + Integer.BYTES;

    static final int BY_RATIO_OFFSET = RING_OFFSET + SAMPLES * Integer.BYTES;
    static final int BY_ACTUAL_OFFSET = BY_RATIO_OFFSET + SAMPLES;

    /** Bytes per record, whole cache lines. */
    static final int LENGTH = (BY_ACTUAL_OFFSET + SAMPLES + 63) & ~63;

    private EstimateDescriptor() {}
}
