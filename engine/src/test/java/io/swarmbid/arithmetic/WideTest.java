package io.swarmbid.arithmetic;

import static io.swarmbid.arithmetic.WideNumbers.EDGES;
import static io.swarmbid.arithmetic.WideNumbers.anyLength;
import static io.swarmbid.arithmetic.WideNumbers.big;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class WideTest {
    private static final long SEED = 1;
    private static final int ROUNDS = 200_000;

    private static long saturated(final BigInteger value) {
        return value.bitLength() > 63 ? Long.MAX_VALUE : value.longValueExact();
    }

    private static long floor(final long a, final long b, final long divisor) {
        return saturated(big(a).multiply(big(b)).divide(big(divisor)));
    }

    private static long ceil(final long a, final long b, final long divisor) {
        final BigInteger up = big(divisor).subtract(BigInteger.ONE);
        return saturated(big(a).multiply(big(b)).add(up).divide(big(divisor)));
    }

    private static String what(final long a, final long b, final long divisor) {
        return a + " * " + b + " / " + divisor + ", seed " + SEED;
    }

    @Test
    void shouldDivideProductsOfEdgeValuesLikeBigInteger() {
        for (final long a : EDGES) {
            for (final long b : EDGES) {
                for (final long divisor : EDGES) {
                    if (divisor > 0) {
                        final String what = what(a, b, divisor);
                        assertEquals(floor(a, b, divisor), Wide.mulDivFloor(a, b, divisor), what);
                    }
                }
            }
        }
    }

    @Test
    void shouldDivideRandomProductsLikeBigInteger() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            final long a = anyLength(random);
            final long b = anyLength(random);
            final long divisor = Math.max(1, anyLength(random));
            assertEquals(
                    floor(a, b, divisor), Wide.mulDivFloor(a, b, divisor), what(a, b, divisor));
        }
    }

    @Test
    void shouldRoundQuotientsUpLikeBigInteger() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            final long a = anyLength(random);
            final long b = anyLength(random);
            final long divisor = Math.max(1, anyLength(random));
            assertEquals(ceil(a, b, divisor), Wide.mulDivCeil(a, b, divisor), what(a, b, divisor));
        }
    }

    @Test
    void shouldRoundQuotientsOfEdgeValuesUpLikeBigInteger() {
        for (final long a : EDGES) {
            for (final long b : EDGES) {
                for (final long divisor : EDGES) {
                    if (divisor > 0) {
                        final String what = what(a, b, divisor);
                        assertEquals(ceil(a, b, divisor), Wide.mulDivCeil(a, b, divisor), what);
                    }
                }
            }
        }
    }

    @Test
    void shouldDivideRandomWordsLikeBigInteger() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            final long high = anyLength(random);
            final long low = random.nextLong();
            final long divisor = Math.max(1, anyLength(random));
            final String what = high + ":" + low + " / " + divisor + ", seed " + SEED;
            assertEquals(
                    saturated(big(high, low).divide(big(divisor))),
                    Wide.divide(high, low, divisor),
                    what);
        }
    }

    @Test
    void shouldSaturateAQuotientThatDoesNotFit() {
        assertEquals(Long.MAX_VALUE, Wide.mulDivFloor(Long.MAX_VALUE, 2, 1));
    }

    @Test
    void shouldKeepTheLargestQuotientThatFits() {
        assertEquals(Long.MAX_VALUE - 1, Wide.mulDivFloor(Long.MAX_VALUE - 1, 7, 7));
    }
}
