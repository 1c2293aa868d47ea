package io.swarmbid.bench.results;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Figures of several forks.
 *
 * @param median the one in the middle, the higher of two.
 * @param least of them.
 * @param most of them.
 * @param count how many there are.
 */
public record Spread(double median, double least, double most, int count) {
    /**
     * Of at least one figure.
     *
     * @throws IllegalArgumentException if there is none.
     */
    public static Spread of(final List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("no figures");
        }
        final double[] sorted = figures.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Spread(
                sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** The same in another unit. */
    public Spread times(final double factor) {
        return new Spread(median * factor, least * factor, most * factor, count);
    }

    /** Of nanoseconds for one, how many there are in a second. */
    public Spread perSecond() {
        return new Spread(1e9 / median, 1e9 / most, 1e9 / least, count);
    }

    /** Median, and in brackets least and most. */
    public String text() {
        return count == 1
                ? number(median)
                : number(median) + " (" + number(least) + "-" + number(most) + ")";
    }

    /** A number as short as it can be written. */
    public static String plain(final double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Three digits that count, whole from 100 on; a share that is next to 1 is never rounded up to it. */
    public static String number(final double value) {
        final double size = Math.abs(value);
        if (value > 0.9995 && value < 1) {
            return String.format(Locale.ROOT, "%.6f", Math.floor(value * 1e6) / 1e6);
        }
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return String.format(Locale.ROOT, size >= 1 || size == 0 ? "%.2f" : "%.3f", value);
    }
}
