package io.swarmbid.host.report.draw;

import java.util.Locale;

/**
 * A span of logical time and the unit in which it is read: s, min, h or d. Times are shown from its start.
 *
 * @param startNs the start, nanoseconds.
 * @param endNs the end, after the start.
 */
public record TimeScale(long startNs, long endNs) {
    private static final double SECOND = 1e9;

    /** Its length, nanoseconds. */
    public double spanNs() {
        return endNs - startNs;
    }

    /** The name of the unit. */
    public String unit() {
        final double seconds = spanNs() / SECOND;
        return seconds < 300 ? "s" : seconds < 3 * 3600 ? "min" : seconds < 3 * 86400 ? "h" : "d";
    }

    /** The length of the unit, nanoseconds. */
    public double unitNs() {
        return switch (unit()) {
            case "s" -> SECOND;
            case "min" -> 60 * SECOND;
            case "h" -> 3600 * SECOND;
            default -> 86400 * SECOND;
        };
    }

    /** A time since the start, in the unit, without it; as many decimals as a thousandth of the span needs. */
    public String format(final long at) {
        final double step = spanNs() / unitNs() / 1000;
        final int decimals =
                (int) Math.max(0, Math.min(9, Math.ceil(-Math.log10(Math.max(1e-9, step)))));
        return String.format(Locale.ROOT, "%." + decimals + "f", (at - startNs) / unitNs());
    }

    /** Where a time lies: 0 at the start, 1 at the end. */
    public double position(final long at) {
        return Math.max(0, Math.min(1, (at - startNs) / spanNs()));
    }

    /** A step between marks in the unit, so that there are about so many. */
    public double tickStep(final int about) {
        return Ticks.step(spanNs() / unitNs(), about);
    }
}
