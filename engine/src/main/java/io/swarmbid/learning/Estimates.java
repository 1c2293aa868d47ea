package io.swarmbid.learning;

import static io.swarmbid.learning.EstimateDescriptor.LENGTH;
import static io.swarmbid.learning.EstimateDescriptor.SAMPLES;

import io.swarmbid.arithmetic.BinaryLog;
import io.swarmbid.arithmetic.Wide;
import io.swarmbid.config.Limits;
import io.swarmbid.memory.Arena;
import io.swarmbid.memory.Block;
import io.swarmbid.memory.MemoryTag;

/**
 * How much work tasks turn out to be: section 12 of the rule book. A finished task is remembered under four keys, from
 * those that look just like it to its whole class. The samples of all four, and the customer's word, vote for the
 * estimate with the best expected accuracy, min / max of estimate and actual. In logarithms that accuracy falls off
 * exponentially with distance, so the best estimate is the mode of a density with a Laplace kernel: found in one pass
 * up and one down the sorted votes. The samples of a key are kept sorted as they come, so that a lookup merges six short
 * runs at most.
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

    /** The votes of each key by ratio, and by work those of the two that leave the request open. */
    private static final int MOST_RUNS = EstimateKey.KINDS + EstimateKey.REQUEST;

    private static final int JUDGED = 0;
    private static final int CUSTOMERS_SUM = JUDGED + Long.BYTES;
    private static final int LEARNED_SUM = CUSTOMERS_SUM + Long.BYTES;
    private static final int HEADER = LEARNED_SUM + Long.BYTES;

    private final Block header;
    private final RecentTable table;
    private final SampleWindow window;
    private final Votes votes = new Votes(MOST_RUNS * SAMPLES + 1, MOST_RUNS);
    private long lookups;

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
        window = new SampleWindow(table.records);
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

    private static boolean leavesRequestOpen(final int kind) {
        return kind < EstimateKey.REQUEST;
    }

    private void poll(
            final int className, final int customer, final int maxUnits, final long work) {
        lookups++;
        votes.clear();
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
                hear(slot, leavesRequestOpen(kind), estimated);
            }
        }
        if (votes.size() > 0) {
            votes.merge();
            high = votes.quantile();
            votes.join(0, CUSTOMERS_SAY);
            typical = votes.mode();
            high = Math.max(high, typical);
        }
    }

    /**
     * Adds the votes of a key's samples: the estimate times the ratio that was seen, and where the request was another,
     * half of it goes to the work that was seen.
     */
    private void hear(final int slot, final boolean otherRequests, final int estimated) {
        window.wrap(table.at(slot));
        final int count = window.count();
        final int[] says = SAYS[count];
        final int parts = otherRequests ? 2 : 1;
        votes.begin();
        for (int i = 0; i < count; i++) {
            final int place = window.byRatio(i);
            votes.add(window.ratio(place), says[window.age(place)] / parts);
        }
        if (otherRequests) {
            votes.begin();
            for (int i = 0; i < count; i++) {
                final int place = window.byActual(i);
                votes.add(window.actual(place) - estimated, says[window.age(place)] / parts);
            }
        }
    }

    /** The work that a task like that looked up, of which a customer said so much, most likely turns out to be. */
    public long typicalWork(final long work) {
        return at(work, typical);
    }

    /** The work that few tasks like that looked up exceed, at least the typical. */
    public long highWork(final long work) {
        return at(work, high);
    }

    /** {@link #typicalWork} over what the customer said, as 256 times its logarithm; 16 bits hold it. */
    public int typicalLog() {
        return typical;
    }

    /** {@link #highWork} over what the customer said. */
    public int highLog() {
        return high;
    }

    /** The estimate at such a logarithm, of work of which a customer said so much. */
    public static long at(final long work, final int log) {
        return log == 0 ? work : scaled(work, log);
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
            final int sample = SampleWindow.sampleOf(BinaryLog.log(actual), BinaryLog.log(work));
            final int request = EstimateKey.request(work, maxUnits);
            for (int kind = 0; kind < EstimateKey.KINDS; kind++) {
                final long key = EstimateKey.of(kind, className, customer, maxUnits, request);
                window.wrap(table.at(table.touch(key))).add(sample, leavesRequestOpen(kind));
            }
        }
    }

    private void add(final int offset, final long amount) {
        header.putLong(offset, header.getLong(offset) + amount);
    }

    private static long accuracyPpm(final long estimate, final long actual) {
        return Wide.mulDivFloor(Math.min(estimate, actual), Limits.PPM, Math.max(estimate, actual));
    }

    /** How often the votes were counted since this object was made; no part of the state. */
    public long lookups() {
        return lookups;
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
        return window.wrap(table.at(slot)).count();
    }

    /** The n-th task remembered, from 0, the oldest: logarithms of its actual work x 65,536 + of its estimate. */
    public int sample(final int slot, final int place) {
        return window.wrap(table.at(slot)).sample(place);
    }
}
