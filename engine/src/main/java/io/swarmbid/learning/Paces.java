package io.swarmbid.learning;

import static io.swarmbid.learning.PaceDescriptor.COUNT;
import static io.swarmbid.learning.PaceDescriptor.LENGTH;
import static io.swarmbid.learning.PaceDescriptor.NEXT;
import static io.swarmbid.learning.PaceDescriptor.POINTS;
import static io.swarmbid.learning.PaceDescriptor.POINTS_OFFSET;
import static io.swarmbid.learning.PaceDescriptor.POINT_LENGTH;
import static io.swarmbid.learning.PaceDescriptor.RING;
import static io.swarmbid.learning.PaceDescriptor.SAMPLES;
import static io.swarmbid.learning.PaceDescriptor.SIZE_OFFSET;
import static io.swarmbid.learning.PaceDescriptor.STAMP;
import static io.swarmbid.learning.PaceDescriptor.TAUGHT_OFFSET;
import static io.swarmbid.learning.PaceDescriptor.UNITS;

import io.swarmbid.arithmetic.Wide;
import io.swarmbid.config.Limits;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;

/**
 * How fast tasks of a class really are on so many units: section 12 of the rule book. Of each number of units that was
 * tried the median of the latest paces is taken, which an outlier does not move; between two of them the ratio of measured
 * to declared speed-up is interpolated. A curve that dips is learned with its dip. Bounded. Not threadsafe, no allocation.
 */
public final class Paces {
    /** A curve learned is at most this, ppm. */
    public static final long MOST = Integer.MAX_VALUE;

    private static final int FEWEST_CLASSES = 8;
    private static final int MOST_CLASSES = 1_024;

    /** Paces of a number of units before they count. */
    private static final int ENOUGH = 3;

    /** Samples of the class after which a number of units not tried any more is forgotten. */
    private static final long MEMORY = 64;

    private static final int RATIO_BITS = 20;
    private static final long DECLARED = 1L << RATIO_BITS;
    private static final long MOST_RATIO = 1L << 40;

    private final RecentTable table;
    private final Block records;
    private final int[] sorted = new int[SAMPLES];
    private final int[] units = new int[POINTS];
    private final long[] ratios = new long[POINTS];
    private int known;

    /** A table for an engine of so many tasks at most. */
    public Paces(final Arena arena, final int maxTasks) {
        final int classes = Math.max(FEWEST_CLASSES, Math.min(MOST_CLASSES, maxTasks));
        table = new RecentTable(arena, classes, LENGTH);
        records = table.records;
    }

    /** A task of the class made so much progress in so long on n units: nanoseconds of work, nanoseconds. */
    public void learn(final int className, final int n, final long work, final long time) {
        learn(className, n, Wide.mulDivFloor(work, Limits.PPM, time));
    }

    /** A task of the class was so fast on n units, ppm of the pace at which work is counted. */
    public void learn(final int className, final int n, final long pacePpm) {
        if (className == 0) {
            return;
        }
        final int slot = table.touch(className);
        final long taught = records.getLong(table.at(slot) + TAUGHT_OFFSET) + 1;
        records.putLong(table.at(slot) + TAUGHT_OFFSET, taught);
        final int point = place(slot, n);
        records.putLong(point + STAMP, taught);
        final int next = records.getInt(point + NEXT);
        records.putInt(
                point + RING + next * Integer.BYTES, (int) Math.max(1, Math.min(MOST, pacePpm)));
        records.putInt(point + NEXT, (next + 1) % SAMPLES);
        records.putInt(point + COUNT, Math.min(SAMPLES, records.getInt(point + COUNT) + 1));
    }

    /** The point of n units; a new one, in order, takes the place of the one sampled the longest ago where all are taken. */
    private int place(final int slot, final int n) {
        final int size = points(slot);
        int place = 0;
        while (place < size && units(slot, place) < n) {
            place++;
        }
        if (place < size && units(slot, place) == n) {
            return pointAt(slot, place);
        }
        int free = size;
        if (size < POINTS) {
            records.putInt(table.at(slot) + SIZE_OFFSET, size + 1);
        } else {
            free = 0;
            for (int each = 1; each < size; each++) {
                free = stamp(slot, each) < stamp(slot, free) ? each : free;
            }
        }
        for (; free > place; free--) {
            move(slot, free - 1, free);
        }
        for (; free < place - 1; free++) {
            move(slot, free + 1, free);
        }
        final int point = pointAt(slot, free);
        records.setMemory(point, POINT_LENGTH, (byte) 0);
        records.putInt(point + UNITS, n);
        return point;
    }

    private void move(final int slot, final int from, final int to) {
        records.putBytes(pointAt(slot, to), records, pointAt(slot, from), POINT_LENGTH);
    }

    private int pointAt(final int slot, final int place) {
        return table.at(slot) + POINTS_OFFSET + place * POINT_LENGTH;
    }

    /**
     * Corrects a declared curve by what is known of the class.
     *
     * @param declared S(1..max), ppm.
     * @param learned where S(1..max) as learned goes; may be {@code declared}.
     * @return whether anything is known of it.
     */
    public boolean correct(
            final int className, final int[] declared, final int max, final int[] learned) {
        if (className == 0 || !look(className, declared, max)) {
            return false;
        }
        int above = 0;
        for (int n = 1; n <= max; n++) {
            while (above < known && units[above] < n) {
                above++;
            }
            final long ratio = ratio(n, above);
            learned[n] = (int) Math.min(MOST, Wide.mulDivFloor(declared[n], ratio, DECLARED));
        }
        return true;
    }

    /** The ratios of measured to declared speed-up that are known, by units. */
    private boolean look(final int className, final int[] declared, final int max) {
        known = 0;
        final int slot = table.find(className);
        if (slot < 0) {
            return false;
        }
        final long oldest = taught(slot) - MEMORY;
        for (int place = 0; place < points(slot); place++) {
            final int n = units(slot, place);
            if (n <= max
                    && declared[n] > 0
                    && count(slot, place) >= ENOUGH
                    && stamp(slot, place) > oldest) {
                units[known] = n;
                ratios[known++] =
                        Math.min(
                                MOST_RATIO,
                                ((long) median(slot, place) << RATIO_BITS) / declared[n]);
            }
        }
        return known > 0;
    }

    /** Interpolated: {@code above} is the first known point that is not below n. */
    private long ratio(final int n, final int above) {
        if (above == known) {
            return ratios[known - 1];
        }
        if (units[above] == n) {
            return ratios[above];
        }
        final int low = above == 0 ? 1 : units[above - 1];
        final long from = above == 0 ? DECLARED : ratios[above - 1];
        return from + Math.floorDiv((ratios[above] - from) * (n - low), units[above] - low);
    }

    private int median(final int slot, final int place) {
        final int count = count(slot, place);
        for (int i = 0; i < count; i++) {
            final int pace = sample(slot, place, i);
            int at = i;
            for (; at > 0 && sorted[at - 1] > pace; at--) {
                sorted[at] = sorted[at - 1];
            }
            sorted[at] = pace;
        }
        return sorted[(count - 1) / 2];
    }

    /** The class that learned the longest ago, -1 if there is none. */
    public int oldest() {
        return table.oldest();
    }

    /** The class that learned next after one, -1 after the newest. */
    public int after(final int slot) {
        return table.after(slot);
    }

    /** Symbol of the class. */
    public int className(final int slot) {
        return (int) table.key(slot);
    }

    /** Paces of the class so far. */
    public long taught(final int slot) {
        return records.getLong(table.at(slot) + TAUGHT_OFFSET);
    }

    /** Numbers of units that are remembered, in their order. */
    public int points(final int slot) {
        return records.getInt(table.at(slot) + SIZE_OFFSET);
    }

    /** Units of a point. */
    public int units(final int slot, final int place) {
        return records.getInt(pointAt(slot, place) + UNITS);
    }

    /** How many paces the class had when the point got its last. */
    public long stamp(final int slot, final int place) {
        return records.getLong(pointAt(slot, place) + STAMP);
    }

    /** Paces remembered of a point. */
    public int count(final int slot, final int place) {
        return records.getInt(pointAt(slot, place) + COUNT);
    }

    /** The n-th pace of a point, from 0, the oldest; ppm. */
    public int sample(final int slot, final int place, final int n) {
        final int point = pointAt(slot, place);
        final int at = (records.getInt(point + NEXT) - count(slot, place) + n + SAMPLES) % SAMPLES;
        return records.getInt(point + RING + at * Integer.BYTES);
    }
}
