package io.swarmbid.arithmetic;

import java.math.BigInteger;
import java.util.SplittableRandom;

/** Numbers that break 128-bit arithmetic, and their values in arbitrary precision. */
final class WideNumbers {
    /** Where a word wraps, changes sign or fills one of its halves. */
    static final long[] EDGES = {
        0,
        1,
        2,
        3,
        999_999,
        1_000_000,
        0x7FFF_FFFFL,
        0x8000_0000L,
        0xFFFF_FFFFL,
        0x1_0000_0000L,
        0x1_0000_0001L,
        3_600_000_000_000L,
        (1L << 62) - 1,
        1L << 62,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
    };

    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    private WideNumbers() {}

    static BigInteger big(final long value) {
        return BigInteger.valueOf(value);
    }

    static BigInteger big(final long high, final long low) {
        return big(high).multiply(TWO_64).add(big(low).mod(TWO_64));
    }

    static BigInteger big(final Int128 value) {
        return big(value.high(), value.low());
    }

    /** The value that 128 bits in two's complement keep of a number. */
    static BigInteger wrapped(final BigInteger value) {
        final BigInteger low = value.mod(BigInteger.ONE.shiftLeft(128));
        return low.testBit(127) ? low.subtract(BigInteger.ONE.shiftLeft(128)) : low;
    }

    /** A number of at least 0, of any length in bits. */
    static long anyLength(final SplittableRandom random) {
        return random.nextInt(4) == 0
                ? EDGES[random.nextInt(EDGES.length)]
                : random.nextLong() >>> 1 + random.nextInt(63);
    }

    /** A number of any sign and any length in bits. */
    static long anySign(final SplittableRandom random) {
        return random.nextBoolean() ? anyLength(random) : ~anyLength(random);
    }
}
