package io.swarmbid.host.workload;

import java.util.List;

/**
 * A workload as read from its file.
 *
 * @param runForNs the run ends after so many nanoseconds; 0: when all tasks have ended
 * @param machine how the machine is cut up
 * @param tasks in the order of the file, at least one, with distinct names
 */
public record Workload(long runForNs, MachineSettings machine, List<WorkloadTask> tasks) {
    /** Copies the list. */
    public Workload {
        tasks = List.copyOf(tasks);
    }
}
