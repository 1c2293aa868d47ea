package io.swarmbid.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Logarithms and powers of two in steps of 1/256, against their definitions in exact arithmetic. */
final class BinaryLogTest {
    private static final long SEED = 5;

    private static final int SCALE = 64;

    /** floor(2^(64 + i / 256)). */
    private static final BigInteger[] ROOTS = new BigInteger[256];

    static {
        for (int i = 0; i < 256; i++) {
            final BigInteger power = BigInteger.ONE.shiftLeft(256 * SCALE + i);
            BigInteger root = BigInteger.ZERO;
            for (int bit = SCALE; bit >= 0; bit--) {
                final BigInteger larger = root.setBit(bit);
                root = larger.pow(256).compareTo(power) <= 0 ? larger : root;
            }
            ROOTS[i] = root;
        }
    }

    /** floor(2^(log / 256)) of log from 0 to 64 x 256. */
    private static BigInteger power(final int log) {
        return ROOTS[log % 256].shiftRight(SCALE - log / 256);
    }

    @Test
    void shouldBeTheLargestStepThatDoesNotExceedTheNumber() {
        for (int log = 0; log < 62 * BinaryLog.STEPS; log++) {
            final BigInteger floor = power(log);
            final boolean isExact = log % 256 == 0;
            final long first = floor.longValueExact() + (isExact ? 0 : 1);
            assertTrue(BinaryLog.log(first) >= log, "log " + log);
            assertTrue(first == 1 || BinaryLog.log(first - 1) < log, "log " + log);
        }
        assertEquals(62 * BinaryLog.STEPS, BinaryLog.log(1L << 62));
        assertEquals(63 * BinaryLog.STEPS - 1, BinaryLog.log(Long.MAX_VALUE));
    }

    @Test
    void shouldHalveWithEvery256Steps() {
        for (int gap = 0; gap <= 30 * BinaryLog.STEPS; gap++) {
            final BigInteger expected = power(30 * BinaryLog.STEPS - gap);
            assertEquals(expected.longValueExact(), BinaryLog.decay(gap), "gap " + gap);
        }
        assertEquals(0, BinaryLog.decay(30 * BinaryLog.STEPS + 1));
        assertEquals(0, BinaryLog.decay(1 << 20));
    }

    @Test
    void shouldScaleByThePowerInAllBits() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 100_000; i++) {
            final long x = random.nextLong(Long.MAX_VALUE) >> random.nextInt(63);
            final int log = random.nextInt(126 * BinaryLog.STEPS) - 63 * BinaryLog.STEPS;
            final BigInteger factor =
                    power(32 * BinaryLog.STEPS + Math.floorMod(log, BinaryLog.STEPS));
            final BigInteger exact =
                    BigInteger.valueOf(x)
                            .multiply(factor)
                            .shiftLeft(Math.floorDiv(log, BinaryLog.STEPS) + 63)
                            .shiftRight(32 + 63);
            assertEquals(
                    exact.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact(),
                    BinaryLog.scale(x, log),
                    x + " by " + log);
        }
    }
}
