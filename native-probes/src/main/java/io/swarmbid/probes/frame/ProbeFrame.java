package io.swarmbid.probes.frame;

import static io.swarmbid.probes.frame.FrameDescriptor.END_NS_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.ERRNO_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.FIELDS_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.GENERATION_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.KIND_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.LENGTH_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.READER_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.ROWS_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.SEQUENCE_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.START_NS_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.STATE_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.SUBJECT_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.VALIDITY_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.VALID_SOURCES_OFFSET;
import static io.swarmbid.probes.frame.FrameDescriptor.rowOffset;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Flyweight over one sample frame. No method but {@link #wrap} allocates. Not threadsafe: it shows whatever the buffer
 * holds, so read it on the sampling thread before the next sample.
 */
public final class ProbeFrame {
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    /**
     * Shows a frame.
     *
     * @param source buffer that holds one.
     * @param offset of its header, in bytes.
     * @param length of header and rows, in bytes.
     * @return this.
     */
    public ProbeFrame wrap(final DirectBuffer source, final int offset, final int length) {
        buffer.wrap(source, offset, length);
        return this;
    }

    /**
     * Count of samples taken into this frame.
     *
     * @return 1 for the first; 0 before it.
     */
    public long sequence() {
        return buffer.getLong(SEQUENCE_OFFSET);
    }

    /**
     * When the sample began; comparable with {@link System#nanoTime()}.
     *
     * @return nanoseconds.
     */
    public long startNs() {
        return buffer.getLong(START_NS_OFFSET);
    }

    /**
     * When the sample was complete; every value was read between the two.
     *
     * @return nanoseconds.
     */
    public long endNs() {
        return buffer.getLong(END_NS_OFFSET);
    }

    /**
     * Length of the frame.
     *
     * @return header and rows, in bytes.
     */
    public int length() {
        return buffer.getInt(LENGTH_OFFSET);
    }

    /**
     * Slots shown, empty ones included.
     *
     * @return one more than the highest slot in use.
     */
    public int rows() {
        return buffer.getInt(ROWS_OFFSET);
    }

    /**
     * Which reader wrote it.
     *
     * @return {@link FrameDescriptor#READER_NATIVE} or {@link FrameDescriptor#READER_JAVA}.
     */
    public int reader() {
        return buffer.getInt(READER_OFFSET);
    }

    /**
     * Whether a kind of source gives anything here.
     *
     * @param kind of source.
     * @return true when at least one field of one row of this kind is valid.
     */
    public boolean isSourceValid(final ProbeKind kind) {
        return (buffer.getLong(VALID_SOURCES_OFFSET) & 1L << kind.ordinal()) != 0;
    }

    /**
     * Kind of a row.
     *
     * @param slot of the row.
     * @return {@link ProbeKind#NONE} for an empty slot.
     */
    public ProbeKind kind(final int slot) {
        return ProbeKind.of(buffer.getShort(rowOffset(slot) + KIND_OFFSET));
    }

    /**
     * State of a row.
     *
     * @param slot of the row.
     * @return the first fault, or OK.
     */
    public ProbeState state(final int slot) {
        return ProbeState.of(buffer.getShort(rowOffset(slot) + STATE_OFFSET));
    }

    /**
     * What the system call said.
     *
     * @param slot of the row.
     * @return errno, or 0 when there was none or the Java reader wrote the row.
     */
    public int errno(final int slot) {
        return buffer.getInt(rowOffset(slot) + ERRNO_OFFSET);
    }

    /**
     * Tells a subject from a later one of the same number or name.
     *
     * @param slot of the row.
     * @return for a process its start time in ticks since boot; see {@link ProbeKind}.
     */
    public long generation(final int slot) {
        return buffer.getLong(rowOffset(slot) + GENERATION_OFFSET);
    }

    /**
     * What the row is about, within its kind.
     *
     * @param slot of the row.
     * @return for a process its id; see {@link ProbeKind}.
     */
    public long subject(final int slot) {
        return buffer.getLong(rowOffset(slot) + SUBJECT_OFFSET);
    }

    /**
     * Whether a field can be used.
     *
     * @param slot of the row.
     * @param field to look at.
     * @return false too when the row is of another kind.
     */
    public boolean has(final int slot, final ProbeField field) {
        final int offset = rowOffset(slot);
        return (buffer.getInt(offset + VALIDITY_OFFSET) & 1 << field.ordinal()) != 0
                && ProbeKind.of(buffer.getShort(offset + KIND_OFFSET)).has(field);
    }

    /**
     * Value of a field, in its {@link ProbeField#unit() unit}.
     *
     * @param slot of the row.
     * @param field to read.
     * @return the value.
     * @throws IllegalStateException when the field is not valid: ask {@link #has} first.
     */
    public long value(final int slot, final ProbeField field) {
        if (!has(slot, field)) {
            throw new IllegalStateException(
                    field
                            + " of slot "
                            + slot
                            + " is not valid: "
                            + kind(slot)
                            + " "
                            + state(slot));
        }
        return buffer.getLong(fieldOffset(slot, field));
    }

    /**
     * Value of a field, or a stand-in.
     *
     * @param slot of the row.
     * @param field to read.
     * @param otherwise what to return when the field is not valid.
     * @return either.
     */
    public long valueOr(final int slot, final ProbeField field, final long otherwise) {
        return has(slot, field) ? buffer.getLong(fieldOffset(slot, field)) : otherwise;
    }

    private static int fieldOffset(final int slot, final ProbeField field) {
        return rowOffset(slot) + FIELDS_OFFSET + field.ordinal() * Long.BYTES;
    }
}
