package io.swarmbid.host.replay;

import io.swarmbid.config.Settings;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.swf.SwfSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to replay and how.
 *
 * @param input a log, a batch workload or the directory of an earlier run.
 * @param priceFiles price files of a batch workload by the name of their pool, in order.
 * @param sets settings as {@code NAME=VALUE}, each name once.
 * @param seed of what is drawn.
 * @param scripted whether no host is played.
 * @param lenient whether faulty lines are passed over.
 */
public record ReplayOptions(
        Path input,
        Map<String, Path> priceFiles,
        List<String> sets,
        long seed,
        boolean scripted,
        boolean lenient) {
    /**
     * Settings that were checked.
     *
     * @param swf null where the input is no batch workload.
     */
    record Concluded(Settings settings, SwfSettings swf) {}

    /** The initial settings, changed as the options say; {@code initialSwf} is null where the input is a log. */
    Concluded settings(final Settings initial, final SwfSettings initialSwf) {
        Settings settings = initial;
        SwfSettings swf = initialSwf;
        final List<String> faults = new ArrayList<>();
        final Map<String, String> before = new HashMap<>();
        for (final String set : sets) {
            try {
                final String name = SettingChanges.nameOf(set);
                SettingChanges.refuseSecond(before.putIfAbsent(name, set), set);
                final String value = SettingChanges.valueOf(set);
                if (!SwfSettings.NAMES.contains(name)) {
                    settings = settings.with(name, value);
                } else if (swf == null) {
                    throw new IllegalArgumentException(
                            name
                                    + " goes with a batch workload (.swf) only; a log has pools of its own");
                } else {
                    swf = swf.with(name, value);
                }
            } catch (final IllegalArgumentException e) {
                faults.add(SettingChanges.named(set, described(e, initialSwf != null)));
            }
        }
        if (faults.isEmpty() && swf != null) {
            try {
                swf.conclude(settings);
            } catch (final IllegalArgumentException e) {
                faults.add(e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
        return new Concluded(settings, swf);
    }

    private static String described(final IllegalArgumentException fault, final boolean isSwf) {
        final String message = fault.getMessage();
        return isSwf && message.startsWith("unknown setting")
                ? message + ", " + String.join(", ", SwfSettings.NAMES)
                : message;
    }
}
