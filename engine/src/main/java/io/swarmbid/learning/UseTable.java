package io.swarmbid.learning;

import static io.swarmbid.learning.UseDescriptor.BUCKETS_OFFSET;
import static io.swarmbid.learning.UseDescriptor.CAP_OFFSET;
import static io.swarmbid.learning.UseDescriptor.FLAGGED_OFFSET;
import static io.swarmbid.learning.UseDescriptor.IO_HIGH_OFFSET;
import static io.swarmbid.learning.UseDescriptor.IO_SAMPLES_OFFSET;
import static io.swarmbid.learning.UseDescriptor.KINDS;
import static io.swarmbid.learning.UseDescriptor.KINDS_OFFSET;
import static io.swarmbid.learning.UseDescriptor.KIND_LENGTH;
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

import io.swarmbid.config.Limits;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;

/**
 * How tasks use what they hold, one record a task, by its slot: section 13 of the rule book. A sample costs a few counts.
 * Not threadsafe, no allocation.
 */
public final class UseTable {
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
    private final int idleFloorPpm;
    private final int oversizedFloorPpm;

    public UseTable(
            final Arena arena,
            final int capacity,
            final int idleFloorPpm,
            final int oversizedFloorPpm) {
        records = arena.allocate(MemoryTag.LEARNING, (long) capacity * LENGTH);
        this.idleFloorPpm = idleFloorPpm;
        this.oversizedFloorPpm = oversizedFloorPpm;
    }

    /** Forgets everything: the task has left the slot, and a new one finds it empty. */
    public void clear(final int task) {
        records.clear(task * LENGTH, LENGTH);
    }

    /** The task has left its instance: no period, no counts, no last report. What holds and the paces stay. */
    public void leave(final int task) {
        forgetReport(task);
        endPeriod(task);
    }

    /** The counts start from 0. */
    public void endPeriod(final int task) {
        final int at = task * LENGTH;
        records.putLong(at + PERIOD_END_OFFSET, 0);
        records.putInt(at + IO_SAMPLES_OFFSET, 0);
        records.clear(at + KINDS_OFFSET, KINDS * KIND_LENGTH);
    }

    /** When the period ends, nanoseconds; 0: there is none. */
    public long periodEnd(final int task) {
        return records.getLong(task * LENGTH + PERIOD_END_OFFSET);
    }

    public void periodEnd(final int task, final long endNs) {
        records.putLong(task * LENGTH + PERIOD_END_OFFSET, endNs);
    }

    private static int at(final int task, final int kind) {
        return task * LENGTH + KINDS_OFFSET + kind * KIND_LENGTH;
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
    public void sample(final int task, final int kind, final int sharePpm) {
        final int at = at(task, kind);
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
    public void io(final int task, final long bytesPerSecond) {
        final int at = task * LENGTH;
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
            final int task,
            final int kind,
            final int held,
            final int sharePpm,
            final long bytesPerSecond,
            final boolean withIo) {
        final int at = at(task, kind);
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
        sample(task, kind, sum / count);
        if (withIo) {
            io(task, bytes);
        }
    }

    /** The host says how much work is done; with the report before it that is a pace at the units held since. */
    public void progress(final int task, final long now, final int units, final long workDone) {
        final int at = task * LENGTH;
        final long before = records.getLong(at + REPORTED_AT_OFFSET) - 1;
        if (before >= 0 && now > before) {
            final long work = Math.max(0, workDone - records.getLong(at + REPORTED_WORK_OFFSET));
            pace(task, units, now - before, work);
        }
        records.putLong(at + REPORTED_AT_OFFSET, now + 1);
        records.putLong(at + REPORTED_WORK_OFFSET, workDone);
    }

    /** What the task holds has changed: the next report starts anew. */
    public void forgetReport(final int task) {
        records.putLong(task * LENGTH + REPORTED_AT_OFFSET, 0);
        records.putLong(task * LENGTH + REPORTED_WORK_OFFSET, 0);
    }

    /** Paces are in the order in which they were measured last; a new one takes the place of the first. */
    private void pace(final int task, final int units, final long time, final long work) {
        final int count = paces(task);
        int place = 0;
        while (place < count && paceUnits(task, place) != units) {
            place++;
        }
        long allTime = time;
        long allWork = work;
        if (place < count) {
            allTime = plus(paceTime(task, place), time);
            allWork = plus(paceWork(task, place), work);
        } else if (count < PACES) {
            records.putInt(task * LENGTH + PACE_COUNT_OFFSET, count + 1);
        } else {
            place = 0;
        }
        final int last = paces(task) - 1;
        for (; place < last; place++) {
            records.putBytes(paceAt(task, place), records, paceAt(task, place + 1), PACE_LENGTH);
        }
        records.putLong(paceAt(task, last), units);
        records.putLong(paceAt(task, last) + PACE_TIME, Math.min(MOST_PACE, allTime));
        records.putLong(paceAt(task, last) + PACE_WORK, Math.min(MOST_PACE, allWork));
    }

    private static long plus(final long a, final long b) {
        return a > MOST_PACE - Math.min(MOST_PACE, b) ? MOST_PACE : a + b;
    }

    private static int paceAt(final int task, final int place) {
        return task * LENGTH + PACES_OFFSET + place * PACE_LENGTH;
    }

    /** Numbers of units at which a pace is known. */
    public int paces(final int task) {
        return records.getInt(task * LENGTH + PACE_COUNT_OFFSET);
    }

    public int paceUnits(final int task, final int place) {
        return (int) records.getLong(paceAt(task, place));
    }

    /** Time over which the pace was measured, nanoseconds. */
    public long paceTime(final int task, final int place) {
        return records.getLong(paceAt(task, place) + PACE_TIME);
    }

    /** Work that was done in it. */
    public long paceWork(final int task, final int place) {
        return records.getLong(paceAt(task, place) + PACE_WORK);
    }

    /** Findings that hold, a bit each. */
    public int flagged(final int task) {
        return records.getInt(task * LENGTH + FLAGGED_OFFSET);
    }

    public void flagged(final int task, final int bits) {
        records.putInt(task * LENGTH + FLAGGED_OFFSET, bits);
    }

    /** Most units that the task is permitted because it did not use more; 0: as many as it asked for. */
    public int cap(final int task) {
        return records.getInt(task * LENGTH + CAP_OFFSET);
    }

    public void cap(final int task, final int units) {
        records.putInt(task * LENGTH + CAP_OFFSET, units);
    }

    /** Samples of a kind in the period. */
    public int samples(final int task, final int kind) {
        return unsigned(at(task, kind) + SAMPLES);
    }

    /** Of these, at the idle floor or above. */
    public int overIdle(final int task, final int kind) {
        return unsigned(at(task, kind) + OVER_IDLE);
    }

    /** Of these, at the oversized floor or above. */
    public int overOversized(final int task, final int kind) {
        return unsigned(at(task, kind) + OVER_OVERSIZED);
    }

    public int count(final int task, final int kind, final int bucket) {
        return unsigned(at(task, kind) + BUCKETS_OFFSET + bucket * Short.BYTES);
    }

    /** The 95th percentile, upper end of its bucket, ppm; of a kind with samples. */
    public int p95(final int task, final int kind) {
        final int rank = (95 * samples(task, kind) + 99) / 100;
        int bucket = 0;
        for (int below = count(task, kind, 0); below < rank; below += count(task, kind, bucket)) {
            bucket++;
        }
        return (bucket + 1) * BUCKET_PPM;
    }

    public int ioSamples(final int task) {
        return unsigned(task * LENGTH + IO_SAMPLES_OFFSET);
    }

    public int ioHigh(final int task) {
        return unsigned(task * LENGTH + IO_HIGH_OFFSET);
    }

    /** Sum of the shares in the round of VRU reports. */
    public int roundSum(final int task, final int kind) {
        return records.getInt(at(task, kind) + ROUND_SUM);
    }

    public int roundCount(final int task, final int kind) {
        return records.getInt(at(task, kind) + ROUND_COUNT);
    }

    public long roundIo(final int task, final int kind) {
        return records.getLong(at(task, kind) + ROUND_IO);
    }

    /** Time of the last report of progress, plus 1; 0 if there is none. */
    public long reportedAt(final int task) {
        return records.getLong(task * LENGTH + REPORTED_AT_OFFSET);
    }

    public long reportedWork(final int task) {
        return records.getLong(task * LENGTH + REPORTED_WORK_OFFSET);
    }
}
