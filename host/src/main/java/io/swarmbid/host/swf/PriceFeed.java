package io.swarmbid.host.swf;

import io.swarmbid.config.Limits;

/** The changes of one pool's cost after the workload's start, one after the other, for ever. Not threadsafe. */
final class PriceFeed {
    /** Time of the next change where there is none any more. */
    static final long NEVER = Long.MAX_VALUE;

    private final PriceSeries series;
    private final long startNs;
    private int at;
    private long cycleNs;
    private long costNano;

    PriceFeed(final PriceSeries series, final long startNs) {
        this.series = series;
        this.startNs = startNs;
        costNano = series.costNano()[0];
        cycleNs = startNs;
    }

    /** The cost that holds now. */
    long costNano() {
        return costNano;
    }

    /** When the next cost begins to hold. */
    long nextNs() {
        if (series.isConstant()) {
            return NEVER;
        }
        final int next = at + 1;
        final boolean wraps = next == series.atNs().length;
        final long offset = wraps ? series.periodNs() : series.atNs()[next];
        return offset > Limits.MAX_TIME_NS - cycleNs ? NEVER : cycleNs + offset;
    }

    /** Goes to the next cost. */
    void advance() {
        at++;
        if (at == series.atNs().length) {
            at = 0;
            cycleNs += series.periodNs();
        }
        costNano = series.costNano()[at];
    }
}
