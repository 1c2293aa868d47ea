package io.swarmbid.host.report.record;

import java.util.Arrays;

/**
 * What one task was and held, as segments of time in order, the last one open. Bounded: when full, the shorter half
 * of
 * the segments joins its neighbours. Not thread safe.
 */
public final class History {
    /** What a task is during a segment. */
    public enum State {
        /** Waits for room; {@link #why} says for which reason. */
        QUEUED,
        /** Holds units. */
        RUNNING,
        /** Holds units that it no longer pays for: its bid or its work is used up. */
        EXHAUSTED
    }

    static final int MAX_SEGMENTS = 512;

    private long[] from = new long[2];
    private State[] state = new State[2];
    private int[] units = new int[2];
    private long[] instance = new long[2];
    private Why[] why = new Why[2];
    private int size;
    private long end = Long.MAX_VALUE;
    private boolean coarse;

    /** The use of its CPU, where the run recorded it: granted and used, parts per million of a vCPU. */
    private StepSeries granted;

    private StepSeries used;

    void begin(
            final long at,
            final State newState,
            final int newUnits,
            final long newInstance,
            final Why reason) {
        if (size > 0 && from[size - 1] >= at) {
            size--;
        }
        if (size > 0 && isSame(size - 1, newState, newUnits, newInstance, reason)) {
            return;
        }
        if (size == MAX_SEGMENTS) {
            coarsen();
        }
        if (size == from.length) {
            grow(Math.min(MAX_SEGMENTS, size * 2));
        }
        from[size] = at;
        state[size] = newState;
        units[size] = newUnits;
        instance[size] = newInstance;
        why[size++] = reason;
    }

    private boolean isSame(
            final int i, final State s, final int n, final long onInstance, final Why reason) {
        return state[i] == s
                && units[i] == n
                && instance[i] == onInstance
                && (s != State.QUEUED || why[i].equals(reason));
    }

    private void grow(final int capacity) {
        from = Arrays.copyOf(from, capacity);
        state = Arrays.copyOf(state, capacity);
        units = Arrays.copyOf(units, capacity);
        instance = Arrays.copyOf(instance, capacity);
        why = Arrays.copyOf(why, capacity);
    }

    private void coarsen() {
        coarse = true;
        final long[] lengths = new long[size - 1];
        for (int i = 0; i + 1 < size; i++) {
            lengths[i] = from[i + 1] - from[i];
        }
        Arrays.sort(lengths);
        final long median = lengths[lengths.length / 2];
        int kept = 1;
        for (int i = 1; i < size; i++) {
            final boolean isShort = i + 1 < size && from[i + 1] - from[i] <= median;
            if (!isShort) {
                from[kept] = from[i];
                state[kept] = state[i];
                units[kept] = units[i];
                instance[kept] = instance[i];
                why[kept++] = why[i];
            }
        }
        size = kept;
    }

    void finish(final long at) {
        if (size > 1 && from[size - 1] >= at) {
            size--;
        }
        end = at;
    }

    StepSeries granted() {
        if (granted == null) {
            granted = new StepSeries(512);
        }
        return granted;
    }

    StepSeries used() {
        if (used == null) {
            used = new StepSeries(512);
        }
        return used;
    }

    /** CPU granted over time, parts per million of a vCPU; null where the run did not record its use. */
    public StepSeries cpuGranted() {
        return used == null ? null : granted;
    }

    /** CPU used over time, parts per million of a vCPU; null where the run did not record it. */
    public StepSeries cpuUsed() {
        return used;
    }

    /** The number of segments. */
    public int size() {
        return size;
    }

    /** When segment i begins, nanoseconds. */
    public long from(final int i) {
        return from[i];
    }

    /** When segment i ends, nanoseconds. */
    public long to(final int i) {
        return i + 1 < size ? from[i + 1] : Math.max(end, from[i]);
    }

    /** What the task was in segment i. */
    public State state(final int i) {
        return state[i];
    }

    /** The units held in segment i. */
    public int units(final int i) {
        return units[i];
    }

    /** The instance of segment i; 0 while queued. */
    public long instance(final int i) {
        return instance[i];
    }

    /** Why segment i began. */
    public Why why(final int i) {
        return why[i];
    }

    /** Whether short segments were joined to keep it small. */
    public boolean isCoarse() {
        return coarse;
    }
}
