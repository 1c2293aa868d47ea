package io.swarmbid.host.fuzz;

import io.swarmbid.host.log.InvalidInputException;
import io.swarmbid.host.replay.RunDirectory;

/** The summary of an earlier run, whose settings a replay takes over. */
public final class RunDirectoryTarget {
    private RunDirectoryTarget() {}

    public static void fuzzerTestOneInput(final byte[] data) {
        try {
            final RunDirectory directory =
                    new RunDirectory(Scratch.file("summary.json", data).getParent());
            directory.readSettings();
            directory.isScripted();
        } catch (final InvalidInputException refused) {
            if (refused.getMessage().isBlank()) {
                throw new AssertionError("refused without a word", refused);
            }
        }
    }
}
