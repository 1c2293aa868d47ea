package io.swarmbid.host.cli;

import io.swarmbid.config.Setting;
import java.util.Map;
import java.util.Optional;

/** Settings that a fork cannot change for what has begun before it: what was promised then holds. */
final class LateSettings {
    private static final Map<Setting, String> NOTES =
            Map.of(
                    Setting.GRACE,
                    "who drains at the fork keeps its deadline; it acts on who is displaced after",
                    Setting.INTERRUPTION_NOTICE,
                    "an instance under notice at the fork keeps its deadline; it acts on notices given after",
                    Setting.FINDING_WINDOW,
                    "a period of use that runs at the fork keeps its end; it acts on those that begin after",
                    Setting.FINDING_WINDOWS,
                    "a period of use that runs at the fork keeps its end; it acts on those that begin after",
                    Setting.LEARNING,
                    "tasks that are here at the fork keep the figures they came with; it acts on those that come"
                            + " after");

    private LateSettings() {}

    /** What is to be said of a change {@code NAME=VALUE}; nothing where it acts at once. */
    static Optional<String> note(final String change) {
        final Setting setting = Setting.byName(change.substring(0, change.indexOf('=')).strip());
        return Optional.ofNullable(NOTES.get(setting));
    }
}
