package io.swarmbid.probes.frame;

import static org.agrona.BitUtil.SIZE_OF_INT;
import static org.agrona.BitUtil.SIZE_OF_LONG;
import static org.agrona.BitUtil.SIZE_OF_SHORT;

/**
 * Layout of a sample frame: one header, then one row for each slot. All numbers little endian, all times in
 * nanoseconds. The C twin is {@code frame.h}; the library does not load when the two differ.
 *
 * <pre>
 *  header, 64 bytes
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                      Magic, "SBPF"                            |
 *  +---------------------------------------------------------------+
 *  |                      Schema version                           |
 *  +---------------------------------------------------------------+
 *  |                      Frame length, bytes                      |
 *  +---------------------------------------------------------------+
 *  |                      Rows                                     |
 *  +---------------------------------------------------------------+
 *  |                      Sequence                                 |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                      Start time, CLOCK_MONOTONIC              |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                      End time                                 |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                      Valid sources, one bit for each kind     |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                      Reader: 1 native, 2 Java                 |
 *  +---------------------------------------------------------------+
 *  |                      Reserved (12 bytes)                     ...
 *  +---------------------------------------------------------------+
 *
 *  row, 128 bytes
 *  +-------------------------------+-------------------------------+
 *  |            Kind               |            State              |
 *  +-------------------------------+-------------------------------+
 *  |                      Slot                                     |
 *  +---------------------------------------------------------------+
 *  |                      Generation                               |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                      Subject                                  |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                      Validity, one bit for each field         |
 *  +---------------------------------------------------------------+
 *  |                      errno of the fault, or 0                 |
 *  +---------------------------------------------------------------+
 *  |                      Fields (12 of 8 bytes)                  ...
 *  +---------------------------------------------------------------+
 * </pre>
 */
public final class FrameDescriptor {
    public static final int MAGIC = 0x46504253;
    public static final int SCHEMA_VERSION = 1;
    public static final int READER_NATIVE = 1;
    public static final int READER_JAVA = 2;

    public static final int MAGIC_OFFSET = 0;
    public static final int VERSION_OFFSET = MAGIC_OFFSET + SIZE_OF_INT;
    public static final int LENGTH_OFFSET = VERSION_OFFSET + SIZE_OF_INT;
    public static final int ROWS_OFFSET = LENGTH_OFFSET + SIZE_OF_INT;
    public static final int SEQUENCE_OFFSET = ROWS_OFFSET + SIZE_OF_INT;
    public static final int START_NS_OFFSET = SEQUENCE_OFFSET + SIZE_OF_LONG;
    public static final int END_NS_OFFSET = START_NS_OFFSET + SIZE_OF_LONG;
    public static final int VALID_SOURCES_OFFSET = END_NS_OFFSET + SIZE_OF_LONG;
    public static final int READER_OFFSET = VALID_SOURCES_OFFSET + SIZE_OF_LONG;
    public static final int HEADER_LENGTH = 64;

    public static final int KIND_OFFSET = 0;
    public static final int STATE_OFFSET = KIND_OFFSET + SIZE_OF_SHORT;
    public static final int SLOT_OFFSET = STATE_OFFSET + SIZE_OF_SHORT;
    public static final int GENERATION_OFFSET = SLOT_OFFSET + SIZE_OF_INT;
    public static final int SUBJECT_OFFSET = GENERATION_OFFSET + SIZE_OF_LONG;
    public static final int VALIDITY_OFFSET = SUBJECT_OFFSET + SIZE_OF_LONG;
    public static final int ERRNO_OFFSET = VALIDITY_OFFSET + SIZE_OF_INT;
    public static final int FIELDS_OFFSET = ERRNO_OFFSET + SIZE_OF_INT;
    public static final int FIELDS = 12;
    public static final int ROW_LENGTH = FIELDS_OFFSET + FIELDS * SIZE_OF_LONG;

    private FrameDescriptor() {}

    /**
     * Where a row begins.
     *
     * @param slot of the row.
     * @return its offset in bytes from the start of the frame.
     */
    public static int rowOffset(final int slot) {
        return HEADER_LENGTH + slot * ROW_LENGTH;
    }

    /**
     * Every constant that the C side must share, in the order in which it lists its own.
     *
     * @param parsers how many parsers of kernel files this side knows.
     * @return a new array.
     */
    public static long[] constants(final int parsers) {
        return new long[] {
            MAGIC,
            SCHEMA_VERSION,
            HEADER_LENGTH,
            ROW_LENGTH,
            FIELDS,
            MAGIC_OFFSET,
            VERSION_OFFSET,
            LENGTH_OFFSET,
            ROWS_OFFSET,
            SEQUENCE_OFFSET,
            START_NS_OFFSET,
            END_NS_OFFSET,
            VALID_SOURCES_OFFSET,
            READER_OFFSET,
            KIND_OFFSET,
            STATE_OFFSET,
            SLOT_OFFSET,
            GENERATION_OFFSET,
            SUBJECT_OFFSET,
            VALIDITY_OFFSET,
            ERRNO_OFFSET,
            FIELDS_OFFSET,
            ProbeKind.values().length,
            ProbeState.values().length,
            parsers,
            ProbeKind.HOST_CPU.fields().size(),
            ProbeKind.CPU.fields().size(),
            ProbeKind.HOST_MEMORY.fields().size(),
            ProbeKind.PRESSURE.fields().size(),
            ProbeKind.PROCESS.fields().size(),
            ProbeKind.PROCESS_TREE.fields().size(),
            ProbeKind.CGROUP.fields().size(),
            ProbeKind.PERF.fields().size(),
        };
    }
}
