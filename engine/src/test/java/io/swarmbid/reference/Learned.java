package io.swarmbid.reference;

import io.swarmbid.codec.SymbolTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Section 12: what finished tasks teach about the work of those to come. */
final class Learned {
    private static final int SAMPLES = 16;
    private static final long LATEST = 1L << 62;

    /** Tasks that are remembered together; 0 for what the key leaves open. */
    private record Key(int className, int customer, int max, int request, int which) {}

    /** Logarithms of the actual and the estimated work of a finished task. */
    private record Sample(int actual, int estimated) {}

    private record Vote(int place, long weight) {}

    /** floor(2^(30 + i / 256)) and floor(2^(32 + i / 256)). */
    private static final long[] BY_30 = new long[256];

    private static final BigInteger[] BY_32 = new BigInteger[256];

    static {
        for (int i = 0; i < 256; i++) {
            BY_30[i] = power(i, 30).longValueExact();
            BY_32[i] = power(i, 32);
        }
    }

    private final int capacity;

    /** Samples, oldest first; the key that learned the longest ago comes first. */
    private final LinkedHashMap<Key, List<Sample>> samples = new LinkedHashMap<>();

    long judged;
    long customersPpm;
    long learnedPpm;

    Learned(final int maxTasks) {
        capacity = Math.min(32_768, Math.max(8, maxTasks));
    }

    /** floor(256 log2 x): the largest y for which 2^y is not above x^256. */
    private static int lg(final long x) {
        return Exact.big(x).pow(256).bitLength() - 1;
    }

    /** floor(2^(scale + i / 256)): the largest x for which x^256 is not above 2^(256 scale + i). */
    private static BigInteger power(final int i, final int scale) {
        final BigInteger power = BigInteger.ONE.shiftLeft(256 * scale + i);
        BigInteger root = BigInteger.ZERO;
        for (int bit = scale; bit >= 0; bit--) {
            final BigInteger larger = root.setBit(bit);
            root = larger.pow(256).compareTo(power) <= 0 ? larger : root;
        }
        return root;
    }

    private static List<Key> keys(final TaskState task) {
        final int request = lg(Math.max(1, task.work / task.max)) / 32;
        return List.of(
                new Key(task.className, 0, 0, 0, 0),
                new Key(task.className, task.customer, task.max, 0, 1),
                new Key(task.className, task.customer, 0, request, 2),
                new Key(task.className, task.customer, task.max, request, 3));
    }

    /** What the samples say about a task, without the customer. */
    private List<Vote> votes(final TaskState task) {
        final List<Vote> votes = new ArrayList<>();
        if (task.className == 0) {
            return votes;
        }
        final int estimated = lg(task.work);
        for (final Key key : keys(task)) {
            final List<Sample> known = samples.getOrDefault(key, List.of());
            final long[] weights = new long[known.size()];
            long sum = 0;
            for (int i = known.size() - 1; i >= 0; i--) {
                weights[i] = i == known.size() - 1 ? 1_000 : weights[i + 1] * 3 / 4;
                sum += weights[i];
            }
            for (int i = 0; i < known.size(); i++) {
                final long say = weights[i] * 65_536 / (sum + 1_500);
                final Sample sample = known.get(i);
                final int byRatio = sample.actual - sample.estimated;
                if (key.which >= 2) {
                    votes.add(new Vote(byRatio, say));
                } else {
                    votes.add(new Vote(byRatio, say / 2));
                    votes.add(new Vote(sample.actual - estimated, say / 2));
                }
            }
        }
        votes.sort(Comparator.comparingInt(Vote::place));
        return votes;
    }

    private static int typical(final List<Vote> said) {
        if (said.isEmpty()) {
            return 0;
        }
        final List<Vote> votes = new ArrayList<>(said);
        votes.add(new Vote(0, 24_576));
        votes.sort(Comparator.comparingInt(Vote::place));
        final int last = votes.size() - 1;
        final long[] score = new long[votes.size()];
        long below = votes.get(0).weight;
        score[0] = below;
        for (int i = 1; i <= last; i++) {
            below = fade(below, votes.get(i - 1), votes.get(i)) + votes.get(i).weight;
            score[i] = below;
        }
        long above = 0;
        for (int i = last - 1; i >= 0; i--) {
            above = fade(above + votes.get(i + 1).weight, votes.get(i), votes.get(i + 1));
            score[i] += above;
        }
        int best = 0;
        for (int i = 1; i <= last; i++) {
            best = score[i] > score[best] ? i : best;
        }
        return votes.get(best).place;
    }

    private static long fade(final long weight, final Vote low, final Vote high) {
        final int gap = high.place - low.place;
        final int halvings = -Math.floorDiv(-gap, 256);
        return halvings > 31 ? 0 : weight * (BY_30[Math.floorMod(-gap, 256)] >> halvings) >> 30;
    }

    private static int high(final List<Vote> votes) {
        long total = 0;
        for (final Vote vote : votes) {
            total += vote.weight;
        }
        long sum = 0;
        for (final Vote vote : votes) {
            sum += vote.weight;
            if (20 * sum >= 19 * total) {
                return Math.max(vote.place, typical(votes));
            }
        }
        return 0;
    }

    private static long estimate(final long work, final int place) {
        final BigInteger factor = BY_32[Math.floorMod(place, 256)];
        return Exact.big(work)
                .multiply(factor)
                .shiftLeft(Math.floorDiv(place, 256))
                .shiftRight(32)
                .max(BigInteger.ONE)
                .min(Exact.big(LATEST))
                .longValueExact();
    }

    /** The work that the task most likely turns out to be. */
    long typicalWork(final TaskState task) {
        return estimate(task.work, typical(votes(task)));
    }

    /** The work that it will hardly exceed. */
    long highWork(final TaskState task) {
        return estimate(task.work, high(votes(task)));
    }

    /** A task is done. */
    void finished(final TaskState task) {
        final long actual = Math.max(1, task.done);
        judged++;
        customersPpm += accuracyPpm(task.work, actual);
        learnedPpm += accuracyPpm(task.judgedWork, actual);
        if (task.className != 0) {
            final Sample sample = new Sample(lg(actual), lg(task.work));
            keys(task).forEach(key -> remember(key, sample));
        }
    }

    private static long accuracyPpm(final long a, final long b) {
        return Exact.product(Math.min(a, b), Exact.M)
                .divide(Exact.big(Math.max(a, b)))
                .longValueExact();
    }

    private void remember(final Key key, final Sample sample) {
        List<Sample> known = samples.remove(key);
        if (known == null) {
            known = new ArrayList<>();
            if (samples.size() == capacity) {
                samples.remove(samples.keySet().iterator().next());
            }
        }
        known.add(sample);
        if (known.size() > SAMPLES) {
            known.remove(0);
        }
        samples.put(key, known);
    }

    /** What the state's digest says of it. */
    List<Long> words(final SymbolTable symbols) {
        final List<Long> words = new ArrayList<>(List.of(judged, customersPpm, learnedPpm));
        samples.forEach(
                (key, known) -> {
                    words.add(symbols.hash(key.className));
                    words.add(symbols.hash(key.customer));
                    words.add(key.max * 2_048L + key.request * 4L + key.which);
                    known.forEach(s -> words.add(s.actual * 65_536L + s.estimated));
                });
        return words;
    }
}
