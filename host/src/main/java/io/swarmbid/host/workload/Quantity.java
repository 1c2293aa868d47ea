package io.swarmbid.host.workload;

import io.swarmbid.config.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;

/** Numbers as people write them, with their units, turned into the engine's integers. */
enum Quantity {
    /** A plain whole number; underscores may group digits. */
    NUMBER("a whole number", "", Map.of("", 1L)),
    /** A duration in nanoseconds. */
    DURATION("a duration such as 20s, 500ms, 1.5m, 2h, or nanoseconds", " ns", Measure.DURATION),
    /** An amount of memory in bytes. */
    MEMORY(
            "an amount such as 64MiB, 2GiB, or bytes",
            " bytes",
            Map.of(
                    "", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40,
                    "PiB", 1L << 50)),
    /** A share of one vCPU, or of a whole, in millionths. */
    SHARE("a share such as 5%, or millionths", " millionths", Map.of("", 1L, "%", 10_000L));

    private static final int DIGITS_MAX = 9;

    private final String right;
    private final String bare;
    private final Map<String, Long> units;

    Quantity(final String right, final String bare, final Map<String, Long> units) {
        this.right = right;
        this.bare = bare;
        this.units = units;
    }

    /** What a right one looks like. */
    String right() {
        return right;
    }

    /**
     * Reads one exactly; empty when it is none, is not whole in the engine's unit, or does not fit.
     */
    OptionalLong parse(final String text) {
        return Measure.parse(text, units);
    }

    /** Whether it is one in form, but under 0 or larger than what can be told: outside every range. */
    boolean isBeyond(final String text) {
        final boolean isNegative = text.startsWith("-");
        final String size = isNegative ? text.substring(1) : text;
        return Measure.isOne(size, units)
                && (isNegative || exact(size).compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0);
    }

    private BigDecimal exact(final String text) {
        final String unit = unit(text);
        return new BigDecimal(
                        text.substring(0, text.length() - unit.length()).strip().replace("_", ""))
                .multiply(BigDecimal.valueOf(units.get(unit)));
    }

    private static String unit(final String text) {
        return text.replaceFirst("^[^A-Za-z%]*", "");
    }

    /** A range in the unit that somebody has written a number in; one of memory in the units that suit its ends. */
    String range(final long min, final long max, final String written) {
        if (this == MEMORY) {
            return suited(min) + " to " + suited(max);
        }
        final String unit = unit(written);
        return in(unit, min, RoundingMode.CEILING)
                + " to "
                + in(unit, max, RoundingMode.FLOOR)
                + (unit.isEmpty() ? bare : "");
    }

    /** In the largest unit of which it is a whole number. */
    private String suited(final long value) {
        return units.entrySet().stream()
                .filter(unit -> value > 0 && value % unit.getValue() == 0)
                .max(Map.Entry.comparingByValue())
                .map(unit -> value / unit.getValue() + unit.getKey())
                .orElse(Long.toString(value));
    }

    private String in(final String unit, final long value, final RoundingMode rounding) {
        return BigDecimal.valueOf(value)
                        .divide(BigDecimal.valueOf(units.get(unit)), DIGITS_MAX, rounding)
                        .stripTrailingZeros()
                        .toPlainString()
                + unit;
    }
}
