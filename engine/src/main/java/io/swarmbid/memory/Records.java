package io.swarmbid.memory;

import org.agrona.concurrent.UnsafeBuffer;

/** Zeroes records in place. Threadsafe as far as their buffers are. */
public final class Records {
    private Records() {}

    /**
     * Sets a record to 0, word by word: for a few hundred bytes a call of {@link UnsafeBuffer#setMemory}, which leaves
     * compiled code, takes longer.
     *
     * @param length in bytes, a multiple of 8.
     */
    public static void clear(final UnsafeBuffer buffer, final int offset, final int length) {
        for (int at = 0; at < length; at += Long.BYTES) {
            buffer.putLong(offset + at, 0);
        }
    }
}
