package io.swarmbid.peers.trace;

import java.util.Arrays;

/** Plays a trace: once with its fills checked, then unobserved to warm up, then timed. */
public final class MarketRun {
    private static final int MOST_ROUNDS = 99;

    private final MarketTrace trace;
    private final long warmUpNs;
    private final long timedNs;
    private double leastBytes;

    /** For so long to warm up, and so long timed; a round of each in any case. */
    public MarketRun(final MarketTrace trace, final double warmUpSeconds, final double seconds) {
        this.trace = trace;
        warmUpNs = (long) (warmUpSeconds * 1e9);
        timedNs = (long) (seconds * 1e9);
    }

    /**
     * Runs a contender.
     *
     * @throws IllegalStateException if its fills are not those of the trace.
     */
    public Outcome run(final String name, final MarketContender contender) {
        final FillDigest fills = new FillDigest();
        contender.play(trace, 0, trace.length(), fills);
        if (contender.isComparable() && fills.digest() != trace.fills().digest()) {
            throw new IllegalStateException(
                    "%s made %d fills, digest %016x, and not the %d, digest %016x, of the trace"
                            .formatted(
                                    name,
                                    fills.count(),
                                    fills.digest(),
                                    trace.fills().count(),
                                    trace.fills().digest()));
        }
        rounds(contender, warmUpNs);
        leastBytes = Double.MAX_VALUE;
        final double[] nanos = rounds(contender, timedNs);
        Arrays.sort(nanos);
        return new Outcome(name)
                .with("commands", trace.timedTo() - trace.timedFrom())
                .with("ns", nanos[nanos.length / 2])
                .with("bytes", leastBytes)
                .with("fills", fills.count());
    }

    private double[] rounds(final MarketContender contender, final long enoughNs) {
        final double[] nanos = new double[MOST_ROUNDS];
        final long start = System.nanoTime();
        int count = 0;
        while (count == 0 || count < MOST_ROUNDS && System.nanoTime() - start < enoughNs) {
            nanos[count++] = round(contender);
        }
        return Arrays.copyOf(nanos, count);
    }

    /** Nanoseconds for a timed command. */
    private double round(final MarketContender contender) {
        final int timed = trace.timedTo() - trace.timedFrom();
        contender.play(trace, 0, trace.timedFrom(), null);
        final long before = Allocation.bytes();
        final long start = System.nanoTime();
        contender.play(trace, trace.timedFrom(), trace.timedTo(), null);
        final long elapsed = System.nanoTime() - start;
        leastBytes = Math.min(leastBytes, (double) (Allocation.bytes() - before) / timed);
        contender.play(trace, trace.timedTo(), trace.length(), null);
        return (double) elapsed / timed;
    }
}
