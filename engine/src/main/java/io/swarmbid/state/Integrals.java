package io.swarmbid.state;

import io.swarmbid.arithmetic.Int128;
import io.swarmbid.memory.Block;

/**
 * Integrals of a rate over time in 128 bits, high word first: what a unit has cost since the start. A holder's share is
 * the difference of two readings, so that a change of the rate touches no holder.
 */
final class Integrals {
    static final int LENGTH = 2 * Long.BYTES;

    private Integrals() {}

    static void advance(final Block buffer, final int offset, final long rate, final long elapsed) {
        if (rate == 0) {
            return;
        }
        final long low = buffer.getLong(offset + Long.BYTES);
        final long productLow = rate * elapsed;
        final long sum = low + productLow;
        final long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        buffer.putLong(offset, buffer.getLong(offset) + Math.multiplyHigh(rate, elapsed) + carry);
        buffer.putLong(offset + Long.BYTES, sum);
    }

    static void addTo(final Block buffer, final int offset, final int factor, final Int128 sum) {
        sum.addScaled(buffer.getLong(offset), buffer.getLong(offset + Long.BYTES), factor);
    }
}
