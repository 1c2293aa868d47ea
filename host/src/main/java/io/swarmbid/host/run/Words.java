package io.swarmbid.host.run;

import java.util.Locale;

/** Figures as people read them. */
final class Words {
    private static final double NANO_PER_MILLI = 1e6;

    private Words() {}

    /** Seconds of the run, with three decimals. */
    static String seconds(final long ns) {
        return String.format(Locale.ROOT, "%.3f s", ns / 1e9);
    }

    /** A rate in thousandths of the currency an hour, without its unit. */
    static String millis(final double nanoPerHour) {
        return String.format(Locale.ROOT, "%.1f", nanoPerHour / NANO_PER_MILLI);
    }

    /** A rate in thousandths of the currency an hour. */
    static String rate(final double nanoPerHour) {
        return millis(nanoPerHour) + " m/h";
    }

    /** An amount in thousandths of the currency. */
    static String amount(final long nano) {
        return String.format(Locale.ROOT, "%.4f m", nano / NANO_PER_MILLI);
    }

    /** A share of CPU. */
    static String vcpu(final long ppm) {
        return String.format(Locale.ROOT, "%.2f vCPU", ppm / 1e6);
    }

    /** A duration in the unit that suits it. */
    static String duration(final long ns) {
        if (ns < 1_000_000) {
            return String.format(Locale.ROOT, "%d us", ns / 1_000);
        }
        return ns < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f ms", ns / 1e6)
                : String.format(Locale.ROOT, "%.1f s", ns / 1e9);
    }

    static String count(final long number, final String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }
}
