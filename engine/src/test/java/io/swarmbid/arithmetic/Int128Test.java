package io.swarmbid.arithmetic;

import static io.swarmbid.arithmetic.WideNumbers.EDGES;
import static io.swarmbid.arithmetic.WideNumbers.anyLength;
import static io.swarmbid.arithmetic.WideNumbers.anySign;
import static io.swarmbid.arithmetic.WideNumbers.big;
import static io.swarmbid.arithmetic.WideNumbers.wrapped;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class Int128Test {
    private static final long SEED = 2;
    private static final int ROUNDS = 100_000;

    /** One random step, on the accumulator and on its value. */
    private static BigInteger step(
            final Int128 sum, final BigInteger value, final SplittableRandom random) {
        final long a = anySign(random);
        final long b = anySign(random);
        final int factor = random.nextInt();
        switch (random.nextInt(8)) {
            case 0 -> {
                sum.zero();
                return BigInteger.ZERO;
            }
            case 1 -> {
                sum.set(a, b);
                return big(a, b);
            }
            case 2 -> {
                sum.add(a);
                return value.add(big(a));
            }
            case 3 -> {
                sum.addProduct(a, b);
                return value.add(big(a).multiply(big(b)));
            }
            case 4 -> {
                sum.add(a, b);
                return value.add(big(a, b));
            }
            case 5 -> {
                sum.addScaled(a, b, factor);
                return value.add(big(a, b).multiply(big(factor)));
            }
            case 6 -> {
                sum.subtract(a, b);
                return value.subtract(big(a, b));
            }
            default -> {
                final int positive = factor >>> 1;
                sum.multiply(positive);
                return value.multiply(big(positive));
            }
        }
    }

    @Test
    void shouldAccumulateLikeBigInteger() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final Int128 sum = new Int128();
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < ROUNDS; i++) {
            value = wrapped(step(sum, value, random));
            assertEquals(value, big(sum), "step " + i + ", seed " + SEED);
        }
    }

    @Test
    void shouldSaturateToTheNearestLong() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            final long high = random.nextInt(4) == 0 ? anySign(random) : random.nextInt(5) - 2;
            final long low = anySign(random);
            final BigInteger value = big(high, low);
            final BigInteger nearest = value.max(big(Long.MIN_VALUE)).min(big(Long.MAX_VALUE));
            assertEquals(
                    nearest,
                    big(new Int128().set(high, low).saturated()),
                    value + ", seed " + SEED);
        }
    }

    @Test
    void shouldDivideLikeBigInteger() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            final long high = anyLength(random);
            final long low = random.nextLong();
            final long divisor = Math.max(1, anyLength(random));
            final BigInteger quotient = big(high, low).divide(big(divisor));
            assertEquals(
                    quotient.min(big(Long.MAX_VALUE)),
                    big(new Int128().set(high, low).dividedBy(divisor)),
                    big(high, low) + " / " + divisor + ", seed " + SEED);
        }
    }

    @Test
    void shouldCompareLikeBigInteger() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            final Int128 left = new Int128().set(random.nextInt(3) - 1, anySign(random));
            final Int128 right = new Int128().set(random.nextInt(3) - 1, anySign(random));
            assertEquals(
                    big(left).compareTo(big(right)),
                    Integer.signum(left.compareTo(right)),
                    big(left) + " and " + big(right) + ", seed " + SEED);
        }
    }

    @Test
    void shouldCompareProductsLikeBigInteger() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            final long a = anySign(random);
            final long b = anySign(random);
            final boolean same = random.nextInt(4) == 0;
            final long c = same ? b : anySign(random);
            final long d = same ? a : anySign(random);
            assertEquals(
                    big(a).multiply(big(b)).compareTo(big(c).multiply(big(d))),
                    Integer.signum(Int128.compareProducts(a, b, c, d)),
                    a + " * " + b + " and " + c + " * " + d + ", seed " + SEED);
        }
    }

    @Test
    void shouldCompareProductsOfEdgeValuesLikeBigInteger() {
        for (final long a : EDGES) {
            for (final long b : EDGES) {
                for (final long c : EDGES) {
                    assertEquals(
                            big(a).multiply(big(-b)).compareTo(big(-c).multiply(big(b))),
                            Integer.signum(Int128.compareProducts(a, -b, -c, b)),
                            a + " * -" + b + " and -" + c + " * " + b);
                }
            }
        }
    }
}
