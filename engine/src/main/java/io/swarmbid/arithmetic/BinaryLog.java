package io.swarmbid.arithmetic;

import java.math.BigInteger;

/**
 * Logarithms to base 2 in steps of 1/256, and their powers: integers only, so that every machine rounds alike. A step
 * is a factor of 1.0027. No allocation after the class is loaded. Any thread.
 */
public final class BinaryLog {
    /** Steps per factor of two. */
    public static final int STEPS = 256;

    /** {@link #decay} of 0. */
    public static final long ONE = 1L << 30;

    private static final int STEP_BITS = 8;
    private static final int TOP_BIT = 62;
    private static final int FRACTION_BITS = 32;

    /** ceil(2^(62 + i / 256)). */
    private static final long[] POWERS = powers();

    private BinaryLog() {}

    private static long[] powers() {
        final int guard = 256;
        BigInteger root = BigInteger.TWO.shiftLeft(2 * guard);
        for (int i = 0; i < STEP_BITS; i++) {
            root = root.sqrt().shiftLeft(guard);
        }
        final BigInteger step = root.shiftRight(guard);
        final long[] powers = new long[STEPS];
        powers[0] = 1L << TOP_BIT;
        BigInteger power = BigInteger.ONE.shiftLeft(guard);
        for (int i = 1; i < STEPS; i++) {
            power = power.multiply(step).shiftRight(guard);
            powers[i] = power.shiftRight(guard - TOP_BIT).longValueExact() + 1;
        }
        return powers;
    }

    /** floor(256 log2 x) of x >= 1. */
    public static int log(final long x) {
        final int zeros = Long.numberOfLeadingZeros(x);
        final long top = x << zeros - 1;
        int low = 0;
        for (int width = STEPS / 2; width > 0; width /= 2) {
            if (POWERS[low + width] <= top) {
                low += width;
            }
        }
        return (TOP_BIT + 1 - zeros) * STEPS + low;
    }

    /** floor(2^30 * 2^(-gap / 256)) of gap >= 0. */
    public static long decay(final int gap) {
        final int halvings = gap >> STEP_BITS;
        final int rest = gap & STEPS - 1;
        if (halvings > 30) {
            return 0;
        }
        return (rest == 0 ? ONE : POWERS[STEPS - rest] - 1 >> TOP_BIT - 29) >> halvings;
    }

    /**
     * floor(x * floor(2^32 * 2^(f / 256)) * 2^e / 2^32) of x >= 0, where log = 256 e + f and f is from 0 to 255; {@link
     * Long#MAX_VALUE} where it does not fit.
     */
    public static long scale(final long x, final int log) {
        final int shift = FRACTION_BITS - (log >> STEP_BITS);
        final int rest = log & STEPS - 1;
        final long factor =
                rest == 0 ? 1L << FRACTION_BITS : POWERS[rest] - 1 >> TOP_BIT - FRACTION_BITS;
        if (shift > TOP_BIT) {
            return Wide.mulDivFloor(x, factor, 1L << TOP_BIT) >> Math.min(TOP_BIT, shift - TOP_BIT);
        }
        if (shift >= 0) {
            return Wide.mulDivFloor(x, factor, 1L << shift);
        }
        final long product = Wide.mulDivFloor(x, factor, 1);
        return product > Long.MAX_VALUE >> Math.min(TOP_BIT, -shift)
                ? Long.MAX_VALUE
                : product << -shift;
    }
}
