package io.swarmbid.probes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which CPU ids this machine has. Any thread. */
public final class HostCpus {
    /** As many as any Linux kernel can be built for. */
    private static final int IDS_MAX = 8192;

    private HostCpus() {}

    /**
     * Bound of the ids, of CPUs that are offline or not plugged in too.
     *
     * @return one more than the highest id.
     */
    public static int possibleIds() {
        try {
            return bound(Files.readString(Path.of("/sys/devices/system/cpu/possible")));
        } catch (final IOException unreadable) {
            return Math.min(IDS_MAX, Math.max(64, Runtime.getRuntime().availableProcessors()));
        }
    }

    /** The end of a list such as "0-3,8-11", plus one. */
    static int bound(final String list) {
        final String trimmed = list.trim();
        final int last = Math.max(trimmed.lastIndexOf('-'), trimmed.lastIndexOf(',')) + 1;
        return Math.min(IDS_MAX, Integer.parseInt(trimmed.substring(last)) + 1);
    }
}
