package io.swarmbid.host.swf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * How many times the reserve a job bids: a seeded draw from a log-normal distribution of median 2 and sigma 0.7, from a
 * table of its quantiles in integers, so that every machine draws the same. Immutable.
 */
final class BidFactors {
    /** Quantiles in the table; the i-th is that of probability (i + 1/2) / {@value}. */
    static final int QUANTILES = 1_024;

    private static final String RESOURCE = "bid-factors-ppm.txt";
    private static final int INDEX_SHIFT = 54;
    private static final int[] FACTORS_PPM = load();

    private final long seed;

    BidFactors(final long seed) {
        this.seed = seed;
    }

    private static int[] load() {
        final int[] factors = new int[QUANTILES];
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                BidFactors.class.getResourceAsStream(RESOURCE),
                                StandardCharsets.US_ASCII))) {
            for (int i = 0; i < QUANTILES; i++) {
                factors[i] = Integer.parseInt(reader.readLine());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return factors;
    }

    static int quantilePpm(final int index) {
        return FACTORS_PPM[index];
    }

    /** The factor of the job at that place, parts per million. It depends on the seed and the place alone. */
    int factorPpm(final long place) {
        return FACTORS_PPM[(int) (mix(seed + place * 0x9E3779B97F4A7C15L) >>> INDEX_SHIFT)];
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). */
    private static long mix(final long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
