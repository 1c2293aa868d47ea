package io.swarmbid.host.run;

import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import io.swarmbid.host.replay.SettingChanges;
import java.util.List;

/** The engine's settings for a run: the defaults, ticks ten times a second, and what was set. */
final class RunSettings {
    private static final long TICK_NS = 100_000_000L;

    private RunSettings() {}

    static Settings of(final List<String> sets) {
        return SettingChanges.apply(
                sets, Settings.defaults().with(Setting.TICK_INTERVAL, TICK_NS), List.of(), "");
    }

    /** The same settings in the form that {@code --set} takes. */
    static List<String> sets(final Settings settings) {
        return settings.toMap().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
    }
}
