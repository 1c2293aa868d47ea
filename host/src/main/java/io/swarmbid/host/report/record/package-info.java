/**
 * What happened in a run, read back from its output directory in one pass.
 *
 * <pre>
 * commands.jsonl  ─► CommandReader ──┐
 *                                    ├─► RecordReader ─► RunState ─► RunRecord
 * decisions.jsonl ─► DecisionReader ─┘        ▲                        ▲
 * summary.json    ─► Summary ─────────────────┘      usage.csv ────────┘
 * </pre>
 *
 * Memory is bounded whatever the length of the run: live tasks and instances, the largest of those that have ended,
 * and
 * series of limited size that keep their extremes. Everything here runs on the caller's thread. Amounts are
 * nano-currency, rates nano-currency per hour, times nanoseconds of the run's logical clock.
 */
package io.swarmbid.host.report.record;
