package io.swarmbid.host.replay;

import io.swarmbid.config.Settings;
import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.swf.SwfSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to replay and how.
 *
 * @param input a log, a batch workload or the directory of an earlier run.
 * @param priceFiles price files of a batch workload by the name of their pool, in order.
 * @param sets settings as {@code NAME=VALUE}; of two for one name the later holds.
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
        try {
            for (final String set : sets) {
                final int equals = set.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("--set " + set + "; it takes NAME=VALUE");
                }
                final String name = set.substring(0, equals);
                final String value = set.substring(equals + 1);
                if (!SwfSettings.NAMES.contains(name)) {
                    settings = settings.with(name, value);
                } else if (swf == null) {
                    throw new IllegalArgumentException(
                            name
                                    + " goes with a batch workload (.swf) only; a log has pools of its own");
                } else {
                    swf = swf.with(name, value);
                }
            }
            if (swf != null) {
                swf.conclude(settings);
            }
        } catch (final IllegalArgumentException e) {
            final String more =
                    initialSwf != null && e.getMessage().startsWith("unknown setting")
                            ? ", " + String.join(", ", SwfSettings.NAMES)
                            : "";
            throw new InvalidInputException(e.getMessage() + more);
        }
        return new Concluded(settings, swf);
    }
}
