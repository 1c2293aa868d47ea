package io.swarmbid.host.run;

import io.swarmbid.host.replay.RunResult;
import io.swarmbid.pipeline.LatencySnapshot;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run came to.
 *
 * @param result as {@code summary.json} has it.
 * @param directory that holds the files.
 * @param latency of the decisions.
 * @param latencies the same as time went on.
 * @param actuator that was in effect, and why, in one line.
 * @param probes which reader, and why, in one line.
 * @param busyPpm vCPUs that were busy, with all that ran on the machine, in millionths of one; mean of the run.
 * @param telemetryDropped telemetry commands that found the ring full.
 */
public record RunOutcome(
        RunResult result,
        Path directory,
        LatencySnapshot latency,
        List<LatencySeries.Span> latencies,
        String actuator,
        String probes,
        long busyPpm,
        long telemetryDropped) {}
