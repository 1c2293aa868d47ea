package io.swarmbid.host.replay;

import java.math.BigInteger;

/** A number of VRUs integrated over time: VRU-nanoseconds in 128 bits. */
final class VruTime {
    private static final BigInteger PPM = BigInteger.valueOf(1_000_000);

    private long vrus;
    private long sinceNs;
    private long high;
    private long low;

    /** The same number and integral, that go on by themselves. */
    VruTime copy() {
        final VruTime copy = new VruTime();
        copy.vrus = vrus;
        copy.sinceNs = sinceNs;
        copy.high = high;
        copy.low = low;
        return copy;
    }

    /** Changes the number by so many from now on. */
    void add(final long count, final long nowNs) {
        settle(nowNs);
        vrus += count;
    }

    void settle(final long nowNs) {
        final long elapsed = nowNs - sinceNs;
        final long product = vrus * elapsed;
        final long sum = low + product;
        high += Math.multiplyHigh(vrus, elapsed);
        high += Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        low = sum;
        sinceNs = nowNs;
    }

    private BigInteger total() {
        final BigInteger lowPart =
                BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1));
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(lowPart);
    }

    /** This as a share of another, in parts per million, floored; 0 where the other is 0. */
    long shareOfPpm(final VruTime other) {
        final BigInteger whole = other.total();
        return whole.signum() == 0 ? 0 : total().multiply(PPM).divide(whole).longValueExact();
    }
}
