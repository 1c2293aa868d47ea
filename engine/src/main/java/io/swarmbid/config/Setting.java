package io.swarmbid.config;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every setting of the engine by its fixed name, with default and range. Times are nanoseconds, shares parts per
 * million, money nano-currency. Truth values are 0 and 1.
 */
public enum Setting {
    TICK_INTERVAL("tickIntervalNs", 1_000_000_000L, 0, Limits.MAX_TIME_NS),
    TICK_INSTANCES("tickInstances", 0, 0, 1_048_576),
    HYSTERESIS("hysteresisPpm", 50_000, 0, 1_000_000_000),
    MINIMUM_HOLD("minimumHoldNs", 1_000_000_000L, 0, Limits.MAX_TIME_NS),
    GRACE("graceNs", 0, 0, Limits.MAX_TIME_NS),
    HORIZON("horizonNs", 3_600_000_000_000L, 1, Limits.MAX_TIME_NS),
    PREEMPTION_BUDGET("preemptionBudget", 0, 0, 4_096),
    PREEMPTION_WINDOW("preemptionWindowNs", 60_000_000_000L, 1, Limits.MAX_TIME_NS),
    AGING("agingPpmPerSecond", 0, 0, 1_000_000_000),
    AGING_MAX("agingMaxPpm", 1_000_000, 0, 1_000_000_000),
    CHARGING("charging", 0, 0, 2),
    MINIMUM_MARGIN("minimumMargin", 0, 0, Limits.MAX_MARGIN),
    AUTOSCALE("autoscale", 1, 0, 1),
    UTILISATION_FLOOR("utilisationFloorPpm", 300_000, 0, 1_000_000),
    COOL_DOWN("coolDownNs", 300_000_000_000L, 0, Limits.MAX_TIME_NS),
    POOL_MOVES("poolMoves", 1, 0, 1),
    INTERRUPTION_NOTICE("interruptionNoticeNs", 120_000_000_000L, 0, Limits.MAX_TIME_NS),
    LEARNING("learning", 0, 0, 1),
    RECLAIM_IDLE("reclaimIdle", 0, 0, 1),
    FINDING_WINDOW("findingWindowNs", 60_000_000_000L, 1, Limits.MAX_TIME_NS),
    FINDING_WINDOWS("findingWindows", 3, 1, 1_000_000),
    IDLE_FLOOR("idleFloorPpm", 50_000, 0, 1_000_000),
    OVERSIZED_FLOOR("oversizedFloorPpm", 500_000, 0, 1_000_000),
    MAX_TASKS("maxTasks", 65_536, 1, 4_194_304),
    MAX_INSTANCES("maxInstances", 1_024, 1, 1_048_576),
    MAX_VRUS_PER_INSTANCE("maxVrusPerInstance", 1_024, 1, 1_024),
    MAX_UNITS("maxUnits", 256, 1, 1_024),
    MAX_WATCHED("maxWatchedTasks", 65_536, 1, 4_194_304),
    RING_SIZE("ringSize", 4_096, 2, 4_194_304);

    /** {@link #CHARGING}: Σ p_k a_k n, never over v(n). */
    public static final int UNIFORM = 0;

    /** {@link #CHARGING}: v(n). */
    public static final int PAY_AS_BID = 1;

    /** {@link #CHARGING}: the Clarke pivot, as of the last tick. */
    public static final int VCG = 2;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9][0-9_]*");
    private static final Map<String, Long> NUMBER = Map.of("", 1L);

    /** Stands for what does not fit, or is under 0: beside the range of every setting. */
    private static final long BEYOND = -1;

    private static final String[] CHARGES = {"UNIFORM", "PAY_AS_BID", "VCG"};

    private final String externalName;
    private final long defaultValue;
    private final long min;
    private final long max;

    Setting(final String externalName, final long defaultValue, final long min, final long max) {
        this.externalName = externalName;
        this.defaultValue = defaultValue;
        this.min = min;
        this.max = max;
    }

    /** The name in {@code --set}, in {@code summary.json} and in the documentation. */
    public String externalName() {
        return externalName;
    }

    public long defaultValue() {
        return defaultValue;
    }

    public long min() {
        return min;
    }

    public long max() {
        return max;
    }

    /** Whether tables are sized by it, so that it holds as long as the engine lives. */
    public boolean isFixedAtStart() {
        return switch (this) {
            case PREEMPTION_BUDGET,
                    MAX_TASKS,
                    MAX_INSTANCES,
                    MAX_VRUS_PER_INSTANCE,
                    MAX_UNITS,
                    MAX_WATCHED,
                    RING_SIZE ->
                    true;
            default -> false;
        };
    }

    /** Whether the value is written {@code true} or {@code false}. */
    public boolean isTruthValue() {
        return this == AUTOSCALE || this == POOL_MOVES || this == LEARNING || this == RECLAIM_IDLE;
    }

    /** Whether it is a time, and its value may be written with a unit. */
    public boolean isDuration() {
        return externalName.endsWith("Ns");
    }

    /**
     * The setting of that name.
     *
     * @throws IllegalArgumentException with the list of right names if there is none.
     */
    public static Setting byName(final String name) {
        for (final Setting setting : values()) {
            if (setting.externalName.equals(name)) {
                return setting;
            }
        }
        throw new IllegalArgumentException(
                "unknown setting '"
                        + name
                        + "'; the settings are "
                        + Arrays.stream(values())
                                .map(Setting::externalName)
                                .collect(Collectors.joining(", ")));
    }

    /**
     * Reads a value as a person writes it: a duration with a unit, or in nanoseconds.
     *
     * @throws IllegalArgumentException naming the setting, the value and the right range.
     */
    public long parse(final String text) {
        if (isTruthValue()) {
            return switch (text) {
                case "false" -> 0;
                case "true" -> 1;
                default -> throw fault(text, "is neither");
            };
        }
        if (this == CHARGING) {
            final int charge = Arrays.asList(CHARGES).indexOf(text);
            if (charge < 0) {
                throw fault(text, "is none of them");
            }
            return charge;
        }
        if (isDuration()) {
            if (!Measure.isOne(text, Measure.DURATION) && !WHOLE_NUMBER.matcher(text).matches()) {
                throw fault(text, "is not a duration");
            }
            return check(Measure.parse(text, Measure.DURATION).orElse(BEYOND), text);
        }
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw fault(text, "is not a whole number");
        }
        final long value = check(Measure.parse(text, NUMBER).orElse(BEYOND), text);
        if (this == RING_SIZE && Long.bitCount(value) != 1) {
            throw fault(text, "is not a power of two");
        }
        return value;
    }

    /** The value as a person writes it. */
    public String format(final long value) {
        if (isTruthValue()) {
            return value == 0 ? "false" : "true";
        }
        return this == CHARGING ? CHARGES[(int) value] : Long.toString(value);
    }

    long check(final long value, final String text) {
        if (value < min || value > max) {
            throw fault(text, "is out of range");
        }
        return value;
    }

    private IllegalArgumentException fault(final String text, final String what) {
        final String range;
        if (isTruthValue()) {
            range = "true or false";
        } else if (this == CHARGING) {
            range = String.join(", ", CHARGES);
        } else if (this == RING_SIZE) {
            range = "a power of two from " + min + " to " + max;
        } else if (isDuration()) {
            range =
                    "a duration such as 500ms, 20s, 1.5m or 2h, or nanoseconds, from "
                            + min
                            + " to "
                            + max;
        } else {
            range = "a whole number from " + min + " to " + max;
        }
        return new IllegalArgumentException(
                externalName + "=" + text + " " + what + "; it takes " + range);
    }
}
