package io.swarmbid.host.swf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BidFactorsTest {
    /** Abramowitz and Stegun 7.1.26 with more terms is not needed: Simpson's rule on the density is exact enough. */
    private static double normalCdf(final double x) {
        final int steps = 2_000;
        final double width = x / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            final double at = i * width;
            final double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-at * at / 2);
        }
        return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
    }

    @Test
    void shouldTabulateTheQuantilesOfALogNormal() {
        for (int i = 0; i < BidFactors.QUANTILES; i++) {
            final double z = Math.log(BidFactors.quantilePpm(i) / 2e6) / 0.7;
            assertEquals((i + 0.5) / BidFactors.QUANTILES, normalCdf(z), 1e-6, "quantile " + i);
        }
    }

    @Test
    void shouldDrawByPlaceAndSeedWithTheMedianThatWasAsked() {
        final BidFactors factors = new BidFactors(1);
        final BidFactors others = new BidFactors(2);
        int below = 0;
        int equal = 0;
        for (int place = 1; place <= 10_000; place++) {
            below += factors.factorPpm(place) < 2_000_000 ? 1 : 0;
            equal += factors.factorPpm(place) == others.factorPpm(place) ? 1 : 0;
        }
        assertTrue(below > 4_800 && below < 5_200, "below the median: " + below);
        assertTrue(equal < 50, "equal under another seed: " + equal);
    }
}
