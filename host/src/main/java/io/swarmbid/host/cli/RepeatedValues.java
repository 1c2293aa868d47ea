package io.swarmbid.host.cli;

import io.swarmbid.config.Measure;
import io.swarmbid.host.log.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets {@code --set} and {@code --pool-costs} take several values in a row: {@code --set A=1 B=2} becomes
 * {@code --set A=1 --set B=2}. Only words with a name and an equals sign count as further values; a unit
 * that stands by itself after a number is no argument, but a slip.
 */
final class RepeatedValues {
    private static final Set<String> OPTIONS = Set.of("--set", "--pool-costs");
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z]+=[0-9._]+");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.-]+=.*");

    private RepeatedValues() {}

    /**
     * The same words, an option before each value.
     *
     * @throws InvalidInputException where a number and its unit are two words.
     */
    static String[] expand(final String... args) {
        final List<String> expanded = new ArrayList<>();
        String option = null;
        boolean first = false;
        String value = "";
        for (final String arg : args) {
            if (NUMBER.matcher(value).matches()
                    && !arg.isEmpty()
                    && Measure.DURATION.containsKey(arg)) {
                throw new InvalidInputException(
                        option + " " + value + " " + arg + " is two words; write " + value + arg);
            }
            if (OPTIONS.contains(arg)) {
                option = arg;
                first = true;
            } else if (option != null && !first && VALUE.matcher(arg).matches()) {
                expanded.add(option);
            } else if (!first) {
                option = null;
            } else {
                first = false;
            }
            value = option == null || OPTIONS.contains(arg) ? "" : arg;
            expanded.add(arg);
        }
        return expanded.toArray(String[]::new);
    }
}
