package io.swarmbid.journal;

/**
 * Layout of the head of a segment file, in the machine's byte order. Records begin behind it, a page into the file.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |                        Magic "SWBDJRNL"                       |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        Format version                         |
 *  +---------------------------------------------------------------+
 *  |               Version of the commands' schema                 |
 *  +---------------------------------------------------------------+
 *  |                          Journal id                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        Segment number                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         File length                           |
 *  +---------------------------------------------------------------+
 *  |                   Length of the settings                      |
 *  +---------------------------------------------------------------+
 *  |             Checksum of all before and of the settings        |
 *  +---------------------------------------------------------------+
 *  |      Settings, a line NAME=VALUE each, UTF-8                 ...
 * ...                                                              |
 *  +---------------------------------------------------------------+
 * </pre>
 */
final class SegmentDescriptor {
    /** "SWBDJRNL" in little-endian bytes. */
    static final long MAGIC = 0x4C4E_524A_4442_5753L;

    static final int FORMAT_VERSION = 1;

    static final int MAGIC_OFFSET = 0;
    static final int FORMAT_OFFSET = MAGIC_OFFSET + Long.BYTES;
    static final int SCHEMA_OFFSET = FORMAT_OFFSET + Integer.BYTES;
    static final int JOURNAL_ID_OFFSET = SCHEMA_OFFSET + Integer.BYTES;
    static final int NUMBER_OFFSET = JOURNAL_ID_OFFSET + Long.BYTES;
    static final int FILE_LENGTH_OFFSET = NUMBER_OFFSET + Long.BYTES;
    static final int SETTINGS_LENGTH_OFFSET = FILE_LENGTH_OFFSET + Integer.BYTES;
    static final int CHECKSUM_OFFSET = SETTINGS_LENGTH_OFFSET + Integer.BYTES;
    static final int SETTINGS_OFFSET = CHECKSUM_OFFSET + Integer.BYTES;

    /** Where the records begin. */
    static final int HEADER_LENGTH = 4_096;

    static final int LONGEST_SETTINGS = HEADER_LENGTH - SETTINGS_OFFSET;

    private SegmentDescriptor() {}
}
