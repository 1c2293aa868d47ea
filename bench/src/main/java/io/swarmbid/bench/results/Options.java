package io.swarmbid.bench.results;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Options of a benchmark as NAME=VALUE, with their defaults. */
public final class Options {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Defaults, each NAME=VALUE. */
    public static Options of(final String... defaults) {
        final Options options = new Options();
        for (final String each : defaults) {
            options.put(each);
        }
        return options;
    }

    /**
     * Takes what a user gave.
     *
     * @throws IllegalArgumentException if there is no option of a name.
     */
    public Options with(final String[] arguments) {
        for (final String argument : arguments) {
            final int equals = argument.indexOf('=');
            if (equals < 0 || !values.containsKey(argument.substring(0, equals))) {
                throw new IllegalArgumentException(
                        "no option '" + argument + "'; the options are " + values);
            }
            put(argument);
        }
        return this;
    }

    /** The same, where a number alone is the value of one of them. */
    public Options withNumber(final String name, final String[] arguments) {
        return with(
                Arrays.stream(arguments)
                        .map(each -> each.matches("\\d+") ? name + "=" + each : each)
                        .toArray(String[]::new));
    }

    private void put(final String option) {
        final int equals = option.indexOf('=');
        values.put(option.substring(0, equals), option.substring(equals + 1));
    }

    public String get(final String name) {
        return values.get(name);
    }

    public int getInt(final String name) {
        return Integer.parseInt(values.get(name));
    }

    public long getLong(final String name) {
        return Long.parseLong(values.get(name));
    }

    /** A list, separated by commas. */
    public String[] list(final String name) {
        return values.get(name).split(",");
    }

    /** Numbers, separated by commas. */
    public int[] ints(final String name) {
        return Arrays.stream(list(name)).mapToInt(Integer::parseInt).toArray();
    }

    /** All of them as they hold. */
    public Map<String, String> all() {
        return values;
    }
}
