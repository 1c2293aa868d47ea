package io.swarmbid.reference;

import io.swarmbid.codec.SymbolTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Section 12: how fast the tasks of a class turn out to be on so many units. */
final class LearnedPaces {
    private static final long MOST = Integer.MAX_VALUE;
    private static final BigInteger DECLARED = BigInteger.ONE.shiftLeft(20);
    private static final BigInteger MOST_RATIO = BigInteger.ONE.shiftLeft(40);

    /** Paces on so many units, oldest first, ppm; and how many the class had with the last of them. */
    private static final class Point {
        final List<Long> paces = new ArrayList<>();
        long stamp;
    }

    private static final class ClassPaces {
        final TreeMap<Integer, Point> points = new TreeMap<>();
        long taught;
    }

    private final int capacity;

    /** By class; the one that learned the longest ago comes first. */
    private final LinkedHashMap<Integer, ClassPaces> classes = new LinkedHashMap<>();

    LearnedPaces(final int maxTasks) {
        capacity = Math.min(1_024, Math.max(8, maxTasks));
    }

    void learn(final int className, final int n, final BigInteger pacePpm) {
        if (className == 0) {
            return;
        }
        ClassPaces known = classes.remove(className);
        if (known == null) {
            known = new ClassPaces();
            if (classes.size() == capacity) {
                classes.remove(classes.keySet().iterator().next());
            }
        }
        classes.put(className, known);
        known.taught++;
        if (!known.points.containsKey(n) && known.points.size() == 16) {
            known.points.remove(
                    known.points.entrySet().stream()
                            .min(Comparator.comparingLong(each -> each.getValue().stamp))
                            .orElseThrow()
                            .getKey());
        }
        final Point point = known.points.computeIfAbsent(n, none -> new Point());
        point.stamp = known.taught;
        point.paces.add(pacePpm.max(BigInteger.ONE).min(Exact.big(MOST)).longValueExact());
        if (point.paces.size() > 8) {
            point.paces.remove(0);
        }
    }

    /** S(0) to S(max) as learned; the declared ones where nothing is known. */
    long[] corrected(final int className, final long[] declared) {
        final TreeMap<Integer, BigInteger> ratios = new TreeMap<>();
        final ClassPaces known = classes.get(className);
        if (known != null) {
            for (final Map.Entry<Integer, Point> each : known.points.entrySet()) {
                final int n = each.getKey();
                final Point point = each.getValue();
                if (n < declared.length
                        && declared[n] > 0
                        && point.paces.size() >= 3
                        && known.taught - point.stamp < 64) {
                    final long median =
                            point.paces.stream()
                                    .sorted()
                                    .toList()
                                    .get((point.paces.size() + 1) / 2 - 1);
                    ratios.put(
                            n,
                            Exact.big(median)
                                    .multiply(DECLARED)
                                    .divide(Exact.big(declared[n]))
                                    .min(MOST_RATIO));
                }
            }
        }
        if (ratios.isEmpty()) {
            return declared;
        }
        ratios.putIfAbsent(1, DECLARED);
        final long[] corrected = new long[declared.length];
        for (int n = 1; n < declared.length; n++) {
            corrected[n] =
                    Exact.big(declared[n])
                            .multiply(ratio(ratios, n))
                            .divide(DECLARED)
                            .min(Exact.big(MOST))
                            .longValueExact();
        }
        return corrected;
    }

    private static BigInteger ratio(final TreeMap<Integer, BigInteger> ratios, final int n) {
        final var low = ratios.floorEntry(n);
        final var high = ratios.ceilingEntry(n);
        if (high == null || low.getKey() == n) {
            return low.getValue();
        }
        final BigInteger rise = high.getValue().subtract(low.getValue());
        return low.getValue()
                .add(
                        Exact.floor(
                                rise.multiply(Exact.big(n - low.getKey())),
                                high.getKey() - low.getKey()));
    }

    /** What the state's digest says of it. */
    List<Long> words(final SymbolTable symbols) {
        final List<Long> words = new ArrayList<>();
        classes.forEach(
                (name, known) -> {
                    words.add(symbols.hash(name));
                    words.add(known.taught);
                    known.points.forEach(
                            (n, point) -> {
                                words.add((long) n);
                                words.add(point.stamp);
                                words.addAll(point.paces);
                            });
                });
        return words;
    }
}
