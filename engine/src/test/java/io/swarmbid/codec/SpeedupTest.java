package io.swarmbid.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swarmbid.config.Limits;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpeedupTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1000000",
        "1, 256000000",
        "7, 3100000",
        "3600000000000, 1000000",
        "7000000000000, 4000000",
        "1000000007, 2147483647",
        "4611686018427387904, 256000000"
    })
    void shouldKnowTheLargestBidThatFits(final long workNs, final int speedupPpm) {
        final long most = Speedup.largestBid(workNs, speedupPpm);
        assertTrue(most >= 0, () -> "most " + most);
        assertTrue(Speedup.valueRateFits(Speedup.bidRate(most, workNs), speedupPpm));
        assertTrue(
                most == Limits.MAX_BID
                        || !Speedup.valueRateFits(Speedup.bidRate(most + 1, workNs), speedupPpm));
    }

    private static BigInteger big(final long value) {
        return BigInteger.valueOf(value);
    }

    @Test
    void shouldFloorAmdahlsLaw() {
        for (int units = 1; units <= 1_024; units++) {
            for (final int serialPpm : new int[] {0, 1, 50_000, 333_333, 999_999, 1_000_000}) {
                final BigInteger expected =
                        big(units)
                                .multiply(big(1_000_000_000_000L))
                                .divide(big(1_000_000 + (units - 1L) * serialPpm));
                assertEquals(expected.intValueExact(), Speedup.amdahlPpm(units, serialPpm));
            }
        }
    }

    @Test
    void shouldFloorTheBidRate() {
        final long seed = 6;
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            final long bid = random.nextLong() >>> 1 + random.nextInt(62);
            final long work = 1 + (random.nextLong() >>> 1 + random.nextInt(62));
            final BigInteger rate = big(bid).multiply(big(3_600_000_000_000L)).divide(big(work));
            assertEquals(
                    rate.min(big(Long.MAX_VALUE)),
                    big(Speedup.bidRate(bid, work)),
                    bid + " over " + work + ", seed " + seed);
        }
    }

    @Test
    void shouldAcceptAValueRateUnderItsBound() {
        assertTrue(Speedup.valueRateFits((1L << 42) - 1, 1 << 20));
    }

    @Test
    void shouldRefuseAValueRateAtItsBound() {
        assertFalse(Speedup.valueRateFits(1L << 42, 1 << 20));
    }

    @Test
    void shouldRefuseAValueRateThatWrapsAround() {
        assertFalse(Speedup.valueRateFits(1L << 62, 8));
    }
}
