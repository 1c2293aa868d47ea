package io.swarmbid.reference;

import java.math.BigInteger;

/** Integer arithmetic beyond 64 bits, and the constants of the rule book. */
final class Exact {
    /** Nanoseconds per hour. */
    static final long H = 3_600_000_000_000L;

    /** Parts per million. */
    static final long M = 1_000_000;

    /** An optional number that is not there. */
    static final long NONE = Long.MIN_VALUE;

    private Exact() {}

    static BigInteger big(final long value) {
        return BigInteger.valueOf(value);
    }

    static BigInteger product(final long a, final long b) {
        return big(a).multiply(big(b));
    }

    static BigInteger floor(final BigInteger dividend, final long divisor) {
        final BigInteger[] parts = dividend.divideAndRemainder(big(divisor));
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    static BigInteger ceil(final BigInteger dividend, final long divisor) {
        return floor(dividend.negate(), divisor).negate();
    }

    /** The number, or {@link Long#MAX_VALUE} where it does not fit. */
    static long saturated(final BigInteger value) {
        return value.bitLength() < Long.SIZE ? value.longValueExact() : Long.MAX_VALUE;
    }

    /** a + b for a, b at least 0, or {@link Long#MAX_VALUE} where it does not fit. */
    static long plus(final long a, final long b) {
        final long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Compares a * b with c * d. */
    static int compareProducts(final long a, final long b, final long c, final long d) {
        final int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
    }
}
