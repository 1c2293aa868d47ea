package io.swarmbid.host.workload;

import io.swarmbid.config.Measure;
import java.util.Map;
import java.util.OptionalLong;

/** Numbers as people write them, with their units, turned into the engine's integers. */
enum Quantity {
    /** A plain whole number; underscores may group digits. */
    NUMBER("a whole number", Map.of("", 1L)),
    /** A duration in nanoseconds. */
    DURATION("a duration such as 20s, 500ms, 1.5m, 2h, or nanoseconds", Measure.DURATION),
    /** An amount of memory in bytes. */
    MEMORY(
            "an amount such as 64MiB, 2GiB, or bytes",
            Map.of("", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40)),
    /** A share of one vCPU, or of a whole, in millionths. */
    SHARE("a share such as 5%, or millionths", Map.of("", 1L, "%", 10_000L));

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
        return Measure.parse(text, units);
    }
}
