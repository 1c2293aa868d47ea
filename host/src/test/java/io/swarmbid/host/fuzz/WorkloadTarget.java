package io.swarmbid.host.fuzz;

import io.swarmbid.host.workload.WorkloadException;
import io.swarmbid.host.workload.WorkloadReader;
import java.io.IOException;

/** A workload of real commands, in YAML. */
public final class WorkloadTarget {
    private WorkloadTarget() {}

    public static void fuzzerTestOneInput(final byte[] data) throws IOException {
        try {
            WorkloadReader.read(Scratch.file("fuzz.yaml", data));
        } catch (final WorkloadException refused) {
            if (refused.problems().isEmpty()) {
                throw new AssertionError("refused without a problem", refused);
            }
        }
    }
}
