package io.swarmbid.host.report.draw;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them. Money comes in nano-currency, time in nanoseconds. */
public final class Figures {
    /** What stands where there is no figure. */
    public static final String NONE = "–";

    private static final int NANO_DIGITS = 9;
    private static final int DIGITS = 4;
    private static final double NANO = 1e9;
    private static final double US = 1e3;
    private static final double MS = 1e6;
    private static final double MINUTE = 60e9;
    private static final double HOUR = 3600e9;
    private static final double DAY = 86400e9;

    private Figures() {}

    /** Currency units to four digits. */
    public static String money(final double nano) {
        return number(nano / NANO);
    }

    /**
     * Currency units to the last nano, with that many decimals (up to nine); digits that are dropped must be zero.
     */
    public static String exactMoney(final long nano, final int decimals) {
        return minus(
                String.format(
                        Locale.ROOT,
                        "%,." + decimals + "f",
                        BigDecimal.valueOf(nano, NANO_DIGITS)
                                .setScale(decimals, RoundingMode.UNNECESSARY)));
    }

    /** The fewest decimals, at least two, at which each of these amounts is exact. */
    public static int exactDecimals(final long... nanos) {
        int decimals = 2;
        for (final long nano : nanos) {
            decimals =
                    Math.max(
                            decimals,
                            BigDecimal.valueOf(nano, NANO_DIGITS).stripTrailingZeros().scale());
        }
        return decimals;
    }

    /** A number to four digits, thousands apart; whole from 1,000 upward. */
    public static String number(final double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value == 0 ? "0" : NONE;
        }
        final BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS));
        final BigDecimal shown =
                Math.abs(value) >= 1_000
                        ? new BigDecimal(value).setScale(0, RoundingMode.HALF_UP)
                        : rounded;
        final BigDecimal plain = shown.stripTrailingZeros();
        return minus(String.format(Locale.ROOT, "%,." + Math.max(0, plain.scale()) + "f", plain));
    }

    /** A whole number, thousands apart. */
    public static String count(final long value) {
        return minus(String.format(Locale.ROOT, "%,d", value));
    }

    /** A share of one, in per cent. */
    public static String percent(final double share) {
        return Double.isNaN(share)
                ? NONE
                : minus(String.format(Locale.ROOT, "%.1f %%", share * 100));
    }

    /** A length of time in the unit that suits it. */
    public static String duration(final double ns) {
        final double size = Math.abs(ns);
        if (size >= 3 * DAY) {
            return number(ns / DAY) + " d";
        }
        if (size >= 3 * HOUR) {
            return number(ns / HOUR) + " h";
        }
        if (size >= 10 * MINUTE) {
            return number(ns / MINUTE) + " min";
        }
        if (size >= NANO || size == 0) {
            return number(ns / NANO) + " s";
        }
        return size >= MS
                ? number(ns / MS) + " ms"
                : size >= US ? number(ns / US) + " µs" : number(ns) + " ns";
    }

    /** Bytes in the unit that suits them. */
    public static String bytes(final long bytes) {
        final String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit + 1 < units.length) {
            size /= 1024;
            unit++;
        }
        return number(size) + " " + units[unit];
    }

    /** The text, cut to so many characters with an ellipsis. */
    public static String cut(final String text, final int length) {
        if (text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…";
    }

    private static String minus(final String figure) {
        return figure.startsWith("-") ? "−" + figure.substring(1) : figure;
    }
}
