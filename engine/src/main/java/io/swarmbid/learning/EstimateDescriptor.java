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
 * </pre>
 */
final class EstimateDescriptor {
    /** Samples remembered under a key. */
    static final int SAMPLES = 16;

    static final int COUNT_OFFSET = RecentTable.HEADER;
    static final int NEXT_OFFSET = COUNT_OFFSET + Integer.BYTES;
    static final int RING_OFFSET = NEXT_OFFSET + Integer.BYTES;

    /** Bytes per record, whole cache lines. */
    static final int LENGTH = (RING_OFFSET + SAMPLES * Integer.BYTES + 63) & ~63;

    private EstimateDescriptor() {}
}
