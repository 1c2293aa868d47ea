package io.swarmbid.host.run;

import io.swarmbid.host.workload.MachinePlan;
import io.swarmbid.pipeline.LatencySnapshot;
import java.util.List;

/**
 * A run at one instant.
 *
 * @param title of the workload.
 * @param nowNs of the run.
 * @param durationNs 0 where it is open.
 * @param machine how it is cut up.
 * @param prices of its VRUs.
 * @param actuator in effect.
 * @param probes reader.
 * @param busyPpm vCPUs that are busy, with all that runs on the machine, in millionths of one.
 * @param decisions made so far.
 * @param latency of the decisions.
 * @param tasks in the order of the workload.
 */
record RunView(
        String title,
        long nowNs,
        long durationNs,
        MachinePlan machine,
        Prices prices,
        String actuator,
        String probes,
        long busyPpm,
        long decisions,
        LatencySnapshot latency,
        List<TaskView> tasks) {}
