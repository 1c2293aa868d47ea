package io.swarmbid.host.replay;

/** Samples of the use of what is held of one kind, by whole percent. Not threadsafe. */
final class UseSamples {
    private static final int PERCENT = 100;
    private static final int PPM_PER_PERCENT = 10_000;

    private final int[] counts = new int[PERCENT + 1];
    private int samples;
    private long roundPpm;
    private int roundReports;

    UseSamples copy() {
        final UseSamples copy = new UseSamples();
        System.arraycopy(counts, 0, copy.counts, 0, counts.length);
        copy.samples = samples;
        copy.roundPpm = roundPpm;
        copy.roundReports = roundReports;
        return copy;
    }

    /** One sample of the whole, ppm. */
    void add(final long ppm) {
        final long percent = (Math.max(0, ppm) + PPM_PER_PERCENT - 1) / PPM_PER_PERCENT;
        counts[(int) Math.min(PERCENT, percent)]++;
        samples++;
    }

    /** A report of one VRU of so many; as many reports make a sample, their mean. */
    void report(final long ppm, final long vrus) {
        roundPpm += ppm;
        roundReports++;
        if (roundReports >= vrus) {
            add(roundPpm / roundReports);
            roundPpm = 0;
            roundReports = 0;
        }
    }

    boolean isEmpty() {
        return samples == 0;
    }

    /** The 95th percentile, a share from 0 to 1: the upper end of its percent. */
    double p95() {
        final int rank = (int) Math.ceil(0.95 * samples);
        int below = 0;
        for (int percent = 0; percent <= PERCENT; percent++) {
            below += counts[percent];
            if (below >= rank) {
                return (double) percent / PERCENT;
            }
        }
        return 1;
    }
}
