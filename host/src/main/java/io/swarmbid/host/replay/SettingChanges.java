package io.swarmbid.host.replay;

import io.swarmbid.config.Settings;
import io.swarmbid.host.log.InvalidInputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings as a person changes them, {@code NAME=VALUE} each. Everything that is wrong is said at once. */
public final class SettingChanges {
    private SettingChanges() {}

    /**
     * Settings changed one after the other, each once.
     *
     * @param ofInput names that belong to the input and cannot change.
     * @param option the one that changes those.
     * @throws InvalidInputException with a line for every change that is wrong.
     */
    public static Settings apply(
            final List<String> changes,
            final Settings initial,
            final Collection<String> ofInput,
            final String option) {
        Settings settings = initial;
        final List<String> faults = new ArrayList<>();
        final Map<String, String> before = new HashMap<>();
        for (final String change : changes) {
            try {
                final String name = nameOf(change);
                refuseSecond(before.putIfAbsent(name, change), change);
                if (ofInput.contains(name)) {
                    throw new IllegalArgumentException(
                            name
                                    + " shapes the input and cannot change here; "
                                    + option
                                    + " sets it");
                }
                settings = settings.with(name, valueOf(change));
            } catch (final IllegalArgumentException e) {
                faults.add(named(change, e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
        return settings;
    }

    /** What is wrong with a change, with the option that it came by. */
    static String named(final String change, final String wrong) {
        if (wrong.startsWith("--set")) {
            return wrong;
        }
        return wrong.startsWith(nameOf(change) + "=")
                ? "--set " + wrong
                : "--set " + change + ": " + wrong;
    }

    /**
     * The name in {@code NAME=VALUE}.
     *
     * @throws IllegalArgumentException if there is none.
     */
    static String nameOf(final String change) {
        final int equals = change.indexOf('=');
        if (change.isBlank()) {
            throw new IllegalArgumentException(
                    "--set has an empty item; it takes NAME=VALUE, or several with one comma between two");
        }
        if (equals < 1) {
            throw new IllegalArgumentException("--set " + change + "; it takes NAME=VALUE");
        }
        return change.substring(0, equals).strip();
    }

    static String valueOf(final String change) {
        return change.substring(change.indexOf('=') + 1).strip();
    }

    /**
     * Refuses another change of what was changed before.
     *
     * @param first the change before, null if there was none.
     * @throws IllegalArgumentException naming both.
     */
    static void refuseSecond(final String first, final String change) {
        if (first != null) {
            throw new IllegalArgumentException(
                    "--set " + first + " and --set " + change + " set the same; keep one");
        }
    }
}
