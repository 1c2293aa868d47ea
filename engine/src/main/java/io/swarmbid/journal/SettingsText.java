package io.swarmbid.journal;

import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The settings that decide, as the lines NAME=VALUE that a journal keeps: all but the ring's size. */
final class SettingsText {
    private SettingsText() {}

    private static boolean decides(final Setting setting) {
        return setting != Setting.RING_SIZE;
    }

    static byte[] of(final Settings settings) {
        final StringBuilder lines = new StringBuilder();
        for (final Setting setting : Setting.values()) {
            if (decides(setting)) {
                lines.append(setting.externalName())
                        .append('=')
                        .append(setting.format(settings.get(setting)))
                        .append('\n');
            }
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Settings from their lines; one that is not named has its default.
     *
     * @throws JournalException if one is not known here.
     */
    static Settings parse(final byte[] text, final Path file) {
        Settings settings = Settings.defaults();
        for (final String line : new String(text, StandardCharsets.UTF_8).lines().toList()) {
            final int equals = line.indexOf('=');
            try {
                settings = settings.with(line.substring(0, equals), line.substring(equals + 1));
            } catch (final IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new JournalException(
                        file + " was written by another version, with the setting " + line);
            }
        }
        return settings;
    }

    /**
     * Makes sure that the journal goes on under the settings under which it was begun.
     *
     * @throws JournalException naming every setting that differs.
     */
    static void requireSame(final Settings written, final Settings now, final Path file) {
        final List<String> differences = new ArrayList<>();
        final Map<String, String> before = written.toMap();
        for (final Setting setting : Setting.values()) {
            if (decides(setting) && written.get(setting) != now.get(setting)) {
                differences.add(
                        "%s=%s is now %s"
                                .formatted(
                                        setting.externalName(),
                                        before.get(setting.externalName()),
                                        setting.format(now.get(setting))));
            }
        }
        if (!differences.isEmpty()) {
            throw new JournalException(
                    "the journal %s was written under other settings: %s; launch with those, or with a new directory"
                            .formatted(file, String.join(", ", differences)));
        }
    }
}
