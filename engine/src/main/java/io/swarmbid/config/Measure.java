package io.swarmbid.config;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit as people write them, {@code 1.5m} or {@code 64 MiB}, read exactly. */
public final class Measure {
    /** Units of time and the nanoseconds in them. */
    public static final Map<String, Long> DURATION =
            Map.of(
                    "", 1L,
                    "ns", 1L,
                    "us", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L);

    private static final Pattern FORM =
            Pattern.compile("([0-9][0-9_]*(?:\\.[0-9]+)?) ?([A-Za-z%]*)");
    private static final int LENGTH_MAX = 40;

    private Measure() {}

    /** Whether the text is a number with one of the units, or without one where that is allowed, however large. */
    public static boolean isOne(final String text, final Map<String, Long> units) {
        final Matcher matcher = FORM.matcher(text);
        return text.length() <= LENGTH_MAX
                && matcher.matches()
                && units.containsKey(matcher.group(2));
    }

    /**
     * The number in the smallest unit; empty when it is none, is not whole in that, or does not fit.
     *
     * @param units how many of the smallest are in each; the empty name is that of a bare number.
     */
    public static OptionalLong parse(final String text, final Map<String, Long> units) {
        final Matcher matcher = FORM.matcher(text);
        if (!isOne(text, units) || !matcher.matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    new BigDecimal(matcher.group(1).replace("_", ""))
                            .multiply(BigDecimal.valueOf(units.get(matcher.group(2))))
                            .longValueExact());
        } catch (final ArithmeticException notExact) {
            return OptionalLong.empty();
        }
    }
}
