package io.swarmbid.arithmetic;

/** A signed 128-bit accumulator, two's complement, wrapping. Reusable, not threadsafe. */
public final class Int128 {
    private long high;
    private long low;

    /** Sets it to 0. */
    public Int128 zero() {
        high = 0;
        low = 0;
        return this;
    }

    public Int128 set(final long highWord, final long lowWord) {
        high = highWord;
        low = lowWord;
        return this;
    }

    /** Adds a signed number. */
    public Int128 add(final long value) {
        final long sum = low + value;
        high += (value >> 63) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
        return this;
    }

    /** Adds the product of two signed numbers. */
    public Int128 addProduct(final long a, final long b) {
        return add(Math.multiplyHigh(a, b), a * b);
    }

    /** Adds another 128-bit number. */
    public Int128 add(final long highWord, final long lowWord) {
        final long sum = low + lowWord;
        high += highWord + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
        return this;
    }

    /** Adds {@code factor} times another 128-bit number. */
    public Int128 addScaled(final long highWord, final long lowWord, final int factor) {
        final long unsignedHigh =
                Math.multiplyHigh(lowWord, (long) factor) + (lowWord < 0 ? factor : 0);
        return add(highWord * factor + unsignedHigh, lowWord * factor);
    }

    /** Subtracts another 128-bit number. */
    public Int128 subtract(final long highWord, final long lowWord) {
        final long difference = low - lowWord;
        high -= highWord + (Long.compareUnsigned(low, lowWord) < 0 ? 1 : 0);
        low = difference;
        return this;
    }

    /** Multiplies by a number of at least 0. */
    public Int128 multiply(final int factor) {
        final long oldHigh = high;
        final long oldLow = low;
        return zero().addScaled(oldHigh, oldLow, factor);
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    /** The number as a long, or the nearest one. */
    public long saturated() {
        if (high == low >> 63) {
            return low;
        }
        return high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** floor(this / divisor), this at least 0, divisor above 0; {@link Long#MAX_VALUE} where it does not fit. */
    public long dividedBy(final long divisor) {
        return Wide.divide(high, low, divisor);
    }

    /** Whether this is not below a number. */
    public boolean isAtLeast(final long value) {
        final long sign = value >> 63;
        return high != sign ? high > sign : Long.compareUnsigned(low, value) >= 0;
    }

    /** Sign of this - that. */
    public int compareTo(final Int128 that) {
        return high != that.high
                ? Long.compare(high, that.high)
                : Long.compareUnsigned(low, that.low);
    }

    /** Sign of a * b - c * d, of signed numbers. */
    public static int compareProducts(final long a, final long b, final long c, final long d) {
        final long leftHigh = Math.multiplyHigh(a, b);
        final long rightHigh = Math.multiplyHigh(c, d);
        return leftHigh != rightHigh
                ? Long.compare(leftHigh, rightHigh)
                : Long.compareUnsigned(a * b, c * d);
    }
}
