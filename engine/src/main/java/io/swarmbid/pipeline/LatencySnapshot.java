package io.swarmbid.pipeline;

/**
 * From the publication of a command to the hand-over of its first decision, nanoseconds of the engine's clock,
 * since the start. Commands that cause no decision are not in it, nor is the time that a caller of the waiting
 * form waited for room: a host that drives an open load measures from when it meant to send.
 *
 * @param count of commands measured.
 * @param p50Ns the median.
 * @param p99Ns the 99th percentile.
 * @param p999Ns the 99.9th percentile.
 * @param maxNs the longest.
 */
public record LatencySnapshot(long count, long p50Ns, long p99Ns, long p999Ns, long maxNs) {}
