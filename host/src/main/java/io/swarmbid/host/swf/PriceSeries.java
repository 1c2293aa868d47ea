package io.swarmbid.host.swf;

/**
 * The recorded cost of a pool over time, from 0, repeated for ever. Immutable.
 *
 * @param name of the pool.
 * @param atNs when each cost begins to hold, ascending from 0.
 * @param costNano nano-currency per instance-hour.
 * @param periodNs length of the series: the last cost holds as long as the one before it did.
 */
record PriceSeries(String name, long[] atNs, long[] costNano, long periodNs) {
    /** A cost that never changes. */
    static PriceSeries constant(final String name, final long costNano) {
        return new PriceSeries(name, new long[] {0}, new long[] {costNano}, Long.MAX_VALUE);
    }

    boolean isConstant() {
        return costNano.length == 1;
    }
}
