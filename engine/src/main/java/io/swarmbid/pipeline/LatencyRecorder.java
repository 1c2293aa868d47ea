package io.swarmbid.pipeline;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** Records on one thread without waiting or allocating; any thread takes snapshots meanwhile. */
final class LatencyRecorder {
    private static final long LONGEST_NS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(1, LONGEST_NS, DIGITS);
    private final Histogram total = new Histogram(1, LONGEST_NS, DIGITS);
    private final Histogram undrained = new Histogram(1, LONGEST_NS, DIGITS);
    private Histogram interval;

    void record(final long latencyNs) {
        recorder.recordValue(Math.max(0, Math.min(LONGEST_NS, latencyNs)));
    }

    private void collect() {
        interval = recorder.getIntervalHistogram(interval);
        total.add(interval);
        undrained.add(interval);
    }

    /** Adds what was recorded since the last call to a histogram. */
    synchronized void drain(final Histogram into) {
        collect();
        into.add(undrained);
        undrained.reset();
    }

    synchronized LatencySnapshot snapshot() {
        collect();
        return new LatencySnapshot(
                total.getTotalCount(),
                total.getValueAtPercentile(50),
                total.getValueAtPercentile(99),
                total.getValueAtPercentile(99.9),
                total.getMaxValue());
    }
}
