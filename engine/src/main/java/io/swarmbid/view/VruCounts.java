package io.swarmbid.view;

import io.swarmbid.codec.sbe.Kind;
import org.agrona.concurrent.UnsafeBuffer;

/** A number for each kind of VRU: a count, or parts per million where that is said; -1: not known. */
public record VruCounts(int vcpu, int memory, int accelerator) {
    static VruCounts of(final UnsafeBuffer entry, final int offset) {
        return new VruCounts(
                entry.getInt(offset),
                entry.getInt(offset + Integer.BYTES),
                entry.getInt(offset + 2 * Integer.BYTES));
    }

    /** The number of one kind. */
    public int of(final Kind kind) {
        return switch (kind) {
            case VCPU -> vcpu;
            case MEMORY -> memory;
            case ACCELERATOR -> accelerator;
            default -> 0;
        };
    }
}
