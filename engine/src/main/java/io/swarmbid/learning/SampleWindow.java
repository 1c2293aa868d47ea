package io.swarmbid.learning;

import static io.swarmbid.learning.EstimateDescriptor.BY_ACTUAL_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.BY_RATIO_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.COUNT_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.NEXT_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.RING_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.SAMPLES;

import io.swarmbid.memory.Block;

/**
 * Flyweight over what is remembered under one key: the latest samples in a ring, and the places of the ring in ascending
 * order, so that who asks need not sort. A sample that comes is put where it belongs, in the place of the oldest. Not
 * threadsafe, no allocation.
 */
final class SampleWindow {
    /** A sample is the logarithm of the actual work above that of the estimated, of so many bits. */
    private static final int LOG_BITS = 16;

    private final Block records;
    private int at;

    SampleWindow(final Block records) {
        this.records = records;
    }

    /** Sets it on the record that begins there. */
    SampleWindow wrap(final int offset) {
        at = offset;
        return this;
    }

    static int sampleOf(final int actual, final int estimated) {
        return actual << LOG_BITS | estimated;
    }

    int count() {
        return records.getInt(at + COUNT_OFFSET);
    }

    /** The n-th sample, from 0, the oldest. */
    int sample(final int n) {
        return records.getInt(ring((next() - count() + n + SAMPLES) % SAMPLES));
    }

    /** How many samples came after that at a place of the ring. */
    int age(final int place) {
        return (next() - 1 - place + SAMPLES) % SAMPLES;
    }

    /** Logarithm of actual / estimated work at a place of the ring. */
    int ratio(final int place) {
        return actual(place) - (records.getInt(ring(place)) & (1 << LOG_BITS) - 1);
    }

    /** Logarithm of the actual work at a place of the ring. */
    int actual(final int place) {
        return records.getInt(ring(place)) >>> LOG_BITS;
    }

    /** The place of the n-th sample by ratio, from 0, the smallest. */
    int byRatio(final int n) {
        return records.getByte(at + BY_RATIO_OFFSET + n);
    }

    /** The place of the n-th sample by actual work, from 0, the smallest; where the samples were added so. */
    int byActual(final int n) {
        return records.getByte(at + BY_ACTUAL_OFFSET + n);
    }

    /** Remembers a sample, sorted by ratio, and by actual work too if that is asked for. */
    void add(final int sample, final boolean sortsActual) {
        final int place = next();
        final int before = count();
        records.putInt(ring(place), sample);
        records.putInt(at + NEXT_OFFSET, (place + 1) % SAMPLES);
        records.putInt(at + COUNT_OFFSET, Math.min(SAMPLES, before + 1));
        final int others = before == SAMPLES ? SAMPLES - 1 : before;
        if (before == SAMPLES) {
            drop(at + BY_RATIO_OFFSET, place);
        }
        int n = others;
        for (; n > 0 && ratio(byRatio(n - 1)) > ratio(place); n--) {
            records.putByte(at + BY_RATIO_OFFSET + n, (byte) byRatio(n - 1));
        }
        records.putByte(at + BY_RATIO_OFFSET + n, (byte) place);
        if (!sortsActual) {
            return;
        }
        if (before == SAMPLES) {
            drop(at + BY_ACTUAL_OFFSET, place);
        }
        n = others;
        for (; n > 0 && actual(byActual(n - 1)) > actual(place); n--) {
            records.putByte(at + BY_ACTUAL_OFFSET + n, (byte) byActual(n - 1));
        }
        records.putByte(at + BY_ACTUAL_OFFSET + n, (byte) place);
    }

    /** Closes the gap that a place leaves in an order of all of them. */
    private void drop(final int order, final int place) {
        int n = 0;
        while (records.getByte(order + n) != place) {
            n++;
        }
        for (; n < SAMPLES - 1; n++) {
            records.putByte(order + n, records.getByte(order + n + 1));
        }
    }

    private int next() {
        return records.getInt(at + NEXT_OFFSET);
    }

    private int ring(final int place) {
        return at + RING_OFFSET + place * Integer.BYTES;
    }
}
