package io.swarmbid.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets {@code --set} and {@code --pool-costs} take several values in a row: {@code --set A=1 B=2} becomes
 * {@code --set A=1 --set B=2}. Only words with a name and an equals sign count as further values.
 */
final class RepeatedValues {
    private static final Set<String> OPTIONS = Set.of("--set", "--pool-costs");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.-]+=.*");

    private RepeatedValues() {}

    static String[] expand(final String... args) {
        final List<String> expanded = new ArrayList<>();
        String option = null;
        boolean first = false;
        for (final String arg : args) {
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
            expanded.add(arg);
        }
        return expanded.toArray(String[]::new);
    }
}
