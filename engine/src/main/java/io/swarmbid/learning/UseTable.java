package io.swarmbid.learning;

import static io.swarmbid.learning.UseDescriptor.BUCKETS_OFFSET;
import static io.swarmbid.learning.UseDescriptor.IO_HIGH_OFFSET;
import static io.swarmbid.learning.UseDescriptor.IO_SAMPLES_OFFSET;
import static io.swarmbid.learning.UseDescriptor.KINDS;
import static io.swarmbid.learning.UseDescriptor.KINDS_OFFSET;
import static io.swarmbid.learning.UseDescriptor.KIND_LENGTH;
import static io.swarmbid.learning.UseDescriptor.LATEST_IO_OFFSET;
import static io.swarmbid.learning.UseDescriptor.LATEST_OFFSET;
import static io.swarmbid.learning.UseDescriptor.LENGTH;
import static io.swarmbid.learning.UseDescriptor.OVER_IDLE;
import static io.swarmbid.learning.UseDescriptor.OVER_OVERSIZED;
import static io.swarmbid.learning.UseDescriptor.PACES;
import static io.swarmbid.learning.UseDescriptor.PACES_OFFSET;
import static io.swarmbid.learning.UseDescriptor.PACE_COUNT_OFFSET;
import static io.swarmbid.learning.UseDescriptor.PACE_LENGTH;
import static io.swarmbid.learning.UseDescriptor.PACE_TIME;
import static io.swarmbid.learning.UseDescriptor.PACE_WORK;
import static io.swarmbid.learning.UseDescriptor.PERIOD_END_OFFSET;
import static io.swarmbid.learning.UseDescriptor.REPORTED_AT_OFFSET;
import static io.swarmbid.learning.UseDescriptor.REPORTED_WORK_OFFSET;
import static io.swarmbid.learning.UseDescriptor.ROUND_COUNT;
import static io.swarmbid.learning.UseDescriptor.ROUND_IO;
import static io.swarmbid.learning.UseDescriptor.ROUND_SUM;
import static io.swarmbid.learning.UseDescriptor.SAMPLES;
import static io.swarmbid.learning.UseDescriptor.TASK_OFFSET;

import io.swarmbid.config.Limits;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;
import io.swarmbid.memory.SlotStack;

/**
 * How the tasks that are watched use what they hold, one record each: section 13 of the rule book. A sample costs a few
 * counts. Slot {@link #NOBODY} says of a task that is not watched that nothing is known. Not threadsafe, no allocation.
 */
public final class UseTable {
    /** The slot of all who are not watched: every count in it is 0. */
    public static final int NOBODY = 0;

    /** Counts by share. */
    public static final int BUCKETS = UseDescriptor.BUCKETS;

    /** Shares fall into buckets of so many ppm. */
    public static final int BUCKET_PPM = Limits.PPM / BUCKETS;

    /** So many bytes per second and more are high. */
    public static final long HIGH_IO = 8L << 20;

    private static final long MOST_IO = 1L << 32;
    private static final int MOST_SAMPLES = 0xFFFF;
    private static final long MOST_PACE = 1L << 58;

    private final Block records;
    private final SlotStack slots;
    private final int idleFloorPpm;
    private final int oversizedFloorPpm;

    public UseTable(
            final Arena arena,
            final int capacity,
            final int idleFloorPpm,
            final int oversizedFloorPpm) {
        records = arena.allocate(MemoryTag.LEARNING, (capacity + 1L) * LENGTH);
        slots = new SlotStack(arena, MemoryTag.LEARNING, capacity + 1);
        slots.take();
        this.idleFloorPpm = idleFloorPpm;
        this.oversizedFloorPpm = oversizedFloorPpm;
    }

    /** Slots, {@link #NOBODY}'s included. */
    public int slots() {
        return slots.capacity();
    }

    /** The slot of a task that is watched from now on, with nothing known; {@link #NOBODY} if as many are as can be. */
    public int watch(final int task) {
        final int slot = slots.take();
        if (slot == SlotStack.FULL) {
            return NOBODY;
        }
        records.clear(slot * LENGTH, LENGTH);
        records.putInt(slot * LENGTH + TASK_OFFSET, task);
        return slot;
    }

    /** The task is watched no more. */
    public void forget(final int slot) {
        slots.give(slot);
    }

    /** The task that is watched in a slot. */
    public int task(final int slot) {
        return records.getInt(slot * LENGTH + TASK_OFFSET);
    }

    /** The task has left its instance: no period, no counts, no last report. The paces stay. */
    public void leave(final int slot) {
        forgetReport(slot);
        endPeriod(slot);
    }

    /** The counts start from 0. */
    public void endPeriod(final int slot) {
        final int at = slot * LENGTH;
        records.putLong(at + PERIOD_END_OFFSET, 0);
        records.putInt(at + IO_SAMPLES_OFFSET, 0);
        records.clear(at + KINDS_OFFSET, KINDS * KIND_LENGTH);
    }

    /** When the period ends, nanoseconds; 0: there is none. */
    public long periodEnd(final int slot) {
        return records.getLong(slot * LENGTH + PERIOD_END_OFFSET);
    }

    public void periodEnd(final int slot, final long endNs) {
        records.putLong(slot * LENGTH + PERIOD_END_OFFSET, endNs);
    }

    private static int at(final int slot, final int kind) {
        return slot * LENGTH + KINDS_OFFSET + kind * KIND_LENGTH;
    }

    private int unsigned(final int offset) {
        return records.getShort(offset) & 0xFFFF;
    }

    private int increase(final int offset) {
        final int count = unsigned(offset) + 1;
        records.putShort(offset, (short) count);
        return count;
    }

    private void halve(final int offset) {
        records.putShort(offset, (short) (unsigned(offset) >> 1));
    }

    /** A share of a kind that the task holds, ppm. */
    public void sample(final int slot, final int kind, final int sharePpm) {
        final int at = at(slot, kind);
        increase(at + BUCKETS_OFFSET + bucket(sharePpm) * Short.BYTES);
        if (sharePpm >= idleFloorPpm) {
            increase(at + OVER_IDLE);
        }
        if (sharePpm >= oversizedFloorPpm) {
            increase(at + OVER_OVERSIZED);
        }
        if (increase(at + SAMPLES) == MOST_SAMPLES) {
            halveAll(at);
        }
    }

    private static int bucket(final int sharePpm) {
        return Math.min(BUCKETS - 1, sharePpm / BUCKET_PPM);
    }

    /** Keeps the counts in 16 bits. */
    private void halveAll(final int at) {
        int sum = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            final int offset = at + BUCKETS_OFFSET + bucket * Short.BYTES;
            halve(offset);
            sum += unsigned(offset);
        }
        halve(at + OVER_IDLE);
        halve(at + OVER_OVERSIZED);
        records.putShort(at + SAMPLES, (short) sum);
    }

    /** Bytes per second of the whole task. */
    public void io(final int slot, final long bytesPerSecond) {
        final int at = slot * LENGTH;
        if (bytesPerSecond >= HIGH_IO) {
            increase(at + IO_HIGH_OFFSET);
        }
        if (increase(at + IO_SAMPLES_OFFSET) == MOST_SAMPLES) {
            halve(at + IO_SAMPLES_OFFSET);
            halve(at + IO_HIGH_OFFSET);
        }
    }

    /**
     * A report about one VRU. Those of as many reports as the task holds VRUs of the kind make one sample of the task.
     *
     * @param held VRUs of the kind that the task holds.
     * @param withIo whether the reports of this kind tell the task's I/O too.
     */
    public void report(
            final int slot,
            final int kind,
            final int held,
            final int sharePpm,
            final long bytesPerSecond,
            final boolean withIo) {
        final int at = at(slot, kind);
        final int sum = records.getInt(at + ROUND_SUM) + sharePpm;
        final int count = records.getInt(at + ROUND_COUNT) + 1;
        final long bytes = records.getLong(at + ROUND_IO) + Math.min(MOST_IO, bytesPerSecond);
        if (count < held) {
            records.putInt(at + ROUND_SUM, sum);
            records.putInt(at + ROUND_COUNT, count);
            records.putLong(at + ROUND_IO, bytes);
            return;
        }
        records.putInt(at + ROUND_SUM, 0);
        records.putInt(at + ROUND_COUNT, 0);
        records.putLong(at + ROUND_IO, 0);
        sample(slot, kind, sum / count);
        if (withIo) {
            io(slot, bytes);
        }
    }

    /** The host says how much work is done; with the report before it that is a pace at the units held since. */
    public void progress(final int slot, final long now, final int units, final long workDone) {
        final int at = slot * LENGTH;
        final long before = records.getLong(at + REPORTED_AT_OFFSET) - 1;
        if (before >= 0 && now > before) {
            final long work = Math.max(0, workDone - records.getLong(at + REPORTED_WORK_OFFSET));
            pace(slot, units, now - before, work);
        }
        records.putLong(at + REPORTED_AT_OFFSET, now + 1);
        records.putLong(at + REPORTED_WORK_OFFSET, workDone);
    }

    /** What the task holds has changed: the next report starts anew. */
    public void forgetReport(final int slot) {
        records.putLong(slot * LENGTH + REPORTED_AT_OFFSET, 0);
        records.putLong(slot * LENGTH + REPORTED_WORK_OFFSET, 0);
    }

    /** Paces are in the order in which they were measured last; a new one takes the place of the first. */
    private void pace(final int slot, final int units, final long time, final long work) {
        final int count = paces(slot);
        int place = 0;
        while (place < count && paceUnits(slot, place) != units) {
            place++;
        }
        long allTime = time;
        long allWork = work;
        if (place < count) {
            allTime = plus(paceTime(slot, place), time);
            allWork = plus(paceWork(slot, place), work);
        } else if (count < PACES) {
            records.putInt(slot * LENGTH + PACE_COUNT_OFFSET, count + 1);
        } else {
            place = 0;
        }
        final int last = paces(slot) - 1;
        for (; place < last; place++) {
            records.putBytes(paceAt(slot, place), records, paceAt(slot, place + 1), PACE_LENGTH);
        }
        records.putLong(paceAt(slot, last), units);
        records.putLong(paceAt(slot, last) + PACE_TIME, Math.min(MOST_PACE, allTime));
        records.putLong(paceAt(slot, last) + PACE_WORK, Math.min(MOST_PACE, allWork));
    }

    private static long plus(final long a, final long b) {
        return a > MOST_PACE - Math.min(MOST_PACE, b) ? MOST_PACE : a + b;
    }

    private static int paceAt(final int slot, final int place) {
        return slot * LENGTH + PACES_OFFSET + place * PACE_LENGTH;
    }

    /** Numbers of units at which a pace is known. */
    public int paces(final int slot) {
        return records.getInt(slot * LENGTH + PACE_COUNT_OFFSET);
    }

    public int paceUnits(final int slot, final int place) {
        return (int) records.getLong(paceAt(slot, place));
    }

    /** Time over which the pace was measured, nanoseconds. */
    public long paceTime(final int slot, final int place) {
        return records.getLong(paceAt(slot, place) + PACE_TIME);
    }

    /** Work that was done in it. */
    public long paceWork(final int slot, final int place) {
        return records.getLong(paceAt(slot, place) + PACE_WORK);
    }

    /** What the task said of its use last: a share of what it holds of each kind, ppm, and bytes per second. */
    public void latest(
            final int slot,
            final int vcpu,
            final int memory,
            final int accelerator,
            final long bytesPerSecond) {
        final int at = slot * LENGTH + LATEST_OFFSET;
        records.putInt(at, vcpu);
        records.putInt(at + Integer.BYTES, memory);
        records.putInt(at + 2 * Integer.BYTES, accelerator);
        records.putLong(slot * LENGTH + LATEST_IO_OFFSET, bytesPerSecond);
    }

    /** The latest use of a kind, ppm of what the task holds. */
    public int latest(final int slot, final int kind) {
        return records.getInt(slot * LENGTH + LATEST_OFFSET + kind * Integer.BYTES);
    }

    /** The latest bytes per second. */
    public long latestIo(final int slot) {
        return records.getLong(slot * LENGTH + LATEST_IO_OFFSET);
    }

    /** Samples of a kind in the period. */
    public int samples(final int slot, final int kind) {
        return unsigned(at(slot, kind) + SAMPLES);
    }

    /** Of these, at the idle floor or above. */
    public int overIdle(final int slot, final int kind) {
        return unsigned(at(slot, kind) + OVER_IDLE);
    }

    /** Of these, at the oversized floor or above. */
    public int overOversized(final int slot, final int kind) {
        return unsigned(at(slot, kind) + OVER_OVERSIZED);
    }

    public int count(final int slot, final int kind, final int bucket) {
        return unsigned(at(slot, kind) + BUCKETS_OFFSET + bucket * Short.BYTES);
    }

    /** The 95th percentile, upper end of its bucket, ppm; of a kind with samples. */
    public int p95(final int slot, final int kind) {
        final int rank = (95 * samples(slot, kind) + 99) / 100;
        int bucket = 0;
        for (int below = count(slot, kind, 0); below < rank; below += count(slot, kind, bucket)) {
            bucket++;
        }
        return (bucket + 1) * BUCKET_PPM;
    }

    public int ioSamples(final int slot) {
        return unsigned(slot * LENGTH + IO_SAMPLES_OFFSET);
    }

    public int ioHigh(final int slot) {
        return unsigned(slot * LENGTH + IO_HIGH_OFFSET);
    }

    /** Sum of the shares in the round of VRU reports. */
    public int roundSum(final int slot, final int kind) {
        return records.getInt(at(slot, kind) + ROUND_SUM);
    }

    public int roundCount(final int slot, final int kind) {
        return records.getInt(at(slot, kind) + ROUND_COUNT);
    }

    public long roundIo(final int slot, final int kind) {
        return records.getLong(at(slot, kind) + ROUND_IO);
    }

    /** Time of the last report of progress, plus 1; 0 if there is none. */
    public long reportedAt(final int slot) {
        return records.getLong(slot * LENGTH + REPORTED_AT_OFFSET);
    }

    public long reportedWork(final int slot) {
        return records.getLong(slot * LENGTH + REPORTED_WORK_OFFSET);
    }
}
