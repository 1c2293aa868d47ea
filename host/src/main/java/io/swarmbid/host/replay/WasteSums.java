package io.swarmbid.host.replay;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sums of waste by something. Not threadsafe. */
final class WasteSums<K> {
    private static final int MOST_LINES = 100;

    /** One sum, nano. */
    static final class Sum {
        double held;
        double watched;
        double wasted;

        void add(final Sum other) {
            held += other.held;
            watched += other.watched;
            wasted += other.wasted;
        }
    }

    private final Map<K, Sum> sums = new LinkedHashMap<>();

    WasteSums<K> copy() {
        final WasteSums<K> copy = new WasteSums<>();
        sums.forEach(copy::add);
        return copy;
    }

    void add(final K key, final Sum more) {
        sums.computeIfAbsent(key, k -> new Sum()).add(more);
    }

    /** The sum over everything, as a line. */
    Waste.Line all() {
        final Sum all = new Sum();
        sums.values().forEach(all::add);
        return line(0, "", all);
    }

    /** Those that were watched, most waste first. */
    List<Waste.Line> lines(final Function<K, Long> id, final Function<K, String> name) {
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue().watched > 0)
                .map(sum -> line(id.apply(sum.getKey()), name.apply(sum.getKey()), sum.getValue()))
                .sorted(
                        Comparator.comparingLong(Waste.Line::wasted)
                                .reversed()
                                .thenComparing(Waste.Line::name)
                                .thenComparing(Waste.Line::id))
                .limit(MOST_LINES)
                .toList();
    }

    private static Waste.Line line(final long id, final String name, final Sum sum) {
        return new Waste.Line(
                id, name, Math.round(sum.held), Math.round(sum.watched), Math.round(sum.wasted));
    }
}
