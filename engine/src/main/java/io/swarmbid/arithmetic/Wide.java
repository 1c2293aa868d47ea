package io.swarmbid.arithmetic;

/** Products of 64-bit numbers in 128 bits, and their quotients. No allocation. */
public final class Wide {
    private Wide() {}

    /**
     * floor(a * b / divisor) for a, b >= 0 and divisor > 0.
     *
     * @return {@link Long#MAX_VALUE} where the quotient does not fit.
     */
    public static long mulDivFloor(final long a, final long b, final long divisor) {
        return divide(Math.multiplyHigh(a, b), a * b, divisor);
    }

    /** As {@link #mulDivFloor}, rounded up. */
    public static long mulDivCeil(final long a, final long b, final long divisor) {
        final long high = Math.multiplyHigh(a, b);
        final long low = a * b;
        final long sum = low + (divisor - 1);
        return divide(high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0), sum, divisor);
    }

    /**
     * floor(high:low / divisor) of an unsigned 128-bit number below 2^127 and divisor > 0.
     *
     * @return {@link Long#MAX_VALUE} where the quotient does not fit.
     */
    public static long divide(final long high, final long low, final long divisor) {
        if (high == 0) {
            return saturate(divideUnsigned(low, divisor));
        }
        if (Long.compareUnsigned(high, divisor) >= 0) {
            return Long.MAX_VALUE;
        }
        return saturate(divideKnuth(high, low, divisor));
    }

    /** As {@link Long#divideUnsigned} for a divisor above 0, without a branch (Hacker's Delight, 9-3). */
    private static long divideUnsigned(final long dividend, final long divisor) {
        final long quotient = (dividend >>> 1) / divisor << 1;
        final long rest = dividend - quotient * divisor;
        return quotient + ((rest | ~(rest - divisor)) >>> Long.SIZE - 1);
    }

    private static long saturate(final long quotient) {
        return quotient < 0 ? Long.MAX_VALUE : quotient;
    }

    /** 128 by 64 bits, high below divisor: Hacker's Delight, divlu, after Knuth's algorithm D. */
    private static long divideKnuth(final long high, final long low, final long divisor) {
        final int shift = Long.numberOfLeadingZeros(divisor);
        final long d = divisor << shift;
        final long dHigh = d >>> 32;
        final long dLow = d & 0xFFFF_FFFFL;
        final long n32 = shift == 0 ? high : (high << shift) | (low >>> (64 - shift));
        final long n10 = low << shift;
        final long n1 = n10 >>> 32;
        final long n0 = n10 & 0xFFFF_FFFFL;
        final long q1 = digit(n32, n1, dHigh, dLow);
        final long rest = (n32 << 32) + n1 - q1 * d;
        final long q0 = digit(rest, n0, dHigh, dLow);
        return (q1 << 32) + q0;
    }

    private static long digit(final long top, final long next, final long dHigh, final long dLow) {
        long quotient = Long.divideUnsigned(top, dHigh);
        long rest = top - quotient * dHigh;
        while (quotient >>> 32 != 0
                || Long.compareUnsigned(quotient * dLow, (rest << 32) | next) > 0) {
            quotient--;
            rest += dHigh;
            if (rest >>> 32 != 0) {
                break;
            }
        }
        return quotient;
    }
}
