package io.swarmbid.host.replay;

import io.swarmbid.config.Settings;
import io.swarmbid.host.log.InvalidInputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Settings as a person changes them, {@code NAME=VALUE} each. Everything that is wrong is said at once. */
public final class SettingChanges {
    private SettingChanges() {}

    /**
     * Settings changed one after the other; of two for one name the later holds.
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
        for (final String change : changes) {
            try {
                final String name = nameOf(change);
                if (ofInput.contains(name)) {
                    throw new IllegalArgumentException(
                            name
                                    + " shapes the input and cannot change here; "
                                    + option
                                    + " sets it");
                }
                settings = settings.with(name, valueOf(change));
            } catch (final IllegalArgumentException e) {
                faults.add(e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
        return settings;
    }

    /**
     * The name in {@code NAME=VALUE}.
     *
     * @throws IllegalArgumentException if there is none.
     */
    static String nameOf(final String change) {
        final int equals = change.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--set " + change + "; it takes NAME=VALUE");
        }
        return change.substring(0, equals);
    }

    static String valueOf(final String change) {
        return change.substring(change.indexOf('=') + 1);
    }
}
