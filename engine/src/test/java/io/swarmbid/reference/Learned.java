package io.swarmbid.reference;

import io.swarmbid.codec.SymbolTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Section 12: what finished tasks teach about the work of those to come. */
final class Learned {
    private static final int RATIOS = 16;
    private static final BigInteger ONE = BigInteger.ONE.shiftLeft(32);
    private static final long LARGEST = 1L << 60;
    private static final long LATEST = 1L << 62;

    /** What stands for tasks of a class, or for those that look alike; customer -1, shape -1: the whole class. */
    private record Key(int className, int customer, int shape) {}

    private final int capacity;

    /** Ratios of actual to estimated work, oldest first; the key that learned the longest ago comes first. */
    private final LinkedHashMap<Key, List<Long>> ratios = new LinkedHashMap<>();

    long judged;
    long customersPpm;
    long learnedPpm;

    Learned(final int maxTasks) {
        capacity = Math.min(16_384, Math.max(8, maxTasks));
    }

    private static Key wholeClass(final TaskState task) {
        return new Key(task.className, -1, -1);
    }

    private static Key alike(final TaskState task) {
        final int size = Exact.big(task.work).bitLength() - 1;
        return new Key(task.className, task.customer, task.max * 64 + size);
    }

    private List<Long> known(final TaskState task) {
        if (task.className == 0) {
            return null;
        }
        final List<Long> alike = ratios.get(alike(task));
        return alike == null ? ratios.get(wholeClass(task)) : alike;
    }

    /** The customer's figure times the weighted median of the ratios. */
    long typicalWork(final TaskState task) {
        final List<Long> known = known(task);
        return known == null ? task.work : scaled(task.work, median(known));
    }

    /** The customer's figure times the ratio that nine of ten do not exceed. */
    long highWork(final TaskState task) {
        final List<Long> known = known(task);
        if (known == null) {
            return task.work;
        }
        final List<Long> sorted = known.stream().sorted().toList();
        int rank = 1;
        while (10 * rank < 9 * sorted.size()) {
            rank++;
        }
        return scaled(task.work, sorted.get(rank - 1));
    }

    private static long scaled(final long work, final long ratio) {
        final BigInteger scaled = Exact.product(work, ratio).divide(ONE);
        return scaled.max(BigInteger.ONE).min(Exact.big(LATEST)).longValueExact();
    }

    private static long median(final List<Long> known) {
        final int[] weights = new int[known.size()];
        int weight = 1_000;
        int total = 0;
        for (int i = known.size() - 1; i >= 0; i--) {
            weights[i] = weight;
            total += weight;
            weight = weight * 3 / 4;
        }
        for (final long candidate : known.stream().sorted().toList()) {
            int below = 0;
            for (int i = 0; i < known.size(); i++) {
                below += known.get(i) <= candidate ? weights[i] : 0;
            }
            if (2 * below >= total) {
                return candidate;
            }
        }
        throw new IllegalStateException("no median of " + known);
    }

    /** A task is done. */
    void finished(final TaskState task) {
        final long actual = Math.max(1, task.done);
        judged++;
        customersPpm += accuracyPpm(task.work, actual);
        learnedPpm += accuracyPpm(task.judgedWork, actual);
        if (task.className == 0) {
            return;
        }
        final BigInteger ratio = Exact.big(actual).multiply(ONE).divide(Exact.big(task.work));
        final long bounded = ratio.max(BigInteger.ONE).min(Exact.big(LARGEST)).longValueExact();
        sample(wholeClass(task), bounded);
        sample(alike(task), bounded);
    }

    private static long accuracyPpm(final long a, final long b) {
        return Exact.product(Math.min(a, b), Exact.M)
                .divide(Exact.big(Math.max(a, b)))
                .longValueExact();
    }

    private void sample(final Key key, final long ratio) {
        List<Long> known = ratios.remove(key);
        if (known == null) {
            known = new ArrayList<>();
            if (ratios.size() == capacity) {
                ratios.remove(ratios.keySet().iterator().next());
            }
        }
        known.add(ratio);
        if (known.size() > RATIOS) {
            known.remove(0);
        }
        ratios.put(key, known);
    }

    /** What the state's digest says of it. */
    List<Long> words(final SymbolTable symbols) {
        final List<Long> words = new ArrayList<>(List.of(judged, customersPpm, learnedPpm));
        ratios.forEach(
                (key, known) -> {
                    words.add(symbols.hash(key.className));
                    words.add(key.customer < 0 ? 0 : symbols.hash(key.customer));
                    words.add((long) key.shape);
                    words.addAll(known);
                });
        return words;
    }
}
