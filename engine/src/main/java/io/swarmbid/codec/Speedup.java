package io.swarmbid.codec;

import io.swarmbid.arithmetic.Wide;
import io.swarmbid.config.Limits;

/** Arithmetic of bids and speed-ups that the edge checks and the core computes alike. Integers only. */
public final class Speedup {
    private static final long PPM_SQUARED = (long) Limits.PPM * Limits.PPM;

    private Speedup() {}

    /** Amdahl's law, S(n) in parts per million, floored; units from 1, serial share from 0 to 1,000,000 ppm. */
    public static int amdahlPpm(final int units, final int serialPpm) {
        return (int) (units * PPM_SQUARED / (Limits.PPM + (units - 1L) * serialPpm));
    }

    /**
     * Bid rate floor(bid * 3.6e12 / work) in nano per hour at n = 1.
     *
     * @return {@link Long#MAX_VALUE} where it does not fit a long.
     */
    public static long bidRate(final long bid, final long workNs) {
        return Wide.mulDivFloor(bid, Limits.NANOS_PER_HOUR, workNs);
    }

    /**
     * The largest bid, nano, whose value rate fits at the largest speed-up of the work.
     *
     * @param workNs from 1 to {@link Limits#MAX_TIME_NS}.
     * @param speedupPpm from 1,000,000.
     */
    public static long largestBid(final long workNs, final int speedupPpm) {
        final long rateEnd = (Limits.MAX_VALUE_RATE - 1) / speedupPpm + 1;
        final long most = Wide.mulDivCeil(rateEnd, workNs, Limits.NANOS_PER_HOUR) - 1;
        return Math.min(Limits.MAX_BID, most);
    }

    /** Whether rate x ppm stays under {@link Limits#MAX_VALUE_RATE}. */
    public static boolean valueRateFits(final long bidRate, final int speedupPpm) {
        return Math.multiplyHigh(bidRate, speedupPpm) == 0
                && bidRate * speedupPpm >= 0
                && bidRate * speedupPpm < Limits.MAX_VALUE_RATE;
    }
}
