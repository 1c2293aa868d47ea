package io.swarmbid.bench.probes;

import io.swarmbid.bench.results.Results;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** One way to read the same processes, timed in rounds that alternate with the others'. */
final class Contender {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String name;
    private final LongSupplier batch;
    private final int batchesPerRound;
    private final double[] nsPerBatch;
    private final double[] cpuNsPerBatch;
    private final double[] bytesPerBatch;
    private long sink;

    Contender(
            final String name,
            final int rounds,
            final int batchesPerRound,
            final LongSupplier batch) {
        this.name = name;
        this.batch = batch;
        this.batchesPerRound = batchesPerRound;
        this.nsPerBatch = new double[rounds];
        this.cpuNsPerBatch = new double[rounds];
        this.bytesPerBatch = new double[rounds];
    }

    /** Runs and forgets. */
    void warmUp() {
        for (int count = 0; count < batchesPerRound; count++) {
            sink += batch.getAsLong();
        }
    }

    void measure(final int round) {
        final long asking = allocatedBytes();
        final long bytesBefore = allocatedBytes();
        final long cpuStart = THREADS.getCurrentThreadCpuTime();
        final long start = System.nanoTime();
        for (int count = 0; count < batchesPerRound; count++) {
            sink += batch.getAsLong();
        }
        final long elapsed = System.nanoTime() - start;
        final long cpu = THREADS.getCurrentThreadCpuTime() - cpuStart;
        final long bytes = allocatedBytes() - bytesBefore - (bytesBefore - asking);
        nsPerBatch[round] = (double) elapsed / batchesPerRound;
        cpuNsPerBatch[round] = (double) cpu / batchesPerRound;
        bytesPerBatch[round] = (double) bytes / batchesPerRound;
    }

    String name() {
        return name;
    }

    double medianMicros() {
        return median(nsPerBatch) / 1000;
    }

    double medianCpuMicros() {
        return median(cpuNsPerBatch) / 1000;
    }

    double medianBytes() {
        return median(bytesPerBatch);
    }

    /**
     * Median of the ratios within each round, by the thread's CPU time: noise that lasts longer than a round touches
     * both sides alike, and what others run meanwhile touches neither.
     */
    double ratioTo(final Contender other) {
        return medianRatio(cpuNsPerBatch, other.cpuNsPerBatch);
    }

    /** The same by the clock on the wall, which charges waits for the garbage collector, and for other programs. */
    double wallRatioTo(final Contender other) {
        return medianRatio(nsPerBatch, other.nsPerBatch);
    }

    private static double medianRatio(final double[] ours, final double[] theirs) {
        final double[] ratios = new double[ours.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = ours[round] / theirs[round];
        }
        return median(ratios);
    }

    /** Every round's figures. */
    void addTo(final Results results, final String row) {
        for (int round = 0; round < nsPerBatch.length; round++) {
            results.add(row, name, "wall, us", nsPerBatch[round] / 1000);
            results.add(row, name, "CPU, us", cpuNsPerBatch[round] / 1000);
            results.add(row, name, "bytes", bytesPerBatch[round]);
        }
    }

    /** So that nothing is optimised away. */
    long sink() {
        return sink;
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static long allocatedBytes() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
