package io.swarmbid.host.replay;

import java.math.BigDecimal;

/** Money and time, exact, as people read them. */
public final class Amounts {
    private static final int NANO_DIGITS = 9;

    private Amounts() {}

    /** An amount in the currency, of nano. */
    public static String money(final long nano) {
        return decimal(nano);
    }

    /** A rate, of nano per hour. */
    public static String rate(final long nanoPerHour) {
        return decimal(nanoPerHour) + " an hour";
    }

    /** A time or duration, of nanoseconds. */
    public static String seconds(final long ns) {
        return decimal(ns) + " s";
    }

    private static String decimal(final long billionths) {
        final BigDecimal exact = BigDecimal.valueOf(billionths, NANO_DIGITS).stripTrailingZeros();
        return (exact.scale() < 0 ? exact.setScale(0) : exact).toPlainString();
    }
}
