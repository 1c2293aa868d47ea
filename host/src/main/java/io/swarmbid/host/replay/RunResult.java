package io.swarmbid.host.replay;

import io.swarmbid.config.Settings;
import java.util.Map;

/**
 * What a run came to, as {@code summary.json} says it.
 *
 * @param digest XXH64 of the bytes of the decisions.
 * @param stateDigest of the core at its end.
 * @param endNs logical time of the last event.
 * @param skippedLines lines passed over, by reason.
 * @param jobsPassedOver jobs of a batch workload that became no task, by reason; empty for a log.
 * @param counts commands and decisions.
 * @param totals the books.
 * @param capacity what the capacity cost, and would have cost otherwise.
 * @param waste what was held and not used.
 * @param settings that the run had.
 */
public record RunResult(
        long digest,
        long stateDigest,
        long endNs,
        Map<String, Long> skippedLines,
        Map<String, Long> jobsPassedOver,
        RunSummary counts,
        Totals totals,
        CapacityCosts capacity,
        Waste waste,
        Settings settings) {
    /** A digest as files show it: 16 hex digits. */
    public static String hex(final long digest) {
        return String.format("%016x", digest);
    }
}
