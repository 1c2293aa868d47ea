package io.swarmbid.learning;

import static io.swarmbid.learning.EstimateDescriptor.AFTER_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.BEFORE_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.COUNT_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.HIGH_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.KEY_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.LENGTH;
import static io.swarmbid.learning.EstimateDescriptor.NEXT_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.RING_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.SAMPLES;
import static io.swarmbid.learning.EstimateDescriptor.TYPICAL_OFFSET;

import io.swarmbid.arithmetic.Wide;
import io.swarmbid.config.Limits;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotIndex;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How the work of finished tasks compared with what their customers said: section 12 of the rule book. The ratio of
 * actual to estimate is learned under two keys, one of tasks that look alike and one of the class as a whole; each
 * remembers its latest ratios, so that a class that changes is followed. Bounded: the key that learned the longest ago
 * makes room. The idea of predicting from a user's last few jobs is that of Tsafrir, Etsion and Feitelson, "Backfilling
 * using system-generated predictions rather than user runtime estimates", IEEE TPDS 18(6), 2007. Not threadsafe, no
 * allocation.
 */
public final class Estimates {
    /** Ratios are in units of 2^-32. */
    public static final int FRACTION_BITS = 32;

    private static final long ONE = 1L << FRACTION_BITS;
    private static final long LARGEST_RATIO = 1L << 60;
    private static final int FEWEST_KEYS = 8;
    private static final int MOST_KEYS = 16_384;
    private static final int NONE = -1;

    private static final int CUSTOMER_BITS = 20;
    private static final int MAX_BITS = 11;
    private static final int SIZE_BITS = 6;

    private static final int OLDEST = 0;
    private static final int NEWEST = OLDEST + Integer.BYTES;
    private static final int SIZE = NEWEST + Integer.BYTES;
    private static final int JUDGED = SIZE + 2 * Integer.BYTES;
    private static final int CUSTOMERS_SUM = JUDGED + Long.BYTES;
    private static final int LEARNED_SUM = CUSTOMERS_SUM + Long.BYTES;
    private static final int HEADER = LEARNED_SUM + Long.BYTES;

    private final UnsafeBuffer header;
    private final UnsafeBuffer records;
    private final SlotIndex index;
    private final int capacity;
    private final long[] sorted = new long[SAMPLES];
    private final int[] weights = new int[SAMPLES];
    private long typical;
    private long high;

    /** A table for an engine of so many tasks at most. */
    public Estimates(final Arena arena, final int maxTasks) {
        capacity = Math.max(FEWEST_KEYS, Math.min(MOST_KEYS, maxTasks));
        header = arena.allocate(MemoryTag.LEARNING, HEADER);
        records = arena.allocate(MemoryTag.LEARNING, (long) capacity * LENGTH);
        index = new SlotIndex(arena, MemoryTag.LEARNING, capacity);
        header.putInt(OLDEST, NONE);
        header.putInt(NEWEST, NONE);
    }

    /** Looks up what is known of a task: {@link #typicalWork} and {@link #highWork} follow. */
    public void look(final int className, final int customer, final int maxUnits, final long work) {
        typical = ONE;
        high = ONE;
        if (className == 0) {
            return;
        }
        int slot = index.get(fineKey(className, customer, maxUnits, work));
        if (slot < 0) {
            slot = index.get(coarseKey(className));
        }
        if (slot >= 0) {
            typical = records.getLong(slot * LENGTH + TYPICAL_OFFSET);
            high = records.getLong(slot * LENGTH + HIGH_OFFSET);
        }
    }

    /** The work that a task of the class looked up typically turns out to be, nanoseconds at one unit. */
    public long typicalWork(final long work) {
        return scaled(work, typical);
    }

    /** The work that nine of ten tasks of the class looked up do not exceed, nanoseconds at one unit. */
    public long highWork(final long work) {
        return scaled(work, high);
    }

    private static long scaled(final long work, final long ratio) {
        return Math.max(1, Math.min(Limits.MAX_TIME_NS, Wide.mulDivFloor(work, ratio, ONE)));
    }

    /** Learns from a task that is done, and judges both estimates of its work by what it was. */
    public void learn(
            final int className,
            final int customer,
            final int maxUnits,
            final long work,
            final long judgedWork,
            final long workDone) {
        final long actual = Math.max(1, workDone);
        add(JUDGED, 1);
        add(CUSTOMERS_SUM, accuracyPpm(work, actual));
        add(LEARNED_SUM, accuracyPpm(judgedWork, actual));
        if (className != 0) {
            final long ratio =
                    Math.max(1, Math.min(LARGEST_RATIO, Wide.mulDivFloor(actual, ONE, work)));
            sample(coarseKey(className), ratio);
            sample(fineKey(className, customer, maxUnits, work), ratio);
        }
    }

    private void add(final int offset, final long amount) {
        header.putLong(offset, header.getLong(offset) + amount);
    }

    private static long accuracyPpm(final long estimate, final long actual) {
        return Wide.mulDivFloor(Math.min(estimate, actual), Limits.PPM, Math.max(estimate, actual));
    }

    private static long coarseKey(final int className) {
        return (long) className << CUSTOMER_BITS + MAX_BITS + SIZE_BITS + 1;
    }

    /** Class, customer, most units and the size of the estimate to a power of two, exactly. */
    private static long fineKey(
            final int className, final int customer, final int maxUnits, final long work) {
        final long size = Long.SIZE - 1 - Long.numberOfLeadingZeros(work);
        return coarseKey(className)
                | (((long) customer << MAX_BITS | maxUnits) << SIZE_BITS | size) << 1
                | 1;
    }

    private void sample(final long key, final long ratio) {
        int slot = index.get(key);
        if (slot >= 0) {
            unlink(slot);
        } else {
            slot = fresh();
            records.setMemory(slot * LENGTH, LENGTH, (byte) 0);
            records.putLong(slot * LENGTH + KEY_OFFSET, key);
            index.put(key, slot);
        }
        append(slot);
        final int at = slot * LENGTH;
        final int next = records.getInt(at + NEXT_OFFSET);
        records.putLong(at + RING_OFFSET + next * Long.BYTES, ratio);
        records.putInt(at + NEXT_OFFSET, (next + 1) % SAMPLES);
        records.putInt(at + COUNT_OFFSET, Math.min(SAMPLES, count(slot) + 1));
        derive(slot);
    }

    /** A slot for a new key: one not used yet, else that of the key that learned the longest ago. */
    private int fresh() {
        final int size = header.getInt(SIZE);
        if (size < capacity) {
            header.putInt(SIZE, size + 1);
            return size;
        }
        final int slot = header.getInt(OLDEST);
        unlink(slot);
        index.remove(records.getLong(slot * LENGTH + KEY_OFFSET));
        return slot;
    }

    private void unlink(final int slot) {
        final int before = records.getInt(slot * LENGTH + BEFORE_OFFSET);
        final int after = records.getInt(slot * LENGTH + AFTER_OFFSET);
        link(before, after);
    }

    private void append(final int slot) {
        link(header.getInt(NEWEST), slot);
        link(slot, NONE);
    }

    /** Makes two slots neighbours; none before is the oldest end, none after the newest. */
    private void link(final int before, final int after) {
        if (before == NONE) {
            header.putInt(OLDEST, after);
        } else {
            records.putInt(before * LENGTH + AFTER_OFFSET, after);
        }
        if (after == NONE) {
            header.putInt(NEWEST, before);
        } else {
            records.putInt(after * LENGTH + BEFORE_OFFSET, before);
        }
    }

    /** Sorts the ring by ratio, each with the weight of its age, and takes the weighted median and the plain p90. */
    private void derive(final int slot) {
        final int count = count(slot);
        int weight = 1_000;
        int total = 0;
        for (int age = 0; age < count; age++) {
            final long ratio = sample(slot, count - 1 - age);
            int place = age;
            while (place > 0 && sorted[place - 1] > ratio) {
                sorted[place] = sorted[place - 1];
                weights[place] = weights[place - 1];
                place--;
            }
            sorted[place] = ratio;
            weights[place] = weight;
            total += weight;
            weight = weight * 3 / 4;
        }
        int place = 0;
        for (int below = weights[0]; 2 * below < total; below += weights[place]) {
            place++;
        }
        records.putLong(slot * LENGTH + TYPICAL_OFFSET, sorted[place]);
        records.putLong(slot * LENGTH + HIGH_OFFSET, sorted[(9 * count + 9) / 10 - 1]);
    }

    /** Tasks whose estimates were judged. */
    public long judged() {
        return header.getLong(JUDGED);
    }

    /** Sum over the tasks judged of min / max of the customer's figure and the actual work, ppm. */
    public long customersSumPpm() {
        return header.getLong(CUSTOMERS_SUM);
    }

    /** The same of the learned figure. */
    public long learnedSumPpm() {
        return header.getLong(LEARNED_SUM);
    }

    /** The key that learned the longest ago, -1 if there is none. */
    public int oldest() {
        return header.getInt(OLDEST);
    }

    /** The key that learned next after one, -1 after the newest. */
    public int after(final int slot) {
        return records.getInt(slot * LENGTH + AFTER_OFFSET);
    }

    /** Symbol of the class. */
    public int className(final int slot) {
        return (int)
                (records.getLong(slot * LENGTH + KEY_OFFSET)
                        >>> CUSTOMER_BITS + MAX_BITS + SIZE_BITS + 1);
    }

    /** Whether the key stands for tasks that look alike, not for the class. */
    public boolean isFine(final int slot) {
        return (records.getLong(slot * LENGTH + KEY_OFFSET) & 1) != 0;
    }

    /** Symbol of the customer; of a fine key. */
    public int customer(final int slot) {
        return (int) (records.getLong(slot * LENGTH + KEY_OFFSET) >>> MAX_BITS + SIZE_BITS + 1)
                & (1 << CUSTOMER_BITS) - 1;
    }

    /** Most units and size of the estimate, as they stand in a fine key. */
    public int shape(final int slot) {
        return (int) (records.getLong(slot * LENGTH + KEY_OFFSET) >>> 1)
                & (1 << MAX_BITS + SIZE_BITS) - 1;
    }

    /** Ratios remembered. */
    public int count(final int slot) {
        return records.getInt(slot * LENGTH + COUNT_OFFSET);
    }

    /** The n-th ratio remembered, from 0, the oldest. */
    public long sample(final int slot, final int place) {
        final int next = records.getInt(slot * LENGTH + NEXT_OFFSET);
        final int at = (next - count(slot) + place + SAMPLES) % SAMPLES;
        return records.getLong(slot * LENGTH + RING_OFFSET + at * Long.BYTES);
    }
}
