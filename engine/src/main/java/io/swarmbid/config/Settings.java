package io.swarmbid.config;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One value for every {@link Setting}. Immutable. */
public final class Settings {
    private static final Settings DEFAULTS = new Settings(new EnumMap<>(Setting.class));

    private final long[] values = new long[Setting.values().length];

    private Settings(final Map<Setting, Long> given) {
        for (final Setting setting : Setting.values()) {
            values[setting.ordinal()] = given.getOrDefault(setting, setting.defaultValue());
        }
    }

    public static Settings defaults() {
        return DEFAULTS;
    }

    /** The value in the setting's unit; 0 or 1 for truth values. */
    public long get(final Setting setting) {
        return values[setting.ordinal()];
    }

    public int getInt(final Setting setting) {
        return Math.toIntExact(get(setting));
    }

    public boolean isOn(final Setting setting) {
        return get(setting) != 0;
    }

    /**
     * These settings with one changed.
     *
     * @throws IllegalArgumentException if the value is out of range, naming both.
     */
    public Settings with(final Setting setting, final long value) {
        final EnumMap<Setting, Long> all = new EnumMap<>(Setting.class);
        for (final Setting each : Setting.values()) {
            all.put(each, get(each));
        }
        all.put(setting, setting.check(value, Long.toString(value)));
        return new Settings(all);
    }

    /**
     * These settings with one changed, by its external name and in its written form.
     *
     * @throws IllegalArgumentException if the name is unknown or the value out of range, listing what is right.
     */
    public Settings with(final String name, final String value) {
        final Setting setting = Setting.byName(name);
        return with(setting, setting.parse(value));
    }

    /** All settings by external name in their written form, in their documented order. */
    public Map<String, String> toMap() {
        final Map<String, String> map = new LinkedHashMap<>();
        for (final Setting setting : Setting.values()) {
            map.put(setting.externalName(), setting.format(get(setting)));
        }
        return map;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Settings that && java.util.Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
