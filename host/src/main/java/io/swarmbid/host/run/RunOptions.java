package io.swarmbid.host.run;

import io.swarmbid.host.actuator.Actuators;
import java.nio.file.Path;
import java.util.List;

/**
 * What to run and how.
 *
 * @param workload file, null for the built-in workload.
 * @param durationNs after which the run ends; negative where the workload says so, 0: when all tasks have ended.
 * @param out directory for the files, null for a fresh one.
 * @param actuator asked for.
 * @param sampleNs nanoseconds between two samples of the probes.
 * @param sets settings as {@code NAME=VALUE}; of two for one name the later holds.
 */
public record RunOptions(
        Path workload,
        long durationNs,
        Path out,
        Actuators.Request actuator,
        long sampleNs,
        List<String> sets) {
    /** The workload's own duration. */
    public static final long FROM_WORKLOAD = -1;

    /** Samples that are taken unless asked for otherwise: five a second. */
    public static final long SAMPLE_NS = 200_000_000L;

    /** Copies the list. */
    public RunOptions {
        sets = List.copyOf(sets);
    }
}
