package io.swarmbid.host.workload;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them, with their units, turned into the engine's integers. */
enum Quantity {
    /** A plain whole number; underscores may group digits. */
    NUMBER("a whole number", Map.of("", 1L)),
    /** A duration in nanoseconds. */
    DURATION(
            "a duration such as 20s, 500ms, 1.5m, 2h, or nanoseconds",
            Map.of(
                    "",
                    1L,
                    "ns",
                    1L,
                    "us",
                    1_000L,
                    "ms",
                    1_000_000L,
                    "s",
                    1_000_000_000L,
                    "m",
                    60_000_000_000L,
                    "h",
                    3_600_000_000_000L)),
    /** An amount of memory in bytes. */
    MEMORY(
            "an amount such as 64MiB, 2GiB, or bytes",
            Map.of("", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40)),
    /** A share of one vCPU, or of a whole, in millionths. */
    SHARE("a share such as 5%, or millionths", Map.of("", 1L, "%", 10_000L));

    private static final Pattern FORM =
            Pattern.compile("([0-9][0-9_]*(?:\\.[0-9]+)?) ?([A-Za-z%]*)");
    private static final int DIGITS_MAX = 40;

    private final String right;
    private final Map<String, Long> units;

    Quantity(final String right, final Map<String, Long> units) {
        this.right = right;
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
        final Matcher matcher = FORM.matcher(text);
        if (text.length() > DIGITS_MAX
                || !matcher.matches()
                || !units.containsKey(matcher.group(2))) {
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
