package io.swarmbid.probes.frame;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes one row; the Java twin of the functions in {@code frame.c}, with the same rules: the first fault of a row is
 * the one it keeps, a row that is gone has no values, a counter that fell is marked. Not threadsafe.
 */
public final class RowWriter {
    private final UnsafeBuffer row = new UnsafeBuffer(0, 0);

    /**
     * Points at a row.
     *
     * @param buffer that holds it.
     * @param offset of the row, in bytes.
     * @return this.
     */
    public RowWriter wrap(final MutableDirectBuffer buffer, final int offset) {
        row.wrap(buffer, offset, FrameDescriptor.ROW_LENGTH);
        return this;
    }

    /**
     * Clears the row and says what it is about.
     *
     * @param kind of the row.
     * @param slot of the row.
     * @param generation see {@link ProbeKind}.
     * @param subject see {@link ProbeKind}.
     */
    public void begin(
            final ProbeKind kind, final int slot, final long generation, final long subject) {
        clear();
        row.putShort(FrameDescriptor.KIND_OFFSET, (short) kind.ordinal());
        row.putShort(FrameDescriptor.STATE_OFFSET, (short) ProbeState.OK.ordinal());
        row.putInt(FrameDescriptor.SLOT_OFFSET, slot);
        row.putLong(FrameDescriptor.GENERATION_OFFSET, generation);
        row.putLong(FrameDescriptor.SUBJECT_OFFSET, subject);
    }

    /** Makes the row that of an empty slot. */
    public void clear() {
        row.setMemory(0, FrameDescriptor.ROW_LENGTH, (byte) 0);
    }

    /**
     * Notes a fault, unless one has been noted.
     *
     * @param state of the row from now on.
     */
    public void fault(final ProbeState state) {
        if (state() == ProbeState.OK) {
            row.putShort(FrameDescriptor.STATE_OFFSET, (short) state.ordinal());
        }
    }

    /** The subject is gone: takes all values back. */
    public void gone() {
        row.putShort(FrameDescriptor.STATE_OFFSET, (short) ProbeState.GONE.ordinal());
        row.putInt(FrameDescriptor.VALIDITY_OFFSET, 0);
        row.setMemory(FrameDescriptor.FIELDS_OFFSET, FrameDescriptor.FIELDS * Long.BYTES, (byte) 0);
    }

    /**
     * State so far.
     *
     * @return of the row.
     */
    public ProbeState state() {
        return ProbeState.of(row.getShort(FrameDescriptor.STATE_OFFSET));
    }

    /**
     * Slot of the row.
     *
     * @return as given to {@link #begin}.
     */
    public int slot() {
        return row.getInt(FrameDescriptor.SLOT_OFFSET);
    }

    /**
     * Kind of the row.
     *
     * @return the code; 0 for an empty slot.
     */
    public int kind() {
        return row.getShort(FrameDescriptor.KIND_OFFSET);
    }

    /**
     * Subject of the row.
     *
     * @return as given to {@link #begin}.
     */
    public long subject() {
        return row.getLong(FrameDescriptor.SUBJECT_OFFSET);
    }

    /**
     * Bits of the valid fields.
     *
     * @return one bit for each.
     */
    public int validity() {
        return row.getInt(FrameDescriptor.VALIDITY_OFFSET);
    }

    /**
     * Marks fields valid or invalid without touching their values.
     *
     * @param bits one for each valid field.
     */
    public void validity(final int bits) {
        row.putInt(FrameDescriptor.VALIDITY_OFFSET, bits);
    }

    /**
     * Value of a field, valid or not.
     *
     * @param field by position.
     * @return the value.
     */
    public long get(final int field) {
        return row.getLong(FrameDescriptor.FIELDS_OFFSET + field * Long.BYTES);
    }

    /**
     * Whether a field is valid.
     *
     * @param field by position.
     * @return its bit.
     */
    public boolean has(final int field) {
        return (validity() & 1 << field) != 0;
    }

    /**
     * Sets a field without marking it valid.
     *
     * @param field by position.
     * @param value in the field's unit.
     */
    public void set(final int field, final long value) {
        row.putLong(FrameDescriptor.FIELDS_OFFSET + field * Long.BYTES, value);
    }

    /**
     * Sets a field and marks it valid.
     *
     * @param field by position.
     * @param value in the field's unit.
     */
    public void put(final int field, final long value) {
        set(field, value);
        validity(validity() | 1 << field);
    }

    /**
     * Puts value times scale, or notes an overflow.
     *
     * @param field by position.
     * @param value in the kernel's unit, not negative.
     * @param scale of the field's unit to the kernel's, positive.
     */
    public void putScaled(final int field, final long value, final long scale) {
        if (Math.multiplyHigh(value, scale) != 0 || value * scale < 0) {
            fault(ProbeState.OVERFLOW);
        } else {
            put(field, value * scale);
        }
    }

    /**
     * Adds to a field, or notes an overflow and marks the field invalid.
     *
     * @param field by position.
     * @param value not negative.
     */
    public void add(final int field, final long value) {
        final long sum = get(field) + value;
        if (sum < 0) {
            fault(ProbeState.OVERFLOW);
            validity(validity() & ~(1 << field));
        } else {
            set(field, sum);
        }
    }

    /**
     * Marks counters that have fallen since the sample before.
     *
     * @param before the same row, one sample earlier.
     */
    public void compare(final UnsafeBuffer before) {
        final int kind = row.getShort(FrameDescriptor.KIND_OFFSET);
        if (before.getShort(FrameDescriptor.KIND_OFFSET) != kind
                || before.getLong(FrameDescriptor.GENERATION_OFFSET)
                        != row.getLong(FrameDescriptor.GENERATION_OFFSET)
                || before.getLong(FrameDescriptor.SUBJECT_OFFSET) != subject()) {
            return;
        }
        final int comparable =
                validity()
                        & before.getInt(FrameDescriptor.VALIDITY_OFFSET)
                        & ProbeKind.of(kind).counters();
        int regressed = 0;
        for (int field = 0; field < FrameDescriptor.FIELDS; field++) {
            final boolean fell =
                    get(field) < before.getLong(FrameDescriptor.FIELDS_OFFSET + field * Long.BYTES);
            regressed |= fell ? comparable & 1 << field : 0;
        }
        if (regressed != 0) {
            validity(validity() & ~regressed);
            fault(ProbeState.REGRESSED);
        }
    }

    /**
     * Copies the row, for {@link #compare} later.
     *
     * @param target of at least a row's length.
     */
    public void copyTo(final UnsafeBuffer target) {
        target.putBytes(0, row, 0, FrameDescriptor.ROW_LENGTH);
    }
}
