package io.swarmbid.host.swf;

import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.util.List;

/**
 * How a batch workload becomes commands; the settings that only such a workload takes.
 *
 * @param poolVcpu vCPUs per instance.
 * @param poolMemory memory blocks of 256 MiB per instance; 0: pools have no memory and jobs ask for none.
 * @param poolStock instances that each pool can give.
 * @param rigid whether a job runs on all its processors or not at all.
 */
public record SwfSettings(int poolVcpu, int poolMemory, int poolStock, boolean rigid) {
    /** The names that {@link #with} takes. */
    public static final List<String> NAMES =
            List.of("poolVcpu", "poolMemory", "poolStock", "swfRigid");

    private static final int MAX_STOCK = 1_000_000_000;

    /** 16 vCPUs and 64 blocks of memory on each of 64 instances; jobs run on as many processors as is worth it. */
    public static SwfSettings defaults() {
        return new SwfSettings(16, 64, 64, false);
    }

    /**
     * These settings with one changed.
     *
     * @throws IllegalArgumentException if the name is unknown or the value out of range, saying what is right.
     */
    public SwfSettings with(final String name, final String value) {
        final int mostVrus = (int) Setting.MAX_VRUS_PER_INSTANCE.max();
        return switch (name) {
            case "poolVcpu" ->
                    new SwfSettings(number(name, value, 1, mostVrus), poolMemory, poolStock, rigid);
            case "poolMemory" ->
                    new SwfSettings(poolVcpu, number(name, value, 0, mostVrus), poolStock, rigid);
            case "poolStock" ->
                    new SwfSettings(poolVcpu, poolMemory, number(name, value, 0, MAX_STOCK), rigid);
            case "swfRigid" -> {
                if (!"true".equals(value) && !"false".equals(value)) {
                    throw fault(name, value, "is neither", "true or false");
                }
                yield new SwfSettings(poolVcpu, poolMemory, poolStock, "true".equals(value));
            }
            default -> throw new IllegalArgumentException("unknown setting '" + name + "'");
        };
    }

    /**
     * Checks the shape of the pools against the engine's limits.
     *
     * @throws IllegalArgumentException naming both values if they do not fit.
     */
    public void conclude(final Settings settings) {
        final int limit = settings.getInt(Setting.MAX_VRUS_PER_INSTANCE);
        if (poolVcpu > limit || poolMemory > limit) {
            throw new IllegalArgumentException(
                    "poolVcpu="
                            + poolVcpu
                            + " and poolMemory="
                            + poolMemory
                            + " must be at most maxVrusPerInstance="
                            + limit);
        }
    }

    private static int number(final String name, final String value, final int min, final int max) {
        final String range = "a whole number from " + min + " to " + max;
        try {
            final int number = Integer.parseInt(value.replace("_", ""));
            if (number >= min && number <= max) {
                return number;
            }
        } catch (final NumberFormatException e) {
            if (!value.matches("-?[0-9][0-9_]*")) {
                throw fault(name, value, "is not a whole number", range);
            }
        }
        throw fault(name, value, "is out of range", range);
    }

    private static IllegalArgumentException fault(
            final String name, final String value, final String what, final String range) {
        return new IllegalArgumentException(
                name + "=" + value + " " + what + "; it takes " + range);
    }
}
