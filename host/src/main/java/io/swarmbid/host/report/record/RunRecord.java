package io.swarmbid.host.report.record;

import java.util.List;

/**
 * A whole run, read back.
 *
 * @param name the name of the directory; untrusted.
 * @param summary the engine's own totals.
 * @param startNs logical time of the first command or decision.
 * @param endNs logical time of the last.
 * @param tasks by arrival; of very many the largest bids.
 * @param droppedTasks tasks that are counted everywhere but not listed.
 * @param holders the tasks whose history is kept, largest holders first.
 * @param customers highest charges first.
 * @param classes highest charges first.
 * @param pools by number.
 * @param instances busiest first; of very many the busiest.
 * @param droppedInstances instances that are counted everywhere but not listed.
 * @param totals the whole over time.
 * @param tallies counts by reason.
 * @param findings what was found about tasks that ran.
 * @param usage where the used CPU was read: {@code usage.csv}, {@code commands.jsonl}, or empty for nowhere.
 */
public record RunRecord(
        String name,
        Summary summary,
        long startNs,
        long endNs,
        List<Task> tasks,
        long droppedTasks,
        List<Task> holders,
        List<Account> customers,
        List<Account> classes,
        List<Pool> pools,
        List<Instance> instances,
        long droppedInstances,
        Totals totals,
        Tallies tallies,
        Findings findings,
        String usage) {

    /** The length of the run in logical time; at least one nanosecond. */
    public long spanNs() {
        return Math.max(1, endNs - startNs);
    }

    /** Every task, listed or not. */
    public long taskCount() {
        return tasks.size() + droppedTasks;
    }
}
