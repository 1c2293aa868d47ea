package io.swarmbid.learning;

import static io.swarmbid.learning.EstimateDescriptor.COUNT_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.LENGTH;
import static io.swarmbid.learning.EstimateDescriptor.NEXT_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.RING_OFFSET;
import static io.swarmbid.learning.EstimateDescriptor.SAMPLES;

import io.swarmbid.arithmetic.BinaryLog;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.config.Limits;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;
import java.util.Arrays;

/**
 * How much work tasks turn out to be: section 12 of the rule book. A finished task is remembered under four keys, from
 * those that look just like it to its whole class. The samples of all four, and the customer's word, vote for the
 * estimate with the best expected accuracy, min / max of estimate and actual. In logarithms that accuracy falls off
 * exponentially with distance, so the best estimate is the mode of a density with a Laplace kernel: found in one pass
 * up and one down the sorted votes.
 *
 * <p>Predicting from a user's last jobs: Tsafrir, Etsion, Feitelson, "Backfilling using system-generated predictions
 * rather than user runtime estimates", IEEE TPDS 18(6), 2007. Templates of attributes: Gibbons, JSSPP 1997; Smith,
 * Foster, Taylor, JSSPP 1998.
 *
 * <p>Not threadsafe, no allocation. Work is in nanoseconds at one unit.
 */
public final class Estimates {
    private static final int FEWEST_KEYS = 8;
    private static final int MOST_KEYS = 32_768;

    /** Weight of the newest sample; each older one has three quarters of the weight of the next. */
    private static final int NEWEST_WEIGHT = 1_000;

    /** What a key lacks to full say when it has seen nothing yet, in weights of samples. */
    private static final int DOUBT = 1_500;

    private static final int FULL_SAY_BITS = 16;
    private static final int CUSTOMERS_SAY = 3 << FULL_SAY_BITS - 3;
    private static final int[][] SAYS = says();

    /** A vote is its place, offset by this, above its weight of 32 bits. */
    private static final long OFFSET = 1L << 20;

    private static final int WEIGHT_BITS = 32;
    private static final int LOG_BITS = 16;
    private static final int MOST_VOTES = 2 * EstimateKey.KINDS * SAMPLES + 1;

    private static final int JUDGED = 0;
    private static final int CUSTOMERS_SUM = JUDGED + Long.BYTES;
    private static final int LEARNED_SUM = CUSTOMERS_SUM + Long.BYTES;
    private static final int HEADER = LEARNED_SUM + Long.BYTES;

    private final Block header;
    private final RecentTable table;
    private final Block records;
    private final long[] votes = new long[MOST_VOTES];
    private final long[] below = new long[MOST_VOTES];
    private int size;

    /** What was looked up last, and whether nothing was learned since: a task that starts as it arrives asks twice. */
    private boolean isFresh;

    private int lookedClass;
    private int lookedCustomer;
    private int lookedMax;
    private long lookedWork;
    private int typical;
    private int high;

    /** A table for an engine of so many tasks at most. */
    public Estimates(final Arena arena, final int maxTasks) {
        header = arena.allocate(MemoryTag.LEARNING, HEADER);
        final int keys = Math.max(FEWEST_KEYS, Math.min(MOST_KEYS, maxTasks));
        table = new RecentTable(arena, keys, LENGTH);
        records = table.records;
    }

    /** What each of n samples has to say, the newest first: together less than one, the more the more there are. */
    private static int[][] says() {
        final int[][] says = new int[SAMPLES + 1][];
        for (int count = 0; count <= SAMPLES; count++) {
            final int[] weights = new int[count];
            int total = DOUBT;
            for (int age = 0; age < count; age++) {
                weights[age] = age == 0 ? NEWEST_WEIGHT : weights[age - 1] * 3 / 4;
                total += weights[age];
            }
            for (int age = 0; age < count; age++) {
                weights[age] = (weights[age] << FULL_SAY_BITS) / total;
            }
            says[count] = weights;
        }
        return says;
    }

    /** Looks up what is known of a task: {@link #typicalWork} and {@link #highWork} follow. */
    public void look(final int className, final int customer, final int maxUnits, final long work) {
        if (isFresh
                && className == lookedClass
                && customer == lookedCustomer
                && maxUnits == lookedMax
                && work == lookedWork) {
            return;
        }
        isFresh = true;
        lookedClass = className;
        lookedCustomer = customer;
        lookedMax = maxUnits;
        lookedWork = work;
        poll(className, customer, maxUnits, work);
    }

    private void poll(
            final int className, final int customer, final int maxUnits, final long work) {
        size = 0;
        typical = 0;
        high = 0;
        if (className == 0) {
            return;
        }
        final int estimated = BinaryLog.log(work);
        final int request = EstimateKey.request(work, maxUnits);
        for (int kind = 0; kind < EstimateKey.KINDS; kind++) {
            final int slot =
                    table.find(EstimateKey.of(kind, className, customer, maxUnits, request));
            if (slot >= 0) {
                hear(slot, kind < EstimateKey.REQUEST, estimated);
            }
        }
        if (size > 0) {
            Arrays.sort(votes, 0, size);
            high = quantile();
            hearCustomer();
            typical = mode();
            high = Math.max(high, typical);
        }
    }

    /**
     * Adds the votes of a key's samples: the estimate times the ratio that was seen, and where the request was another,
     * half of it goes to the work that was seen.
     */
    private void hear(final int slot, final boolean otherRequests, final int estimated) {
        final int count = count(slot);
        final int[] says = SAYS[count];
        for (int age = 0; age < count; age++) {
            final int sample = sample(slot, count - 1 - age);
            final int actual = sample >>> LOG_BITS;
            final int ratio = actual - (sample & (1 << LOG_BITS) - 1);
            if (otherRequests) {
                votes[size++] = vote(ratio, says[age] / 2);
                votes[size++] = vote(actual - estimated, says[age] / 2);
            } else {
                votes[size++] = vote(ratio, says[age]);
            }
        }
    }

    private static long vote(final int place, final int weight) {
        return place + OFFSET << WEIGHT_BITS | weight;
    }

    private static int place(final long vote) {
        return (int) ((vote >>> WEIGHT_BITS) - OFFSET);
    }

    private static int weight(final long vote) {
        return (int) vote;
    }

    /** Where 19 / 20 of the weight of the sorted votes are reached. */
    private int quantile() {
        long total = 0;
        for (int i = 0; i < size; i++) {
            total += weight(votes[i]);
        }
        int at = 0;
        for (long sum = weight(votes[0]); 20 * sum < 19 * total; sum += weight(votes[at])) {
            at++;
        }
        return place(votes[at]);
    }

    /** The customer's own word joins the sorted votes. */
    private void hearCustomer() {
        final long vote = vote(0, CUSTOMERS_SAY);
        int at = size++;
        for (; at > 0 && votes[at - 1] > vote; at--) {
            votes[at] = votes[at - 1];
        }
        votes[at] = vote;
    }

    /** The place at which the votes, each counted by its distance, weigh most; the lowest such. */
    private int mode() {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum = (i == 0 ? 0 : faded(sum, i - 1)) + weight(votes[i]);
            below[i] = sum;
        }
        long above = 0;
        long most = 0;
        int best = 0;
        for (int i = size - 1; i >= 0; i--) {
            if (i < size - 1) {
                above = faded(above + weight(votes[i + 1]), i);
            }
            if (below[i] + above >= most) {
                most = below[i] + above;
                best = i;
            }
        }
        return place(votes[best]);
    }

    /** What a weight counts at the next vote's place, on either side of the gap above the i-th. */
    private long faded(final long weight, final int i) {
        final int gap = place(votes[i + 1]) - place(votes[i]);
        return weight * BinaryLog.decay(gap) >> 30;
    }

    /** The work that a task like that looked up, of which a customer said so much, most likely turns out to be. */
    public long typicalWork(final long work) {
        return typical == 0 ? work : scaled(work, typical);
    }

    /** The work that few tasks like that looked up exceed, at least the typical. */
    public long highWork(final long work) {
        return high == 0 ? work : scaled(work, high);
    }

    private static long scaled(final long work, final int log) {
        return Math.max(1, Math.min(Limits.MAX_TIME_NS, BinaryLog.scale(work, log)));
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
        isFresh = false;
        add(JUDGED, 1);
        add(CUSTOMERS_SUM, accuracyPpm(work, actual));
        add(LEARNED_SUM, accuracyPpm(judgedWork, actual));
        if (className != 0) {
            final int sample = BinaryLog.log(actual) << LOG_BITS | BinaryLog.log(work);
            final int request = EstimateKey.request(work, maxUnits);
            for (int kind = 0; kind < EstimateKey.KINDS; kind++) {
                remember(EstimateKey.of(kind, className, customer, maxUnits, request), sample);
            }
        }
    }

    private void remember(final long key, final int sample) {
        final int at = table.at(table.touch(key));
        final int next = records.getInt(at + NEXT_OFFSET);
        records.putInt(at + RING_OFFSET + next * Integer.BYTES, sample);
        records.putInt(at + NEXT_OFFSET, (next + 1) % SAMPLES);
        records.putInt(at + COUNT_OFFSET, Math.min(SAMPLES, records.getInt(at + COUNT_OFFSET) + 1));
    }

    private void add(final int offset, final long amount) {
        header.putLong(offset, header.getLong(offset) + amount);
    }

    private static long accuracyPpm(final long estimate, final long actual) {
        return Wide.mulDivFloor(Math.min(estimate, actual), Limits.PPM, Math.max(estimate, actual));
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
        return table.oldest();
    }

    /** The key that learned next after one, -1 after the newest. */
    public int after(final int slot) {
        return table.after(slot);
    }

    /** Symbol of the class. */
    public int className(final int slot) {
        return EstimateKey.className(table.key(slot));
    }

    /** Symbol of the customer, 0 for a key of the whole class. */
    public int customer(final int slot) {
        return EstimateKey.customer(table.key(slot));
    }

    /** Most units, request and which of the four keys it is, as section 11 of the rule book has them. */
    public int shape(final int slot) {
        return EstimateKey.shape(table.key(slot));
    }

    /** Tasks remembered. */
    public int count(final int slot) {
        return records.getInt(table.at(slot) + COUNT_OFFSET);
    }

    /** The n-th task remembered, from 0, the oldest: logarithms of its actual work x 65,536 + of its estimate. */
    public int sample(final int slot, final int place) {
        final int at = table.at(slot);
        final int ring =
                (records.getInt(at + NEXT_OFFSET) - count(slot) + place + SAMPLES) % SAMPLES;
        return records.getInt(at + RING_OFFSET + ring * Integer.BYTES);
    }
}
