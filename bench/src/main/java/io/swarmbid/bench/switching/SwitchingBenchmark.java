package io.swarmbid.bench.switching;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares rules for moving capacity between spot markets on recorded prices: {@code CSV[:WEIGHT]...}. Markets of the same weight
 * make a game each, then all of them together, by cost per capacity unit; then the halves of the time.
 */
public final class SwitchingBenchmark {
    private static final long SECOND = 1_000_000_000L;
    private static final int[] DELAYS = {30, 120, 600};
    private static final double NANOS_PER_HOUR = 3.6e12;
    private static final double FEMTO = 1e15;
    private static final double DAY = 86_400e9;
    private static final double MOST_COST = 1.02;
    private static final int MOST_MOVES = 2;

    private SwitchingBenchmark() {}

    /** Prints the table. */
    public static void main(final String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException(
                    "switching needs at least two markets: -- CSV[:WEIGHT] CSV[:WEIGHT]...");
        }
        final List<PricePath.Market> all = new ArrayList<>();
        final Map<Integer, List<PricePath.Market>> byWeight = new TreeMap<>();
        for (final String arg : args) {
            final PricePath.Market market = PricePath.Market.read(arg);
            all.add(market);
            byWeight.computeIfAbsent(market.weight(), weight -> new ArrayList<>()).add(market);
        }
        System.out.println(
                "| markets | days | A, s | optimum | moves | ours / optimum | moves | follow / optimum | moves |"
                        + " stay / optimum |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        boolean holds = true;
        for (final List<PricePath.Market> same : byWeight.values()) {
            if (same.size() > 1 && byWeight.size() > 1) {
                holds &= print(same.get(0).name() + " and its like", PricePath.merge(same));
            }
        }
        final PricePath path = PricePath.merge(all);
        holds &= print("all " + all.size(), path);
        System.out.println(
                holds
                        ? "required, and held in every row above: cost at most 1.02, moves at most twice"
                        : "NOT held in every row above: cost at most 1.02, moves at most twice");
        print("all, first half", path.part(0, 500));
        print("all, middle half", path.part(250, 750));
        print("all, second half", path.part(500, 1_000));
    }

    private static boolean print(final String name, final PricePath path) {
        boolean holds = true;
        for (final int delay : DELAYS) {
            final Rules.Outcome best = Rules.optimum(path, delay * SECOND);
            final Rules.Outcome ours = Rules.regret(path, delay * SECOND);
            final Rules.Outcome follow = Rules.follow(path, delay * SECOND);
            final Rules.Outcome stay = Rules.stay(path);
            holds &= ours.cost() <= MOST_COST * best.cost();
            holds &= ours.moves() <= MOST_MOVES * best.moves();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %d | %.4f | %d | %.4f | %d | %.4f | %d | %.3f |%n",
                    name,
                    (path.atNs()[path.rows() - 1] - path.atNs()[0]) / DAY,
                    delay,
                    best.cost() / NANOS_PER_HOUR / FEMTO,
                    best.moves(),
                    ours.cost() / best.cost(),
                    ours.moves(),
                    follow.cost() / best.cost(),
                    follow.moves(),
                    stay.cost() / best.cost());
        }
        return holds;
    }
}
